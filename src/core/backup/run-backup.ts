import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { BackupResult, CopyProblem } from '../../shared/records/backup.ts';
import type { Archive } from '../archive/archive.ts';
import { writeBackupMark, type BackupDescription } from '../archive/backup-mark.ts';
import { uidOf, writeFailure } from '../archive/create.ts';
import { describeVolume } from '../archive/volume.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { ProgressMeter, type ReportProgress } from '../jobs/progress.ts';
import { realFiles, type FileLayer } from '../transfer/file-layer.ts';
import { TransferError, type TransferPool } from '../transfer/types.ts';
import { openOriginalStore, type OriginalStore } from '../vault/original-store.ts';
import { openVault } from '../vault/vault.ts';
import { knowBackup, longestUnchecked, noteFiles, recordRun, type BackupRow } from './backup-records.ts';
import { filesByIds } from './catalogued-files.ts';
import { copyOriginals, destinationFailure } from './copy-originals.ts';
import { backupAt, placeFor, refuseInside, refuseTooSmall } from './destination.ts';
import { refuseOtherLineage } from './lineage.ts';
import {
  discardUnplaced,
  placeSnapshot,
  proveUnplaced,
  writeUnplaced,
  type WrittenSnapshot,
} from './place-snapshot.ts';
import { planCopy, type CopyPlan } from './plan.ts';
import { proveOriginals } from './prove-originals.ts';
import { knownToFormer } from './stale-originals.ts';

export interface BackupRequest {
  readonly destination: string;
  /** What somebody wrote on the disk; null: as it was. */
  readonly label: string | null;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
  /** Of the destination; replaced in tests of disks that lose writes. */
  readonly files?: FileLayer;
}

/** Copies of earlier runs that are read again in each: a disk that lies about its room writes over the old ones. */
const spotChecks = 32;
/** Room that is kept free for folders and names. */
const overheadOfFile = 1024;

/**
 * Brings a backup up to date (docs/formats/archive.md): a folder laid out as the archive is, its originals copied as they
 * are stored, its catalogue a snapshot. In this order: snapshot beside, originals, everything read again, the snapshot in its
 * place, backup.json. A run that is cut off leaves the former backup as it was, and more originals. What is wrong with single
 * files comes back as `problems`. Throws AppError `archive-read-only`, `backup-destination-taken`, `backup-of-another`,
 * `backup-newer`, `backup-of-branch`, `destination-inside-archive`, `path-not-found`, `disk-full`, `write-failed`,
 * `interrupted`.
 */
export async function runBackup(
  archive: Archive,
  pool: TransferPool,
  request: BackupRequest,
): Promise<BackupResult> {
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
  const place = placeFor(request.destination);
  const { path } = place;
  refuseInside(path, archive.path);
  const found = backupAt(place, uuidText(archive.uid));
  if (found) refuseOtherLineage(archive, path, found);
  const files = request.files ?? realFiles;
  try {
    const mark = found ?? newMark(archive);
    if (!found) claim(path, mark, files);
    const volume = describeVolume(path);
    const backup = knowBackup(archive, { uid: uidOf(mark.backupId), label: request.label, volume });
    return await new BackupRun(archive, pool, request, { path, mark, backup, files }).run();
  } catch (error) {
    throw failureAt(error, path);
  }
}

function newMark(archive: Archive): BackupDescription {
  return {
    format: 1,
    backupId: uuidText(uuidV7(archive.clock().getTime())),
    archiveId: uuidText(archive.uid),
    replicaId: uuidText(archive.replica.uid),
    complete: null,
  };
}

/** Marks the folder before anything is put there: a run that is cut off goes on later, and nobody takes it for an archive. */
function claim(path: string, mark: BackupDescription, files: FileLayer): void {
  mkdirSync(path, { recursive: true });
  writeBackupMark(files, path, mark);
  files.syncFolder(dirname(path));
}

function failureAt(error: unknown, path: string): unknown {
  if (isAppError(error)) return error;
  return error instanceof TransferError ? destinationFailure(error, path) : writeFailure(error, path);
}

interface Target {
  readonly path: string;
  readonly mark: BackupDescription;
  readonly backup: BackupRow;
  readonly files: FileLayer;
}

/** One run, from the snapshot to the record of it. */
class BackupRun {
  private readonly archive: Archive;
  private readonly pool: TransferPool;
  private readonly request: BackupRequest;
  private readonly target: Target;
  private readonly from: OriginalStore;
  private readonly to: OriginalStore;
  private readonly sealed: boolean;
  private readonly problems: CopyProblem[] = [];
  private copied = 0;
  private copiedBytes = 0;
  private checked = 0;

  constructor(archive: Archive, pool: TransferPool, request: BackupRequest, target: Target) {
    this.archive = archive;
    this.pool = pool;
    this.request = request;
    this.target = target;
    this.from = openOriginalStore(archive.path, realFiles);
    this.to = openOriginalStore(target.path, target.files);
    this.sealed = archive.keys !== null;
  }

