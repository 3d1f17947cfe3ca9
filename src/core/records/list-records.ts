import type { RecordKind } from '../../shared/catalogue/kinds.ts';
import type { RecordFilter, RecordList, RecordOrder, RecordRow } from '../../shared/records/record.ts';
import type { Archive } from '../archive/archive.ts';
import { fold } from '../search/fold.ts';
import { factsOf, type RecordFacts } from './record-facts.ts';
import { stateIn, testOfQuery, testsOf, type TestName } from './record-filter.ts';
import { recordIndex, type RecordIndex } from './record-index.ts';
import { rowOf } from './record-row.ts';
import { sealedRecordsOf } from './sealed-record.ts';

export interface ListRequest {
  readonly kind: RecordKind;
  readonly filter: RecordFilter;
  readonly order: RecordOrder;
  readonly offset: number;
  readonly limit: number;
  /** BCP 47, of whoever reads: which name is shown. */
  readonly language: string;
}

/**
 * A part of a list of records, with how many there are by each value that it can be narrowed by: each facet counts what all the
 * others leave. Throws `date-invalid`.
 */
export async function listRecords(archive: Archive, request: ListRequest): Promise<RecordList> {
  const index = await recordIndex(archive);
  const { kind, filter, order, offset, limit, language } = request;
  const narrowed = (): Narrowed => narrow(archive, index, request);
  // The next page of a list is asked for more often than another list. Words are looked for anew: their index may be behind.
  const { kept, facets } =
    (filter.query ?? '').trim() === '' && sealedRecordsOf(archive, kind).length === 0
      ? index.lastAsked(JSON.stringify([kind, filter, order, language]), narrowed)
      : narrowed();
  const rows = kept.slice(offset, offset + limit).map((facts) => rowOf(archive, index, facts, language));
  return { total: kept.length, rows, facets };
}

interface Narrowed {
  readonly kept: readonly RecordFacts[];
  readonly facets: RecordList['facets'];
}

function narrow(archive: Archive, index: RecordIndex, request: ListRequest): Narrowed {
  const { kind, filter, order, language } = request;
  const tests = testsOf(archive, index, filter);
  const names = Object.keys(tests) as TestName[];
  const counts = { type: counter(), status: counter(), agreement: counter(), confidentiality: counter() };
  const more = { legal: counter(), riskFactor: counter(), year: counter() };
  const kept: RecordFacts[] = [];
  for (const facts of inOrder(archive, index, kind, order, language)) {
    if (facts.isRemoved !== (filter.removed ?? false)) continue;
    let failed: TestName | null = null;
    let failures = 0;
    for (const name of names) {
      if (tests[name]?.(facts) === true) continue;
      failed = name;
      failures += 1;
      if (failures > 1) break;
    }
    if (failures > 1) continue;
    if (failures === 0) kept.push(facts);
    const counted = (name: TestName): boolean => failures === 0 || failed === name;
    const state = stateIn(index, facts);
    if (counted('type')) for (const type of facts.types) counts.type(type);
    if (counted('status') && state.status !== null) counts.status(state.status);
    if (counted('agreement') && state.agreement !== null) counts.agreement(state.agreement);
    if (counted('confidentiality')) counts.confidentiality(facts.confidentiality);
    if (counted('legal')) for (const one of facts.legal) more.legal(one);
    if (counted('riskFactor')) for (const one of facts.riskFactors) more.riskFactor(one);
    if (counted('date') && facts.year !== null) more.year(facts.year);
  }
  return {
    kept,
    facets: {
      type: counts.type.list(),
      status: counts.status.list(),
      agreement: counts.agreement.list(),
      confidentiality: counts.confidentiality.list(),
      legal: more.legal.list(),
      riskFactor: more.riskFactor.list(),
      year: more.year.list(),
    },
  };
}

/** Rows of the records of a kind that a filter leaves, in the order of their numbers; without what is sealed. Throws `date-invalid`. */
export async function recordRows(
  archive: Archive,
  kind: RecordKind,
  filter: RecordFilter,
): Promise<readonly number[]> {
  const index = await recordIndex(archive);
  const tests = Object.values(testsOf(archive, index, filter));
  const kept = [...index.all(kind)].filter(
    (facts) => facts.isRemoved === (filter.removed ?? false) && tests.every((test) => test(facts)),
  );
  return kept.map(({ id }) => id).sort((one, other) => one - other);
}

