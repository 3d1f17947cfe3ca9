import { useQuery } from '@tanstack/react-query';
import { Images, SearchX } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemFilter, ItemOrder } from '../../../shared/records/item-row.ts';
import type { SavedSearch } from '../../../shared/records/saved-search.ts';
import { ItemGrid, type ItemGridHandle } from '../../components/item-grid/item-grid.tsx';
import { contains, count, nothing, range, type Selection } from '../../components/item-grid/selection.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { Empty } from '../../components/page.tsx';
import { useKept } from '../../session/use-kept.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { beginItemDrag, countDragged, mostLinked } from '../records/item-drag.ts';
import { SelectionBar } from '../shape/selection-bar.tsx';
import { Viewer } from '../viewer/viewer.tsx';
import { EditedContext, gridCell, listCell } from './cells.tsx';
import { Facets } from './facets.tsx';
import { Inspector } from './inspector.tsx';
import { useList, useRowAt, type Edited } from './list.ts';
import { Toolbar, type Layout } from './toolbar.tsx';
import { isNarrowed, useFilter } from './use-filter.ts';
import './evidence.css';

const gridSize = { width: 172, height: 196 };
const listSize = { width: null, height: 44 };
const newestFirst: ItemOrder = { by: 'captured', descending: true };

/** Pixels of a window in which facets, pictures and inspector stand beside one another. */
const roomy = 1500;

/** What was chosen in one list; in another its places mean other items. */
interface Place {
  readonly snapshot: string | null;
  readonly selection: Selection;
  readonly active: number | null;
}

export function Evidence() {
  const { t } = useTranslation('evidence');
  const { host } = useSession();
  const { handle: archive, access } = useArchive();
  const [filter, setFilter] = useFilter();
  const isFiltered = isNarrowed(filter);
  const [sort, setSort] = useKept('evidence.sort', newestFirst);
  const [isNarrowing, setNarrowing] = useKept('evidence.narrowing', window.innerWidth >= roomy);
  const [layout, setLayout] = useKept<Layout>('evidence.layout', 'grid');
  const [place, setPlace] = useState<Place>({ snapshot: null, selection: nothing, active: null });
  const [viewed, setViewed] = useState<{ readonly at: number; readonly beside: number | null } | null>(null);
  /** An item that is to be gone to once the list is made anew. */
  const sought = useRef<string | null>(null);
  const grid = useRef<ItemGridHandle>(null);
  const { snapshot, total, error, loadRows, onFailure, renew, reload, missing } = useList(
    filter,
    sort,
    isFiltered || place.active !== null || count(place.selection) > 0 || viewed !== null,
  );
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
  const goTo = useCallback(
    (item: string): void => {
      sought.current = item;
      renew();
    },
    [renew],
  );
  useEffect(() => {
    const item = sought.current;
    if (item === null || snapshot === null) return;
    const seek = async (): Promise<void> => {
      const { position } = await host.client.items.place({ archive, snapshot, item });
      if (position === null || sought.current !== item) return;
      sought.current = null;
      setPlace({ snapshot, selection: [[position, position]], active: position });
      grid.current?.scrollTo(position);
    };
    // A list that is gone by now is made anew, and then looked through again.
    void seek().catch(() => undefined);
  }, [snapshot, archive, host]);
  const onFilter = useCallback(
    (change: Partial<ItemFilter>): void => setFilter((now) => ({ ...now, ...change })),
    [setFilter],
  );
  const onSaved = useCallback(
    (saved: SavedSearch): void => {
      setFilter(() => saved.filter);
      setSort(saved.sort);
    },
    [setFilter, setSort],
  );

  return (
    <div className="evidence">
      <h1 className="visually-hidden">{t('title')}</h1>
      <Toolbar
        onSaved={onSaved}
        filter={filter}
        onFilter={onFilter}
        isNarrowing={isNarrowing}
        onNarrowing={setNarrowing}
        sort={sort}
        onSort={setSort}
        layout={layout}
        onLayout={setLayout}
        onRenew={renew}
        total={total}
        selected={selected}
      />
      <div className={isNarrowing ? 'evidence-body evidence-body-narrowing' : 'evidence-body'}>
        {isNarrowing && <Facets filter={filter} onFilter={onFilter} />}
        <div className="evidence-items">
          {error !== null && <ErrorNotice error={error} />}
          {missing > 0 && (
            <p className="evidence-catching-up quiet small" role="status">
              {t('catchingUp', { count: missing })}
            </p>
          )}
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
                  setViewed({ at: position, beside: null });
                }}
                onFailure={onFailure}
                onDragBegin={(event, position) => {
                  const selection = contains(here.selection, position)
                    ? here.selection
                    : range(position, position);
                  const dragged = { by: 'list', snapshot, selection } as const;
                  const many = countDragged(dragged);
                  if (access === 'read' || many > mostLinked) event.preventDefault();
                  else beginItemDrag(event, dragged, many > 1 ? t('selected', { count: many }) : null);
                }}
              />
            </EditedContext>
          )}
          {snapshot !== null && selected > 1 && (
            <SelectionBar
              snapshot={snapshot}
              selection={here.selection}
              count={selected}
              onOpen={(at) => setViewed({ at, beside: null })}
              onCompare={(at, beside) => setViewed({ at, beside })}
              onCombined={goTo}
            />
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
          onChanged={reload}
          onGoTo={goTo}
        />
      </div>
      {viewed !== null && snapshot !== null && viewed.at < total && (
        <Viewer
          snapshot={snapshot}
          total={total}
          position={viewed.at}
          beside={viewed.beside}
          onMove={(at) => setViewed((now) => now && { ...now, at })}
          onClose={() => {
            const { at, beside } = viewed;
            setViewed(null);
            // Two that were chosen to be compared stay chosen.
            if (beside === null) {
              change({ selection: [[at, at]] });
              grid.current?.scrollTo(at);
            }
            grid.current?.focus();
          }}
        />
      )}
    </div>
  );
}
