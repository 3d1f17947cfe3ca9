import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { AssertedPosition } from '../../shared/records/item.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import { fieldOf, plannerOf, shownValue, type Columns } from '../description/fields.ts';
import { differing, refusalOf, storedItem, type StoredItem } from '../description/write-edit.ts';
import { takingTurns } from '../jobs/turns.ts';
import type { Members } from '../records/content.ts';
import { isJoined, linkedBy, type NewLink } from '../records/links.ts';
import { recordIndex } from '../records/record-index.ts';
import { itemContent, type ItemReading } from './item-content.ts';
import { itemOf, itemsByName, nameIn } from './match-items.ts';
import type { Mapping } from './map-columns.ts';
import type { Table } from './read-csv.ts';
import { contextOf } from './row-context.ts';
import type { DayOrder, RowProblem } from './row-reader.ts';

export interface ItemsRequest {
  readonly kind: 'item';
  readonly table: Table;
  readonly mapping: Mapping;
  readonly dayOrder: DayOrder;
}

export type PlannedItem = {
  /** In the file, from 1. */
  readonly line: number;
  readonly name: string;
} & (
  | {
      readonly outcome: 'edit';
      readonly item: number;
      readonly revision: number;
      readonly columns: Columns;
      readonly links: readonly NewLink[];
      readonly number: string;
      readonly old: Members;
      readonly changes: Members;
    }
  | { readonly outcome: 'same' }
  | { readonly outcome: 'repeated'; readonly of: number }
  | { readonly outcome: 'failed'; readonly problems: readonly RowProblem[] }
);

/**
 * What a table of descriptions would come to, row by row, without writing anything. A title, a date, a position that a row says takes the
 * place of what stood there; tags, languages, places and sources are added.
 */
export async function planItems(archive: Archive, request: ItemsRequest): Promise<readonly PlannedItem[]> {
  const { table, mapping } = request;
  const turn = takingTurns();
  const context = await contextOf(archive, await recordIndex(archive), request.dayOrder, turn);
  const rows = table.rows.map(({ line, cells }) => ({
    line,
    cells: new Map(
      mapping.flatMap((field, column) => (field === null ? [] : [[field, cells[column] ?? ''] as const])),
    ),
  }));
  const written = rows.flatMap(({ cells }) => cells.get('file') ?? '').filter((name) => name !== '');
  const byName = await itemsByName(archive, new Set(written.map(nameIn)));
  const seen = new Map<number, { readonly line: number; readonly said: string }>();
  const planned: PlannedItem[] = [];
  for (const { line, cells } of rows) {
    await turn();
    if (!archive.catalogue.open) throw new AppError('archive-not-open');
    const reading = itemContent(cells, context);
    const name = cells.get('title') || cells.get('file') || cells.get('number') || ''; // prettier-ignore
    const found = itemOf(archive, cells, byName);
    const fail = (...problems: readonly RowProblem[]): void =>
      void planned.push({ line, name, outcome: 'failed', problems: [...reading.problems, ...problems] });
    if (typeof found === 'object') {
      fail({ ...found, value: found.field === null ? '' : (cells.get(found.field) ?? '') });
      continue;
    }
    if (reading.problems.length > 0) {
      fail();
      continue;
    }
    const { changes, places, sources } = reading;
    const said = JSON.stringify([changes, places, sources]);
    const earlier = seen.get(found);
    if (earlier) {
      if (earlier.said === said) planned.push({ line, name, outcome: 'repeated', of: earlier.line });
      else fail({ field: null, value: String(earlier.line), problem: 'repeated-differently' });
      continue;
    }
    const item = storedItem(archive, found);
    if (refusalOf(archive, item)) {
      fail({ field: null, value: item.number, problem: 'item-closed' });
      continue;
    }
    try {
      planned.push({ line, name, ...judged(archive, item, reading) });
      seen.set(found, { line, said });
    } catch (error) {
      if (!isAppError(error)) throw error;
      fail({ field: null, value: error.message, problem: 'row-refused' });
    }
  }
  return planned;
}

function judged(archive: Archive, item: StoredItem, reading: ItemReading) {
  const columns = columnsOf(archive, item, reading);
  const links = linksOf(archive, item, reading);
  const names = Object.keys(columns) as (keyof Columns)[];
  if (names.length === 0 && links.length === 0) return { outcome: 'same' } as const;
  const shown = (from: Partial<StoredItem>): Members =>
    Object.fromEntries(names.map((column) => [fieldOf(column), shownValue(column, from[column] ?? null)]));
  const joined = (type: string): readonly string[] =>
    links.filter((link) => link.type === type).map(({ to }) => linkedBy(archive, to).number);
  const [places, sources] = [joined('shows'), joined('told')];
  return {
    outcome: 'edit',
    item: item.id,
    revision: item.revision,
    columns,
    links,
    number: item.number,
    old: shown(item),
    changes: {
      ...shown(columns),
      ...(places.length > 0 ? { place: places } : {}),
      ...(sources.length > 0 ? { source: sources } : {}),
    },
  } as const;
}

function columnsOf(archive: Archive, item: StoredItem, { changes }: ItemReading): Columns {
  const languages = changes.languages && [
    ...(shownValue('languages', item.languages) as readonly string[]),
    ...changes.languages,
  ];
  const position = changes.position && withPrecision(item, changes.position);
  const merged = { ...changes, ...(languages ? { languages } : {}), ...(position ? { position } : {}) };
  return differing(item, plannerOf(merged)(archive, item));
}

/** The same place said again takes nothing away from how exactly it is known, and how. */
function withPrecision(item: StoredItem, said: AssertedPosition): AssertedPosition {
  const stood = shownValue('position', item.position) as AssertedPosition | null;
  if (stood?.latitude !== said.latitude || stood.longitude !== said.longitude) return said;
  return { ...said, precision: said.precision ?? stood.precision, basis: stood.basis };
}

/** What the row joins it to and is not joined to it yet. */
function linksOf(archive: Archive, item: StoredItem, { places, sources }: ItemReading): readonly NewLink[] {
  const id = uuidText(item.uid);
  const wanted: readonly NewLink[] = [
    ...places.map((place) => ({ type: 'shows', from: id, to: place })),
    ...sources.map((source) => ({ type: 'told', from: source, to: id })),
  ];
  return wanted.filter(
    ({ type, from, to }) => !isJoined(archive, type, linkedBy(archive, from), linkedBy(archive, to)),
  );
}
