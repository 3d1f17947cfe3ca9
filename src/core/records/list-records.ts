import type { RecordKind } from '../../shared/catalogue/kinds.ts';
import { readEdtf } from '../../shared/dates/edtf.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { RecordFilter, RecordList, RecordOrder, RecordRow } from '../../shared/records/record.ts';
import type { Archive } from '../archive/archive.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import { fold, words, writtenWords } from '../search/fold.ts';
import { sounded, soundingLike } from '../search/sounds.ts';
import { factsOf, type RecordFacts } from './record-facts.ts';
import { recordIndex, type RecordIndex } from './record-index.ts';
import { findRecords } from './record-text.ts';
import { isSealedRow, sealedRecordsOf } from './sealed-record.ts';

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
  const tests = testsOf(archive, index, filter);
  const names = Object.keys(tests) as TestName[];
  const counts = { type: counter(), status: counter(), agreement: counter(), confidentiality: counter() };
  const more = { legal: counter(), riskFactor: counter(), year: counter() };
  const kept: RecordFacts[] = [];
  for (const facts of factsOfKind(archive, index, kind)) {
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
    if (counted('date') && facts.from !== null) more.year(facts.from.slice(0, 4));
  }
  sort(kept, order, language);
  const shown = kept.slice(offset, offset + limit);
  return {
    total: kept.length,
    rows: shown.map((facts) => rowOf(archive, index, facts, language)),
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
  const kept = kinds.flatMap((kind) =>
    [...factsOfKind(archive, index, kind)].filter(
      (facts) => !facts.isRemoved && (found === null || found(facts)),
    ),
  );
  const rank = (facts: RecordFacts): number => (facts.key === key ? 0 : facts.key.startsWith(key) ? 1 : 2);
  kept.sort((one, other) => rank(one) - rank(other) || compare(one.key, other.key));
  return kept.slice(0, limit).map((facts) => rowOf(archive, index, facts, language));
}

/** Of the catalogue, and in a session that has them unlocked of what is sealed. */
export function* factsOfKind(archive: Archive, index: RecordIndex, kind: RecordKind): Generator<RecordFacts> {
  yield* index.all(kind);
  for (const record of sealedRecordsOf(archive, kind)) yield factsOf(record);
}

type TestName =
  | 'query'
  | 'type'
  | 'status'
  | 'agreement'
  | 'date'
  | 'area'
  | 'confidentiality'
  | 'legal'
  | 'riskFactor'
  | 'names';
type Test = (facts: RecordFacts) => boolean;

function testsOf(
  archive: Archive,
  index: RecordIndex,
  filter: RecordFilter,
): Partial<Record<TestName, Test>> {
  const tests: Partial<Record<TestName, Test>> = {};
  const { query, type, status, agreement, date, area, confidentiality, legal, riskFactor, names } = filter;
  const byQuery = testOfQuery(archive, query ?? '', 'anywhere');
  if (byQuery) tests.query = byQuery;
  if (type != null) tests.type = (facts) => facts.types.includes(type);
  if (status != null) tests.status = (facts) => stateIn(index, facts).status === status;
  if (agreement != null) tests.agreement = (facts) => stateIn(index, facts).agreement === agreement;
  if (confidentiality != null) tests.confidentiality = (facts) => facts.confidentiality === confidentiality;
  if (legal != null) tests.legal = (facts) => facts.legal.includes(legal);
  if (riskFactor != null) tests.riskFactor = (facts) => facts.riskFactors.includes(riskFactor);
  if (names != null) tests.names = (facts) => facts.named.includes(names);
  if (date != null) tests.date = testOfDate(date);
  if (area != null) {
    const { west, south, east, north } = area;
    const holds = (longitude: number): boolean =>
      west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east;
    tests.area = ({ position }) =>
      position !== null && position[1] >= south && position[1] <= north && holds(position[0]);
  }
  return tests;
}

function testOfDate(date: string): Test {
  const read = readEdtf(date);
  if (!read.ok) throw new AppError('date-invalid', { text: date });
  const { earliest, latest } = read;
  return (facts) =>
    facts.date !== null &&
    (latest === null || facts.from === null || facts.from <= latest) &&
    (earliest === null || facts.to === null || facts.to >= earliest);
}

