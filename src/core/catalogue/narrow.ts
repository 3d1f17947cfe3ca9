import type { Area, ItemFilter } from '../../shared/records/item-row.ts';
import type { Database } from '../database/connection.ts';
import { valueStatement } from '../database/statements.ts';
import { hiddenItems, idsInState } from '../disposition/states.ts';
import { placesNamed } from '../map/places.ts';
import { IdSet } from '../search/id-set.ts';
import { matchingText } from '../search/match.ts';
import {
  isUnfinished,
  readDate,
  readQuery,
  type Condition,
  type DateRange,
  type FactCondition,
  type TextCondition,
} from '../search/query.ts';
import { forgetWordSets } from '../search/word-sets.ts';
import { columnsOf, type Columns } from './columns.ts';
import { factsOf, lastFactsFile, withoutFacts, type FacetName, type Sources } from './item-facts.ts';
import type { Keyed } from './item-order.ts';
import { tagKey } from './tags.ts';

/** Items of files after `last`: those that derived.db was not brought up to date with, or that a known order lacks. */
export function* lateItems(
  sources: Sources,
  last = lastFactsFile(sources),
): Generator<undefined, ReadonlyMap<number, Keyed>> {
  const late = new Map<number, Keyed>();
  for (let after = last; ;) {
    const { items, last: reached } = withoutFacts(sources, 200, after);
    if (reached === null) return late;
    after = reached;
    for (const id of items) {
      const facts = factsOf(sources, id);
      if (facts) late.set(id, { id, ...facts });
    }
    yield undefined;
  }
}

/** One thing that a list is narrowed by. */
interface Part {
  /** What a person chose it by, where that is a facet. */
  readonly facet: FacetName | 'date' | null;
  readonly isNot: boolean;
  /** Ids up to `highest` that it leaves (`isNot`: takes out); or what it leaves by the facts of items. */
  readonly ids?: (sources: Sources, highest: number) => Generator<undefined, IdSet>;
  readonly test?: Test;
  /** What lies near a place of this name, too, as the gazetteers of the archive know it. */
  readonly near?: string;
}

/** What a filter leaves. None of the sets is to be changed. */
export interface Narrowed {
  readonly wanted: IdSet;
  /** First what is left by all that no facet is, then what each facet leaves of it. */
  readonly parts: readonly { readonly facet: Part['facet']; readonly left: IdSet }[];
}

interface Kept {
  readonly asked: string;
  readonly narrowed: Narrowed;
}

/** A list and what it can be narrowed by are asked for one after the other. */
const kept = new WeakMap<Database, Kept>();

/** Null: every item is left. Not to be changed. Throws AppError `search-not-understood`. */
export function* narrow(sources: Sources, filter: ItemFilter): Generator<undefined, Narrowed | null> {
  const parts = partsOf(filter);
  if (parts.length === 0) return null;
  const asked = JSON.stringify([filter, stateOf(sources.catalogue), stateOf(sources.derived)]);
  const known = kept.get(sources.catalogue);
  if (known?.asked === asked) return known.narrowed;
  const narrowed = yield* narrowBy(sources, parts);
  // What was written between its steps may be in it or not.
  if (asked === JSON.stringify([filter, stateOf(sources.catalogue), stateOf(sources.derived)]))
    kept.set(sources.catalogue, { asked, narrowed });
  return narrowed;
}

/** Changes whenever anything is written, by this connection or another. */
function stateOf(db: Database | null): unknown {
  return (
    db && [
      db.pragma('data_version', { simple: true }),
      valueStatement<[], number>(db, 'SELECT total_changes()').get(),
    ]
  );
}

/** What is held must go: a value was erased. */
export function forgetNarrowed({ catalogue, derived }: Sources): void {
  kept.delete(catalogue);
  if (derived) forgetWordSets(derived);
}

