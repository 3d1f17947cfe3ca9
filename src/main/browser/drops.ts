import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { open, utimes } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Archive } from '../../core/archive/archive.ts';
import { randomSalt, uuidText } from '../../core/cryptography/random.ts';
import { droppedFolder } from '../../core/ingest/unfinished.ts';
import { systemCode } from '../../core/transfer/file-layer.ts';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { DroppedFile } from '../../shared/host/host-contract.ts';

/**
 * Files that were dropped on the page. A browser gives their bytes and no paths, so they have to lie somewhere until they
 * are taken in: in a private folder beside the archive (inside it nothing is taken in, and the disk is the same). For an
 * encrypted archive there is no such place, and it is refused. Without an archive they are only checked, and lie in the
 * system's temporary folder meanwhile: docs/decisions/0006-browser-host.md.
 */
export interface Drops {
  /** Throws `drop-encrypted`, `drop-unusable`, `archive-read-only`, `write-failed`. */
  begin(
    archive: Archive | null,
    files: readonly DroppedFile[],
  ): { drop: string; folder: string; addresses: string[] };
  /** Stores what is sent to an address, which then is used up; null if there is no such address. Throws as `begin` does. */
  receive(address: string, request: IncomingMessage, stall: number): Promise<void> | null;
  end(drop: string): void;
  endAll(): void;
  /** What a run that was killed left beside an archive that is open for writing. It stays where it cannot be removed. */
  clearBeside(archive: Archive): void;
  /** Files that are on their way. */
  readonly underWay: number;
}

interface Upload {
  readonly path: string;
  readonly file: DroppedFile;
  readonly drop: string;
}

const id = (): string => Buffer.from(randomSalt(32)).toString('base64url');

export function openDrops(): Drops {
  const folders = new Map<string, string>();
  const uploads = new Map<string, Upload>();
  let underWay = 0;
  const end = (drop: string): void => {
    for (const [address, upload] of uploads) if (upload.drop === drop) uploads.delete(address);
    const folder = folders.get(drop);
    folders.delete(drop);
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  return {
    begin(archive, files) {
      if (archive?.keys) throw new AppError('drop-encrypted');
      if (archive && archive.access !== 'write')
        throw new AppError('archive-read-only', { path: archive.path });
      const names = files.map((file) => partsOf(file.name));
      if (new Set(names.map((parts) => parts.join('/'))).size < names.length)
        throw new AppError('drop-unusable', { reason: 'two files have the same name' });
      const [drop, folder] = [id(), folderFor(archive, new Set(folders.values()))];
      folders.set(drop, folder);
      const addresses = files.map((file, at) => {
        const address = `/drop/${id()}`;
        uploads.set(address, { path: join(folder, ...(names[at] ?? [])), file, drop });
        return address;
      });
      return { drop, folder, addresses };
    },
    receive(address, request, stall) {
      const upload = uploads.get(address);
      if (!upload) return null;
      uploads.delete(address);
      underWay += 1;
      return store(upload, request, stall).finally(() => (underWay -= 1));
    },
    end,
    clearBeside(archive) {
      try {
        removeLeftovers(prefixBeside(archive), new Set(folders.values()));
      } catch {
        // The next drop says what is wrong there.
      }
    },
    endAll: () => [...folders.keys()].forEach(end),
    get underWay() {
      return underWay;
    },
  };
}

/** Folders of a dropped name. What could lead elsewhere, or is no name on this system, is refused. */
function partsOf(name: string): string[] {
  const parts = name.split('/');
  const forbidden = process.platform === 'win32' ? /[\u0000-\u001f\\:*?"<>|]|[. ]$/u : /\u0000/u;
  for (const part of parts)
    if (part === '' || part === '.' || part === '..' || forbidden.test(part) || !part.isWellFormed())
      throw new AppError('drop-unusable', { reason: 'a name in it is no name of a file' });
  return parts;
}

const prefixBeside = ({ path, uid }: Archive): string =>
  join(dirname(path), `.${droppedFolder}${uuidText(uid)}-`);

function folderFor(archive: Archive | null, used: ReadonlySet<string>): string {
  if (archive) return makeFolder(prefixBeside(archive), used);
  removeOrphans();
  return makeFolder(join(tmpdir(), `${droppedFolder}${process.pid}-`), used);
}

/** Left in the temporary folder by programs that were killed. Those of other people cannot be removed, and stay. */
function removeOrphans(): void {
  const owned = new RegExp(`^${droppedFolder}(\\d+)-`);
  for (const name of readdirSync(tmpdir())) {
    const owner = owned.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Somebody else's.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/** Of a run that was killed. Only one program at a time has the archive open for writing, so nobody else uses them. */
function removeLeftovers(prefix: string, used: ReadonlySet<string>): void {
  const folder = dirname(prefix);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.startsWith(basename(prefix)) && !used.has(path)) rmSync(path, { recursive: true, force: true });
  }
}

function makeFolder(prefix: string, used: ReadonlySet<string>): string {
  try {
    removeLeftovers(prefix, used);
    return mkdtempSync(prefix);
  } catch (error) {
    throw failureOf(error, dirname(prefix));
  }
}

async function store({ path, file }: Upload, request: IncomingMessage, stall: number): Promise<void> {
  const late = setTimeout(() => request.destroy(new Error('it came too slowly')), stall);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(path, 'wx', 0o600);
    let size = 0;
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        late.refresh();
        size += chunk.length;
        if (size > file.size) break;
        await handle.writeFile(chunk);
      }
    } finally {
      await handle.close();
    }
    if (size !== file.size) throw new AppError('drop-unusable', { reason: 'a file did not arrive whole' });
    // When it was changed, as the browser says: ingest notes it as it does of any copy.
    if (file.modified !== null) await utimes(path, new Date(), new Date(file.modified));
  } catch (error) {
    try {
      rmSync(path, { force: true });
    } catch {
      // A name that could not be written cannot be removed either. The folder goes with the drop.
    }
    throw failureOf(error, path);
  } finally {
    clearTimeout(late);
  }
}

function failureOf(error: unknown, path: string): AppError {
  if (isAppError(error)) return error;
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('disk-full', { path }, error);
  // What the connection reports, and Node of a stream that was cut off.
  if (code === null || code === 'ECONNRESET' || code.startsWith('ERR_'))
    return new AppError('drop-unusable', { reason: 'a file did not arrive whole' }, error);
  return new AppError('write-failed', { path, reason: code }, error);
}
