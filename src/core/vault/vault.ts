import { closeSync, lstatSync, openSync, readSync, readdirSync, fstatSync, rmdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FileLayer } from '../transfer/file-layer.ts';
import { systemCode } from '../transfer/file-layer.ts';
import type { TransferPool, TransferSink, TransferSource } from '../transfer/types.ts';
import type { VaultKeys } from '../keys/key-ring.ts';
import { originalPath, type VaultFolder } from './original-path.ts';
import { chunkLength, SealBroken, sealedChunkLength, sealedName, Unsealer } from './sealed-format.ts';

/** Random access to one stored file; the caller closes it. */
export interface OpenOriginal {
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): void;
}

/**
 * The only door to `originals/`, `maps/` (laid out alike) and `incoming/`. Names are relative to the folder, as `ab/abcd….jpg`.
 * With keys, whatever is written is sealed on its way to the disk (sealed-format.ts), and names tell nothing.
 */
export interface Vault {
  /** What bytes of this hash and type are to be called. Two hexadecimal digits first: 256 folders keep listings short. */
  nameFor(sha256Hex: string, extension: string): string;
  /** Where a copy is made before its hash, and so its name, is known. The caller gives a name of its own choosing. */
  stage(name: string): TransferSink;
  openStaged(name: string): OpenOriginal;
  discardStaged(name: string): void;
  /** Moves staged files to their names for good; durable when it returns. Names must have been announced as intents. */
  settle(
    moves: readonly { readonly staged: string; readonly vaultName: string }[],
    pool: TransferPool,
  ): Promise<void>;
  /** A stored original, to be hashed or copied out. */
  source(vaultName: string): TransferSource;
  open(vaultName: string): OpenOriginal;
  /** Bytes that are stored under a name (more than its content where it is sealed), or null if nothing is there. */
  storedBytes(vaultName: string): number | null;
  /**
   * Moves a damaged original out of the way, into damaged/, where it can still be looked at: nothing that was evidence is
   * destroyed because it rotted. What is not there is passed over.
   */
  putAside(vaultName: string, now: Date): void;
  /** Takes stored originals away for good; those that are gone already are no error. Durable when it returns. */
  remove(vaultNames: readonly string[]): void;
  /** Removes leftovers of a crash: everything staged, and `unsettled` names that no record refers to. */
  clear(unsettled: readonly string[]): void;
}

const incoming = 'incoming';
const damaged = 'damaged';

/** Opens the vault of the archive folder `root`; `keys` if it is encrypted. Nothing is read or written until asked. */
export function openVault(
  root: string,
  files: FileLayer,
  keys: VaultKeys | null,
  folder: VaultFolder = 'originals',
): Vault {
  const staged = (name: string): string => join(root, incoming, name);
  const stored = (vaultName: string): string => originalPath(root, vaultName, folder);
  const remove = (vaultNames: readonly string[]): void => {
    const folders = new Set<string>();
    for (const vaultName of vaultNames) {
      if (removeIfThere(files, stored(vaultName))) folders.add(dirname(stored(vaultName)));
    }
    // Their announcement is forgotten next: a power cut must not bring back a name without it.
    for (const folder of folders) files.syncFolder(folder);
  };
  return {
    nameFor(sha256Hex, extension) {
      const name = keys ? sealedName(keys, Buffer.from(sha256Hex, 'hex')) : `${sha256Hex}.${extension}`;
      return `${name.slice(0, 2)}/${name}`;
    },
    stage(name) {
      files.makeFolder(join(root, incoming));
      // Read-only from the start: nobody, this program included, opens an original for writing again.
      const sink = { path: staged(name), mode: 0o444, sync: true, reread: true };
      return keys ? { ...sink, seal: keys } : sink;
    },
    openStaged: (name) => openOriginal(staged(name), keys),
    discardStaged: (name) => void removeIfThere(files, staged(name)),
    settle: (moves, pool) =>
      pool.move({ moves: moves.map((move) => ({ from: staged(move.staged), to: stored(move.vaultName) })) }),
    source: (vaultName) => {
      const path = stored(vaultName);
      return keys ? { path, sealed: { keys, name: basename(vaultName) } } : { path };
    },
    open: (vaultName) => openOriginal(stored(vaultName), keys, basename(vaultName)),
    storedBytes(vaultName) {
      const stat = lstatSync(stored(vaultName), { throwIfNoEntry: false });
      return stat?.isFile() === true ? stat.size : null;
    },
    putAside(vaultName, now) {
      const folder = join(root, damaged);
      files.makeFolder(folder);
      files.syncFolder(root);
      const stamp = now.toISOString().replace(/[:.]/g, '-');
      try {
        files.rename(stored(vaultName), join(folder, `${stamp}-${basename(vaultName)}`));
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw error;
        return;
      }
      files.syncFolder(folder);
      files.syncFolder(dirname(stored(vaultName)));
    },
    remove(vaultNames) {
      remove(vaultNames);
      // An empty folder would tell the first digits of a hash.
      const folders = new Set(vaultNames.map((vaultName) => dirname(stored(vaultName))));
      const emptied = [...folders].filter(removeIfEmpty);
      if (emptied.length > 0) files.syncFolder(join(root, folder));
    },
    clear(unsettled) {
      remove(unsettled);
      // Only files are staged. A folder there is of another program (a NAS, a synchroniser), and no reason to fail.
      for (const name of namesIn(join(root, incoming))) {
        if (lstatSync(staged(name), { throwIfNoEntry: false })?.isDirectory() !== true)
          removeIfThere(files, staged(name));
      }
      removeIfEmpty(join(root, incoming));
    },
  };
}

