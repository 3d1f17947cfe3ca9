import type { Database, Statement } from '../database/connection.ts';
import { valueStatement } from '../database/statements.ts';
import { FactSets } from './fact-sets.ts';
import {
  factsOf,
  knowsFacts,
  withoutFacts,
  lastFactsFile,
  type ItemFacts,
  type Sources,
} from './item-facts.ts';
import { yearOf } from './time-parts.ts';

/**
 * The facts of all items in memory, each column by the item's row id: a million are gone through in milliseconds, where SQL takes
 * a second for six facets. 44 bytes an item.
 */
export interface Columns {
  /** One more than the highest id that has a place. */
  readonly size: number;
  /** Milliseconds as `item_facts` has them; NaN: undated. */
  readonly captured: Float64Array;
  readonly before: Float64Array;
  /** Degrees; NaN: no position. */
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** Years of the first and the last time that it can mean; `noYear`: undated. */
  readonly year: Int16Array;
  readonly lastYear: Int16Array;
  /** Numbers of sets of facts; 0: there is no such item, or nothing is known of it. */
  readonly taken: Uint32Array;
  readonly said: Uint32Array;
  readonly sets: FactSets;
}

export const noYear = -32_768;

interface Kept extends Columns {
  size: number;
  captured: Float64Array;
  before: Float64Array;
  latitude: Float64Array;
  longitude: Float64Array;
  year: Int16Array;
  lastYear: Int16Array;
  taken: Uint32Array;
  said: Uint32Array;
  sets: FactSets;
  /** The last row of `fact_change` that was followed; null: nothing was read yet. */
  followed: number | null;
  isBeingRead: boolean;
}

const kept = new WeakMap<Database, Kept>();

/** Rows that are read at a time. */
const rowsAtOnce = 20_000;

/**
 * As derived.db has them now, and as the catalogue has what is not in it yet. A generator, so that other work goes on between its
 * steps; what is read once is kept, and followed.
 */
export function* columnsOf(sources: Sources): Generator<undefined, Columns> {
  const columns = kept.get(sources.catalogue) ?? blank();
  kept.set(sources.catalogue, columns);
  // Others that go on in turns with this one.
  while (columns.isBeingRead) yield undefined;
  columns.isBeingRead = true;
  try {
    yield* follow(sources, columns);
  } finally {
    columns.isBeingRead = false;
  }
  for (let after = lastFactsFile(sources); ;) {
    const { items, last } = withoutFacts(sources, 200, after);
    if (last === null) return columns;
    after = last;
    for (const id of items) putFacts(columns, id, factsOf(sources, id));
    yield undefined;
  }
}

function* follow(sources: Sources, columns: Kept): Generator<undefined, void> {
  const { derived } = sources;
  if (!derived || !knowsFacts(sources)) return;
  // What is written from now on is read again.
  const last = lastChange(derived);
  const { followed } = columns;
  if (followed === last) return;
  // Whoever is kept from coming to the end begins anew.
  columns.followed = null;
  if (followed === null || followed > last || firstChange(derived) > followed + 1) {
    clear(columns);
    yield* readAll(derived, columns);
  } else yield* readChanged(derived, columns, followed);
  columns.followed = last;
}

/** What is held must go: a value was erased. */
export function forgetColumns({ catalogue }: Pick<Sources, 'catalogue'>): void {
  kept.delete(catalogue);
}

function blank(): Kept {
  const none = new Float64Array(0);
  return {
    size: 0,
    captured: none,
    before: none,
    latitude: none,
    longitude: none,
    year: new Int16Array(0),
    lastYear: new Int16Array(0),
    taken: new Uint32Array(0),
    said: new Uint32Array(0),
    sets: new FactSets(),
    followed: null,
    isBeingRead: false,
  };
}

function clear(columns: Kept): void {
  for (const numbers of [columns.captured, columns.before, columns.latitude, columns.longitude])
    numbers.fill(NaN);
  columns.taken.fill(0);
  columns.said.fill(0);
  columns.sets = new FactSets();
}

const lastChange = (derived: Database): number =>
  derived
    .prepare<[], number>("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'fact_change'")
    .pluck()
    .get() ?? 0;

const firstChange = (derived: Database): number =>
  derived.prepare<[], number | null>('SELECT min(id) FROM fact_change').pluck().get() ?? Infinity;

type Row = readonly [
  id: number,
  captured: number | null,
  before: number | null,
  latitude: number | null,
  longitude: number | null,
  taken: number,
  said: number,
];
const row = 'item_id, captured, before, latitude, longitude, taken, said';

