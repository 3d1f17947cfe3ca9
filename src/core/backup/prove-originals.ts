import { AppError } from '../../shared/errors/app-error.ts';
import type { CopyProblem } from '../../shared/records/backup.ts';
import type { Problem } from '../../shared/records/verification.ts';
import type { Database } from '../database/connection.ts';
import { inOrder } from '../jobs/in-order.ts';
import { readBack } from '../transfer/read-back.ts';
import { TransferError, type TransferPool } from '../transfer/types.ts';
import type { Vault } from '../vault/vault.ts';
import { filesByIds, storedSize, type CataloguedFile } from './catalogued-files.ts';

export interface Proof {
  readonly file: CataloguedFile;
  readonly problem: CopyProblem | null;
}

/**
 * Reads copies again, after all of them were written, and compares each with the hash that the catalogue recorded; sealed
 * ones are opened for it, so that every bit proves itself. Where a copy is wrong, the original it came from is read as well:
 * it may be that one which is damaged.
 */
export async function* proveOriginals(job: {
  readonly db: Database;
  readonly ids: readonly number[];
  readonly from: Vault;
  readonly to: Vault;
  readonly sealed: boolean;
  readonly pool: TransferPool;
  readonly signal: AbortSignal;
  readonly onBytes: (storedBytes: number) => void;
}): AsyncGenerator<Proof> {
  const { db, ids, from, to, pool, signal } = job;
  const prove = async (file: CataloguedFile): Promise<Proof> => {
    if (signal.aborted) throw new AppError('interrupted');
    const wrong = await problemOf(file, to, pool, signal);
    job.onBytes(storedSize(file.size, job.sealed));
    if (wrong === null) return { file, problem: null };
    const damaged = await problemOf(file, from, pool, signal);
    const where = damaged === null ? 'destination' : 'source';
    return { file, problem: { path: `originals/${file.vaultName}`, where, ...(damaged ?? wrong) } };
  };
  yield* inOrder(filesByIds(db, ids), pool.size * 4, prove);
}

async function problemOf(
  file: CataloguedFile,
  vault: Vault,
  pool: TransferPool,
  signal: AbortSignal,
): Promise<{ problem: Problem; detail: string } | null> {
  try {
    const { sha256 } = await readBack(pool, vault.source(file.vaultName), signal);
    if (sha256 === file.sha256) return null;
    return { problem: 'changed', detail: 'it reads back differently from what was recorded' };
  } catch (error) {
    if (!(error instanceof TransferError)) throw error;
    if (error.failure === 'interrupted') throw new AppError('interrupted', {}, error);
    const problem = error.failure === 'not-found' ? 'missing' : 'unreadable';
    return { problem: error.failure === 'seal-broken' ? 'changed' : problem, detail: error.message };
  }
}
