import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { RestoreResult } from '../../shared/records/backup.ts';
import type { Archive, Clock } from '../archive/archive.ts';
import { readBackupMark, restoreMark, type BackupDescription } from '../archive/backup-mark.ts';
import { uidOf, writeFailure } from '../archive/create.ts';
import { readDescription } from '../archive/description.ts';
import { openArchive } from '../archive/open.ts';
import { newPlaces } from '../archive/place.ts';
import { isSameDisk, type IsSameDisk } from '../archive/same-disk.ts';
import { describeVolume } from '../archive/volume.ts';
import type { BackupPlace } from './backup-records.ts';
import { writeBeside } from '../archive/write-beside.ts';
import { appendEvents } from '../custody/append.ts';
import { catalogueFile, descriptionFile } from '../database/file-names.ts';
import type { JournalMode } from '../database/connection.ts';
import { checkIntegrity } from '../database/integrity.ts';
import type { ReportProgress } from '../jobs/progress.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { realFiles, type FileLayer } from '../transfer/file-layer.ts';
import { TransferError, type TransferPool } from '../transfer/types.ts';
import { openOriginalStore } from '../vault/original-store.ts';
import { openVault } from '../vault/vault.ts';
import { destinationFailure } from './copy-originals.ts';
import { filesByIds, fileTotals } from './catalogued-files.ts';
import { placeFor, refuseInside, refuseTooSmall } from './destination.ts';
import { copyMaps } from './copy-maps.ts';
import { copyMissing, newTally, proveCopies, type FillJob, type FillTally } from './fill-folder.ts';
import { planCopy } from './plan.ts';
import { catalogueProblem } from './lineage.ts';
import { startBranch } from './start-branch.ts';

export interface RestoreRequest {
  readonly backup: string;
  readonly destination: string;
  /** Go on without the originals that the backup has not whole. */
  readonly partial: boolean;
  /** The keys of an encrypted one, each time they are asked for: whoever closes what it opened wipes them. */
  readonly keys: () => Promise<KeyRing | null>;
  readonly pool: TransferPool;
  readonly clock: Clock;
  readonly journal?: JournalMode | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
  /** Of the destination; replaced in tests of disks that lose writes. */
  readonly files?: FileLayer;
  /** Replaced in tests, which have one disk. */
  readonly isSameDisk?: IsSameDisk;
}

/** Whose restore a folder is: the same one goes on with it. */
const mark = z.object({ format: z.literal(1), backupId: z.uuid(), archiveId: z.uuid() });

/**
 * Makes an archive of a backup, in a folder that does not exist or is empty: every original is copied, read again and
 * compared with its record. archive.json comes last; the archive then goes its own way as a replica of its own, and its log
 * says from where on. Cut off, the same call goes on. What the backup has not whole is named, and without `partial` stops the
 * rest. Throws AppError `not-a-backup`, `backup-unfinished`, `archive-exists`, `destination-inside-archive`,
 * `archive-damaged`, `key-required`, `disk-full`, `write-failed`, `interrupted`.
 */
export async function restoreBackup(request: RestoreRequest): Promise<RestoreResult> {
  const described = readBackupMark(request.backup);
  if (described === null || described === 'unreadable')
    throw new AppError('not-a-backup', { path: request.backup });
  const { path, empty } = placeFor(request.destination);
  refuseInside(path, request.backup);
  if (!empty && !isSameRestore(path, described)) throw new AppError('archive-exists', { path });
  const { clock, journal } = request;
  const keys = await request.keys();
  let backup: Archive;
  try {
    backup = openArchive(request.backup, { access: 'read', clock, journal, keys });
  } catch (error) {
    keys?.wipe();
    throw error;
  }
  try {
    return await restoreOpen(backup, described, path, request);
  } catch (error) {
    if (isAppError(error)) throw error;
    throw error instanceof TransferError ? destinationFailure(error, path) : writeFailure(error, path);
  } finally {
    backup.close();
  }
}

