import { ArrowLeft, MapPinPlus, ZoomIn } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemFilter, ItemOrder } from '../../../shared/records/item-row.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { ItemGrid } from '../../components/item-grid/item-grid.tsx';
import { count, nothing, type Selection } from '../../components/item-grid/selection.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { useArchive } from '../../session/session.tsx';
import { gridCell } from '../evidence/cells.tsx';
import { useItem, useList, useRowAt } from '../evidence/list.ts';
import { Viewer } from '../viewer/viewer.tsx';
import { ItemCard } from './item-card.tsx';
import type { Target } from './target.ts';

interface Props {
  /** Null: how many they are. */
  readonly title: string | null;
  readonly filter: ItemFilter;
  readonly onBack: () => void;
  /** Absent where the items are nowhere. */
  readonly onZoom?: () => void;
  readonly onShowAll: () => void;
  readonly onPlace: (target: Target) => void;
  /** Whose positions are pointed out on the map. */
  readonly onActive: (item: string | null) => void;
}

const cell = { width: 104, height: 128 };
const oldestFirst: ItemOrder = { by: 'captured', descending: false };

/** The pictures of one group, or those that lie nowhere. */
export function ItemsHere(props: Props) {
  const { t } = useTranslation('map');
  const { access } = useArchive();
  const { snapshot, total, error, loadRows, onFailure } = useList(props.filter, oldestFirst);
  const title = props.title ?? t('items', { ns: 'common', count: total });
  const [place, setPlace] = useState<{
    readonly of: string | null;
    readonly selection: Selection;
    readonly active: number | null;
  }>({
    of: null,
    selection: nothing,
    active: null,
  });
  const [viewed, setViewed] = useState<number | null>(null);
  const here =
    place.of === snapshot ? place : { of: snapshot, selection: nothing, active: total === 1 ? 0 : null };
  const row = useRowAt(snapshot, here.active);
  const id = row.data?.id ?? null;
  const { data: record } = useItem(id);
  const selected = count(here.selection);
  const change = (part: Partial<typeof place>): void => setPlace({ ...here, ...part });
  return (
    <section className="map-here" aria-label={title}>
      <header className="map-here-head">
        <IconButton icon={ArrowLeft} label={t('back')} onPress={props.onBack} />
        <h2>{title}</h2>
        {props.onZoom && <IconButton icon={ZoomIn} label={t('zoomTo')} onPress={props.onZoom} />}
      </header>
      {error !== null && <ErrorNotice error={error} />}
      {snapshot !== null && total > 0 && (
        <div className="map-here-grid" style={{ maxBlockSize: `${Math.ceil(total / 3) * 9 + 1}rem` }}>
          <ItemGrid
            key={snapshot}
            label={title}
            total={total}
            loadRows={loadRows}
            cell={cell}
            renderCell={gridCell}
            selection={here.selection}
            onSelectionChange={(selection) => change({ selection })}
            onActiveChange={(active) => {
              change({ active });
              void loadRows(active, 1, new AbortController().signal)
                .then(([found]) => props.onActive(found?.id ?? null))
                .catch(() => undefined);
            }}
            onOpen={setViewed}
            onFailure={onFailure}
          />
        </div>
      )}
      {record && selected < 2 && <ItemCard key={record.id} record={record} onPlace={props.onPlace} />}
      {snapshot !== null && selected > 1 && (
        <Button
          icon={MapPinPlus}
          isDisabled={access === 'read'}
          onPress={() =>
            props.onPlace({
              selection: { by: 'snapshot', snapshot, ranges: here.selection.map(([from, to]) => [from, to]) },
              count: selected,
              record: null,
            })
          }
        >
          {t('placeSeveral', { count: selected })}
        </Button>
      )}
      <p>
        <Button tone="quiet" size="small" onPress={props.onShowAll}>
          {t('showInEvidence')}
        </Button>
      </p>
      {viewed !== null && snapshot !== null && (
        <Viewer
          snapshot={snapshot}
          total={total}
          position={viewed}
          beside={null}
          onMove={setViewed}
          onClose={() => setViewed(null)}
        />
      )}
    </section>
  );
}
