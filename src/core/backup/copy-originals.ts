import { AppError } from '../../shared/errors/app-error.ts';
import type { CopyProblem } from '../../shared/records/backup.ts';
import type { Problem } from '../../shared/records/verification.ts';
import type { Database } from '../database/connection.ts';
import { inOrder } from '../jobs/in-order.ts';
import { TransferError, type TransferFailure, type TransferPool } from '../transfer/types.ts';
import type { OriginalStore } from '../vault/original-store.ts';
import { filesByIds, storedSize, type CataloguedFile } from './catalogued-files.ts';

/** Copies that get their names together: more of them sync each of the 256 folders less often. */
const batchFiles = 2_000;
const batchBytes = 512 * 1024 * 1024;

export interface CopyJob {
  /** Has the records of `ids`. */
  readonly db: Database;
  readonly ids: readonly number[];
  readonly from: OriginalStore;
  readonly to: OriginalStore;
  /** For messages. */
  readonly toPath: string;
  readonly sealed: boolean;
  readonly pool: TransferPool;
  readonly signal: AbortSignal;
  /** Called for each file that is done with, whatever became of it. */
  readonly onFile: (storedBytes: number, problem: CopyProblem | null) => void;
}

type Copied = { readonly file: CataloguedFile; readonly problem: CopyProblem | null };

/**
 * Copies originals as they are stored, byte for byte: into staging, synced, read again and compared, then renamed. One that
 * cannot be copied is told to `onFile` and stops nothing; a full disk or one that is gone throws AppError `disk-full`,
 * `write-failed`; then, and on request (`interrupted`), what was copied so far keeps. Returns the ids of what was copied.
 */
export async function copyOriginals(job: CopyJob): Promise<number[]> {
  const { to, pool, sealed } = job;
  const copied: number[] = [];
  let batch: CataloguedFile[] = [];
  let bytes = 0;
  const settle = async (): Promise<void> => {
    const ready = batch;
    [batch, bytes] = [[], 0];
    if (ready.length === 0) return;
    try {
      await to.settle(
        ready.map(({ vaultName }) => vaultName),
        pool,
      );
    } catch (error) {
      throw destinationFailure(error, job.toPath);
    }
    for (const { id } of ready) copied.push(id);
  };
  try {
    for await (const { file, problem } of inOrder(filesByIds(job.db, job.ids), pool.size * 4, (row) =>
      copyOne(job, row),
    )) {
      const stored = storedSize(file.size, sealed);
      if (problem === null) {
        batch.push(file);
        bytes += stored;
      }
      job.onFile(stored, problem);
      if (batch.length >= batchFiles || bytes >= batchBytes) await settle();
    }
  } catch (error) {
    // A disk that is gone takes no names either: the first failure is the one to tell.
    await settle().catch(() => undefined);
    throw error;
  }
  await settle();
  return copied;
}

async function copyOne(job: CopyJob, file: CataloguedFile): Promise<Copied> {
  const { from, to, pool, signal, sealed } = job;
  const path = `originals/${file.vaultName}`;
  const found = (where: CopyProblem['where'], problem: Problem, detail: string): Copied => {
    return { file, problem: { path, where, problem, detail } };
  };
  if (signal.aborted) throw new AppError('interrupted');
  try {
    const { digests, bytes } = await pool.run(
      {
        source: { ...from.source(file.vaultName), mustNotChange: true },
        sink: to.stage(file.vaultName),
        algorithms: sealed ? [] : ['sha256'],
      },
      signal,
    );
    // A sealed one proves itself when it is read back; there the length is all that can be compared now.
    const whole = sealed ? bytes === storedSize(file.size, true) : digests.sha256 === file.sha256;
    if (whole) return { file, problem: null };
    to.discardStaged(file.vaultName);
    return found('source', 'changed', 'its bytes no longer match the recorded hash');
  } catch (error) {
    if (!(error instanceof TransferError)) throw error;
    const inSource = sourceProblems[error.failure];
    if (inSource) return found('source', inSource, error.message);
    if (error.failure === 'reread-mismatch') return found('destination', 'changed', error.message);
    if (error.failure === 'too-large')
      return found('destination', 'not-checked', 'the file system there holds no file of this size');
    throw destinationFailure(error, job.toPath);
  }
}

const sourceProblems: Partial<Record<TransferFailure, Problem>> = {
  'not-found': 'missing',
  unreadable: 'unreadable',
  blocked: 'blocked',
  changed: 'changed',
  'seal-broken': 'changed',
};

/** What a failed transfer says of the disk it went to. */
export function destinationFailure(error: unknown, path: string): unknown {
  if (!(error instanceof TransferError)) return error;
  if (error.failure === 'interrupted') return new AppError('interrupted', {}, error);
  if (error.failure === 'disk-full') return new AppError('disk-full', { path }, error);
  return new AppError('write-failed', { path, reason: error.message }, error);
}
