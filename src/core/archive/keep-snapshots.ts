import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { Archive } from './archive.ts';
import { writeFailure } from './create.ts';
import { keepSnapshot, listSnapshots } from '../database/snapshots.ts';
import { writeSnapshot } from '../database/write-snapshot.ts';

const oldest = 24 * 60 * 60 * 1000;
const mostNewFiles = 1000;

/** A snapshot of the catalogue in backups/, for repair. Throws `archive-read-only`, `disk-full`, `write-failed`. */
export async function snapshotCatalogue(archive: Archive): Promise<string> {
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
  try {
    return await keepSnapshot(archive.path, archive.clock(), (path) =>
      writeSnapshot(archive.catalogue, archive.keys?.catalogue ?? null, path),
    );
  } catch (error) {
    throw writeFailure(error, archive.path);
  }
}

/** The same after an accession closed, if the last one is older than a day or lacks a thousand files. A full disk is no reason to fail. */
export async function snapshotAfterAccession(archive: Archive): Promise<void> {
  if (isDue(archive)) await renewSnapshot(archive);
}

/** After what was destroyed took the snapshots with it, so that repair has something to start from. A full disk is no reason to fail. */
export async function renewSnapshot(archive: Archive): Promise<void> {
  try {
    await snapshotCatalogue(archive);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'disk-full') throw error;
  }
}

function isDue(archive: Archive): boolean {
  const [newest] = listSnapshots(archive.path);
  if (!newest) return true;
  const age = archive.clock().getTime() - Date.parse(newest.takenAt);
  // One from the future was taken by a wrong clock.
  if (age > oldest || age < 0) return true;
  const thousandth = archive.catalogue
    .prepare<[number], string>('SELECT stored_at FROM file ORDER BY id DESC LIMIT 1 OFFSET ?')
    .pluck()
    .get(mostNewFiles - 1);
  return thousandth !== undefined && thousandth > newest.takenAt;
}
