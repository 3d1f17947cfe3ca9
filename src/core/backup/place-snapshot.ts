import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { writeBeside } from '../archive/write-beside.ts';
import { catalogueFile, descriptionFile } from '../database/file-names.ts';
import { openDatabase } from '../database/connection.ts';
import { checkIntegrity } from '../database/integrity.ts';
import { writeSnapshot } from '../database/write-snapshot.ts';
import { readLogRow } from '../custody/log.ts';
import type { FileLayer } from '../transfer/file-layer.ts';
import { fileTotals, type FileTotals } from './catalogued-files.ts';

/** A snapshot that lies beside the catalogue it is to replace. */
export interface WrittenSnapshot extends FileTotals {
  readonly logSize: number;
  /** Lower-case hex. */
  readonly logRoot: string;
}

const unplaced = `${catalogueFile}.new`;

/** Writes a snapshot of the archive's catalogue into `folder`, under a name that nothing reads. What a killed run left goes. */
export async function writeUnplaced(archive: Archive, folder: string): Promise<WrittenSnapshot> {
  const path = join(folder, unplaced);
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  const key = archive.keys?.catalogue ?? null;
  await writeSnapshot(archive.catalogue, key, path);
  const db = openDatabase(path, { journal: 'rollback', access: 'read', key });
  try {
    const { size, root } = readLogRow(db, archive.events.log.id);
    return { ...fileTotals(db), logSize: size, logRoot: Buffer.from(root).toString('hex') };
  } finally {
    db.close();
  }
}

/** Reads the whole snapshot from the disk again. Throws `write-failed` if it is not what was written. */
export async function proveUnplaced(archive: Archive, folder: string): Promise<void> {
  const path = join(folder, unplaced);
  const problems = await checkIntegrity({ path, key: archive.keys?.catalogue ?? null }).catch(
    (error: unknown) => [error instanceof Error ? error.message : String(error)],
  );
  const [problem] = problems;
  if (problem === undefined) return;
  const reason = `the copy of the catalogue reads back differently from what was written (${problem})`;
  throw new AppError('write-failed', { path: folder, reason });
}

/** Gives the snapshot its name, and puts a copy of archive.json beside it, which makes an archive of the folder. */
export function placeSnapshot(archive: Archive, folder: string, files: FileLayer): void {
  files.rename(join(folder, unplaced), join(folder, catalogueFile));
  files.syncFolder(folder);
  const description = readFileSync(join(archive.path, descriptionFile));
  writeBeside(files, folder, descriptionFile, description);
}

export function discardUnplaced(folder: string): void {
  rmSync(join(folder, unplaced), { force: true });
}
