import type { ItemFacets } from '../../shared/records/facets.ts';
import type { ItemFilter } from '../../shared/records/item-row.ts';
import { hiddenItems } from '../disposition/states.ts';
import { readDate } from '../search/query.ts';
import { columnsOf, noYear, type Columns } from './columns.ts';
import type { FacetName, Sources } from './item-facts.ts';
import { IdSet } from '../search/id-set.ts';
import { narrow, type Narrowed } from './narrow.ts';
import { tagKey } from './tags.ts';
import { dayOf, dayText, monthOf, monthText, yearOf, yearText } from './time-parts.ts';

/** More values of a facet than anybody looks through. */
const mostValues = 500;

/** Counts what a list may be narrowed by. Throws AppError `search-not-understood`. */
export function* countFacets(sources: Sources, filter: ItemFilter): Generator<undefined, ItemFacets> {
  const columns = yield* columnsOf(sources);
  const narrowed = yield* narrow(sources, filter);
  const hidden = filter.state === null ? hiddenItems(sources) : new Set<number>();
  const failed = failures(columns, narrowed, hidden);
  const facets = (narrowed?.parts ?? []).map(({ facet }) => facet);
  const sets = countSets(columns, failed, facets.length);
  yield undefined;
  const all = columns.sets.count(sets[0] ?? new Uint32Array(0));
  /** With what is left when the facet's own part is not asked for. */
  const values = (facet: FacetName): ReadonlyMap<string, number> => {
    const found = new Map(all.get(facet));
    const own = facet === 'body' ? 'camera' : facet;
    for (const [at, part] of facets.entries()) {
      if (part !== own) continue;
      for (const [value, items] of columns.sets.count(sets[at + 1] ?? new Uint32Array(0)).get(facet) ?? [])
        found.set(value, (found.get(value) ?? 0) + items);
    }
    return found;
  };
  const dates = countDates(columns, filter.date ?? null, failed);
  return {
    total: totalOf(all.get('titled')),
    date: dates,
    camera: cameras(values('camera'), values('body')),
    kind: counted(values('kind')),
    position: counted(values('position')),
    warning: counted(values('warning')),
    tag: counted(byKey(values('tag'))),
    confidentiality: counted(values('confidentiality')),
    review: counted(values('review')),
    accession: accessions(sources, values('accession')),
    titled: counted(values('titled')),
  };
}

/** That more than one part does not leave it, or one that is no facet; or that it is hidden, or no item. */
const several = 255;

/**
 * By row id, 0: every part leaves it; `n`: each but the `n`th, which a facet is; else `several`.
 */
export function failures(
  { size }: Columns,
  narrowed: Narrowed | null,
  hidden: ReadonlySet<number>,
): Uint8Array {
  const failed = new Uint8Array(size);
  if (narrowed) {
    failed.fill(several);
    const mark = (ids: IdSet, number: number): void =>
      ids.each((id) => {
        if (id < size) failed[id] = number;
      });
    for (const [at, { facet, left }] of narrowed.parts.entries()) {
      if (facet === null || at + 1 >= several) continue;
      const others = new IdSet(left.highest);
      others.turnRound();
      for (const [other, part] of narrowed.parts.entries()) if (other !== at) others.keepOnly(part.left);
      others.deleteAll(left);
      mark(others, at + 1);
    }
    mark(narrowed.wanted, 0);
  }
  for (const id of hidden) if (id < size) failed[id] = several;
  return failed;
}

/**
 * Items by their sets: first of those that are left, then of those that only the `n`th part does not leave. A set stands for
 * all that have it, so that a million items are counted by adding one, and their values afterwards.
 */
function countSets(
  { taken, said, sets, size }: Columns,
  failed: Uint8Array,
  parts: number,
): readonly Uint32Array[] {
  const counts = Array.from({ length: parts + 1 }, () => new Uint32Array(sets.size));
  for (let id = 1; id < size; id += 1) {
    const of = counts[failed[id] ?? several];
    if (!of) continue;
    const one = taken[id] ?? 0;
    const other = said[id] ?? 0;
    of[one] = (of[one] ?? 0) + 1;
    of[other] = (of[other] ?? 0) + 1;
  }
  return counts;
}

/** Whoever is an item either has a title or not. */
function totalOf(titled: ReadonlyMap<string, number> | undefined): number {
  return (titled?.get('yes') ?? 0) + (titled?.get('no') ?? 0);
}

const byItems = (one: readonly [string, number], other: readonly [string, number]): number =>
  other[1] - one[1] || (one[0] < other[0] ? -1 : 1);

function counted(values: ReadonlyMap<string, number>): ItemFacets['kind'] {
  const most = [...values].sort(byItems).slice(0, mostValues);
  return most.map(([value, items]) => ({ value, items }));
}

/** A tag that is written in two ways is one, as it is written most. */
function byKey(values: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const known = new Map<string, { readonly tag: string; items: number }>();
  for (const [tag, items] of [...values].sort(byItems)) {
    const one = known.get(tagKey(tag));
    if (one) one.items += items;
    else known.set(tagKey(tag), { tag, items });
  }
  return new Map([...known.values()].map(({ tag, items }) => [tag, items]));
}

function cameras(
  names: ReadonlyMap<string, number>,
  bodies: ReadonlyMap<string, number>,
): ItemFacets['camera'] {
  const serials = [...bodies].sort(byItems).map(([body, items]) => {
    const [name, serial = ''] = body.split('\n');
    return { name, serial, items };
  });
  return counted(names).map(({ value: name, items }) => ({
    name,
    items,
    serials: serials.filter((one) => one.name === name).map(({ serial, items }) => ({ serial, items })),
  }));
}

function accessions({ catalogue }: Sources, values: ReadonlyMap<string, number>): ItemFacets['accession'] {
  const began = catalogue
    .prepare<[string], string>('SELECT started_at FROM accession WHERE number = ?')
    .pluck();
  return counted(values).map((one) => ({ ...one, startedAt: began.get(one.value) ?? '' }));
}

/** Of a date that may mean more years, months or days than this, only the first ones are counted. */
const mostParts = 200;

/** Of each year, month or day the items that may be of it. */
function countDates(columns: Columns, chosen: string | null, failed: Uint8Array): ItemFacets['date'] {
  const items = new Map<number, number>();
  const add = (from: number, to: number): void => {
    for (let part = from; part <= to && part < from + mostParts; part += 1)
      items.set(part, (items.get(part) ?? 0) + 1);
  };
  const { captured, before, year, lastYear, said, size } = columns;
  let undated = 0;
  const range = chosen === null ? null : readDate(chosen);
  const days = range ? (range.before - range.earliest) / 86_400_000 : Infinity;
  const [partOf, text] =
    days > 366 ? [yearOf, yearText] : days > 31 ? [monthOf, monthText] : [dayOf, dayText];
  for (let id = 1; id < size; id += 1) {
    if (failed[id] !== 0 || said[id] === 0) continue;
    const first = year[id] ?? noYear;
    if (first === noYear) undated += 1;
    else if (!range) add(first, lastYear[id] ?? first);
    else {
      const from = Math.max(captured[id] ?? NaN, range.earliest);
      const to = Math.min((before[id] ?? NaN) - 1, range.before - 1);
      add(partOf(from), partOf(to));
    }
  }
  const counts = [...items].sort(([one], [other]) => one - other);
  return { counts: counts.map(([part, count]) => ({ value: text(part), items: count })), undated };
}