/** Records to choose from while somebody types, of some kinds; the most alike in name first. */
export async function suggestRecords(
  archive: Archive,
  request: {
    readonly kinds: readonly RecordKind[];
    readonly query: string;
    readonly limit: number;
    readonly language: string;
  },
): Promise<readonly RecordRow[]> {
  const index = await recordIndex(archive);
  const { kinds, query, limit, language } = request;
  const found = testOfQuery(archive, query, 'names');
  const key = fold(query.trim());
  const rank = (facts: RecordFacts): number => (facts.key === key ? 0 : facts.key.startsWith(key) ? 1 : 2);
  // In order already, so that of each kind and rank the first few are enough.
  const kept: RecordFacts[][] = [[], [], []];
  for (const kind of kinds) {
    const counts = [0, 0, 0];
    for (const facts of withSealed(archive, kind, index.byKey(kind), (list) =>
      list.sort((one, other) => compare(one.key, other.key)),
    )) {
      if (facts.isRemoved || (found !== null && !found(facts))) continue;
      const at = rank(facts);
      if ((counts[at] ?? limit) >= limit) continue;
      counts[at] = (counts[at] ?? 0) + 1;
      kept[at]?.push(facts);
    }
  }
  const ordered = kept.flatMap((list) => list.sort((one, other) => compare(one.key, other.key)));
  return ordered.slice(0, limit).map((facts) => rowOf(archive, index, facts, language));
}

/** Of the catalogue, and in a session that has them unlocked of what is sealed. */
export function* factsOfKind(archive: Archive, index: RecordIndex, kind: RecordKind): Generator<RecordFacts> {
  yield* index.all(kind);
  for (const record of sealedRecordsOf(archive, kind)) yield factsOf(record);
}

function inOrder(
  archive: Archive,
  index: RecordIndex,
  kind: RecordKind,
  order: RecordOrder,
  language: string,
): readonly RecordFacts[] {
  const name = `${order.by} ${String(order.descending)} ${order.by === 'name' ? language : ''}`;
  const put = (list: RecordFacts[]): void => {
    sort(list, order, language);
  };
  return withSealed(archive, kind, index.inOrder(kind, name, put), put);
}

/** What is sealed is put in its place among the others anew each time. */
function withSealed(
  archive: Archive,
  kind: RecordKind,
  open: readonly RecordFacts[],
  sort: (list: RecordFacts[]) => void,
): readonly RecordFacts[] {
  const sealed = sealedRecordsOf(archive, kind).map(factsOf);
  if (sealed.length === 0) return open;
  const all = [...open, ...sealed];
  sort(all);
  return all;
}

function sort(list: RecordFacts[], { by, descending }: RecordOrder, language: string): void {
  if (by === 'name') {
    const keyed = list.map((facts) => ({ facts, key: keyIn(facts, language) }));
    keyed.sort((one, other) => compare(one.key, other.key) || one.facts.id - other.facts.id);
    keyed.forEach(({ facts }, at) => (list[at] = facts));
  } else if (by === 'date') {
    // What has no date comes last either way.
    const last = descending ? '' : '\uffff';
    list.sort((one, other) => compare(one.from ?? last, other.from ?? last) || one.id - other.id);
  } else list.sort((one, other) => one.id - other.id);
  if (descending) list.reverse();
}

function keyIn(facts: RecordFacts, language: string): string {
  const spoken = facts.names.find((name) => name.language?.split('-')[0] === language.split('-')[0]);
  return spoken && spoken !== facts.names[0] ? fold(spoken.text) : facts.key;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

interface Counter {
  (value: string): void;
  list(): { value: string; count: number }[];
}

function counter(): Counter {
  const counts = new Map<string, { value: string; count: number }>();
  const add = (value: string): void => {
    const known = counts.get(value);
    if (known) known.count += 1;
    else counts.set(value, { value, count: 1 });
  };
  return Object.assign(add, {
    list: () =>
      [...counts.values()].sort((one, other) => other.count - one.count || compare(one.value, other.value)),
  });
}
