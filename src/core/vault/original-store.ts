import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { systemCode, type FileLayer } from '../transfer/file-layer.ts';
import type { TransferPool, TransferSink, TransferSource } from '../transfer/types.ts';
import { originalPath, type VaultFolder } from './original-path.ts';

/**
 * The originals of an archive folder as they are stored, sealed or not, to be copied byte for byte into another folder
 * that is laid out alike. Names are relative to originals/, as `ab/abcd….jpg`.
 */
export interface OriginalStore {
  /** Names in one of the 256 folders (`ab`), with their sizes in bytes. */
  list(prefix: string): Map<string, number>;
  /** The stored bytes. */
  source(name: string): TransferSource;
  /** Where a copy is made before it has its name. */
  stage(name: string): TransferSink;
  discardStaged(name: string): void;
  /** Gives staged copies their names; durable when it returns. */
  settle(names: readonly string[], pool: TransferPool): Promise<void>;
  /** Removes originals; durable when it returns. What is not there is passed over. */
  remove(names: readonly string[]): void;
  /** Makes the folders that are missing, and removes what an interrupted run staged. */
  begin(): void;
  /** Removes the staging folder. */
  end(): void;
}

/** The folders that originals lie in: the first two digits of their names. */
export const prefixes: readonly string[] = Array.from({ length: 256 }, (_, index) =>
  index.toString(16).padStart(2, '0'),
);

/** `folder`: of maps the same, which are laid out and sealed alike. */
export function openOriginalStore(
  root: string,
  files: FileLayer,
  folder: VaultFolder = 'originals',
): OriginalStore {
  const stored = (name: string): string => originalPath(root, name, folder);
  const incoming = join(root, 'incoming');
  const staged = (name: string): string => join(incoming, basename(name));
  return {
    list(prefix) {
      const below = join(root, folder, prefix);
      const sizes = new Map<string, number>();
      for (const name of namesIn(below)) {
        const stat = lstatSync(join(below, name), { throwIfNoEntry: false });
        if (stat?.isFile() === true) sizes.set(`${prefix}/${name}`, stat.size);
      }
      return sizes;
    },
    source: (name) => ({ path: stored(name) }),
    stage: (name) => ({ path: staged(name), mode: 0o444, sync: true, reread: true }),
    discardStaged: (name) => removeIfThere(files, staged(name)),
    settle: (names, pool) =>
      pool.move({ moves: names.map((name) => ({ from: staged(name), to: stored(name) })) }),
    remove(names) {
      const folders = new Set<string>();
      for (const name of names) {
        removeIfThere(files, stored(name));
        folders.add(dirname(stored(name)));
      }
      for (const one of folders) syncIfThere(files, one);
    },
    begin() {
      for (const needed of [incoming, join(root, folder)]) files.makeFolder(needed);
      for (const name of namesIn(incoming)) removeIfThere(files, join(incoming, name));
      files.syncFolder(root);
    },
    end() {
      for (const name of namesIn(incoming)) removeIfThere(files, join(incoming, name));
      rmSync(incoming, { recursive: true, force: true });
    },
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

function removeIfThere(files: FileLayer, path: string): void {
  try {
    files.remove(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}

function syncIfThere(files: FileLayer, folder: string): void {
  try {
    files.syncFolder(folder);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}
