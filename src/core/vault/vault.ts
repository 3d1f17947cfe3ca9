import { closeSync, openSync, readSync, readdirSync, fstatSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileLayer } from '../transfer/file-layer.ts';
import { systemCode } from '../transfer/file-layer.ts';
import type { TransferPool, TransferSink, TransferSource } from '../transfer/types.ts';

/** Random access to one stored file; the caller closes it. */
export interface OpenOriginal {
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): void;
}

/** The only door to `originals/` and `incoming/`. Names are relative to originals/, as `ab/abcd….jpg`. */
export interface Vault {
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
  /** Removes leftovers of a crash: everything staged, and `unsettled` names that no record refers to. */
  clear(unsettled: readonly string[]): void;
}

const originals = 'originals';
const incoming = 'incoming';

/** Opens the vault of the archive folder `root`. Nothing is read or written until asked. */
export function openVault(root: string, files: FileLayer): Vault {
  const staged = (name: string): string => join(root, incoming, name);
  const stored = (vaultName: string): string => join(root, originals, ...vaultName.split('/'));
  return {
    stage(name) {
      files.makeFolder(join(root, incoming));
      // Read-only from the start: nobody, this program included, opens an original for writing again.
      return { path: staged(name), mode: 0o444, sync: true, reread: true };
    },
    openStaged: (name) => openOriginal(staged(name)),
    discardStaged: (name) => void removeIfThere(files, staged(name)),
    settle: (moves, pool) =>
      pool.move({ moves: moves.map((move) => ({ from: staged(move.staged), to: stored(move.vaultName) })) }),
    source: (vaultName) => ({ path: stored(vaultName) }),
    open: (vaultName) => openOriginal(stored(vaultName)),
    clear(unsettled) {
      const folders = new Set<string>();
      for (const vaultName of unsettled) {
        if (removeIfThere(files, stored(vaultName))) folders.add(dirname(stored(vaultName)));
      }
      // Their announcement is forgotten next: a power cut must not bring back a name without it.
      for (const folder of folders) files.syncFolder(folder);
      for (const name of namesIn(join(root, incoming))) removeIfThere(files, staged(name));
      try {
        rmdirSync(join(root, incoming));
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw error;
      }
    },
  };
}

/** Two hexadecimal digits: 256 folders keep each listing short on every file system. */
export function vaultNameFor(sha256Hex: string, extension: string): string {
  return `${sha256Hex.slice(0, 2)}/${sha256Hex}.${extension}`;
}

function openOriginal(path: string): OpenOriginal {
  const descriptor = openSync(path, 'r');
  const { size } = fstatSync(descriptor);
  return {
    size,
    async read(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const buffer = Buffer.allocUnsafe(wanted);
      let got = 0;
      while (got < wanted) {
        const count = readSync(descriptor, buffer, got, wanted - got, offset + got);
        if (count === 0) break;
        got += count;
      }
      return buffer.subarray(0, got);
    },
    close: () => closeSync(descriptor),
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
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
