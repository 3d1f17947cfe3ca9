import { useQuery } from '@tanstack/react-query';
import { Images, SearchX } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemOrder } from '../../../shared/records/item-row.ts';
import { ItemGrid, type ItemGridHandle } from '../../components/item-grid/item-grid.tsx';
import { count, nothing, type Selection } from '../../components/item-grid/selection.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { Empty } from '../../components/page.tsx';
import { useArchive } from '../../session/session.tsx';
import { EditedContext, gridCell, listCell } from './cells.tsx';
import { Inspector } from './inspector.tsx';
import { everything, useList, useRowAt, type Edited } from './list.ts';
import { Toolbar, type Layout } from './toolbar.tsx';
import { Viewer } from './viewer.tsx';
import './evidence.css';

const gridSize = { width: 172, height: 196 };
const listSize = { width: null, height: 44 };
const newestFirst: ItemOrder = { by: 'captured', descending: true };

/** What was chosen in one list; in another its places mean other items. */
interface Place {
  readonly snapshot: string | null;
  readonly selection: Selection;
  readonly active: number | null;
}

export function Evidence() {
  const { t } = useTranslation('evidence');
  const { handle: archive } = useArchive();
  const [filter, setFilter] = useState(everything);
  const [sort, setSort] = useState(newestFirst);
  const [layout, setLayout] = useState<Layout>('grid');
  const [place, setPlace] = useState<Place>({ snapshot: null, selection: nothing, active: null });
  const [viewed, setViewed] = useState<number | null>(null);
  const grid = useRef<ItemGridHandle>(null);
  const { snapshot, total, error, loadRows, onFailure, renew, reload } = useList(filter, sort);
  const { data: edited } = useQuery<Edited>({
    queryKey: ['edited', archive],
    queryFn: () => ({}),
    enabled: false,
    staleTime: Infinity,
    initialData: {},
  });

  const here: Place = place.snapshot === snapshot ? place : { snapshot, selection: nothing, active: null };
  const change = (part: Partial<Place>): void =>
    setPlace((now) => ({
      ...(now.snapshot === snapshot ? now : { snapshot, selection: nothing, active: null }),
      ...part,
    }));
  const active = useRowAt(snapshot, here.active);
  const selected = count(here.selection);
  const isFiltered = filter.query !== null || filter.camera !== null;

  return (
    <div className="evidence">
      <h1 className="visually-hidden">{t('title')}</h1>
      <Toolbar
        onQuery={(query) => setFilter((now) => ({ ...now, query }))}
        onCamera={(camera) => setFilter((now) => ({ ...now, camera }))}
        sort={sort}
        onSort={setSort}
        layout={layout}
        onLayout={setLayout}
        onRenew={renew}
        total={total}
        selected={selected}
      />
      <div className="evidence-body">
        <div className="evidence-items">
          {error !== null && <ErrorNotice error={error} />}
          {snapshot !== null && total > 0 && (
            <EditedContext value={edited}>
              <ItemGrid
                key={snapshot}
                ref={grid}
                label={t('itemList')}
                total={total}
                loadRows={loadRows}
                cell={layout === 'grid' ? gridSize : listSize}
                renderCell={layout === 'grid' ? gridCell : listCell}
                selection={here.selection}
                onSelectionChange={(selection) => change({ selection })}
                onActiveChange={(position) => change({ active: position })}
                onOpen={(position) => {
                  change({ active: position });
                  setViewed(position);
                }}
                onFailure={onFailure}
              />
            </EditedContext>
          )}
          {snapshot !== null && total === 0 && (
            <Empty icon={isFiltered ? SearchX : Images} title={isFiltered ? t('notFound') : t('empty')}>
              <p>{isFiltered ? t('notFoundBody') : t('emptyBody')}</p>
              {!isFiltered && (
                <a className="button button-primary" href="#/take-in">
                  {t('takeIn')}
                </a>
              )}
            </Empty>
          )}
        </div>
        <Inspector
          id={active.data?.id ?? null}
          several={
            snapshot !== null && selected > 1
              ? { snapshot, selection: here.selection, count: selected }
              : null
          }
          onBatch={reload}
        />
      </div>
      {viewed !== null && snapshot !== null && viewed < total && (
        <Viewer
          snapshot={snapshot}
          total={total}
          position={viewed}
          onMove={setViewed}
          onClose={() => {
            setViewed(null);
            change({ selection: [[viewed, viewed]] });
            grid.current?.scrollTo(viewed);
            grid.current?.focus();
          }}
        />
      )}
    </div>
  );
}
