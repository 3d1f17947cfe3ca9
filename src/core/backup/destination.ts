import { existsSync, readdirSync, realpathSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { readBackupMark, type BackupDescription } from '../archive/backup-mark.ts';
import { systemCode } from '../transfer/file-layer.ts';

/** Names that file managers and file systems leave in a folder that is otherwise empty. */
const desktopFiles =
  /^(?:\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\.Spotlight-V100|\.Trashes|\.fseventsd|lost\+found|System Volume Information)$/i;

/** Killed while it marked the folder as its own, the very first thing that a run does. */
const unplacedMark = /^(?:backup|restore)\.json\.new$/;

/** Where a folder that is laid out as an archive may be made: its real path, and whether there is anything in it. */
export function placeFor(destination: string): { readonly path: string; readonly empty: boolean } {
  const asked = resolve(destination);
  const parent = realFolder(dirname(asked));
  const path = existsSync(asked) ? realpathSync(asked) : join(parent, basename(asked));
  const names = namesIn(path);
  return { path, empty: names.every((name) => desktopFiles.test(name) || unplacedMark.test(name)) };
}

/** Throws `destination-inside-archive`. */
export function refuseInside(path: string, archive: string): void {
  const way = relative(realpathSync(archive), path);
  if (way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`)))
    throw new AppError('destination-inside-archive', { path });
}

/**
 * The backup that lies at `path`, or null where there is nothing yet. Throws `backup-destination-taken` for whatever else
 * is there, `backup-of-another` for a backup of another archive.
 */
export function backupAt(
  { path, empty }: { readonly path: string; readonly empty: boolean },
  archiveId: string,
): BackupDescription | null {
  const mark = readBackupMark(path);
  if (mark === null) {
    if (empty) return null;
    throw new AppError('backup-destination-taken', { path });
  }
  if (mark === 'unreadable') throw new AppError('backup-destination-taken', { path });
  if (mark.archiveId !== archiveId) throw new AppError('backup-of-another', { path });
  return mark;
}

/** Better said now than after an hour of copying. Throws `disk-full`. */
export function refuseTooSmall(path: string, bytes: number): void {
  try {
    const { bavail, bsize } = statfsSync(path);
    if (bsize > 0 && bavail * bsize < bytes) throw new AppError('disk-full', { path });
  } catch (error) {
    // Some network file systems report nothing.
    if (systemCode(error) === null || error instanceof AppError) throw error;
  }
}

function realFolder(path: string): string {
  try {
    const real = realpathSync(path);
    if (statSync(real).isDirectory()) return real;
  } catch (error) {
    throw new AppError('path-not-found', { path }, error);
  }
  throw new AppError('path-not-found', { path });
}

function namesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path);
  } catch (error) {
    throw new AppError('backup-destination-taken', { path }, error);
  }
}
