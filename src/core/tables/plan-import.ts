import type { Geometry } from '../../shared/catalogue/parts.ts';
import { metresBetween, middleOf } from '../../shared/catalogue/shapes.ts';
import type { RecordTableKind } from '../../shared/catalogue/table-fields.ts';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { takingTurns } from '../jobs/turns.ts';
import { readContent, type Members } from '../records/content.ts';
import { recordIndex } from '../records/record-index.ts';
import { findRecord, recordById, type StoredRecord } from '../records/record-state.ts';
import type { Mapping } from './map-columns.ts';
import { nameIn, Namesakes, sameSpot, type Namesake } from './namesakes.ts';
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

/**
 * What a table would come to, row by row, without writing anything. A row with a number is that record, and says what it says from
 * now on. Without one it is what is called the same (a place near by, an incident of the same date), and adds to that: what says
 * something else than what stands is left for a person. Earlier rows of the table count as if they were in the archive already, so
 * that the same table once more changes nothing.
 */
export async function planImport(archive: Archive, request: ImportRequest): Promise<readonly PlannedRow[]> {
  const { kind, table, mapping } = request;
  const index = await recordIndex(archive);
  const turn = takingTurns();
  const namesakes = new Namesakes(await recordsNamed(index, kind, turn));
  const context = await contextOf(archive, index, request.dayOrder, turn);
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
    const meant = number === '' ? namesakes.of(kind, content) : numbered(archive, kind, number, namesakes);
    if (meant === 'unknown') {
      fail({ field: 'number', value: number, problem: 'number-unknown' });
      continue;
    }
    if (problems.length > 0) {
      fail();
      continue;
    }
    if (meant === 'several') {
      fail({ field: null, value: name, problem: 'record-ambiguous' });
      continue;
    }
    const said = JSON.stringify(content);
    const earlier = meant?.said;
    if (earlier) {
      if (earlier.content === said) planned.push({ line, name, outcome: 'repeated', of: earlier.line });
      else fail({ field: null, value: String(earlier.line), problem: 'repeated-differently' });
      continue;
    }
    try {
      const record = meant?.id === undefined ? null : recordById(archive, meant.id);
      const outcome = judged(kind, content, record, number !== '');
      if (outcome === 'differs') {
        fail({ field: null, value: record?.number ?? '', problem: 'record-differs' });
        continue;
      }
      planned.push({ line, name, ...outcome });
      namesakes.note(meant, content, { line, content: said }, number !== '');
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

/** `isReplacing`: what the row says takes the place of what stands; else that it `differs`. */
function judged(
  kind: RecordTableKind,
  content: Members,
  record: StoredRecord | null,
  isReplacing: boolean,
): Judged | 'differs' {
  if (!record) return { outcome: 'new', content: { ...readContent(kind, content) } };
  const merged = mergedWith(record.content, content, isReplacing);
  if (merged === 'differs') return merged;
  const wanted = readContent(kind, { ...record.content, ...merged }) as Members;
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
function mergedWith(before: Members, said: Members, isReplacing: boolean): Members | 'differs' {
  const merged: Record<string, unknown> = {};
  for (const [member, value] of Object.entries(said)) {
    const stood = before[member];
    if (member === 'geometry' && stood !== undefined) {
      const geometry = withGeometry(stood as Geometry, value as Geometry, isReplacing);
      if (geometry === 'differs') return geometry;
      merged[member] = geometry;
    } else if (Array.isArray(value) && Array.isArray(stood)) {
      const list = stood as readonly unknown[];
      const has = (one: unknown): boolean =>
        list.some((known) => JSON.stringify(known) === JSON.stringify(one) || isCalledSame(known, one));
      merged[member] = [...list, ...(value as readonly unknown[]).filter((one) => !has(one))];
    } else {
      if (!isReplacing && stood !== undefined && JSON.stringify(stood) !== JSON.stringify(value))
        return 'differs';
      merged[member] = value;
    }
  }
  return merged;
}

/** How exactly it is known stays, and a point says less than a line or an area that is there. */
function withGeometry(stood: Geometry, said: Geometry, isReplacing: boolean): Geometry | 'differs' {
  if (said.shape.type === 'Point' && stood.shape.type !== 'Point') return stood;
  if (isReplacing) return { ...stood, ...said };
  const apart = metresBetween(middleOf(stood.shape), middleOf(said.shape));
  const isSame =
    said.shape.type === 'Point'
      ? apart <= sameSpot
      : JSON.stringify(said.shape) === JSON.stringify(stood.shape);
  return isSame ? { ...said, ...stood } : 'differs';
}

/** A name that is there already, with more said of it. */
function isCalledSame(known: unknown, one: unknown): boolean {
  const text = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'text' in value ? value.text : undefined;
  return text(one) !== undefined && text(one) === text(known);
}

function numbered(
  archive: Archive,
  kind: RecordTableKind,
  number: string,
  namesakes: Namesakes,
): Namesake | 'unknown' {
  const record = findRecord(archive, number);
  return record?.kind === kind && record.revision > 0 ? namesakes.ofRecord(record.id) : 'unknown';
}