/** `name`: what a sealed file must have been named, where that is known. Throws SealBroken. */
function openOriginal(path: string, keys: VaultKeys | null, name?: string): OpenOriginal {
  const descriptor = openSync(path, 'r');
  const close = (): void => closeSync(descriptor);
  try {
    const { size } = fstatSync(descriptor);
    if (!keys) {
      return {
        size,
        async read(offset, length) {
          const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
          return readFully(descriptor, buffer, offset);
        },
        close,
      };
    }
    // What is read here is decrypted into another buffer at once: one serves all.
    const sealed = Buffer.allocUnsafe(Math.min(size, sealedChunkLength));
    const unsealer = new Unsealer(keys, size, (at, length) =>
      readFully(descriptor, sealed.subarray(0, length), at),
    );
    if (name !== undefined && unsealer.name !== name)
      throw new SealBroken('it is another original under this name');
    return {
      size: unsealer.length,
      read: rangeReader(unsealer),
      close() {
        unsealer.close();
        close();
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** Two readers go through a file at once, each asking for one small piece after another: their chunks are kept. */
const keptChunks = 4;

function rangeReader(unsealer: Unsealer): OpenOriginal['read'] {
  const kept = new Map<number, Buffer>();
  const chunk = (index: number): Buffer => {
    const content = kept.get(index) ?? unsealer.chunk(index);
    // Taken out and put in again: the first of the map is the one that was not asked for longest.
    kept.delete(index);
    kept.set(index, content);
    const [oldest] = kept.keys();
    if (kept.size > keptChunks && oldest !== undefined) kept.delete(oldest);
    return content;
  };
  return async (offset, length) => {
    const end = Math.min(offset + length, unsealer.length);
    const parts: Buffer[] = [];
    for (let at = offset; at < end;) {
      const index = Math.floor(at / chunkLength);
      const part = chunk(index).subarray(at - index * chunkLength, end - index * chunkLength);
      parts.push(part);
      at += part.length;
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  };
}

/** Fills `buffer` from `offset` on; what comes back is shorter only at the end of the file. */
function readFully(descriptor: number, buffer: Buffer, offset: number): Buffer {
  let got = 0;
  while (got < buffer.length) {
    const count = readSync(descriptor, buffer, got, buffer.length - got, offset + got);
    if (count === 0) break;
    got += count;
  }
  return buffer.subarray(0, got);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** True if it was there and empty. */
function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    // Windows has no word of its own for a folder that is not empty.
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EBUSY'].includes(systemCode(error) ?? '')) throw error;
    return false;
  }
}

/** True if it was there. */
function removeIfThere(files: FileLayer, path: string): boolean {
  try {
    files.remove(path);
    return true;
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return false;
  }
}
