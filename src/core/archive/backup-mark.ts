import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { systemCode, type FileLayer } from '../transfer/file-layer.ts';
import { readSmallFile } from './small-file.ts';
import { writeBeside } from './write-beside.ts';

/** What makes a folder a backup, and not an archive that is worked in: it lies beside archive.json. */
export const backupMark = 'backup.json';
/** Lies in a folder that is being restored, until it is an archive of its own. */
export const restoreMark = 'restore.json';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Ids, sizes and times: in an encrypted archive too nothing that tells what is in it, or whose it is. */
const backupDescription = z.object({
  format: z.literal(1),
  backupId: z.uuid(),
  archiveId: z.uuid(),
  replicaId: z.uuid(),
  /** The last run that came to its end; null while there was none. */
  complete: z
    .object({
      finishedAt: z.string(),
      files: z.int().nonnegative(),
      bytes: z.int().nonnegative(),
      logSize: z.int().nonnegative(),
      logRoot: hash,
    })
    .nullable(),
});
export type BackupDescription = z.infer<typeof backupDescription>;

export function isBackup(root: string): boolean {
  return existsSync(join(root, backupMark));
}

/** Null if there is none; `unreadable` if there is something under its name. */
export function readBackupMark(root: string): BackupDescription | 'unreadable' | null {
  let text: string;
  try {
    text = readSmallFile(join(root, backupMark));
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '') ? null : 'unreadable';
  }
  try {
    return backupDescription.parse(JSON.parse(text));
  } catch {
    return 'unreadable';
  }
}

export function writeBackupMark(files: FileLayer, root: string, description: BackupDescription): void {
  writeBeside(files, root, backupMark, Buffer.from(`${JSON.stringify(description, null, 2)}\n`));
}
