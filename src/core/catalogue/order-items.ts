import type { ItemFilter, ItemOrder } from '../../shared/records/item-row.ts';
import type { Database } from '../database/connection.ts';
import { statement } from '../database/statements.ts';
import { hiddenItems } from '../disposition/states.ts';
import { factChanges, factsOf, knowsFacts, lastFactsFile, type Sources } from './item-facts.ts';
import { IdSet } from '../search/id-set.ts';
import { compareBy, idsInOrder, type Keyed } from './item-order.ts';
import { highestItem, lateItems, wantedItems } from './narrow.ts';

/** Fewer than that are sorted by themselves: cheaper than going through everything in order. */
const few = 2000;

/**
 * Row ids of the items that `filter` leaves, in order. A generator, so that whoever draws from it decides how much is done at
 * once: each step takes milliseconds. What changes between its steps shows in the answer or does not, and nothing twice.
 * `changes`: `factChanges` of the connection that writes, where it is not this one, and tells of them; else null.
 */
export function* orderItems(
  sources: Sources,
  filter: ItemFilter,
  order: ItemOrder,
  changes: number | null = null,
): Generator<undefined, Uint32Array<ArrayBuffer>> {
  for (;;) {
    const before = factChanges(sources);
    const ids = yield* orderOnce(sources, filter, order, changes);
    // An item that got another place meanwhile may have been met twice, or never.
    if (factChanges(sources) === before) return ids;
  }
}

function* orderOnce(
  sources: Sources,
  filter: ItemFilter,
  order: ItemOrder,
  changes: number | null,
): Generator<undefined, Uint32Array<ArrayBuffer>> {
  const kept = keptOrder(sources, order, changes);
  const hidden = filter.state === null ? hiddenItems(sources) : new Set<number>();
  const late = yield* lateItems(sources, kept.known?.last ?? lastFactsFile(sources));
  const left = yield* wantedItems(sources, filter);
  // What is put in its place by itself is not met among the others.
  const marks = left?.copy() ?? allUpTo(highestItem(sources));
  for (const id of hidden) marks.delete(id);
  const alone = [...late.values()].filter(({ id }) => marks.has(id));
  for (const id of late.keys()) marks.delete(id);
  const count = marks.count();
  if (left && !kept.known && count <= few) {
    const ids = idsOf(marks, count).map((id) => keyed(sources, id));
    return Uint32Array.from([...alone, ...ids].sort(compareBy(order)), ({ id }) => id);
  }
  const found = new Uint32Array(count);
  let length = 0;
  if (kept.known) {
    length = inKnownOrder(kept.known, marks, count, found);
  } else if (sources.derived && knowsFacts(sources)) {
    for (const page of wholeOrder(sources.derived, order, kept)) {
      length = keepMarked(page, marks, found, length);
      yield undefined;
    }
  }
  // Items that are wanted and have no facts: nothing but a number is left of them.
  if (left && length < count) for (const id of idsOf(marks, count - length)) alone.push(keyed(sources, id));
  return merge(sources, found.subarray(0, length), alone.sort(compareBy(order)), order);
}

/** Adds what is marked, in order, and takes the mark away. */
function keepMarked(page: readonly number[], marks: IdSet, into: Uint32Array, length: number): number {
  let end = length;
  for (let at = 0; at < page.length; at += 1) {
    const id = page[at] ?? 0;
    if (!marks.has(id)) continue;
    marks.delete(id);
    into[end] = id;
    end += 1;
  }
  return end;
}

/** The same by the places that they have in an order that is known. Returns how many have one. */
function inKnownOrder({ ids, places }: Known, marks: IdSet, count: number, into: Uint32Array): number {
  let length = 0;
  if (count > ids.length / 4) {
    for (let at = 0; at < ids.length; at += 1) {
      const id = ids[at] ?? 0;
      if (!marks.has(id)) continue;
      into[length] = id;
      length += 1;
    }
    if (length < count) marks.keepWhere((id) => (places[id] ?? 0) === 0);
    return length;
  }
  // Marks of places need no sorting.
  const taken = new IdSet(ids.length);
  marks.each((id) => {
    const place = places[id] ?? 0;
    if (place === 0) return;
    marks.delete(id);
    taken.add(place);
  });
  taken.each((place) => {
    into[length] = ids[place - 1] ?? 0;
    length += 1;
  });
  return length;
}

