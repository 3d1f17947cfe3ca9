import { metresBetween, middleOf } from '../../shared/catalogue/shapes.ts';
import type { Place } from '../../shared/catalogue/place.ts';
import { knowsFacts, type Sources } from '../catalogue/item-facts.ts';
import { statement } from '../database/statements.ts';
import type { RecordFacts } from '../records/record-facts.ts';
import { recordById } from '../records/record-state.ts';
import { factsText, type Found } from './found.ts';

/** Farther than this from where a place lies, beyond what either position leaves open, a picture of it is looked into. Metres. */
const farFrom = 2000;
/** Milliseconds by which a wall clock and a day of somewhere else can differ. */
const otherZone = 86_400_000;

export interface LinkedItems {
  readonly found: readonly Found[];
  /** A mark by row for each item that a link joins to a place. */
  readonly placed: Uint8Array;
}

interface Outside {
  readonly item: number;
  readonly by: number;
}

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
  const evidenced = new Set<number>();
  const dates = new Map<number, Outside[]>();
  const far = new Map<number, Outside[]>();
  const links = statement<[number], { id: number; type: string; item: number; record: number }>(
    sources.catalogue,
    `SELECT id, type, from_id AS item, to_id AS record FROM link
     WHERE id > ? AND from_table = 'item' AND to_table = 'record' AND is_removed = 0 ORDER BY id LIMIT 500`,
  );
  const when = sources.derived && knowsFacts(sources) ? whenAndWhere(sources.derived) : null;
  for (let last = 0; ;) {
    const rows = links.all(last);
    for (const { type, item, record } of rows) {
      const facts = hidden.has(item) ? undefined : recordsById(record);
      if (!facts || facts.isRemoved) continue;
      if (facts.kind === 'incident') {
        evidenced.add(record);
        const by = type === 'documents' && when ? outside(when(item), facts) : null;
        if (by !== null) push(dates, record, { item, by });
      } else if (facts.kind === 'place') {
        placed[item] = 1;
        const by = type === 'shows' && when ? beyond(sources, when(item), item, facts) : null;
        if (by !== null) push(far, record, { item, by });
      }
    }
    const end = rows.at(-1);
    if (!end) break;
    last = end.id;
    yield undefined;
  }
  yield* alsoEvidence(sources, evidenced);
  const found: Found[] = [];
  for (const [record, outsiders] of dates) {
    const facts = recordsById(record);
    if (facts) found.push(grouped('captured-outside', facts, outsiders, { date: facts.date ?? '' }));
  }
  for (const [record, outsiders] of far) {
    const facts = recordsById(record);
    if (facts) found.push(grouped('far-from-place', facts, outsiders, {}));
  }
  for (const { id, uid, isRemoved } of incidents)
    if (!isRemoved && !evidenced.has(id))
      found.push({
        kind: 'incident-without-evidence',
        key: uid,
        facts: 'none',
        records: [uid],
        items: [],
        values: {},
      });
  return { found, placed };
}

/** One finding for a record, its items by how far out they are. */
function grouped(
  kind: 'captured-outside' | 'far-from-place',
  { uid, position, date }: RecordFacts,
  outsiders: Outside[],
  values: Found['values'],
): Found {
  outsiders.sort((one, other) => Math.abs(other.by) - Math.abs(one.by) || one.item - other.item);
  const most = outsiders[0]?.by ?? 0;
  const unit = kind === 'far-from-place' ? { metres: Math.round(most) } : daysOf(outsiders);
  const said = outsiders
    .map(({ item, by }) => [item, Math.round(by)] as const)
    .sort(([one], [other]) => one - other);
  return {
    kind,
    key: uid,
    facts: factsText(kind === 'far-from-place' ? position : date, said),
    records: [uid],
    items: outsiders.map(({ item }) => item),
    values: { ...values, items: outsiders.length, ...unit },
  };
}

/** How many lie before and after, and by how many days at most. */
function daysOf(outsiders: readonly Outside[]): Found['values'] {
  const days = (list: readonly Outside[]): number => Math.max(0, ...list.map(({ by }) => Math.ceil(Math.abs(by) / 86_400_000))); // prettier-ignore
  const [before, after] = [outsiders.filter(({ by }) => by < 0), outsiders.filter(({ by }) => by > 0)];
  return { before: before.length, after: after.length, daysBefore: days(before), daysAfter: days(after) };
}

/** Texts and sources are evidence too, and a claim that something supports is about what happened. */
function* alsoEvidence({ catalogue }: Sources, evidenced: Set<number>): Generator<undefined, void> {
  const rows = statement<[number], { id: number; record: number }>(
    catalogue,
    `SELECT link.id, to_id AS record FROM link JOIN record ON record.id = to_id
     WHERE link.id > ? AND from_table = 'record' AND to_table = 'record' AND link.is_removed = 0
       AND record.kind = 'incident' AND type IN ('about', 'told') ORDER BY link.id LIMIT 500`,
  );
  for (let last = 0; ;) {
    const some = rows.all(last);
    for (const { record } of some) evidenced.add(record);
    const end = some.at(-1);
    if (!end) return;
    last = end.id;
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
  const end = Date.parse(to) + 86_400_000 + otherZone;
  return item.captured > end ? item.captured - end + otherZone : null;
}

/** Metres from the place, where that is more than both positions and its extent leave open. */
function beyond(
  sources: Sources,
  item: ItemFacts | undefined,
  row: number,
  place: RecordFacts,
): number | null {
  if (item?.latitude == null || item.longitude === null || !place.position) return null;
  const metres = metresBetween([item.longitude, item.latitude], place.position);
  if (metres <= farFrom) return null;
  const { geometry } = recordById(sources, place.id).content as unknown as Place;
  const doubt =
    (geometry?.precision ?? 0) + (geometry ? reachOf(geometry.shape) : 0) + precisionOf(sources, row);
  return metres > farFrom + doubt ? metres : null;
}

/** Metres from the middle of a shape to the farthest of its points. */
function reachOf(shape: NonNullable<Place['geometry']>['shape']): number {
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

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
