import { Columns2, ImagePlus, X } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../shared/catalogue/assessment.ts';
import { IconButton } from '../../components/button.tsx';
import { FieldText } from '../../components/field.tsx';
import { plainText, SafeText } from '../../components/safe-text.tsx';
import { Picture } from '../evidence/picture.tsx';
import { useItemDrop } from '../records/item-drag.ts';
import { ItemPicker } from '../records/item-picker.tsx';
import { ItemTileList } from '../records/item-tile-list.tsx';
import { useItemRows } from '../records/item-rows.ts';
import { RowsEditor } from '../records/rows-editor.tsx';
import { Viewer } from '../viewer/viewer.tsx';

type Pair = NonNullable<Assessment['pairs']>[number];
const sides = ['before', 'after'] as const;
type Side = (typeof sides)[number];

/** The same, before and after, beside each other: opened together, by a press. */
export function Pairs({ pairs }: { readonly pairs: readonly Pair[] }) {
  const { t } = useTranslation('places');
  const [open, setOpen] = useState<Pair | null>(null);
  const [at, setAt] = useState(0);
  const rows = useItemRows(
    pairs.flatMap(({ before, after }) => [before, after].filter((one) => one !== undefined)),
  );
  const viewed = open === null ? [] : sides.flatMap((side) => open[side] ?? []);
  return (
    <>
      <ul className="place-pairs">
        {pairs.map((pair, index) => (
          <li key={index}>
            <AriaButton
              className="place-pair"
              onPress={() => {
                setAt(0);
                setOpen(pair);
              }}
            >
              <span className="visually-hidden">
                {t('pair.open', {
                  before: plainText(rows.get(pair.before ?? '')?.title ?? t('pair.none')),
                  after: plainText(rows.get(pair.after ?? '')?.title ?? t('pair.none')),
                })}
              </span>
              {sides.map((side) => {
                const row = rows.get(pair[side] ?? '');
                return (
                  <span key={side} className="place-pair-side">
                    <span className="record-pair-picture">
                      {row && (
                        <Picture
                          key={row.id}
                          id={row.id}
                          thumbnail={row.thumbnail}
                          isBlurred={row.isGraphic}
                        />
                      )}
                      <span className="place-pair-word">{t(`pair.${side}`)}</span>
                    </span>
                    <span className="quiet small numeric">
                      {row === undefined ? t('pair.none') : (row.captured?.slice(0, 10) ?? row.number)}
                    </span>
                  </span>
                );
              })}
              <span className="place-pair-mark" aria-hidden>
                <Columns2 size={14} />
              </span>
            </AriaButton>
            {pair.note !== undefined && (
              <p className="small">
                <SafeText>{pair.note}</SafeText>
              </p>
            )}
          </li>
        ))}
      </ul>
      {open !== null && (
        <Viewer
          snapshot={viewed}
          total={viewed.length}
          position={at}
          beside={viewed.length > 1 ? 1 : null}
          onMove={setAt}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

/** Pairs while they are made: pictures of the place stand beneath, to be dragged; any other is chosen from the grid. */
export function PairsEditor({
  value: pairs,
  items,
  onChange,
}: {
  readonly value: readonly Pair[] | undefined;
  readonly items: readonly string[];
  readonly onChange: (pairs: readonly Pair[]) => void;
}) {
  const { t } = useTranslation('places');
  return (
    <div className="stack-tight">
      <RowsEditor<Pair>
        label={t('pair.pairs')}
        add={t('pair.add')}
        value={pairs}
        onChange={onChange}
        empty={{}}
      >
        {({ row: pair, change, field }) => (
          <>
            <div className="place-pair-edit">
              {sides.map((side) => (
                <PairSlot
                  key={side}
                  side={side}
                  item={pair[side]}
                  onChange={(item) => change({ [side]: item })}
                />
              ))}
            </div>
            <FieldText label={t('pair.note')} maxLength={500} {...field('note')} />
          </>
        )}
      </RowsEditor>
      {pairs !== undefined && pairs.length > 0 && items.length > 0 && (
        <div className="place-pair-tray">
          <p className="small quiet">{t('pair.tray')}</p>
          <ItemTileList label={t('pair.tray')} items={items} />
        </div>
      )}
    </div>
  );
}

function PairSlot({
  side,
  item,
  onChange,
}: {
  readonly side: Side;
  readonly item: string | undefined;
  readonly onChange: (item: string | undefined) => void;
}) {
  const { t } = useTranslation('places');
  const { t: say } = useTranslation('records');
  const [isChoosing, setChoosing] = useState(false);
  const drop = useItemDrop(([first]) => onChange(first));
  const row = useItemRows(item === undefined ? [] : [item]).get(item ?? '');
  return (
    <div className={drop.isOver ? 'place-pair-slot record-drop-over' : 'place-pair-slot'} {...drop.handlers}>
      <AriaButton
        className="record-pair-picture"
        aria-label={`${t(`pair.${side}`)}: ${row ? plainText(row.title) : t('pair.choose')}`}
        onPress={() => setChoosing(true)}
      >
        {row ? (
          <Picture key={row.id} id={row.id} thumbnail={row.thumbnail} isBlurred={row.isGraphic} />
        ) : (
          <span className="place-pair-empty small">
            <ImagePlus aria-hidden size={20} strokeWidth={1.5} />
            {t('pair.choose')}
          </span>
        )}
        <span className="place-pair-word">{t(`pair.${side}`)}</span>
      </AriaButton>
      {row && (
        <p className="row spread small">
          <span className="quiet numeric">{row.captured?.slice(0, 10) ?? row.number}</span>
          <IconButton
            icon={X}
            label={say('takeAway', { name: plainText(row.title) })}
            onPress={() => onChange(undefined)}
          />
        </p>
      )}
      {isChoosing && (
        <ItemPicker
          title={t(`pair.${side}`)}
          action={say('items.take')}
          most={1}
          onClose={() => setChoosing(false)}
          onChoose={([first]) => {
            onChange(first);
            setChoosing(false);
          }}
        />
      )}
    </div>
  );
}