function* readAll(derived: Database, columns: Kept): Generator<undefined, void> {
  makeRoom(
    columns,
    derived.prepare<[], number | null>('SELECT max(item_id) FROM item_facts').pluck().get() ?? 0,
  );
  const sets = derived
    .prepare<[number], [number, string]>(
      `SELECT id, content FROM fact_set WHERE id > ? ORDER BY id LIMIT ${rowsAtOnce}`,
    )
    .raw();
  yield* inPages(sets, ([id, content]) => columns.sets.store(id, content));
  const facts = derived
    .prepare<[number], Row>(
      `SELECT ${row} FROM item_facts WHERE item_id > ? ORDER BY item_id LIMIT ${rowsAtOnce}`,
    )
    .raw();
  yield* inPages(facts, (values) => putRow(derived, columns, values));
}

/** Rows that begin with their number, in its order. */
function* inPages<Row extends readonly [number, ...unknown[]]>(
  select: Statement<[number], Row>,
  use: (row: Row) => void,
): Generator<undefined, void> {
  for (let after = 0; ;) {
    const rows = select.all(after);
    rows.forEach(use);
    yield undefined;
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtOnce) return;
    [after] = last;
  }
}

function* readChanged(derived: Database, columns: Kept, after: number): Generator<undefined, void> {
  const ids = derived
    .prepare<[number], number>('SELECT DISTINCT item_id FROM fact_change WHERE id > ?')
    .pluck()
    .all(after);
  const select = derived.prepare<[number], Row>(`SELECT ${row} FROM item_facts WHERE item_id = ?`).raw();
  for (const [at, id] of ids.entries()) {
    const values = select.get(id);
    if (values === undefined) putFacts(columns, id, null);
    else putRow(derived, columns, values);
    if (at % 500 === 499) yield undefined;
  }
}

function putRow(derived: Database, columns: Kept, values: Row): void {
  const [id, captured, before, latitude, longitude, taken, said] = values;
  const { sets } = columns;
  put(columns, id, captured, before, latitude, longitude);
  columns.taken[id] = sets.stored(taken) ?? sets.store(taken, contentOf(derived, taken));
  columns.said[id] = sets.stored(said) ?? sets.store(said, contentOf(derived, said));
}

function contentOf(derived: Database, set: number): string {
  const select = valueStatement<[number], string>(derived, 'SELECT content FROM fact_set WHERE id = ?');
  return select.get(set) ?? '{}';
}

function putFacts(columns: Kept, id: number, facts: ItemFacts | null): void {
  const { captured, before, latitude, longitude, taken, said } = facts ?? {
    captured: null,
    before: null,
    latitude: null,
    longitude: null,
    taken: null,
    said: null,
  };
  put(columns, id, captured, before, latitude, longitude);
  columns.taken[id] = taken === null ? 0 : columns.sets.number(JSON.stringify(taken));
  columns.said[id] = said === null ? 0 : columns.sets.number(JSON.stringify(said));
}

function put(
  columns: Kept,
  id: number,
  captured: number | null,
  before: number | null,
  latitude: number | null,
  longitude: number | null,
): void {
  makeRoom(columns, id);
  columns.captured[id] = captured ?? NaN;
  columns.before[id] = before ?? NaN;
  columns.latitude[id] = latitude ?? NaN;
  columns.longitude[id] = longitude ?? NaN;
  columns.year[id] = captured === null ? noYear : yearOf(captured);
  columns.lastYear[id] = before === null ? noYear : yearOf(before - 1);
}

function makeRoom(columns: Kept, id: number): void {
  columns.size = Math.max(columns.size, id + 1);
  if (id < columns.taken.length) return;
  const room = Math.max(id + 1, Math.ceil(columns.taken.length * 1.5), 1024);
  columns.captured = grown(columns.captured, new Float64Array(room).fill(NaN));
  columns.before = grown(columns.before, new Float64Array(room).fill(NaN));
  columns.latitude = grown(columns.latitude, new Float64Array(room).fill(NaN));
  columns.longitude = grown(columns.longitude, new Float64Array(room).fill(NaN));
  columns.year = grown(columns.year, new Int16Array(room));
  columns.lastYear = grown(columns.lastYear, new Int16Array(room));
  columns.taken = grown(columns.taken, new Uint32Array(room));
  columns.said = grown(columns.said, new Uint32Array(room));
}

function grown<Numbers extends Float64Array | Int16Array | Uint32Array>(
  old: Numbers,
  into: Numbers,
): Numbers {
  into.set(old);
  return into;
}
