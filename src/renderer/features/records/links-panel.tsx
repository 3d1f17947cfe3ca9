import { ImagePlus, Link2, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkEnd } from '../../../shared/catalogue/link-rules.ts';
import type { RecordKind } from '../../../shared/catalogue/kinds.ts';
import type { LinkView } from '../../../shared/records/record.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import { useArchive } from '../../session/session.tsx';
import { useItemDrop } from './item-drag.ts';
import { ItemPicker } from './item-picker.tsx';
import { ItemTileList } from './item-tile-list.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { Mention } from './mention.tsx';
import { useLinking, type Linking } from './use-linking.ts';
import { useTerms } from './vocabularies.ts';
import { linkOf, waysBetween } from './ways.ts';
import './links-panel.css';
import './items-field.css';

interface Props {
  /** The record or item whose links these are. */
  readonly of: { readonly id: string; readonly kind: LinkEnd };
  readonly links: readonly LinkView[];
  /** Kinds of records that make sense to be linked with it. */
  readonly kinds: readonly RecordKind[];
}

/** What is linked with something, by how; more is added by search, by hand from the grid, or dropped here. */
export function LinksPanel({ of, links, kinds }: Props) {
  const { t } = useTranslation('records');
  const { access } = useArchive();
  const terms = useTerms();
  const linking = useLinking();
  const [adding, setAdding] = useState<'items' | 'record' | null>(null);
  const isDisabled = access === 'read';
  const [itemWay] = of.kind === 'item' ? [] : waysBetween('item', of.kind);
  const linkItems = async (items: readonly string[]): Promise<void> => {
    if (itemWay === undefined) return;
    await linking.link(items.map((item) => linkOf(itemWay, item, of.id)));
    setAdding(null);
  };
  const drop = useItemDrop((items) => void linkItems(items), isDisabled || itemWay === undefined);
  const groups = Map.groupBy(links, ({ type, end }) => `${end} ${type}`);
  return (
    <div className={drop.isOver ? 'record-links record-drop-over' : 'record-links'} {...drop.handlers}>
      {[...groups].map(([key, group]) => {
        const [first] = group;
        if (!first) return null;
        return (
          <LinkGroup
            key={key}
            title={terms.relation(first.type, first.end)}
            links={group}
            unlink={isDisabled ? null : linking.unlink}
          />
        );
      })}
      {links.length === 0 && <p className="small quiet">{t('links.none')}</p>}
      {!isDisabled && (
        <div className="row">
          {itemWay !== undefined && (
            <Button size="small" icon={ImagePlus} onPress={() => setAdding('items')}>
              {t('links.addItems')}
            </Button>
          )}
          {kinds.length > 0 && (
            <Button size="small" icon={Link2} onPress={() => setAdding('record')}>
              {t('links.addRecord')}
            </Button>
          )}
          {itemWay !== undefined && <span className="small quiet">{t('links.dropHint')}</span>}
        </div>
      )}
      <LinkingState linking={linking} />
      {adding === 'items' && (
        <ItemPicker
          title={t('links.addItems')}
          action={t('links.act')}
          onClose={() => setAdding(null)}
          onChoose={linkItems}
        />
      )}
      {adding === 'record' && (
        <LinkDialog of={of} kinds={kinds} linking={linking} onClose={() => setAdding(null)} />
      )}
    </div>
  );
}

/** What was linked or unlinked last, and the way back. */
export function LinkingState({ linking }: { readonly linking: Linking }) {
  const { t } = useTranslation('records');
  const { done, error } = linking;
  return (
    <div aria-live="polite">
      {error !== null && <ErrorNotice error={error} />}
      {done && (
        <p className="row small record-undo">
          <span>
            {done.links.length === 0
              ? t('links.already')
              : t(done.isRemoved ? 'links.unlinked' : 'links.linked', { count: done.links.length })}
          </span>
          {done.links.length > 0 && (
            <Button size="small" tone="quiet" icon={Undo2} onPress={() => void linking.undo()}>
              {t('undo', { ns: 'evidence' })}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

function LinkGroup({
  title,
  links,
  unlink,
}: {
  readonly title: string;
  readonly links: readonly LinkView[];
  readonly unlink: ((links: readonly string[]) => Promise<boolean>) | null;
}) {
  const { t } = useTranslation('records');
  const terms = useTerms();
  const items = links.filter(({ other }) => other.kind === 'item');
  const records = links.filter(({ other }) => other.kind !== 'item');
  return (
    <section className="stack-tight" aria-label={title}>
      <h4 className="record-subhead">{title}</h4>
      {items.length > 0 && (
        <ItemTileList
          label={title}
          items={items.map(({ other }) => other.id)}
          onRemove={
            unlink === null
              ? undefined
              : (item) => void unlink(items.filter(({ other }) => other.id === item).map(({ id }) => id))
          }
        />
      )}
      {records.length > 0 && (
        <ul className="record-link-list">
          {records.map(({ id, other, certainty, note }) => (
            <li key={id}>
              <div>
                <Mention record={other} />
                {(certainty !== null || note !== null) && (
                  <p className="small quiet">
                    {certainty !== null && <SafeText>{terms.label('certainty', certainty)}</SafeText>}
                    {certainty !== null && note !== null && ' · '}
                    {note !== null && <SafeText multiline>{note}</SafeText>}
                  </p>
                )}
              </div>
              {unlink && (
                <IconButton
                  icon={X}
                  label={t('links.unlink', { name: plainText(other.name) })}
                  onPress={() => void unlink([id])}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
