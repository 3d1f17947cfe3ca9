import {
  ArchiveRestore,
  ArrowDownAZ,
  ArrowUpAZ,
  ListFilter,
  Plus,
  Search,
  SearchX,
  Trash2,
  X,
  type LucideIcon,
} from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Input, Label, TextField, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RecordKind } from '../../../shared/catalogue/kinds.ts';
import type { RecordFilter, RecordMention, RecordOrder } from '../../../shared/records/record.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { FieldSelect } from '../../components/field.tsx';
import { ItemGrid, type ItemGridHandle } from '../../components/item-grid/item-grid.tsx';
import { nothing, range } from '../../components/item-grid/selection.ts';
import { ErrorNotice } from '../../components/notice.tsx';
import { Empty } from '../../components/page.tsx';
import { useFormats } from '../../i18n/format.ts';
import { useArchive } from '../../session/session.tsx';
import { ListFiles } from '../tables/list-files.tsx';
import type { Dragged } from './item-drag.ts';
import { LinkItemsDialog } from './link-items-dialog.tsx';
import { isNarrowed, useRecordFilter, useRecordList, type ListedRecord } from './list-state.ts';
import { RecordDrop } from './record-drop.tsx';
import { RecordFacets } from './record-facets.tsx';
import { RecordRowCell, recordRowHeight } from './record-row.tsx';
import '../evidence/evidence.css';
import '../evidence/search.css';
import './record-list.css';

/** What a kind of record looks like in a list. */
export interface ListOf {
  readonly kind: RecordKind;
  readonly icon: LucideIcon;
  readonly typeVocabulary: string | null;
  readonly statusVocabulary: string;
  readonly orders: readonly RecordOrder['by'][];
  /** Words of the list, in the reader's language. */
  readonly words: {
    readonly list: string;
    readonly search: string;
    readonly searchHint: string;
    readonly create: string;
    readonly empty: string;
    readonly emptyBody: string;
  };
}

interface Props {
  readonly of: ListOf;
  readonly opened: string | null;
  /** By hand or by keys. */
  readonly onOpen: (id: string) => void;
  readonly onCreate: () => void;
}

/** Milliseconds. */
const rest = 200;
/** Pixels of a window in which facets stand beside a list and a record. */
const roomy = 1700;

