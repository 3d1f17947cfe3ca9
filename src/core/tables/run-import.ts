import type { RecordTableKind } from '../../shared/catalogue/table-fields.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import type { EditHandlers } from '../description/edit.ts';
import { requireWriting } from '../disposition/items.ts';
import { createRecord, editRecord } from '../records/edit-record.ts';
import { isContentSealed, isSealedRow } from '../records/sealed-record.ts';
import type { PlannedRow } from './plan-import.ts';
import { writeRows } from './write-rows.ts';

export type FailedRow = Extract<PlannedRow, { outcome: 'failed' }>;

export interface ImportSummary {
  /** UUID that ties together what was done. */
  readonly act: string;
  readonly made: number;
  readonly edited: number;
  readonly same: number;
  readonly repeated: number;
  readonly failed: readonly FailedRow[];
}

type Written = Extract<PlannedRow, { outcome: 'new' | 'edit' }>;

/**
 * Takes in what was planned: what is good goes in, what is not comes back with its reasons. The same file once more changes nothing, and
 * finishes what was cut off. Throws `archive-read-only`, `export-running`, `interrupted`.
 */
export async function runImport(
  archive: Archive,
  kind: RecordTableKind,
  planned: readonly PlannedRow[],
  handlers: EditHandlers,
): Promise<ImportSummary> {
  requireWriting(archive);
  const act = uuidText(uuidV7(archive.clock().getTime()));
  const rows = planned.filter((row): row is Written => row.outcome === 'new' || row.outcome === 'edit');
  const refused = await writeRows(archive, rows, handlers, {
    write: (row) => {
      if (row.outcome === 'new') createRecord(archive, kind, row.content, { act });
      else editRecord(archive, row.number, row.changes, { act, expectedRevision: row.record.revision });
    },
    isAlone,
  });
  const count = (outcome: PlannedRow['outcome']): number =>
    planned.filter((row) => row.outcome === outcome && !refused.has(row as Written)).length;
  const failed = planned.flatMap((row): FailedRow | readonly FailedRow[] => {
    if (row.outcome === 'failed') return row;
    const value = refused.get(row as Written);
    if (value === undefined) return [];
    const { line, name } = row;
    return { line, name, outcome: 'failed', problems: [{ field: null, value, problem: 'row-refused' }] };
  });
  return {
    act,
    made: count('new'),
    edited: count('edit'),
    same: count('same'),
    repeated: count('repeated'),
    failed,
  };
}

/** What moves under the second key leaves no trace, which is looked after once that is committed. */
function isAlone(row: Written): boolean {
  if (row.outcome === 'new' || isSealedRow(row.record)) return false;
  return isContentSealed(row.record.kind, { ...row.record.content, ...row.changes });
}
