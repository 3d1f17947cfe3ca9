import type { ItemFacets } from '../../shared/records/facets.ts';
import type { ItemFilter } from '../../shared/records/item-row.ts';
import { hiddenItems } from '../disposition/states.ts';
import { readDate } from '../search/query.ts';
import { columnsOf, type Columns } from './columns.ts';
import type { FacetName, Sources } from './item-facts.ts';
import { narrow, several } from './narrow.ts';
import { tagKey } from './tags.ts';

/** More values of a facet than anybody looks through. */
const mostValues = 500;

/** Counts what a list may be narrowed by. Throws AppError `search-not-understood`. */
export function* countFacets(sources: Sources, filter: ItemFilter): Generator<undefined, ItemFacets> {
  const columns = yield* columnsOf(sources);
  const narrowed = yield* narrow(sources, filter);
  const hidden = filter.state === null ? hiddenItems(sources) : new Set<number>();
  const tally = countSets(columns, narrowed?.failed ?? null, hidden);
  const facets = narrowed?.facets ?? [];
  yield undefined;
  /** With what is left when the facet's own part is not asked for. */
  const values = (facet: FacetName): ReadonlyMap<string, number> => {
    const own = facet === 'body' ? 'camera' : facet;
    const found = new Map<string, number>();
    for (const part of [0, ...facets.flatMap((one, at) => (one === own ? [at + 1] : []))])
      for (const [set, items] of tally.get(part) ?? [])
        for (const value of columns.sets[set]?.[facet] ?? [])
          found.set(value, (found.get(value) ?? 0) + items);
    return found;
  };
  return {
    total: totalOf(columns, tally.get(0)),
    date: countDates(columns, filter.date ?? null, (id) =>
      isLeft(columns, narrowed?.failed ?? null, hidden, id),
    ),
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

type Tally = ReadonlyMap<number, ReadonlyMap<number, number>>;

/**
 * Items by their sets: of those that are left (0), and of those that only the `n`th part does not leave (`n`). A set stands for
 * all that have it, so that a million items are counted by adding one, and their values afterwards.
 */
function countSets(columns: Columns, failed: Uint8Array | null, hidden: ReadonlySet<number>): Tally {
  const { taken, said, sets } = columns;
  const counts: (Uint32Array | undefined)[] = [];
  const countsOf = (part: number): Uint32Array => (counts[part] ??= new Uint32Array(sets.length));
  const left = countsOf(0);
  const last = failed ? Math.min(columns.size, failed.length) : columns.size;
  for (let id = 1; id < last; id += 1) {
    const part = failed ? (failed[id] ?? several) : 0;
    if (part === several) continue;
    const of = part === 0 ? left : countsOf(part);
    const [one, other] = [taken[id] ?? 0, said[id] ?? 0];
    of[one] = (of[one] ?? 0) + 1;
    of[other] = (of[other] ?? 0) + 1;
  }
  for (const id of hidden) {
    const part = failed ? (failed[id] ?? several) : 0;
    const of = counts[part];
    if (!of || id >= last) continue;
    const [one, other] = [taken[id] ?? 0, said[id] ?? 0];
    of[one] = (of[one] ?? 0) - 1;
    of[other] = (of[other] ?? 0) - 1;
  }
  return new Map(
    counts.flatMap((of, part) => {
      const found = new Map<number, number>();
      of?.forEach((items, set) => {
        if (items > 0 && set > 0) found.set(set, items);
      });
      return of ? [[part, found] as const] : [];
    }),
  );
}

/** Each item has one set of what was said of it, and so one answer to whether it has a title. */
function totalOf(columns: Columns, left: ReadonlyMap<number, number> | undefined): number {
  let total = 0;
  for (const [set, items] of left ?? []) if (columns.sets[set]?.titled) total += items;
  return total;
}

function isLeft(
  { said }: Columns,
  failed: Uint8Array | null,
  hidden: ReadonlySet<number>,
  id: number,
): boolean {
  return said[id] !== 0 && (failed === null || failed[id] === 0) && !hidden.has(id);
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

const day = 86_400_000;

/** Parts of time by whole numbers that follow one another, for times in milliseconds. */
interface Unit {
  readonly of: (time: number) => number;
  /** As EDTF. */
  readonly text: (part: number) => string;
}

const units: Readonly<Record<'year' | 'month' | 'day', Unit>> = {
  year: { of: (time) => Math.floor(monthOf(time) / 12), text: yearText },
  month: { of: monthOf, text: monthText },
  day: {
    of: (time) => Math.floor(time / day),
    text: (part) => `${monthText(monthOf(part * day))}-${two(new Date(part * day).getUTCDate())}`,
  },
};

/** Months since January of the year 0. By reckoning: a `Date` for each of a million items takes a third of a second. */
function monthOf(time: number): number {
  // Years begin with March, so that the day that is now and then stands last; in eras of 400 years.
  const days = Math.floor(time / day) + 719_468;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  return (year + era * 400) * 12 + Math.floor((5 * ofYear + 2) / 153) + 2;
}

const two = (number: number): string => String(number).padStart(2, '0');

function yearText(year: number): string {
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`;
}

function monthText(part: number): string {
  const year = Math.floor(part / 12);
  return `${yearText(year)}-${two(part - year * 12 + 1)}`;
}

/** Of a date that may mean more of them than this, only the first ones are counted. */
const mostUnits = 200;

/** Of each year, month or day the items that may be of it. */
function countDates(
  { captured, before, size }: Columns,
  chosen: string | null,
  isLeft: (id: number) => boolean,
): ItemFacets['date'] {
  const unit = chosen === null ? units.year : /^-?\d{4}$/.test(chosen) ? units.month : units.day;
  const range = chosen === null ? null : readDate(chosen);
  const [least, most] = range ? [range.earliest, range.before - 1] : [-Infinity, Infinity];
  const items = new Map<number, number>();
  let undated = 0;
  for (let id = 1; id < size; id += 1) {
    if (!isLeft(id)) continue;
    const first = captured[id] ?? NaN;
    if (Number.isNaN(first)) {
      undated += 1;
      continue;
    }
    const from = unit.of(Math.max(first, least));
    const to = unit.of(Math.min((before[id] ?? first + 1) - 1, most));
    for (let part = from; part <= to && part < from + mostUnits; part += 1)
      items.set(part, (items.get(part) ?? 0) + 1);
  }
  const counts = [...items].sort(([one], [other]) => one - other);
  return { counts: counts.map(([part, count]) => ({ value: unit.text(part), items: count })), undated };
}