/** Records of a kind: found as one types by any name in any script, narrowed, and gone through by keys. */
export function RecordList({ of, opened, onOpen, onCreate }: Props) {
  const { t } = useTranslation('records');
  const { t: say } = useTranslation('evidence');
  const { access } = useArchive();
  const format = useFormats();
  const { kind, words } = of;
  const { filter, setFilter, order, setOrder } = useRecordFilter(kind);
  const [isNarrowing, setNarrowing] = useState(() => window.innerWidth >= roomy);
  const list = useRecordList(kind, filter, order);
  const grid = useRef<ItemGridHandle>(null);
  const [at, setAt] = useState<{ readonly position: number; readonly id: string } | null>(null);
  const latest = useRef<ReadonlyMap<number, string>>(new Map());
  const [dropped, setDropped] = useState<{ readonly items: Dragged; readonly onto: RecordMention } | null>(
    null,
  );
  const { loadRows, total } = list;
  /** What was opened elsewhere is marked where it comes into view. */
  const sought = useRef(opened);
  const load = useCallback(
    async (from: number, count: number, signal: AbortSignal): Promise<readonly ListedRecord[]> => {
      const rows = await loadRows(from, count, signal);
      latest.current = new Map([
        ...latest.current,
        ...rows.map((row, index) => [from + index, row.id] as const),
      ]);
      const found = rows.findIndex(({ id }) => id === sought.current);
      if (found >= 0 && sought.current !== null) setAt({ position: from + found, id: sought.current });
      return rows;
    },
    [loadRows],
  );
  useEffect(() => {
    latest.current = new Map();
  }, [loadRows]);
  useEffect(() => {
    sought.current = opened;
    const found = [...latest.current].find(([, id]) => id === opened);
    if (found && opened !== null) setAt({ position: found[0], id: opened });
  }, [opened]);
  const narrow = (change: Partial<RecordFilter>): void => setFilter({ ...filter, ...change });
  const narrowed = isNarrowed(filter);
  const renderCell = useCallback(
    (row: ListedRecord, isStill: boolean) => (
      <RecordDrop record={row} onDropped={(items, onto) => setDropped({ items, onto })}>
        <RecordRowCell
          row={row}
          isStill={isStill}
          icon={of.icon}
          typeVocabulary={of.typeVocabulary}
          statusVocabulary={of.statusVocabulary}
        />
      </RecordDrop>
    ),
    [of.icon, of.typeVocabulary, of.statusVocabulary],
  );
  const chosen = at !== null && at.id === opened ? range(at.position, at.position) : nothing;
  return (
    <div className={isNarrowing ? 'record-list record-list-narrowing' : 'record-list'}>
      <div className="record-list-head" role="search">
        <QueryField
          key={kind}
          label={words.search}
          hint={words.searchHint}
          query={filter.query ?? ''}
          onQuery={(query) => narrow({ query: query === '' ? null : query })}
        />
        <div className="row record-list-tools">
          <ToggleButton
            className="button button-plain button-small evidence-narrow"
            isSelected={isNarrowing}
            onChange={setNarrowing}
          >
            <ListFilter aria-hidden size={16} strokeWidth={1.75} />
            <span>{say('facet.narrow')}</span>
          </ToggleButton>
          <FieldSelect
            label={say('sort')}
            isLabelHidden
            choices={of.orders.map((id) => ({ id, label: t(`order.${id}`) }))}
            value={order.by}
            onChange={(by) => setOrder({ by, descending: by === 'date' || by === 'added' })}
          />
          <IconButton
            icon={order.descending ? ArrowUpAZ : ArrowDownAZ}
            label={say(order.descending ? 'descending' : 'ascending')}
            onPress={() => setOrder({ ...order, descending: !order.descending })}
          />
          <IconButton
            icon={filter.removed === true ? X : Trash2}
            label={t(filter.removed === true ? 'removed.back' : 'removed.show')}
            onPress={() => setFilter({ removed: filter.removed !== true })}
          />
        </div>
        <div className="row spread small quiet" aria-live="polite">
          <span className="numeric">
            {total !== null && t('total', { count: total, number: format.number(total) })}
          </span>
          {narrowed && (
            <Button size="small" tone="quiet" onPress={() => setFilter({})}>
              {say('filter.all')}
            </Button>
          )}
          <span className="row record-list-files">
            <ListFiles kind={kind} filter={filter} total={total} />
            <Button size="small" tone="primary" icon={Plus} isDisabled={access === 'read'} onPress={onCreate}>
              {words.create}
            </Button>
          </span>
        </div>
      </div>
      {isNarrowing && list.facets && (
        <RecordFacets
          facets={list.facets}
          filter={filter}
          onFilter={narrow}
          typeVocabulary={of.typeVocabulary}
          statusVocabulary={of.statusVocabulary}
        />
      )}
      <div className="record-list-rows">
        {list.error !== null && <ErrorNotice error={list.error} />}
        {total !== null && total > 0 && (
          <ItemGrid
            ref={grid}
            label={words.list}
            total={total}
            loadRows={load}
            cell={{ width: null, height: recordRowHeight }}
            renderCell={renderCell}
            selection={chosen}
            onSelectionChange={() => undefined}
            onActiveChange={(position) => {
              const id = latest.current.get(position);
              if (id === undefined) return;
              setAt({ position, id });
              onOpen(id);
            }}
          />
        )}
        {total === 0 &&
          (narrowed ? (
            <Empty
              icon={filter.removed === true ? ArchiveRestore : SearchX}
              title={filter.removed === true ? t('removed.none') : say('notFound')}
            >
              {filter.removed !== true && <p>{t('notFoundBody')}</p>}
            </Empty>
          ) : (
            <Empty icon={of.icon} title={words.empty}>
              <p>{words.emptyBody}</p>
              <Button tone="primary" icon={Plus} isDisabled={access === 'read'} onPress={onCreate}>
                {words.create}
              </Button>
            </Empty>
          ))}
      </div>
      {dropped && <LinkItemsDialog {...dropped} onClose={() => setDropped(null)} />}
    </div>
  );
}

/** What was typed is searched when typing rests. */
function QueryField({
  label,
  hint,
  query,
  onQuery,
}: {
  readonly label: string;
  readonly hint: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
}) {
  const [typed, setTyped] = useState(query);
  const [before, setBefore] = useState(query);
  const tell = useRef(onQuery);
  useEffect(() => {
    tell.current = onQuery;
  });
  // Taken away elsewhere.
  if (query !== before) {
    setBefore(query);
    if (query === '') setTyped('');
  }
  useEffect(() => {
    if (typed.trim() === query) return;
    const timer = setTimeout(() => tell.current(typed.trim()), rest);
    return () => clearTimeout(timer);
  }, [typed, query]);
  return (
    <TextField className="field search-box" value={typed} onChange={setTyped} type="search">
      <Label className="visually-hidden">{label}</Label>
      <div className="field-line">
        <Search aria-hidden className="search-icon" size={16} strokeWidth={1.75} />
        <Input className="field-input" dir="auto" placeholder={hint} autoComplete="off" spellCheck="false" />
      </div>
    </TextField>
  );
}
