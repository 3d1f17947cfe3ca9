import type { Shape } from '../../shared/catalogue/parts.ts';
import { metresBetween, middleOf } from '../../shared/catalogue/shapes.ts';
import { knowsFacts, type Sources } from '../catalogue/item-facts.ts';
import { statement, valueStatement } from '../database/statements.ts';
import type { RecordFacts } from '../records/record-facts.ts';
import { recordById } from '../records/record-state.ts';
import { factsText, type Found } from './found.ts';

/** Farther than this from where a place lies, beyond what either position leaves open, a picture of it is looked into. Metres. */
const farFrom = 2000;
/** Milliseconds. */
const day = 86_400_000;
/** By as much a wall clock and a day of somewhere else can differ. */
const otherZone = day;

export interface LinkedItems {
  readonly found: readonly Found[];
  /** A mark by row for each item that a link joins to a place, or to what is said of one. */
  readonly placed: Uint8Array;
}

/**
 * Items that lie outside, and by how much, in turns: a million of them as objects would hold everything up while memory is swept.
 * Of a record, by its row.
 */
type Outsiders = Map<number, number[]>;

/**
 * One walk over what joins items to records: incidents that nothing is evidence of, exhibits captured outside their incident's dates,
 * pictures taken far from the place that they show. An item that is hidden counts for nothing.
 */
export function* linkedItems(
  sources: Sources,
  recordsById: (row: number) => RecordFacts | undefined,
  incidents: Iterable<RecordFacts>,
  items: number,
  hidden: ReadonlySet<number>,
): Generator<undefined, LinkedItems> {
  const placed = new Uint8Array(items + 1);
  const ofPlaces = yield* recordsOfPlaces(sources);
  const evidenced = new Set<number>();
  const dates: Outsiders = new Map();
  const far: Outsiders = new Map();
  const links = statement<[number], { id: number; type: string; item: number; record: number }>(
    sources.catalogue,
    // Along the table itself: by an index of its ends all of them would be sorted for each step.
    `SELECT id, type, from_id AS item, to_id AS record FROM link NOT INDEXED
     WHERE id > ? AND from_table = 'item' AND to_table = 'record' AND is_removed = 0 ORDER BY id LIMIT 500`,
  );
  const when = sources.derived && knowsFacts(sources) ? whenAndWhere(sources.derived) : null;
  const beyond = farness(sources);
  for (let last = 0; ;) {
    const rows = links.all(last);
    for (const { type, item, record } of rows) {
      const facts = hidden.has(item) ? undefined : recordsById(record);
      if (!facts || facts.isRemoved) continue;
      if (ofPlaces.has(record)) placed[item] = 1;
      if (facts.kind === 'incident') {
        evidenced.add(record);
        const by = type === 'documents' && when ? outside(when(item), facts) : null;
        if (by !== null) push(dates, record, item, by);
      } else if (facts.kind === 'place') {
        placed[item] = 1;
        const by = type === 'shows' && when ? beyond(when(item), item, facts) : null;
        if (by !== null) push(far, record, item, by);
      }
    }
    const end = rows.at(-1);
    if (!end) break;
    last = end.id;
    yield undefined;
  }
  yield* alsoEvidence(sources, evidenced);
  const found: Found[] = [];
  for (const [kind, groups] of [
    ['captured-outside', dates],
    ['far-from-place', far],
  ] as const)
    for (const [record, outsiders] of groups) {
      const facts = recordsById(record);
      const values = kind === 'captured-outside' ? { date: facts?.date ?? '' } : {};
      if (facts) found.push(grouped(kind, facts, outsiders, values));
      if (found.length % 20 === 0) yield undefined;
    }
  for (const { id, uid, isRemoved } of incidents) {
    if (isRemoved || evidenced.has(id)) continue;
    const kind = 'incident-without-evidence';
    found.push({ kind, key: uid, facts: 'none', records: [uid], items: [], values: {} });
    if (found.length % 500 === 0) yield undefined;
  }
  return { found, placed };
}

/** One finding for a record, its items by how far out they are. */
function grouped(
  kind: 'captured-outside' | 'far-from-place',
  { uid, position, date }: RecordFacts,
  said: readonly number[],
  values: Found['values'],
): Found {
  const outsiders = Array.from(
    { length: said.length / 2 },
    (_, at) => [said[2 * at] ?? 0, said[2 * at + 1] ?? 0] as const,
  );
  outsiders.sort(([one], [other]) => one - other);
  const facts = factsText(kind === 'far-from-place' ? position : date, outsiders);
  outsiders.sort(([, one], [, other]) => Math.abs(other) - Math.abs(one));
  const most = outsiders[0]?.[1] ?? 0;
  const unit = kind === 'far-from-place' ? { metres: most } : daysOf(outsiders.map(([, by]) => by));
  const items = outsiders.map(([item]) => item);
  return {
    kind,
    key: uid,
    facts,
    records: [uid],
    items,
    values: { ...values, items: items.length, ...unit },
  };
}

