import type { CopyProblem } from '../../shared/records/backup.ts';
import type { Database } from '../database/connection.ts';
import { ProgressMeter, type ReportProgress } from '../jobs/progress.ts';
import type { TransferPool } from '../transfer/types.ts';
import type { OriginalStore } from '../vault/original-store.ts';
import type { Vault } from '../vault/vault.ts';
import { filesByIds } from './catalogued-files.ts';
import { copyOriginals } from './copy-originals.ts';
import type { CopyPlan } from './plan.ts';
import { proveOriginals } from './prove-originals.ts';

/** One side of a copy: the files as they are stored, and what opens them. */
export interface Side {
  readonly path: string;
  readonly store: OriginalStore;
  readonly vault: Vault;
}

/** How far it came; kept by the caller, so that a run that fails can still say it. */
export interface FillTally {
  readonly problems: CopyProblem[];
  copied: number;
  copiedBytes: number;
  checked: number;
}

export function newTally(): FillTally {
  return { problems: [], copied: 0, copiedBytes: 0, checked: 0 };
}

export interface FillJob {
  /** Has the records. */
  readonly db: Database;
  readonly from: Side;
  readonly to: Side;
  readonly sealed: boolean;
  readonly pool: TransferPool;
  readonly phase: 'backup' | 'restore';
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
  readonly tally: FillTally;
  /** Row ids of copies that were read back and are right, a few hundred at a time. */
  readonly onProved: (ids: readonly number[]) => void;
}

/** Copies what the plan says is missing. Returns the row ids of what was copied. Throws as `copyOriginals` does. */
export async function copyMissing(job: FillJob, plan: CopyPlan): Promise<number[]> {
  const { db, from, to, sealed, pool, signal, tally } = job;
  to.store.remove(plan.inTheWay);
  const meter = new ProgressMeter(job.phase, job.onProgress);
  const total = plan.copy.length;
  let [done, bytes] = [0, 0];
  const report = (force: boolean): void => {
    const failures = tally.problems.length;
    meter.update({ done, total, bytes, totalBytes: plan.copyBytes, failures }, force);
  };
  const copied = await copyOriginals({
    ...{ db, ids: plan.copy, from: from.store, to: to.store, toPath: to.path, sealed, pool, signal },
    onFile: (stored, problem) => {
      done += 1;
      bytes += stored;
      if (problem) tally.problems.push(problem);
      else {
        tally.copied += 1;
        tally.copiedBytes += stored;
      }
      report(false);
    },
  });
  report(true);
  return copied;
}

/**
 * Reads copies again and compares. What is wrong is taken off, so that the next run copies it anew; returns the row ids of
 * that.
 */
export async function proveCopies(job: FillJob, ids: readonly number[]): Promise<number[]> {
  const { db, from, to, sealed, pool, signal, tally } = job;
  const meter = new ProgressMeter('verify', job.onProgress);
  let bytes = 0;
  let proved: number[] = [];
  const wrong: number[] = [];
  const onBytes = (stored: number): void => void (bytes += stored);
  const proof = { db, ids, from: from.vault, to: to.vault, sealed, pool, signal, onBytes };
  for await (const { file, problem } of proveOriginals(proof)) {
    tally.checked += 1;
    if (problem === null) proved.push(file.id);
    else {
      tally.problems.push(problem);
      wrong.push(file.id);
    }
    if (proved.length >= 500) {
      job.onProved(proved);
      proved = [];
    }
    const counts = { done: tally.checked, total: ids.length, failures: tally.problems.length };
    meter.update({ ...counts, bytes, totalBytes: null }, tally.checked === ids.length);
  }
  job.onProved(proved);
  to.store.remove([...filesByIds(db, wrong)].map(({ vaultName }) => vaultName));
  return wrong;
}
