import { AppError } from '../../shared/errors/app-error.ts';
import type { CopyProblem } from '../../shared/records/backup.ts';
import type { Database } from '../database/connection.ts';
import { mapFileRows, type MapFileRow } from '../map/map-files.ts';
import type { FileLayer } from '../transfer/file-layer.ts';
import { realFiles } from '../transfer/file-layer.ts';
import { readBack } from '../transfer/read-back.ts';
import { TransferError, type TransferPool } from '../transfer/types.ts';
import type { VaultKeys } from '../keys/key-ring.ts';
import { openOriginalStore, prefixes, type OriginalStore } from '../vault/original-store.ts';
import { openVault } from '../vault/vault.ts';
import { storedSize } from './catalogued-files.ts';
import { destinationFailure } from './copy-originals.ts';

export interface MapCopyJob {
  /** Has the records of the maps. */
  readonly db: Database;
  /** Folders of archives. */
  readonly from: string;
  readonly to: string;
  readonly keys: VaultKeys | null;
  readonly pool: TransferPool;
  readonly signal: AbortSignal;
  /** Of the destination. */
  readonly files: FileLayer;
}

/**
 * Copies the maps that a person brought along as they are stored, and reads every copy again: there are few of them. What is wrong
 * comes back. Throws `disk-full`, `write-failed`, `interrupted`.
 */
export async function copyMaps(job: MapCopyJob): Promise<CopyProblem[]> {
  const store = openOriginalStore(job.to, job.files, 'maps');
  const rows = mapFileRows(job.db).filter(({ addedAt }) => addedAt !== null);
  const problems: CopyProblem[] = [];
  for (const row of rows) {
    if (job.signal.aborted) throw new AppError('interrupted');
    const size = store.list(row.storedName.slice(0, 2)).get(row.storedName);
    const isThere =
      size === storedSize(row.size, job.keys !== null) && (await problemAt(job, job.to, row)) === null;
    const problem = isThere ? null : await copyMap(job, store, row);
    if (problem) problems.push(problem);
  }
  return problems;
}

async function copyMap(job: MapCopyJob, store: OriginalStore, row: MapFileRow): Promise<CopyProblem | null> {
  const path = `maps/${row.storedName}`;
  const damage = await problemAt(job, job.from, row);
  if (damage) return { path, where: 'source', ...damage };
  const source = openOriginalStore(job.from, realFiles, 'maps').source(row.storedName);
  store.begin();
  store.discardStaged(row.storedName);
  store.remove([row.storedName]);
  try {
    await job.pool.run(
      { source: { ...source, mustNotChange: true }, sink: store.stage(row.storedName), algorithms: [] },
      job.signal,
    );
    await store.settle([row.storedName], job.pool);
  } catch (error) {
    throw destinationFailure(error, job.to);
  }
  const wrong = await problemAt(job, job.to, row);
  if (!wrong) return null;
  store.remove([row.storedName]);
  return { path, where: 'destination', ...wrong };
}

async function problemAt(
  { keys, pool, signal }: MapCopyJob,
  root: string,
  row: MapFileRow,
): Promise<Pick<CopyProblem, 'problem' | 'detail'> | null> {
  try {
    const source = openVault(root, realFiles, keys, 'maps').source(row.storedName);
    const { sha256 } = await readBack(pool, source, signal);
    if (sha256 === Buffer.from(row.sha256).toString('hex')) return null;
    return { problem: 'changed', detail: 'its bytes no longer match the recorded hash' };
  } catch (error) {
    if (!(error instanceof TransferError)) throw error;
    if (error.failure === 'interrupted') throw new AppError('interrupted', {}, error);
    const problem =
      error.failure === 'not-found' ? 'missing' : error.failure === 'seal-broken' ? 'changed' : 'unreadable';
    return { problem, detail: error.message };
  }
}

/** Maps that the archive does not have any more go from its copy too, once its new catalogue is in place. */
export function removeStaleMaps(db: Database, to: string, files: FileLayer): void {
  const store = openOriginalStore(to, files, 'maps');
  const known = new Set(mapFileRows(db).map(({ storedName }) => storedName));
  const stale = prefixes
    .flatMap((prefix) => [...store.list(prefix).keys()])
    .filter((name) => !known.has(name));
  if (stale.length > 0) store.remove(stale);
}
