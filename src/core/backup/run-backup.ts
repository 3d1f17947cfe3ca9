import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { BackupResult } from '../../shared/records/backup.ts';
import type { Archive } from '../archive/archive.ts';
import { writeBackupMark, type BackupDescription } from '../archive/backup-mark.ts';
import { uidOf, writeFailure } from '../archive/create.ts';
import { isSameDisk, type IsSameDisk } from '../archive/same-disk.ts';
import { describeVolume } from '../archive/volume.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import type { ReportProgress } from '../jobs/progress.ts';
import { realFiles, type FileLayer } from '../transfer/file-layer.ts';
import { TransferError, type TransferPool } from '../transfer/types.ts';
import { openOriginalStore } from '../vault/original-store.ts';
import { openVault } from '../vault/vault.ts';
import { knowBackup, longestUnchecked, noteFiles, recordRun, type BackupRow } from './backup-records.ts';
import { destinationFailure } from './copy-originals.ts';
import { backupAt, placeFor, refuseInside, refuseTooSmall } from './destination.ts';
import { copyMaps, removeStaleMaps } from './copy-maps.ts';
import { copyMissing, newTally, proveCopies, type FillJob } from './fill-folder.ts';
import { refuseOtherLineage } from './lineage.ts';
import {
  discardUnplaced,
  placeSnapshot,
  proveUnplaced,
  writeUnplaced,
  type WrittenSnapshot,
} from './place-snapshot.ts';
import { planCopy, type CopyPlan } from './plan.ts';
import { knownToFormer } from './stale-originals.ts';

export interface BackupRequest {
  readonly destination: string;
  /** What somebody wrote on the disk; null: as it was. */
  readonly label: string | null;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
  /** Of the destination; replaced in tests of disks that lose writes. */
  readonly files?: FileLayer;
  /** Replaced in tests, which have one disk. */
  readonly isSameDisk?: IsSameDisk;
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
    const sameDisk = (request.isSameDisk ?? isSameDisk)(archive.path, path);
    const volume = { ...describeVolume(path), path, sameDisk };
    const backup = knowBackup(archive, { uid: uidOf(mark.backupId), label: request.label, volume });
    return await new BackupRun(archive, pool, request, { path, mark, backup, files, sameDisk }).run();
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
  readonly sameDisk: boolean;
}

/** One run, from the snapshot to the record of it. */
class BackupRun {
  private readonly archive: Archive;
  private readonly target: Target;
  private readonly job: FillJob;
  private readonly tally = newTally();

  constructor(archive: Archive, pool: TransferPool, request: BackupRequest, target: Target) {
    const { path, files, backup } = target;
    const { signal, onProgress } = request;
    this.archive = archive;
    this.target = target;
    this.job = {
      db: archive.catalogue,
      from: { path: archive.path, store: openOriginalStore(archive.path, realFiles), vault: archive.vault },
      to: {
        path,
        store: openOriginalStore(path, files),
        vault: openVault(path, files, archive.keys?.vault ?? null),
      },
      sealed: archive.keys !== null,
      ...{ pool, phase: 'backup', signal, onProgress, tally: this.tally },
      onProved: (ids) => noteFiles(archive, backup, ids),
    };
  }

  async run(): Promise<BackupResult> {
    const { archive, target, job, tally } = this;
    try {
      job.to.store.begin();
      const snapshot = await writeUnplaced(archive, target.path);
      const plan = await this.plan(snapshot);
      const copied = await copyMissing(job, plan);
      const old = longestUnchecked(archive, target.backup, spotChecks);
      const wrong = await proveCopies(job, [...new Set([...copied, ...plan.prove, ...old])]);
      noteFiles(archive, target.backup, wrong, true);
      tally.problems.push(...(await copyMaps(this.maps())));
      await proveUnplaced(archive, target.path);
      const complete = !tally.problems.some(({ where }) => where === 'destination');
      let removed = 0;
      if (complete) removed = this.finish(snapshot, plan.unknown);
      else discardUnplaced(target.path);
      const result = this.result(snapshot, complete, removed);
      recordRun(archive, target.backup, {
        outcome: complete ? (tally.problems.length > 0 ? 'warning' : 'success') : 'failure',
        detail: { stage: complete ? 'finished' : 'failed', ...countsOf(result) },
        complete: complete ? { logSize: snapshot.logSize, lastFile: snapshot.last } : null,
      });
      return result;
    } catch (error) {
      this.fail(failureAt(error, target.path));
      throw error;
    }
  }

  private maps() {
    const { archive, target, job } = this;
    const { pool, signal } = job;
    const keys = archive.keys?.vault ?? null;
    const ends = { from: archive.path, to: target.path };
    return { db: archive.catalogue, ...ends, keys, pool, signal, files: target.files };
  }

  private async plan(snapshot: WrittenSnapshot): Promise<CopyPlan> {
    const { archive, target, job } = this;
    const plan = await planCopy(archive.catalogue, job.to.store, {
      last: snapshot.last,
      backupId: target.backup.id,
      sealed: job.sealed,
      signal: job.signal,
    });
    noteFiles(archive, target.backup, plan.lost, true);
    refuseTooSmall(target.path, plan.copyBytes + plan.copy.length * overheadOfFile);
    return plan;
  }

  /** Puts the new state in place. Returns how many originals went, because they were destroyed in the archive. */
  private finish(snapshot: WrittenSnapshot, unknown: readonly string[]): number {
    const { archive, target } = this;
    const { store } = this.job.to;
    const stale = knownToFormer(archive, target.path, unknown);
    placeSnapshot(archive, target.path, target.files);
    store.remove(stale);
    removeStaleMaps(archive.catalogue, target.path, target.files);
    store.end();
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
    const { path, mark, sameDisk } = this.target;
    const { files, bytes, logSize } = snapshot;
    return {
      backupId: mark.backupId,
      path,
      sameDisk,
      complete,
      files,
      bytes,
      ...this.tally,
      removed,
      logSize,
    };
  }

  /** The log says that a run failed, and how far it came. What led here is what has to be told, not that this fails too. */
  private fail(failure: unknown): void {
    const { archive, target } = this;
    const { copied, copiedBytes } = this.tally;
    const reason = isAppError(failure) ? failure.code : 'internal';
    try {
      discardUnplaced(target.path);
      const detail = { stage: 'failed', reason, copied, copiedBytes };
      recordRun(archive, target.backup, { outcome: 'failure', detail, complete: null });
    } catch (secondary) {
      if (!isAppError(writeFailure(secondary, target.path))) throw secondary;
    }
  }
}

function countsOf({ files, bytes, copied, copiedBytes, checked, removed, logSize, problems }: BackupResult) {
  return { files, bytes, copied, copiedBytes, checked, removed, logSize, problems: problems.length };
}
