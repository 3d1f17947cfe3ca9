import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import type { BackupDescription } from '../archive/backup-mark.ts';
import { StoredTree } from '../custody/root.ts';

/**
 * What is wrong with a backup's catalogue, or null: it has to hold at least what backup.json says that the last complete run
 * put there. It may hold more: a run that was cut off after it put its snapshot in place.
 */
export function catalogueProblem(backup: Archive, { complete }: BackupDescription): string | null {
  if (!complete) return null;
  const { log } = backup.events;
  const { size } = log.row();
  if (size < complete.logSize)
    return `its log has ${size} events, and the last complete run left ${complete.logSize}: it is an older one, or was cut off`;
  const root = new StoredTree(backup.catalogue, log.id).rootAt(complete.logSize);
  if (Buffer.from(root).toString('hex') === complete.logRoot) return null;
  return 'its log is not the one that the last complete run left';
}

/**
 * A backup is only ever replaced by what came after it: its log must be the beginning of this archive's. Where it is longer
 * (the archive was itself restored) or another (two copies went on apart), it holds what this one has not. Throws
 * `backup-newer`, `backup-of-branch`.
 */
export function refuseOtherLineage(archive: Archive, path: string, { complete }: BackupDescription): void {
  if (!complete) return;
  const { log } = archive.events;
  const { size } = log.row();
  if (complete.logSize > size)
    throw new AppError('backup-newer', { path, theirs: complete.logSize, ours: size });
  const root = new StoredTree(archive.catalogue, log.id).rootAt(complete.logSize);
  if (Buffer.from(root).toString('hex') !== complete.logRoot)
    throw new AppError('backup-of-branch', { path });
}
