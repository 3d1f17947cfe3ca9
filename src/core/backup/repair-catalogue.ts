import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { writeDescription, type ArchiveDescription } from '../archive/description.ts';
import { closeAtRest, openDatabase } from '../database/connection.ts';
import { catalogueFile, derivedFile } from '../database/file-names.ts';
import { realFiles } from '../transfer/file-layer.ts';
import type { TransferPool } from '../transfer/types.ts';
import { moveAside, writeRepairMark, type RepairMark } from './damaged-folder.ts';
import { standingNowhere } from './repair-description.ts';
import { newestSound } from './repair-sources.ts';
import { salvageEvents } from './salvage-events.ts';

const suffixes = ['-wal', '-shm', '-journal', ''];

/**
 * Puts the newest sound snapshot in the place of a broken catalogue, and in it, beside the log, the events that the broken
 * one still gives. That one is moved to damaged/. Cut off at any moment, the same again goes on. Throws `repair-impossible`, `disk-full`.
 */
export async function repairCatalogue(request: {
  readonly path: string;
  readonly from: string | null;
  readonly description: ArchiveDescription;
  readonly key: Uint8Array | null;
  readonly pool: TransferPool;
  readonly now: Date;
  readonly signal: AbortSignal;
}): Promise<{ readonly mark: RepairMark; readonly movedAside: readonly string[] }> {
  const { path, from, description, key, pool, now, signal } = request;
  const snapshot = await newestSound(path, from, key, description.archiveId);
  if (!snapshot) {
    const reason = 'no snapshot of its catalogue can be read';
    throw new AppError('repair-impossible', { path, reason });
  }
  const beside = join(path, `${catalogueFile}.new`);
  for (const suffix of suffixes) rmSync(beside + suffix, { force: true });
  const sink = { path: beside, mode: 0o644, sync: true, reread: true };
  await pool.run({ source: { path: snapshot.path }, sink, algorithms: [] }, signal);
  const db = openDatabase(beside, { journal: 'rollback', access: 'write', key });
  let mark: RepairMark;
  try {
    // Announced when the snapshot was taken, and perhaps recorded since: whoever opens it next would clear them away.
    db.prepare('DELETE FROM vault_intent').run();
    const broken = join(path, catalogueFile);
    const { events, acknowledged } = existsSync(broken)
      ? salvageEvents(db, snapshot.logId, broken, key)
      : { events: 0, acknowledged: null };
    const { takenAt, logSize } = snapshot;
    mark = { format: 1, takenAt, snapshotSize: logSize, salvaged: events, acknowledged };
  } finally {
    closeAtRest(db);
  }
  writeDescription(path, standingNowhere(path, description));
  writeRepairMark(path, mark);
  // The journals first: beside another catalogue they would be applied to it.
  const movedAside = suffixes
    .map((suffix) => moveAside(path, catalogueFile + suffix, now))
    .filter((name) => name !== null);
  renameSync(beside, join(path, catalogueFile));
  realFiles.syncFolder(path);
  // Made from the lost catalogue, whose row ids say something else here. All of it can be made again.
  for (const suffix of suffixes) rmSync(join(path, derivedFile) + suffix, { force: true });
  return { mark, movedAside };
}
