import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkEnd } from '../../../shared/catalogue/link-rules.ts';
import type { RecordMention } from '../../../shared/records/record.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldSelect, FieldText } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { SafeText } from '../../components/safe-text.tsx';
import { useArchive, useSession } from '../../session/session.tsx';
import { countDragged, itemsOf, mostLinked as most, type Dragged } from './item-drag.ts';
import { LinkingState } from './links-panel.tsx';
import { RecordSearch } from './reference-picker.tsx';
import { TermPicker } from './term-picker.tsx';
import { useLinking } from './use-linking.ts';
import { useTerms } from './vocabularies.ts';
import { linkOf, waysBetween } from './ways.ts';

interface Props {
  readonly items: Dragged;
  /** What they were dropped on. */
  readonly onto?: RecordMention;
  readonly onClose: () => void;
}

const kinds = ['place', 'object', 'incident', 'actor', 'source', 'claim', 'assessment'] as const;

/** What is selected in the grid shows, documents or supports one record: linked at once, and undone at once. */
export function LinkItemsDialog({ items, onto, onClose }: Props) {
  const { t } = useTranslation('records');
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const terms = useTerms();
  const linking = useLinking();
  const [to, setTo] = useState<RecordMention | null>(onto ?? null);
  const [way, setWay] = useState<string | null>(null);
  const [certainty, setCertainty] = useState<string | undefined>(undefined);
  const [note, setNote] = useState('');
  const [isWorking, setWorking] = useState(false);
  const count = countDragged(items);
  const ways = to === null ? [] : waysBetween('item', to.kind as LinkEnd);
  const chosen = ways.find(({ id }) => id === way) ?? ways[0];
  const isDone = linking.done !== null;
  const link = async (): Promise<void> => {
    if (to === null || chosen === undefined) return;
    setWorking(true);
    const ids = await itemsOf(host.client, archive, items).catch(() => []);
    const about = {
      ...(certainty === undefined ? {} : { certainty }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    };
    await linking.link(ids.map((item) => ({ ...linkOf(chosen, item, to.id), ...about })));
    setWorking(false);
  };
  return (
    <Dialog
      title={t('linkItems.title')}
      isOpen
      onClose={onClose}
      actions={
        isDone ? (
          <Button tone="primary" onPress={onClose}>
            {t('done', { ns: 'common' })}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{t('cancel', { ns: 'common' })}</Button>
            <Button
              tone="primary"
              icon={Link2}
              isDisabled={chosen === undefined || isWorking || count > most}
              onPress={() => void link()}
            >
              {t('links.act')}
            </Button>
          </>
        )
      }
    >
      <p>{t('linkItems.lead', { count })}</p>
      {count > most && <Notice tone="caution" title={t('items.atMost', { count: most })} />}
      {to === null ? (
        <RecordSearch label={t('linkItems.which')} kinds={kinds} onChoose={setTo} autoFocus />
      ) : (
        <>
          <p className="row spread">
            <strong>
              <span className="quiet numeric">{to.number}</span> <SafeText>{to.name}</SafeText>
            </strong>
            {!isDone && (
              <Button size="small" tone="quiet" onPress={() => setTo(null)}>
                {t('links.another')}
              </Button>
            )}
          </p>
          {!isDone && (
            <>
              <FieldSelect
                label={t('links.how')}
                choices={ways.map(({ id, type, end }) => ({ id, label: terms.relation(type, end) }))}
                value={chosen?.id ?? null}
                onChange={setWay}
              />
              <TermPicker
                label={t('links.certainty')}
                vocabulary="certainty"
                value={certainty}
                onChange={setCertainty}
              />
              <FieldText label={t('links.note')} lines={2} value={note} onChange={setNote} />
            </>
          )}
        </>
      )}
      <LinkingState linking={linking} />
    </Dialog>
  );
}