  async run(): Promise<BackupResult> {
    const { archive, target, to } = this;
    try {
      to.begin();
      const snapshot = await writeUnplaced(archive, target.path);
      const plan = await this.plan(snapshot);
      const fresh = await this.copy(plan);
      await this.prove([...fresh, ...plan.prove]);
      await proveUnplaced(archive, target.path);
      const complete = !this.problems.some(({ where }) => where === 'destination');
      let removed = 0;
      if (complete) removed = this.finish(snapshot, plan.unknown);
      else discardUnplaced(target.path);
      const result = this.result(snapshot, complete, removed);
      recordRun(archive, target.backup, {
        outcome: complete ? (this.problems.length > 0 ? 'warning' : 'success') : 'failure',
        detail: { stage: complete ? 'finished' : 'failed', ...countsOf(result) },
        complete: complete ? { logSize: snapshot.logSize, lastFile: snapshot.last } : null,
      });
      return result;
    } catch (error) {
      this.fail(failureAt(error, target.path));
      throw error;
    }
  }

  private async plan(snapshot: WrittenSnapshot): Promise<CopyPlan> {
    const { archive, target, sealed } = this;
    const plan = await planCopy(archive.catalogue, this.to, {
      last: snapshot.last,
      backupId: target.backup.id,
      sealed,
      signal: this.request.signal,
    });
    noteFiles(archive, target.backup, plan.lost, true);
    refuseTooSmall(target.path, plan.copyBytes + plan.copy.length * overheadOfFile);
    return plan;
  }

  private async copy(plan: CopyPlan): Promise<number[]> {
    const { archive, from, to, pool, sealed, target, problems } = this;
    const { signal, onProgress } = this.request;
    to.remove(plan.inTheWay);
    const meter = new ProgressMeter('backup', onProgress);
    let [done, bytes] = [0, 0];
    const report = (force: boolean): void =>
      meter.update(
        { done, total: plan.copy.length, bytes, totalBytes: plan.copyBytes, failures: problems.length },
        force,
      );
    const copied = await copyOriginals({
      ...{ db: archive.catalogue, ids: plan.copy, from, to, toPath: target.path, sealed, pool, signal },
      onFile: (stored, problem) => {
        done += 1;
        bytes += stored;
        if (problem) problems.push(problem);
        else {
          this.copied += 1;
          this.copiedBytes += stored;
        }
        report(false);
      },
    });
    report(true);
    return copied;
  }

  private async prove(ids: readonly number[]): Promise<void> {
    const { archive, pool, sealed, target, problems } = this;
    const { signal, onProgress } = this.request;
    const all = [...new Set([...ids, ...longestUnchecked(archive, target.backup, spotChecks)])];
    const meter = new ProgressMeter('verify', onProgress);
    let [done, bytes] = [0, 0];
    let proved: number[] = [];
    const note = (): void => {
      noteFiles(archive, target.backup, proved);
      proved = [];
    };
    const wrong: number[] = [];
    const vault = openVault(target.path, target.files, archive.keys?.vault ?? null);
    const onBytes = (stored: number): void => void (bytes += stored);
    const job = {
      db: archive.catalogue,
      ids: all,
      from: archive.vault,
      to: vault,
      sealed,
      pool,
      signal,
      onBytes,
    };
    for await (const { file, problem } of proveOriginals(job)) {
      done += 1;
      if (problem === null) proved.push(file.id);
      else {
        problems.push(problem);
        wrong.push(file.id);
      }
      if (proved.length >= 500) note();
      meter.update({ done, total: all.length, bytes, totalBytes: null, failures: problems.length });
    }
    note();
    this.checked = done;
    // Taken off, so that the next run copies them anew.
    noteFiles(archive, target.backup, wrong, true);
    this.to.remove([...filesByIds(archive.catalogue, wrong)].map(({ vaultName }) => vaultName));
  }

  /** Puts the new state in place. Returns how many originals went, because they were destroyed in the archive. */
  private finish(snapshot: WrittenSnapshot, unknown: readonly string[]): number {
    const { archive, target, to } = this;
    const stale = knownToFormer(archive, target.path, unknown);
    placeSnapshot(archive, target.path, target.files);
    to.remove(stale);
    to.end();
    const { files, bytes, logSize, logRoot } = snapshot;
    const finishedAt = archive.clock().toISOString();
    writeBackupMark(target.files, target.path, {
      ...target.mark,
      replicaId: uuidText(archive.replica.uid),
      complete: { finishedAt, files, bytes, logSize, logRoot },
    });
    return stale.length;
  }

  private result(snapshot: WrittenSnapshot, complete: boolean, removed: number): BackupResult {
    const { copied, copiedBytes, checked, problems, target } = this;
    const { files, bytes, logSize } = snapshot;
    const counts = { files, bytes, copied, copiedBytes, checked, removed, logSize };
    return { backupId: target.mark.backupId, path: target.path, complete, ...counts, problems };
  }

  /** The log says that a run failed, and how far it came. What led here is what has to be told, not that this fails too. */
  private fail(failure: unknown): void {
    const { archive, target, copied, copiedBytes } = this;
    try {
      discardUnplaced(target.path);
      recordRun(archive, target.backup, {
        outcome: 'failure',
        detail: {
          stage: 'failed',
          reason: isAppError(failure) ? failure.code : 'internal',
          copied,
          copiedBytes,
        },
        complete: null,
      });
    } catch (secondary) {
      if (!isAppError(writeFailure(secondary, target.path))) throw secondary;
    }
  }
}

function countsOf({ files, bytes, copied, copiedBytes, checked, removed, logSize, problems }: BackupResult) {
  return { files, bytes, copied, copiedBytes, checked, removed, logSize, problems: problems.length };
}