async function restoreOpen(
  backup: Archive,
  described: BackupDescription,
  path: string,
  request: RestoreRequest,
): Promise<RestoreResult> {
  const files = request.files ?? realFiles;
  const tally = newTally();
  const totals = fileTotals(backup.catalogue);
  const result = (complete: boolean): RestoreResult => {
    const { files: count, bytes } = totals;
    const logSize = backup.events.log.row().size;
    return { backupId: described.backupId, path, complete, files: count, bytes, ...tally, logSize };
  };
  const begun = existsSync(join(path, descriptionFile));
  if (!begun) {
    await refuseDamaged(backup);
    const problem = catalogueProblem(backup, described);
    if (problem !== null)
      throw new AppError('archive-damaged', { path: backup.path, reason: `catalogue.db: ${problem}` });
    claim(path, described, files);
    await fill(backup, path, request, tally, files);
    const stops = tally.problems.some(({ where }) => where === 'destination' || !request.partial);
    if (stops) return result(false);
    await placeCatalogue(backup, path, request, files);
  }
  const missing = begun
    ? await missingNames(backup, path, request.signal)
    : tally.problems.map(({ path: name }) => name.replace(/^originals\//, ''));
  const { clock, journal } = request;
  const from = resolve(request.backup);
  const sameDisk = (request.isSameDisk ?? isSameDisk)(path, from);
  const place = { ...describeVolume(from), path: from, sameDisk };
  await startBranch(path, { clock, journal, keys: await request.keys() }, (archive) => {
    noteRestored(archive, described, place, totals.last, missing);
  });
  rmSync(join(path, restoreMark), { force: true });
  files.syncFolder(path);
  return result(true);
}

async function refuseDamaged({ path, keys }: Archive): Promise<void> {
  const [problem] = await checkIntegrity({
    path: join(path, catalogueFile),
    key: keys?.catalogue ?? null,
  });
  if (problem !== undefined)
    throw new AppError('archive-damaged', { path, reason: `catalogue.db: ${problem}` });
}

function isSameRestore(path: string, { backupId }: BackupDescription): boolean {
  try {
    return mark.parse(JSON.parse(readFileSync(join(path, restoreMark), 'utf8'))).backupId === backupId;
  } catch {
    return false;
  }
}

function claim(path: string, { backupId, archiveId }: BackupDescription, files: FileLayer): void {
  mkdirSync(path, { recursive: true });
  const text = `${JSON.stringify({ format: 1, backupId, archiveId }, null, 2)}\n`;
  writeBeside(files, path, restoreMark, Buffer.from(text));
  files.syncFolder(dirname(path));
  files.makeFolder(join(path, 'backups'));
}

async function fill(
  backup: Archive,
  path: string,
  { pool, signal, onProgress }: RestoreRequest,
  tally: FillTally,
  files: FileLayer,
): Promise<void> {
  const vaultKeys = backup.keys?.vault ?? null;
  const side = (root: string, layer: FileLayer) => {
    return { path: root, store: openOriginalStore(root, layer), vault: openVault(root, layer, vaultKeys) };
  };
  const job: FillJob = {
    ...{ db: backup.catalogue, from: side(backup.path, realFiles), to: side(path, files) },
    ...{ sealed: vaultKeys !== null, pool, phase: 'restore', signal, onProgress, tally },
    onProved: () => undefined,
  };
  const { store } = job.to;
  store.begin();
  const { last } = fileTotals(backup.catalogue);
  const plan = await planCopy(backup.catalogue, store, { last, backupId: null, sealed: job.sealed, signal });
  refuseTooSmall(path, plan.copyBytes);
  // The folder is this restore's alone: what it does not know any more came from an older state of the same backup.
  store.remove(plan.unknown);
  const copied = await copyMissing(job, plan);
  await proveCopies(job, [...copied, ...plan.prove]);
  const ends = { from: backup.path, to: path };
  const maps = await copyMaps({ db: backup.catalogue, ...ends, keys: vaultKeys, pool, signal, files });
  tally.problems.push(...maps);
  store.end();
}

/** Of a restore that was cut off after the archive was in place: the originals that it went on without. */
async function missingNames(backup: Archive, path: string, signal: AbortSignal): Promise<string[]> {
  const { last } = fileTotals(backup.catalogue);
  const options = { last, backupId: null, sealed: backup.keys !== null, signal };
  const { copy } = await planCopy(backup.catalogue, openOriginalStore(path, realFiles), options);
  return [...filesByIds(backup.catalogue, copy)].map(({ vaultName }) => vaultName);
}

/** The catalogue byte for byte, and archive.json, which makes an archive of the folder. */
async function placeCatalogue(
  backup: Archive,
  path: string,
  { pool, signal }: RestoreRequest,
  files: FileLayer,
): Promise<void> {
  const beside = join(path, `${catalogueFile}.new`);
  rmSync(beside, { force: true });
  const sink = { path: beside, mode: 0o644, sync: true, reread: true };
  await pool.run({ source: { path: join(backup.path, catalogueFile) }, sink, algorithms: [] }, signal);
  files.rename(beside, join(path, catalogueFile));
  files.syncFolder(path);
  // It stands nowhere yet: until the branch is begun, whoever wants to write to it is asked what became of it.
  const places = { ...newPlaces(path, describeVolume(path)), known: [] };
  const description = { ...readDescription(backup.path), places };
  writeBeside(files, path, descriptionFile, Buffer.from(`${JSON.stringify(description, null, 2)}\n`));
}

/** The archive knows that what it was restored from is a backup of all that it has, and the log what was lacking. */
function noteRestored(
  archive: Archive,
  { backupId, complete }: BackupDescription,
  place: BackupPlace,
  lastFile: number,
  missing: readonly string[],
): void {
  const db = archive.catalogue;
  const uid = uidOf(backupId);
  db.prepare('UPDATE backup SET volume = ?, finished_at = ?, log_size = ?, last_file = ? WHERE uid = ?').run(
    JSON.stringify(place),
    complete?.finishedAt ?? null,
    complete?.logSize ?? null,
    lastFile,
    uid,
  );
  db.prepare(
    `INSERT OR IGNORE INTO backup_file (backup_id, file_id, verified_at)
     SELECT backup.id, file.id, ? FROM backup, file WHERE backup.uid = ?`,
  ).run(archive.clock().toISOString(), uid);
  const drop = db.prepare(
    `DELETE FROM backup_file WHERE backup_id = (SELECT id FROM backup WHERE uid = ?)
     AND file_id = (SELECT id FROM file WHERE vault_name = ?)`,
  );
  for (const name of missing) drop.run(uid, name);
  appendEvents(db, archive.events, [
    {
      type: 'transfer',
      subject: { kind: 'backup', id: backupId },
      outcome: missing.length > 0 ? 'warning' : 'success',
      detail: { backup: backupId, stage: 'restored', missing: missing.length },
    },
  ]);
}
