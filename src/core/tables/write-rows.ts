import { setImmediate } from 'node:timers/promises';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import type { EditHandlers } from '../description/edit.ts';
import { ProgressMeter } from '../jobs/progress.ts';
import { refreshRecordTexts } from '../records/record-index.ts';
import { whileSealing } from '../records/sealed-record.ts';
import { refreshTexts } from '../search/refresh-text.ts';

/** Milliseconds and rows of one transaction: nothing else runs meanwhile, and it is still to be committed. */
const turn = 20;
const mostInTurn = 200;

export interface RowWriter<Row> {
  /** Writes one row, by functions that each have a transaction of their own: what is refused takes back that row alone. */
  readonly write: (row: Row) => void;
  /** True of a row that shares no transaction with others. */
  readonly isAlone: (row: Row) => boolean;
}

/**
 * Writes rows, many in one transaction: committing takes longer than writing. Each is acknowledged with its batch; stopped or cut off, it
 * ends between two. Returns why each of those that were refused was. Throws `export-running`, `interrupted`.
 */
export async function writeRows<Row>(
  archive: Archive,
  rows: readonly Row[],
  { signal, onProgress }: EditHandlers,
  { write, isAlone }: RowWriter<Row>,
): Promise<ReadonlyMap<Row, string>> {
  const refused = new Map<Row, string>();
  const meter = new ProgressMeter('edit', onProgress);
  const one = (row: Row): void => {
    try {
      write(row);
    } catch (error) {
      if (!isAppError(error) || error.code === 'export-running') throw error;
      refused.set(row, error.message);
    }
  };
  let done = 0;
  const batch = (): void => {
    const until = performance.now() + turn;
    for (const row of rows.slice(done, done + mostInTurn)) {
      if (isAlone(row)) return;
      one(row);
      done += 1;
      if (performance.now() > until) return;
    }
  };
  while (done < rows.length) {
    if (signal.aborted) throw new AppError('interrupted');
    const [next] = rows.slice(done, done + 1);
    if (next !== undefined && isAlone(next)) {
      one(next);
      done += 1;
    } else whileSealing(archive, batch);
    await setImmediate();
    // Also when it was stopped meanwhile: whoever closes the archive waits for this.
    refreshRecordTexts(archive);
    refreshTexts(archive);
    meter.update({ done, total: rows.length, bytes: 0, totalBytes: null, failures: refused.size });
    await setImmediate();
  }
  return refused;
}
