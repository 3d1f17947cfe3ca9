import type { Dirent } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import {
  absoluteBytes,
  baseNameBytes,
  folderBytes,
  joinBytes,
  readablePath,
} from '../../core/paths/path-bytes.ts';
import { volumePaths } from '../../core/paths/volumes.ts';
import { pathBytes } from '../../core/router/path-bytes.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { FolderEntry } from '../../shared/host/host-contract.ts';

type AnyPath = FolderEntry['path'];

/** More names than a person looks through. */
const shownAtMost = 10_000;
/** Files asked for their size at once. */
const askedAtOnce = 64;

/** A path in the form that the contract takes: text, or bytes where text would lose some. */
function anyPath(path: Uint8Array): AnyPath {
  const { text, bytes } = readablePath(path);
  return bytes === null ? { text } : { bytes };
}

/** Names, kinds and sizes in a folder of this machine. Nothing is opened. Throws `path-not-found`, `usage`. */
export async function listFolder(asked: AnyPath) {
  const given = pathBytes(asked);
  if (!isAbsolute(readablePath(given).text) || given.includes(0))
    throw new AppError('usage', { message: 'The path is not whole.' });
  const path = absoluteBytes(given, '/');
  const { text } = readablePath(path);
  let found: Dirent<Buffer>[];
  try {
    found = await readdir(path, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    throw new AppError('path-not-found', { path: text }, error);
  }
  found.sort((a, b) => Number(isFile(a)) - Number(isFile(b)) || Buffer.compare(a.name, b.name));
  const shown = found.slice(0, shownAtMost);
  const entries: FolderEntry[] = [];
  for (let at = 0; at < shown.length; at += askedAtOnce) {
    const some = shown.slice(at, at + askedAtOnce);
    entries.push(...(await Promise.all(some.map(({ name }) => describe(path, name)))));
  }
  const name = readablePath(baseNameBytes(path)).text;
  return {
    name: name || text,
    path: anyPath(path),
    parent: name === '' ? null : parentOf(path),
    entries: [...entries.filter(isFolder), ...entries.filter((entry) => !isFolder(entry))],
    omitted: found.length - shown.length,
  };
}

/** Of a drive it is the drive's own root: `C:` alone means wherever that drive was last. */
function parentOf(path: Buffer): AnyPath {
  const parent = folderBytes(path);
  return /^[A-Za-z]:$/.test(parent.toString('latin1'))
    ? { text: `${parent.toString('latin1')}\\` }
    : anyPath(parent);
}

const isFile = (entry: Dirent<Buffer>): boolean => entry.isFile();
const isFolder = ({ kind }: FolderEntry): boolean => kind === 'folder';

/** What cannot be looked at is shown all the same, as something else. */
async function describe(folder: Buffer, name: Buffer): Promise<FolderEntry> {
  const path = joinBytes(folder, name);
  const own = await lstat(path).catch(() => null);
  const target = own?.isSymbolicLink() === true ? await stat(path).catch(() => null) : own;
  const kind = target?.isDirectory() === true ? 'folder' : target?.isFile() === true ? 'file' : 'other';
  const description = joinBytes(path, Buffer.from('archive.json'));
  const inside = kind === 'folder' ? await lstat(description).catch(() => null) : null;
  return {
    name: readablePath(name).text,
    path: anyPath(path),
    kind,
    isLink: own?.isSymbolicLink() === true,
    size: kind === 'file' ? (target?.size ?? null) : null,
    isArchive: inside?.isFile() === true,
  };
}

/** Where to begin: the home folder, the root, and what is plugged in. */
export async function listPlaces() {
  const home = homedir();
  const volumes = await volumePaths();
  return [
    { kind: 'home' as const, name: home, path: { text: home } },
    ...(process.platform === 'win32' ? [] : [{ kind: 'root' as const, name: '/', path: { text: '/' } }]),
    ...volumes.map((path) => ({
      kind: 'volume' as const,
      name: readablePath(baseNameBytes(path)).text || readablePath(path).text,
      path: anyPath(path),
    })),
  ];
}
