import type { Geometry } from '../../shared/catalogue/parts.ts';
import { metresBetween, middleOf } from '../../shared/catalogue/shapes.ts';
import type { RecordTableKind } from '../../shared/catalogue/table-fields.ts';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { takingTurns } from '../jobs/turns.ts';
import { readContent, type Members } from '../records/content.ts';
import type { RecordFacts } from '../records/record-facts.ts';
import { recordIndex } from '../records/record-index.ts';
import { findRecord, recordById, type StoredRecord } from '../records/record-state.ts';
import { fold } from '../search/fold.ts';
import type { Mapping } from './map-columns.ts';
import type { Table } from './read-csv.ts';
import { rowContent } from './row-content.ts';
import { contextOf, recordsNamed } from './row-context.ts';
import type { DayOrder, RowProblem } from './row-reader.ts';

export interface ImportRequest {
  readonly kind: RecordTableKind;
  readonly table: Table;
  readonly mapping: Mapping;
  readonly dayOrder: DayOrder;
}

export type PlannedRow = {
  /** In the file, from 1. */
  readonly line: number;
  readonly name: string;
} & (
  | { readonly outcome: 'new'; readonly content: Members }
  | Edited
  | { readonly outcome: 'same' }
  /** The same as an earlier line of the file. */
  | { readonly outcome: 'repeated'; readonly of: number }
  | { readonly outcome: 'failed'; readonly problems: readonly RowProblem[] }
);

/** Two places of one name are the same within so many metres; a church and the next village's are not. */
const sameWithin = 1000;

/**
 * What a table would come to, row by row, without writing anything: a row with a number is that record, else one that is called
 * the same (a place near by, an incident of the same date). What a row does not say is left as it is; lists are added to.
 */
export async function planImport(archive: Archive, request: ImportRequest): Promise<readonly PlannedRow[]> {
  const { kind, table, mapping } = request;
  const index = await recordIndex(archive);
  const turn = takingTurns();
  const named = await recordsNamed(index, kind, turn);
  const context = await contextOf(archive, index, request.dayOrder, turn);
  const seen = new Map<string, { readonly line: number; readonly said: string }>();
  const planned: PlannedRow[] = [];
  for (const { line, cells } of table.rows) {
    await turn();
    if (!archive.catalogue.open) throw new AppError('archive-not-open');
    const row = new Map(
      mapping.flatMap((field, column) => (field === null ? [] : [[field, cells[column] ?? ''] as const])),
    );
    const { content, problems } = rowContent(kind, row, context);
    const name = nameIn(content);
    const fail = (...more: readonly RowProblem[]): void =>
      void planned.push({ line, name, outcome: 'failed', problems: [...problems, ...more] });
    const number = row.get('number') ?? '';
    const known = number === '' ? likeIt(archive, named, content) : numbered(archive, kind, number);
    if (known === 'unknown') {
      fail({ field: 'number', value: number, problem: 'number-unknown' });
      continue;
    }
    if (problems.length > 0) {
      fail();
      continue;
    }
    const key = known?.number ?? keyOf(content);
    const said = JSON.stringify(content);
    const earlier = seen.get(key);
    if (earlier) {
      if (earlier.said === said) planned.push({ line, name, outcome: 'repeated', of: earlier.line });
      else fail({ field: null, value: String(earlier.line), problem: 'repeated-differently' });
      continue;
    }
    try {
      planned.push({ line, name, ...judged(kind, content, known) });
      seen.set(key, { line, said });
    } catch (error) {
      if (!isAppError(error)) throw error;
      fail({ field: null, value: error.message, problem: 'row-refused' });
    }
  }
  return planned;
}

interface Edited {
  readonly outcome: 'edit';
  readonly record: StoredRecord;
  readonly number: string;
  /** What the members that change say now. */
  readonly old: Members;
  readonly changes: Members;
}

type Judged = { readonly outcome: 'new'; readonly content: Members } | Edited | { readonly outcome: 'same' };

function judged(kind: RecordTableKind, content: Members, record: StoredRecord | null): Judged {
  if (!record) return { outcome: 'new', content: { ...readContent(kind, content) } };
  const wanted = readContent(kind, { ...record.content, ...mergedWith(record.content, content) }) as Members;
  const changes = Object.entries(wanted).filter(
    ([member, value]) => JSON.stringify(value) !== JSON.stringify(record.content[member]),
  );
  if (changes.length === 0) return { outcome: 'same' };
  return {
    outcome: 'edit',
    record,
    number: record.number,
    old: record.content,
    changes: Object.fromEntries(changes),
  };
}

/** Lists keep what they have, and get what is new in them. */
function mergedWith(before: Members, said: Members): Members {
  return Object.fromEntries(
    Object.entries(said).map(([member, value]) => {
      const stood = before[member];
      if (member === 'geometry' && stood !== undefined)
        return [member, withGeometry(stood as Geometry, value as Geometry)];
      if (!Array.isArray(value) || !Array.isArray(stood)) return [member, value];
      const list = stood as readonly unknown[];
      const has = (one: unknown): boolean =>
        list.some((known) => JSON.stringify(known) === JSON.stringify(one) || isCalledSame(known, one));
      return [member, [...list, ...(value as readonly unknown[]).filter((one) => !has(one))]];
    }),
  );
}

/** How exactly it is known stays, and a point says less than a line or an area that is there. */
function withGeometry(stood: Geometry, said: Geometry): Geometry {
  return said.shape.type === 'Point' && stood.shape.type !== 'Point' ? stood : { ...stood, ...said };
}

/** A name that is there already, with more said of it. */
function isCalledSame(known: unknown, one: unknown): boolean {
  const text = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'text' in value ? value.text : undefined;
  return text(one) !== undefined && text(one) === text(known);
}

function numbered(archive: Archive, kind: RecordTableKind, number: string): StoredRecord | 'unknown' {
  const record = findRecord(archive, number);
  return record?.kind === kind && record.revision > 0 ? record : 'unknown';
}

/** The one record that is called the same and is not somewhere, or some time, else. */
function likeIt(
  archive: Archive,
  named: ReadonlyMap<string, readonly RecordFacts[]>,
  content: Members,
): StoredRecord | null {
  const found = new Set(textsOf(content).flatMap((name) => named.get(fold(name)) ?? []));
  const position = pointOf(content);
  const date = typeof content.date === 'string' ? content.date : null;
  const alike = [...found].filter((facts) => {
    if (position && facts.position && metresBetween(position, facts.position) > sameWithin) return false;
    return facts.kind !== 'incident' || facts.date === date;
  });
  const [only, another] = alike;
  return only && !another ? recordById(archive, only.id) : null;
}

function textsOf(content: Members): readonly string[] {
  if (typeof content.title === 'string') return [content.title];
  return Array.isArray(content.names) ? (content.names as { text: string }[]).map(({ text }) => text) : [];
}

const nameIn = (content: Members): string => textsOf(content)[0] ?? '';

function pointOf(content: Members): readonly [number, number] | null {
  const geometry = content.geometry as Geometry | undefined;
  return geometry ? middleOf(geometry.shape) : null;
}

/** By which two rows of a file are one: name and, to a hundredth of a degree, where; title and when. */
function keyOf(content: Members): string {
  const position = pointOf(content);
  const where = position ? position.map((degrees) => degrees.toFixed(2)).join() : '';
  return `${fold(nameIn(content))}|${where}|${typeof content.date === 'string' ? content.date : ''}`;
}