function* narrowBy(sources: Sources, parts: readonly Part[]): Generator<undefined, Narrowed> {
  const highest = highestItem(sources);
  // What is left by all that no facet is: facets are tested on that alone.
  const base = new IdSet(highest);
  // What is only taken out is taken out of what there is.
  if (parts.every(({ isNot }) => isNot)) base.addAll(yield* everyItem(sources, highest));
  else base.turnRound();
  for (const { ids, near, isNot } of parts) {
    if (!ids) continue;
    const found = yield* ids(sources, highest);
    if (near !== undefined) yield* addNear(sources, yield* columnsOf(sources), near, found);
    if (isNot) base.deleteAll(found);
    else base.keepOnly(found);
    yield undefined;
  }
  const left: Narrowed['parts'][number][] = [{ facet: null, left: base }];
  for (const { facet, test, isNot } of [...parts].sort(facetsLast)) {
    if (!test) continue;
    const applies = test(yield* columnsOf(sources));
    const own = facet === null ? base : base.copy();
    own.keepWhere(isNot ? (id) => !applies(id) : applies);
    if (facet !== null) left.push({ facet, left: own });
    yield undefined;
  }
  const wanted = base.copy();
  for (const part of left) wanted.keepOnly(part.left);
  return { wanted, parts: left };
}

export function highestItem({ catalogue }: Sources): number {
  return catalogue.prepare<[], number | null>('SELECT max(id) FROM item').pluck().get() ?? 0;
}

const facetsLast = (one: Part, other: Part): number =>
  Number(one.facet !== null) - Number(other.facet !== null);

function* everyItem({ catalogue }: Sources, highest: number): Generator<undefined, IdSet> {
  const items = new IdSet(highest);
  const select = catalogue
    .prepare<[number, number], string>('SELECT json_group_array(id) FROM item WHERE id > ? AND id <= ?')
    .pluck();
  for (let at = 0; at <= highest; at += rowsAtOnce) {
    for (const id of JSON.parse(select.get(at, at + rowsAtOnce) ?? '[]') as readonly number[]) items.add(id);
    yield undefined;
  }
  return items;
}

/** Rows that are looked through at a time. */
const rowsAtOnce = 20_000;

/** What every part leaves, not to be changed; null: all of them. */
export function* wantedItems(sources: Sources, filter: ItemFilter): Generator<undefined, IdSet | null> {
  return (yield* narrow(sources, filter))?.wanted ?? null;
}

/** Throws AppError `search-not-understood`, before anything is searched. */
export function mustBeReadable(filter: ItemFilter): void {
  partsOf(filter);
}

function partsOf(filter: ItemFilter): readonly Part[] {
  const { query, camera, serial, tag, kind, untitled, accession, state, date, position, warning } = filter;
  const { confidentiality, review, area, undated, warned } = filter;
  const parts: Part[] = [];
  if (query !== null && !isUnfinished(query)) parts.push(...ofQuery(query));
  if (state !== null)
    parts.push({
      facet: null,
      isNot: false,
      ids: (sources, highest) => given(idsInState(sources, state), highest),
    });
  if (isGiven(accession)) parts.push(inFacet('accession', sameNumber(accession)));
  if (isGiven(camera))
    parts.push(
      isGiven(serial)
        ? { ...inFacet('body', (one) => one === `${camera}\n${serial}`), facet: 'camera' }
        : inFacet('camera', (one) => one === camera),
    );
  if (isGiven(tag)) parts.push(inFacet('tag', (one) => tagKey(one) === tagKey(tag)));
  if (isGiven(kind)) parts.push(inFacet('kind', (one) => one === kind));
  if (untitled === true) parts.push(inFacet('titled', (one) => one === 'no'));
  if (isGiven(position)) parts.push(inFacet('position', (one) => (one === 'yes') === position));
  if (warned === true) parts.push(inFacet('warning', () => true));
  if (isGiven(warning)) parts.push(inFacet('warning', (one) => one === warning));
  if (isGiven(confidentiality)) parts.push(inFacet('confidentiality', (one) => one === confidentiality));
  if (isGiven(review)) parts.push(inFacet('review', (one) => one === review));
  if (isGiven(date)) parts.push({ facet: 'date', isNot: false, test: capturedWithin(readDate(date)) });
  if (undated === true) parts.push({ facet: 'date', isNot: false, test: isUndated });
  if (isGiven(area)) parts.push({ facet: null, isNot: false, test: liesIn(area) });
  return parts;
}

function* given(ids: Iterable<number>, highest: number): Generator<undefined, IdSet> {
  const set = new IdSet(highest);
  for (const id of ids) set.add(id);
  yield undefined;
  return set;
}

