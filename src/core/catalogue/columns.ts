import type { Database } from '../database/connection.ts';
import {
  factSet,
  factsOf,
  knowsFacts,
  withoutFacts,
  lastFactsFile,
  type FacetName,
  type FactSet,
  type ItemFacts,
  type Sources,
} from './item-facts.ts';

/**
 * The facts of all items in memory, each column by the item's row id: a million are gone through in milliseconds, where SQL takes
 * a second for six facets. About 40 bytes an item.
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
  /** Places in `sets`; 0: there is no such item, or nothing is known of it. */
  readonly taken: Uint32Array;
  readonly said: Uint32Array;
  readonly sets: readonly FactSet[];
}

interface Kept extends Columns {
  size: number;
  captured: Float64Array;
  before: Float64Array;
  latitude: Float64Array;
  longitude: Float64Array;
  taken: Uint32Array;
  said: Uint32Array;
  sets: FactSet[];
  /** Places in `sets` by what is in them, and by their ids in derived.db. */
  readonly places: Map<string, number>;
  readonly placesById: Map<number, number>;
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
  const no = new Uint32Array(0);
  return {
    size: 0,
    captured: none,
    before: none,
    latitude: none,
    longitude: none,
    taken: no,
    said: no,
    sets: [{}],
    places: new Map(),
    placesById: new Map(),
    followed: null,
    isBeingRead: false,
  };
}

function clear(columns: Kept): void {
  columns.taken.fill(0);
  columns.said.fill(0);
  columns.sets = [{}];
  columns.places.clear();
  columns.placesById.clear();
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
const row = 'json_array(item_id, captured, before, latitude, longitude, taken, said)';

function* readAll(derived: Database, columns: Kept): Generator<undefined, void> {
  makeRoom(
    columns,
    derived.prepare<[], number | null>('SELECT max(item_id) FROM item_facts').pluck().get() ?? 0,
  );
  // As one JSON text: a row each would take several times as long.
  const select = derived
    .prepare<[number], string>(
      `SELECT json_group_array(${row}) FROM
         (SELECT * FROM item_facts WHERE item_id > ? ORDER BY item_id LIMIT ${rowsAtOnce})`,
    )
    .pluck();
  for (let after = 0; ;) {
    const rows = JSON.parse(select.get(after) ?? '[]') as readonly Row[];
    for (const one of rows) putRow(derived, columns, one);
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
  const select = derived.prepare<[number], string>(`SELECT ${row} FROM item_facts WHERE item_id = ?`).pluck();
  for (const [at, id] of ids.entries()) {
    const text = select.get(id);
    if (text === undefined) putFacts(columns, id, null);
    else putRow(derived, columns, JSON.parse(text) as Row);
    if (at % 500 === 499) yield undefined;
  }
}

function putRow(derived: Database, columns: Kept, values: Row): void {
  const [id, captured, before, latitude, longitude, taken, said] = values;
  put(
    columns,
    id,
    [captured, before, latitude, longitude],
    [placeOfStored(derived, columns, taken), placeOfStored(derived, columns, said)],
  );
}

function putFacts(columns: Kept, id: number, facts: ItemFacts | null): void {
  if (facts === null) {
    put(columns, id, [null, null, null, null], [0, 0]);
    return;
  }
  const { captured, before, latitude, longitude, taken, said } = facts;
  put(
    columns,
    id,
    [captured, before, latitude, longitude],
    [placeOf(columns, JSON.stringify(taken)), placeOf(columns, JSON.stringify(said))],
  );
}

function put(
  columns: Kept,
  id: number,
  [captured, before, latitude, longitude]: readonly [
    number | null,
    number | null,
    number | null,
    number | null,
  ],
  [taken, said]: readonly [number, number],
): void {
  makeRoom(columns, id);
  columns.captured[id] = captured ?? NaN;
  columns.before[id] = before ?? NaN;
  columns.latitude[id] = latitude ?? NaN;
  columns.longitude[id] = longitude ?? NaN;
  columns.taken[id] = taken;
  columns.said[id] = said;
}

function placeOfStored(derived: Database, columns: Kept, id: number): number {
  const known = columns.placesById.get(id);
  if (known !== undefined) return known;
  const content = derived
    .prepare<[number], string>('SELECT content FROM fact_set WHERE id = ?')
    .pluck()
    .get(id);
  const place = placeOf(columns, content ?? '{}');
  columns.placesById.set(id, place);
  return place;
}

function placeOf(columns: Kept, content: string): number {
  const known = columns.places.get(content);
  if (known !== undefined) return known;
  const place = columns.sets.push(factSet.parse(JSON.parse(content))) - 1;
  columns.places.set(content, place);
  return place;
}

function makeRoom(columns: Kept, id: number): void {
  columns.size = Math.max(columns.size, id + 1);
  if (id < columns.taken.length) return;
  const room = Math.max(id + 1, Math.ceil(columns.taken.length * 1.5), 1024);
  const numbers = (old: Float64Array): Float64Array => {
    const grown = new Float64Array(room);
    grown.set(old);
    return grown;
  };
  const places = (old: Uint32Array): Uint32Array => {
    const grown = new Uint32Array(room);
    grown.set(old);
    return grown;
  };
  columns.captured = numbers(columns.captured);
  columns.before = numbers(columns.before);
  columns.latitude = numbers(columns.latitude);
  columns.longitude = numbers(columns.longitude);
  columns.taken = places(columns.taken);
  columns.said = places(columns.said);
}

/** A mark for each of `sets` that has a value of a facet to which `is` applies. */
export function setsWith({ sets }: Columns, facet: FacetName, is: (value: string) => boolean): Uint8Array {
  return Uint8Array.from(sets, (set) => (set[facet]?.some(is) === true ? 1 : 0));
}