function allUpTo(highest: number): IdSet {
  const all = new IdSet(highest);
  all.turnRound();
  return all;
}

/** An order of everything, as it was last read. */
interface Known {
  /** Of facts that were there already. */
  readonly state: string;
  /** Highest file of which it knows the facts. */
  readonly last: number;
  readonly ids: Uint32Array;
  /** By row id, the place in `ids`, from 1. */
  readonly places: Uint32Array;
}

interface Kept {
  readonly known: Known | null;
  readonly keep: (ids: Uint32Array) => void;
}

/** Narrowing one of them by a search takes milliseconds. */
const orders = new WeakMap<Database, Map<string, Known>>();

/** What came since may be merged into what is known, as long as it is little. */
function keptOrder(sources: Sources, { by, descending }: ItemOrder, changes: number | null): Kept {
  const { derived } = sources;
  if (!derived) return { known: null, keep: () => undefined };
  // By this connection, or by others that nobody tells of: then everything that they wrote counts.
  const own = `${String(derived.pragma('data_version', { simple: true }))} ${factChanges(sources)}`;
  const state = changes === null ? own : String(changes);
  const last = lastFactsFile(sources);
  const of = orders.get(derived) ?? new Map<string, Known>();
  orders.set(derived, of);
  const name = `${by} ${descending}`;
  const known = of.get(name);
  const isOfUse = known?.state === state && known.last <= last && last - known.last <= fewLate;
  return {
    known: isOfUse ? known : null,
    keep: (ids) => void of.set(name, { state, last, ids, places: placesIn(ids) }),
  };
}

function placesIn(ids: Uint32Array): Uint32Array {
  const places = new Uint32Array(ids.reduce((most, id) => Math.max(most, id), 0) + 1);
  for (let at = 0; at < ids.length; at += 1) places[ids[at] ?? 0] = at + 1;
  return places;
}

/** Each is put in its place by itself. */
const fewLate = 1000;

function* wholeOrder(derived: Database, order: ItemOrder, { keep }: Kept): Generator<readonly number[]> {
  const ids: number[] = [];
  for (const page of idsInOrder(derived, order)) {
    for (const id of page) ids.push(id);
    yield page;
  }
  keep(Uint32Array.from(ids));
}

/** At most `most`, which are all of them. */
function idsOf(marks: IdSet, most: number): number[] {
  const ids: number[] = [];
  marks.each((id) => {
    if (ids.length < most) ids.push(id);
  });
  return ids;
}

function keyed(sources: Sources, id: number): Keyed {
  const stored = knowsFacts(sources)
    ? sources.derived &&
      statement<[number], Omit<Keyed, 'id'>>(
        sources.derived,
        'SELECT captured, number, title FROM item_facts WHERE item_id = ?',
      ).get(id)
    : undefined;
  if (stored) return { id, ...stored };
  return { id, ...(factsOf(sources, id) ?? { captured: null, number: '', title: '' }) };
}

/** Both are in order; `alone` is short wherever `found` is long. */
function merge(
  sources: Sources,
  found: Uint32Array<ArrayBuffer>,
  alone: readonly Keyed[],
  order: ItemOrder,
): Uint32Array<ArrayBuffer> {
  if (alone.length === 0) return found.slice();
  const compare = compareBy(order);
  const ids: number[] = [];
  let taken = 0;
  for (const item of alone) {
    let [low, high] = [taken, found.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(keyed(sources, found[middle] ?? 0), item) < 0) low = middle + 1;
      else high = middle;
    }
    for (; taken < low; taken += 1) ids.push(found[taken] ?? 0);
    ids.push(item.id);
  }
  for (; taken < found.length; taken += 1) ids.push(found[taken] ?? 0);
  return Uint32Array.from(ids);
}
