import { setImmediate } from 'node:timers/promises';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { RecordTableKind } from '../../shared/catalogue/table-fields.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import type { EditHandlers } from '../description/edit.ts';
import { requireWriting } from '../disposition/items.ts';
import { ProgressMeter } from '../jobs/progress.ts';
import { createRecord, editRecord } from '../records/edit-record.ts';
import { refreshRecordTexts } from '../records/record-index.ts';
import { refreshTexts } from '../search/refresh-text.ts';
import type { PlannedRow } from './plan-import.ts';

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

/**
 * Takes in what was planned: what is good goes in, what is not comes back with its reasons. Each row is acknowledged by itself; the same file
 * once more changes nothing. Throws `archive-read-only`, `export-running`, `interrupted`.
 */
export async function runImport(
  archive: Archive,
  kind: RecordTableKind,
  planned: readonly PlannedRow[],
  { signal, onProgress }: EditHandlers,
): Promise<ImportSummary> {
  requireWriting(archive);
  const act = uuidText(uuidV7(archive.clock().getTime()));
  const counts = { made: 0, edited: 0, same: 0, repeated: 0 };
  const failed: FailedRow[] = [];
  const meter = new ProgressMeter('edit', onProgress);
  for (const [at, row] of planned.entries()) {
    if (at % 20 === 19) {
      meter.update({ done: at, total: planned.length, bytes: 0, totalBytes: null, failures: failed.length });
      await setImmediate();
    }
    if (signal.aborted) throw new AppError('interrupted');
    try {
      if (row.outcome === 'new') {
        createRecord(archive, kind, row.content, { act });
        counts.made += 1;
      } else if (row.outcome === 'edit') {
        const { record, changes } = row;
        editRecord(archive, record.number, changes, { act, expectedRevision: record.revision });
        counts.edited += 1;
      } else if (row.outcome === 'failed') failed.push(row);
      else counts[row.outcome] += 1;
    } catch (error) {
      if (!isAppError(error) || error.code === 'export-running') throw error;
      const problems = [{ field: null, value: error.message, problem: 'row-refused' }] as const;
      failed.push({ line: row.line, name: row.name, outcome: 'failed', problems });
    }
  }
  refreshRecordTexts(archive);
  refreshTexts(archive);
  return { act, ...counts, failed };
}
