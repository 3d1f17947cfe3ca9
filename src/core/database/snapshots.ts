import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { realFiles } from '../transfer/file-layer.ts';
import { descriptionFile } from './file-names.ts';

/**
 * Snapshots of the catalogue inside the archive, in backups/: `catalogue-<time>.db`, and beside each the archive.json of
 * that moment as `archive-<time>.json`, without which an encrypted one opens for nobody. Their names are known here alone.
 */
export interface StoredSnapshot {
  readonly path: string;
  /** The archive.json kept with it, or null. */
  readonly description: string | null;
  /** RFC 3339. */
  readonly takenAt: string;
}

const folder = 'backups';
const named = /^catalogue-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.db$/;
const unfinished = '.new';
/** The newest are enough: what else is older lies on other disks. */
const kept = 3;

/** Newest first. Empty where the folder cannot be listed. */
export function listSnapshots(root: string): readonly StoredSnapshot[] {
  return namesIn(root)
    .map((name) => ({ name, parts: named.exec(name) }))
    .filter(({ parts }) => parts !== null)
    .map(({ name, parts }) => {
      const description = join(root, folder, name.replace(/^catalogue-(.*)\.db$/, 'archive-$1.json'));
      const [, hour, minute, second, millisecond] = parts ?? [];
      return {
        path: join(root, folder, name),
        description: existsSync(description) ? description : null,
        takenAt: `${hour}:${minute}:${second}.${millisecond}Z`,
      };
    })
    .sort((left, right) => (left.takenAt < right.takenAt ? 1 : -1));
}

/** Every archive.json kept here, newest first, also where its snapshot is gone. */
export function keptDescriptions(root: string): readonly string[] {
  return namesIn(root)
    .filter((name) => /^archive-.*\.json$/.test(name))
    .sort()
    .toReversed()
    .map((name) => join(root, folder, name));
}

/**
 * Keeps a snapshot: `write` is to make it at the path it is given. It has its name only once it is whole and on the disk.
 * Older ones than the newest few are removed. Returns its path.
 */
export async function keepSnapshot(
  root: string,
  now: Date,
  write: (path: string) => Promise<void>,
): Promise<string> {
  const { path, beside } = place(root, now);
  try {
    await write(beside);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  return settle(root, path, beside);
}

/** The same at once, for the snapshot before a migration. */
export function keepSnapshotSync(root: string, now: Date, write: (path: string) => void): string {
  const { path, beside } = place(root, now);
  try {
    write(beside);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  return settle(root, path, beside);
}

/** Removes every snapshot, and what an unfinished one left: a record that was destroyed must not live on in them. */
export function removeSnapshots(archive: { readonly path: string }): void {
  for (const name of namesIn(archive.path))
    if (/^(?:catalogue|archive)-/.test(name)) rmSync(join(archive.path, folder, name), { force: true });
  if (existsSync(join(archive.path, folder))) realFiles.syncFolder(join(archive.path, folder));
}

function place(root: string, now: Date): { path: string; beside: string } {
  mkdirSync(join(root, folder), { recursive: true });
  for (const name of namesIn(root))
    if (name.endsWith(unfinished)) rmSync(join(root, folder, name), { force: true });
  const stamp = now.toISOString().replace(/[:.]/g, '-');
  const path = join(root, folder, `catalogue-${stamp}.db`);
  return { path, beside: path + unfinished };
}

function settle(root: string, path: string, beside: string): string {
  const source = join(root, descriptionFile);
  const description = path.replace(/catalogue-([^/\\]*)\.db$/, 'archive-$1.json');
  // First: a snapshot of an encrypted archive without it opens for nobody.
  if (existsSync(source)) copyFileSync(source, description);
  renameSync(beside, path);
  for (const old of listSnapshots(root).slice(kept)) {
    rmSync(old.path, { force: true });
    if (old.description !== null) rmSync(old.description, { force: true });
  }
  realFiles.syncFolder(join(root, folder));
  return path;
}

function namesIn(root: string): string[] {
  try {
    return readdirSync(join(root, folder));
  } catch {
    return [];
  }
}
