import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { readablePath } from '../paths/path-bytes.ts';
import { HeldLast } from './held.ts';
import { largestTable, readCsv, type Table } from './read-csv.ts';

export interface OpenedTable {
  readonly table: Table;
  /** Of the file as it stood: another one when it was saved since. */
  readonly key: string;
}

const held = new HeldLast();

/** Reads a table from a file; the one that was read last lies ready. Throws `table-unreadable`, `source-not-found`. */
export async function openTable(archive: Archive, path: Buffer): Promise<OpenedTable> {
  const { dev, ino, size, mtimeNs } = await stat(path, { bigint: true }).catch((error: unknown) => {
    throw new AppError('source-not-found', { path: readablePath(path).text }, error);
  });
  if (size > BigInt(largestTable))
    throw new AppError('table-unreadable', { reason: `it is longer than ${largestTable >> 20} MiB` });
  const key = [path.toString('base64'), dev, ino, size, mtimeNs].join(' ');
  const table = await held.get(archive, key, () => read(path));
  return { table, key };
}

async function read(path: Buffer): Promise<Table> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new AppError('source-not-found', { path: readablePath(path).text }, error);
  }
  return readCsv(bytes);
}