/** Null: everything. Without an index it is looked through word by word. */
function testOfQuery(archive: Archive, query: string, where: 'names' | 'anywhere'): Test | null {
  if (query.trim() === '') return null;
  const found = findRecords(archive, query, where);
  const wanted = writtenWords(query).map((written) => ({
    folded: words(written).join(' '),
    ...sounded(written),
  }));
  // What is sealed is in no index on a disk; where there is none everything is looked through.
  const holds = ({ names, number }: RecordFacts): boolean => {
    const texts = [number, ...names.map(({ text }) => text)];
    const folded = ` ${texts.map((text) => words(text).join(' ')).join('  ')}`;
    const known = texts.flatMap(writtenWords).map((word) => sounded(word));
    known.sort((one, other) => compare(one.sounds, other.sounds));
    return wanted.every((word) => folded.includes(` ${word.folded}`) || soundingLike(word, known).length > 0);
  };
  return (facts) => (found && !isSealedRow(facts) ? found.has(facts.id) : holds(facts));
}

/** Of a place or object what its latest assessment says; of others what they say themselves. */
export function stateIn(index: RecordIndex, facts: RecordFacts): Pick<RecordFacts, 'status' | 'agreement'> {
  if (facts.kind !== 'place' && facts.kind !== 'object')
    return { status: facts.status, agreement: facts.agreement };
  const [latest] = index.statusesOf(facts.uid);
  return { status: latest?.status ?? null, agreement: latest?.agreement ?? null };
}

/** What a record goes by for somebody who reads `language`. */
export function calledIn({ names }: Pick<RecordFacts, 'names'>, language: string): string {
  const spoken = names.find((name) => name.language?.split('-')[0] === language.split('-')[0]);
  return (spoken ?? names[0])?.text ?? '';
}

function rowOf(archive: Archive, index: RecordIndex, facts: RecordFacts, language: string): RecordRow {
  const name = calledIn(facts, language);
  const others = facts.names.map(({ text }) => text).filter((text) => text !== name);
  const { id, uid, kind, number, types, date, position, confidentiality } = facts;
  const counted = linkedCounts(archive, id, uid);
  return {
    id: uid,
    kind,
    number,
    name,
    otherNames: [...new Set(others)].slice(0, 6),
    types,
    ...stateIn(index, facts),
    date,
    position: position && [...position],
    confidentiality,
    ...counted,
  };
}

function linkedCounts(
  { catalogue, sealed }: Archive,
  id: number,
  uid: string,
): { items: number; records: number; picture: string | null } {
  const row = statement<
    [{ id: number }],
    { items: number; linked: number; naming: number; picture: Uint8Array | null }
  >(
    catalogue,
    `SELECT
       (SELECT count(*) FROM link WHERE to_table = 'record' AND to_id = @id AND from_table = 'item' AND is_removed = 0) AS items,
       (SELECT count(*) FROM link WHERE from_table = 'record' AND from_id = @id AND is_removed = 0)
         + (SELECT count(*) FROM link WHERE to_table = 'record' AND to_id = @id AND from_table = 'record' AND is_removed = 0) AS linked,
       (SELECT count(DISTINCT record_id) FROM record_reference
          WHERE to_uid = (SELECT uid FROM record WHERE id = @id)) AS naming,
       (SELECT item.uid FROM link JOIN item ON item.id = link.from_id WHERE to_table = 'record' AND to_id = @id
          AND from_table = 'item' AND is_removed = 0 ORDER BY type DESC, link.id LIMIT 1) AS picture`,
  ).get({ id });
  const hidden = sealed.current?.catalogue.linksOf(uid) ?? [];
  const isItem = statement<[Uint8Array | null]>(catalogue, 'SELECT 1 FROM item WHERE uid = ?');
  const others = hidden.map((link) => (link.from === uid ? link.to : link.from));
  const items = others.filter((other) => isItem.get(parseUuid(other)) !== undefined);
  return {
    items: (row?.items ?? 0) + items.length,
    records: (row?.linked ?? 0) + (row?.naming ?? 0) + others.length - items.length,
    picture: row?.picture ? uuidText(row.picture) : (items[0] ?? null),
  };
}

function sort(list: RecordFacts[], { by, descending }: RecordOrder, language: string): void {
  if (by === 'name') {
    const keys = new Map(list.map((facts) => [facts, keyIn(facts, language)]));
    list.sort((one, other) => compare(keys.get(one) ?? '', keys.get(other) ?? '') || one.id - other.id);
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
  const counts = new Map<string, number>();
  const add = (value: string): void => void counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.assign(add, {
    list: () =>
      [...counts]
        .map(([value, count]) => ({ value, count }))
        .sort((one, other) => other.count - one.count || compare(one.value, other.value)),
  });
}