const isGiven = <Value>(value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined;

const sameNumber =
  (number: string) =>
  (one: string): boolean =>
    one.toUpperCase() === number.toUpperCase();

function inFacet(facet: FacetName, is: (value: string) => boolean): Part {
  return { facet, isNot: false, test: whether(facet, is) };
}

type Test = (columns: Columns) => (id: number) => boolean;

function whether(facet: FacetName, is: (value: string) => boolean): Test {
  return (columns) => {
    const { taken, said, sets } = columns;
    const marks = sets.having(facet, is);
    return (id) => marks[taken[id] ?? 0] === 1 || marks[said[id] ?? 0] === 1;
  };
}

/** Whose date may mean a time in it. */
function capturedWithin({ earliest, before }: DateRange): Test {
  return (columns) => (id) =>
    // Undated is NaN, of which neither is true.
    (columns.captured[id] ?? NaN) < before && (columns.before[id] ?? NaN) > earliest;
}

function isUndated({ captured }: Columns): (id: number) => boolean {
  return (id) => Number.isNaN(captured[id] ?? NaN);
}

function liesIn({ west, south, east, north }: Area): Test {
  return ({ latitude, longitude }) =>
    (id) => {
      const [lat, lon] = [latitude[id] ?? NaN, longitude[id] ?? NaN];
      if (!(lat >= south && lat <= north)) return false;
      return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
    };
}

/** The likeliest places that are called so: more are not meant. */
const mostPlaces = 10;

/** Items within the radius of a place, in metres on a sphere. */
function* addNear(
  sources: Sources,
  { latitude, longitude, size }: Columns,
  name: string,
  found: IdSet,
): Generator<undefined, void> {
  const perDegree = 111_195;
  for (const place of yield* placesNamed(sources, name, mostPlaces)) {
    const shrink = Math.cos((place.latitude * Math.PI) / 180);
    for (let id = 1; id < size && id <= found.highest; id += 1) {
      const north = ((latitude[id] ?? NaN) - place.latitude) * perDegree;
      if (!(Math.abs(north) <= place.radius)) continue;
      const round = Math.abs((longitude[id] ?? NaN) - place.longitude);
      const east = Math.min(round, 360 - round) * perDegree * shrink;
      if (Math.hypot(north, east) <= place.radius) found.add(id);
    }
    yield undefined;
  }
}

/** Of a search without a word nothing is left, as of one that nothing matches. */
function ofQuery(query: string): readonly Part[] {
  const conditions = readQuery(query);
  const isText = (one: Condition): one is TextCondition => one.kind === 'text';
  const isPlace = (one: Condition): boolean => isText(one) && one.column === 'place';
  const texts = conditions.filter((one) => isText(one) && !isPlace(one)) as readonly TextCondition[];
  const places = conditions.filter(isPlace) as readonly TextCondition[];
  const facts = conditions.filter((one) => !isText(one));
  const found = (wanted: readonly TextCondition[], isNot: boolean): Part => ({
    facet: null,
    isNot,
    ids: (sources, highest) => matchingText(sources, wanted, highest),
  });
  if (conditions.length === 0)
    return [{ facet: null, isNot: false, ids: (_, highest) => given([], highest) }];
  return [
    ...(texts.some(({ isNot }) => !isNot)
      ? [found(texts, false)]
      : texts.map((text) => found([{ ...text, isNot: false }], true))),
    ...places.map((place) => ({
      ...found([{ ...place, isNot: false }], place.isNot),
      near: place.words.join(' '),
    })),
    ...facts.map((fact) => ({ facet: null, isNot: fact.isNot, test: ofFact(fact) })),
  ];
}

function ofFact(fact: FactCondition): Test {
  if (fact.kind === 'date') return capturedWithin(fact);
  const { facet, value } = fact;
  if (facet === 'accession') return whether(facet, sameNumber(value));
  return whether(facet, (one) => one === value);
}

/** Ids of the items that a search finds, hidden ones left out, in ascending order, in as many steps as it takes. */
export function* findInSteps(sources: Sources, query: string): Generator<undefined, number[]> {
  const hidden = hiddenItems(sources);
  const filter = { query, camera: null, accession: null, state: null };
  const wanted = (yield* wantedItems(sources, filter)) ?? (yield* everyItem(sources, highestItem(sources)));
  const found: number[] = [];
  wanted.each((id) => {
    if (!hidden.has(id)) found.push(id);
  });
  return found;
}

/** The same at once. */
export function findItems(sources: Sources, query: string): number[] {
  const steps = findInSteps(sources, query);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
