import fs from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep, isAbsolute } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { freeSpace } from '../archive/volume.ts';
import { sha256 } from '../cryptography/digest.ts';
import { uuidText } from '../cryptography/random.ts';
import { realFiles, systemCode } from '../transfer/file-layer.ts';

export interface Destination {
  /** Absolute path of the package. */
  readonly path: string;
  /** The folder in which it is put together, beside `path`; nobody else's, and empty but for its mark. */
  readonly workFolder: string;
  /** Bytes free on that file system, or null where the system does not say. */
  readonly free: number | null;
}

const markName = 'stele-export.txt';

/**
 * Checks where a package is to go and makes the folder to put it together in. What a killed export of this archive to
 * this very path left there is removed, and nothing else. Throws `destination-not-empty`, `destination-inside-archive`,
 * `path-not-found`, `write-failed`.
 */
export async function prepareDestination(
  destination: string,
  archive: { readonly path: string; readonly uid: Uint8Array },
): Promise<Destination> {
  const path = resolve(destination);
  const parent = await realParent(path);
  const real = join(parent, basename(path));
  if (isWithin(real, await fs.realpath(archive.path)))
    throw new AppError('destination-inside-archive', { path });
  await refuseOccupied(path);
  const workFolder = join(parent, workName(basename(path), archive.uid));
  const mark = `Stele puts a package together here: ${uuidText(archive.uid)}\n`;
  await claim(workFolder, mark, path);
  return { path, workFolder, free: await freeSpace(parent) };
}

/** Moves the finished package to its place; the folders around it are synced, so that it survives a power cut. */
export async function publish(destination: Destination, made: string): Promise<void> {
  const { path, workFolder } = destination;
  await refuseOccupied(path);
  try {
    // Windows does not rename onto an empty folder, and a file never replaces one.
    await fs.rmdir(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
  await fs.rename(join(workFolder, made), path);
  realFiles.syncFolder(dirname(path));
  await discard(destination);
}

/** What cannot be removed now is removed before the next export to the same place; it is not worth failing for. */
export async function discard(destination: Destination): Promise<void> {
  await removeWork(destination.workFolder).catch(() => undefined);
}

/** The mark goes last: killed half-way, what is left is still known to be ours. */
async function removeWork(workFolder: string): Promise<void> {
  for (const name of await fs.readdir(workFolder))
    if (name !== markName) await fs.rm(join(workFolder, name), { recursive: true, force: true });
  await fs.rm(join(workFolder, markName), { force: true });
  await fs.rmdir(workFolder);
}

/** The name tells the destination and the archive apart from every other's, and fits where the destination's fits. */
function workName(name: string, archiveUid: Uint8Array): string {
  const short = Array.from(name).slice(0, 20).join('');
  const hash = Buffer.from(sha256(`${uuidText(archiveUid)} ${name}`))
    .toString('hex')
    .slice(0, 16);
  return `.${short}.partial-${hash}`;
}

/** The archive's lock keeps a second export of the same archive away: what lies here with its mark is a leftover. */
async function claim(workFolder: string, mark: string, path: string): Promise<void> {
  try {
    const found = await readOrNull(join(workFolder, markName));
    if (found === mark) await removeWork(workFolder);
    else {
      // Left by a run that was killed before or while it set its mark; fails if there is anything else in it.
      const begun = found !== null && mark.startsWith(found) && (await fs.readdir(workFolder)).length === 1;
      if (begun) await fs.rm(join(workFolder, markName));
      await fs.rmdir(workFolder).catch(ignoreMissing);
    }
    await fs.mkdir(workFolder, { mode: 0o700 });
    await fs.writeFile(join(workFolder, markName), mark, { flush: true });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR')
      throw new AppError('destination-not-empty', { path: workFolder }, error);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new AppError('disk-full', { path }, error);
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('write-failed', { path, reason }, error);
  }
}

async function realParent(path: string): Promise<string> {
  const parent = dirname(path);
  try {
    const real = await fs.realpath(parent);
    if ((await fs.stat(real)).isDirectory()) return real;
  } catch (error) {
    throw new AppError('path-not-found', { path: parent }, error);
  }
  throw new AppError('path-not-found', { path: parent });
}

async function refuseOccupied(path: string): Promise<void> {
  try {
    // A link is something too, even one that leads nowhere.
    const found = await fs.lstat(path);
    if (found.isDirectory() && (await fs.readdir(path)).length === 0) return;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw new AppError('destination-not-empty', { path }, error);
  }
  throw new AppError('destination-not-empty', { path });
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await fs.readFile(path, 'utf8');
  } catch {
    return null;
  }
}

function ignoreMissing(error: unknown): void {
  if (systemCode(error) !== 'ENOENT') throw error;
}
