import type { BackupHolding, DamagedFile } from '../../shared/records/fixity.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import type { Compared } from './compare.ts';
import type { StoredFile } from './stored-files.ts';

/** Backups on which this archive last saw an original whole, the one read most recently first. */
export function backupsHolding(archive: Archive, fileId: number): readonly BackupHolding[] {
  return archive.catalogue
    .prepare<[number], { uid: Uint8Array; label: string | null; verifiedAt: string }>(
      `SELECT backup.uid, backup.label, verified_at AS verifiedAt FROM backup_file
       JOIN backup ON backup.id = backup_id WHERE file_id = ? AND retired_at IS NULL ORDER BY verified_at DESC`,
    )
    .all(fileId)
    .map(({ uid, label, verifiedAt }) => ({ id: uuidText(uid), label, verifiedAt }));
}

/** An original that is not what it was, and where it still may be. */
export function damagedFile(archive: Archive, file: StoredFile, { outcome, detail }: Compared): DamagedFile {
  if (outcome === 'verified') throw new Error('a whole file is not damaged');
  const { number, name, sha256 } = file;
  return { number, name, sha256, problem: outcome, detail, backups: backupsHolding(archive, file.id) };
}
