import { AppError } from '../../shared/errors/app-error.ts';
import type { DamagedFile } from '../../shared/records/fixity.ts';
import type { Archive } from '../archive/archive.ts';
import { writeFailure } from '../archive/create.ts';
import { inOrder } from '../jobs/in-order.ts';
import { ProgressMeter, type ReportProgress } from '../jobs/progress.ts';
import { TransferError, type TransferPool } from '../transfer/types.ts';
import { damagedFile } from './holding.ts';
import { currentSession } from './medium.ts';
import { recordChecks, type CheckedFile, type RecordedChecks } from './record-checks.ts';
import { checkStored, storedFile, type StoredFile } from './stored-files.ts';

export interface CheckContext {
  readonly archive: Archive;
  readonly pool: TransferPool;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
  /** The log tells of each file that matched, and not only of the run. */
  readonly isEachTold?: boolean;
}

export interface ChecksDone extends RecordedChecks {
  readonly files: number;
  readonly bytes: number;
  readonly damaged: readonly DamagedFile[];
}

/** A batch is noted in one transaction: what was done before an interruption is not done again. */
const batchSize = 200;
const batchMilliseconds = 1000;
/** Findings beyond this many are counted in the log and not handed out. */
const mostDamaged = 10_000;

/**
 * Reads these originals and notes what each is, a batch at a time; after each, `onBatch` is told how many files it had and how
 * many of them failed. Throws AppError `interrupted`, `disk-full`, `write-failed`, `archive-read-only`.
 */
export async function runChecks(
  context: CheckContext,
  act: string,
  ids: readonly number[],
  onBatch: (files: number, failures: number) => void,
): Promise<ChecksDone> {
  const { archive, pool, signal, onProgress, isEachTold = false } = context;
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
  const session = currentSession(archive);
  const meter = new ProgressMeter('verify', onProgress);
  const totalBytes = bytesOf(archive, ids);
  const totals = { files: 0, bytes: 0, confirmed: 0, alreadyConfirmed: 0, fromMemory: 0 };
  const damaged: DamagedFile[] = [];
  let batch: CheckedFile[] = [];
  let began = performance.now();
  const flush = (): void => {
    const ready = batch;
    batch = [];
    began = performance.now();
    if (ready.length === 0) return;
    const counts = recordChecks(archive, session, { act, isEachTold }, ready);
    totals.confirmed += counts.confirmed;
    totals.alreadyConfirmed += counts.alreadyConfirmed;
    totals.fromMemory += counts.fromMemory;
    onBatch(ready.length, ready.filter(({ compared }) => compared.outcome !== 'verified').length);
  };
  const check = async (file: StoredFile): Promise<CheckedFile> => {
    return { file, compared: await checkStored(archive, pool, file, signal) };
  };
  try {
    for await (const checked of inOrder(filesOf(archive, ids), pool.size * 2, check)) {
      batch.push(checked);
      totals.files += 1;
      totals.bytes += checked.compared.bytes;
      if (checked.compared.outcome !== 'verified' && damaged.length < mostDamaged)
        damaged.push(damagedFile(archive, checked.file, checked.compared));
      const { files: done, bytes } = totals;
      meter.update({ done, total: ids.length, bytes, totalBytes, failures: damaged.length });
      if (batch.length >= batchSize || performance.now() - began >= batchMilliseconds) flush();
    }
    flush();
  } catch (error) {
    if (error instanceof TransferError) {
      flush();
      throw new AppError('interrupted', {}, error);
    }
    throw writeFailure(error, archive.path);
  }
  const { files: done, bytes } = totals;
  meter.update({ done, total: ids.length, bytes, totalBytes, failures: damaged.length }, true);
  return { ...totals, damaged };
}

function* filesOf(archive: Archive, ids: readonly number[]): Generator<StoredFile> {
  for (const id of ids) {
    const file = storedFile(archive, id);
    // Destroyed since the list was made.
    if (file) yield file;
  }
}

function bytesOf(archive: Archive, ids: readonly number[]): number {
  const size = archive.catalogue.prepare<[number], number>('SELECT size FROM file WHERE id = ?').pluck();
  return ids.reduce((sum, id) => sum + (size.get(id) ?? 0), 0);
}
