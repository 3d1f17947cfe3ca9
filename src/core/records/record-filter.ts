import { readEdtf } from '../../shared/dates/edtf.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { RecordFilter } from '../../shared/records/record.ts';
import type { Archive } from '../archive/archive.ts';
import { words, writtenWords } from '../search/fold.ts';
import { sounded, soundingLike } from '../search/sounds.ts';
import type { RecordFacts } from './record-facts.ts';
import type { RecordIndex } from './record-index.ts';
import { findRecords } from './record-text.ts';
import { isSealedRow } from './sealed-record.ts';

export type TestName =
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
export type Test = (facts: RecordFacts) => boolean;

/** What a filter asks of a record, apart. Throws `date-invalid`. */
export function testsOf(
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
export function testOfQuery(archive: Archive, query: string, where: 'names' | 'anywhere'): Test | null {
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
    known.sort((one, other) => (one.sounds < other.sounds ? -1 : one.sounds > other.sounds ? 1 : 0));
    return wanted.every((word) => folded.includes(` ${word.folded}`) || soundingLike(word, known).length > 0);
  };
  return (facts) => (found && !isSealedRow(facts) ? found.has(facts.id) : holds(facts));
}

/** Of a place or object what its latest assessment says; of others what they say themselves. */
export function stateIn(index: RecordIndex, facts: RecordFacts): Pick<RecordFacts, 'status' | 'agreement'> {
  if (facts.kind !== 'place' && facts.kind !== 'object')
    return { status: facts.status, agreement: facts.agreement };
  const latest = index.latestStatusOf(facts.uid);
  return { status: latest?.status ?? null, agreement: latest?.agreement ?? null };
}