/** How many lie before and after, and by how many days at most. */
function daysOf(by: readonly number[]): Found['values'] {
  const [before, after] = [by.filter((one) => one < 0), by.filter((one) => one > 0)];
  const days = (list: readonly number[]): number =>
    list.reduce((most, one) => Math.max(most, Math.ceil(Math.abs(one) / day)), 0);
  return { before: before.length, after: after.length, daysBefore: days(before), daysAfter: days(after) };
}

/** Rows that are looked at in a step, where few of them are wanted. */
const scanned = 10_000;

/** Rows of the incidents and assessments that say at which place: what shows these shows that place. */
function* recordsOfPlaces({ catalogue }: Sources): Generator<undefined, ReadonlySet<number>> {
  const found = new Set<number>();
  const rows = statement<[number, number], { id: number }>(
    catalogue,
    `SELECT id FROM record WHERE id > ? AND id <= ? AND EXISTS
       (SELECT 1 FROM record_reference WHERE record_id = record.id
        AND ((kind = 'incident' AND member = 'places') OR (kind = 'assessment' AND member = 'of')))`,
  );
  const last = valueStatement<[], number>(catalogue, 'SELECT max(id) FROM record').get() ?? 0;
  for (let from = 0; from < last; from += scanned) {
    for (const { id } of rows.all(from, from + scanned)) found.add(id);
    yield undefined;
  }
  return found;
}

/** Texts and sources are evidence too, and a claim that something supports is about what happened. */
function* alsoEvidence({ catalogue }: Sources, evidenced: Set<number>): Generator<undefined, void> {
  const last = valueStatement<[], number>(catalogue, 'SELECT max(id) FROM link').get() ?? 0;
  const rows = statement<[number, number], { record: number }>(
    catalogue,
    `SELECT to_id AS record FROM link NOT INDEXED JOIN record ON record.id = to_id
     WHERE link.id > ? AND link.id <= ? AND from_table = 'record' AND to_table = 'record' AND link.is_removed = 0
       AND record.kind = 'incident' AND type IN ('about', 'told')`,
  );
  for (let from = 0; from < last; from += scanned) {
    for (const { record } of rows.all(from, from + scanned)) evidenced.add(record);
    yield undefined;
  }
}

interface ItemFacts {
  readonly captured: number | null;
  readonly before: number | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

function whenAndWhere(derived: NonNullable<Sources['derived']>): (item: number) => ItemFacts | undefined {
  const row = statement<[number], ItemFacts>(
    derived,
    'SELECT captured, before, latitude, longitude FROM item_facts WHERE item_id = ?',
  );
  return (item) => row.get(item);
}

/** Milliseconds from the incident's dates to all that the capture date can mean: less than zero before them; null within. */
function outside(item: ItemFacts | undefined, { from, to }: RecordFacts): number | null {
  if (item?.captured == null || item.before === null) return null;
  if (from !== null) {
    const begin = Date.parse(from) - otherZone;
    if (item.before <= begin) return item.before - begin - otherZone;
  }
  if (to === null) return null;
  const end = Date.parse(to) + day + otherZone;
  return item.captured > end ? item.captured - end + otherZone : null;
}

/** Metres from a place, where that is more than both positions and its extent leave open. */
function farness(
  sources: Sources,
): (item: ItemFacts | undefined, row: number, place: RecordFacts) => number | null {
  /** Of a place, by its row: how far from its middle it may reach. */
  const reaches = new Map<number, number>();
  const reach = (id: number): number => {
    const known = reaches.get(id);
    if (known !== undefined) return known;
    const { geometry } = recordById(sources, id, 'place').content;
    const metres = geometry ? (geometry.precision ?? 0) + reachOf(geometry.shape) : 0;
    reaches.set(id, metres);
    return metres;
  };
  return (item, row, place) => {
    if (item?.latitude == null || item.longitude === null || !place.position) return null;
    const metres = metresBetween([item.longitude, item.latitude], place.position);
    if (metres <= farFrom || metres <= farFrom + reach(place.id)) return null;
    return metres > farFrom + reach(place.id) + precisionOf(sources, row) ? metres : null;
  };
}

/** Metres from the middle of a shape to the farthest of its points. */
function reachOf(shape: Shape): number {
  if (shape.type === 'Point') return 0;
  const points = shape.type === 'LineString' ? shape.coordinates : (shape.coordinates[0] ?? []);
  const middle = middleOf(shape);
  return points.reduce((most, point) => Math.max(most, metresBetween(middle, point)), 0);
}

function precisionOf({ catalogue }: Sources, item: number): number {
  const row = statement<[number], { precision: number | null }>(
    catalogue,
    "SELECT position ->> '$.precision' AS precision FROM item WHERE id = ?",
  ).get(item);
  return row?.precision ?? 0;
}

function push(map: Outsiders, record: number, item: number, by: number): void {
  const list = map.get(record);
  if (list) list.push(item, Math.round(by));
  else map.set(record, [item, Math.round(by)]);
}
