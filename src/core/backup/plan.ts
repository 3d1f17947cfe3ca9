import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Database } from '../database/connection.ts';
import { prefixes, type OriginalStore } from '../vault/original-store.ts';
import { storedSize } from './catalogued-files.ts';

/** What a run has to do, by row ids of files and names of originals. */
export interface CopyPlan {
  /** Not there, or not of their size. */
  readonly copy: number[];
  readonly copyBytes: number;
  /** There under the name of one that is to be copied, and of another size. */
  readonly inTheWay: string[];
  /** There by name and size, and never read back: an interrupted run left them. */
  readonly prove: number[];
  /** Were there, and are gone from the disk. */
  readonly lost: number[];
  /** On the disk, and no record of the archive refers to them. */
  readonly unknown: string[];
}

interface Row {
  readonly id: number;
  readonly vaultName: string;
  readonly size: number;
  readonly held: number | null;
}

/**
 * Compares the files of a catalogue, up to row `last`, with what a cheap listing of the destination shows. `backupId`: the
 * row of the backup, to know what was read back before; null: nothing was. Throws `archive-damaged`, `interrupted`.
 */
export async function planCopy(
  db: Database,
  destination: OriginalStore,
  options: {
    readonly last: number;
    readonly backupId: number | null;
    readonly sealed: boolean;
    readonly signal: AbortSignal;
  },
): Promise<CopyPlan> {
  const { last, sealed, signal } = options;
  const [copy, prove, lost]: [number[], number[], number[]] = [[], [], []];
  const [inTheWay, unknown]: [string[], string[]] = [[], []];
  let [copyBytes, met] = [0, 0];
  const rows = db.prepare<[number, string, string], Row>(
    `SELECT file.id, vault_name AS vaultName, size, backup_file.file_id AS held FROM file
     LEFT JOIN backup_file ON backup_file.backup_id = ? AND backup_file.file_id = file.id
     WHERE vault_name >= ? AND vault_name < ?`,
  );
  for (const prefix of prefixes) {
    if (signal.aborted) throw new AppError('interrupted');
    const there = destination.list(prefix);
    // "0" is what follows "/".
    for (const row of rows.all(options.backupId ?? 0, `${prefix}/`, `${prefix}0`)) {
      const size = there.get(row.vaultName);
      there.delete(row.vaultName);
      if (row.id > last) continue;
      met += 1;
      if (size !== storedSize(row.size, sealed)) {
        copy.push(row.id);
        if (size !== undefined) inTheWay.push(row.vaultName);
        copyBytes += storedSize(row.size, sealed);
        if (row.held !== null) lost.push(row.id);
      } else if (row.held === null) prove.push(row.id);
    }
    unknown.push(...there.keys());
    await nextTurn();
  }
  // One that stands in no folder of originals was not met: a backup without it would not be one.
  const all = db.prepare<[number], number>('SELECT count(*) FROM file WHERE id <= ?').pluck().get(last) ?? 0;
  if (met < all) {
    const reason = `the catalogue names ${all - met} originals by what is no name of one`;
    throw new AppError('archive-damaged', { path: dirname(db.name), reason });
  }
  return { copy, copyBytes, inTheWay, prove, lost, unknown };
}
