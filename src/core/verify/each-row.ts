import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import type { Statement } from '../database/connection.ts';

export interface Numbered {
  readonly id: number;
}

/** Rows looked at between two chances for everything else to run. */
const pageSize = 200;

/**
 * Runs through the rows of a statement that takes the last id and a number of rows. A page and whatever is looked up for it are
 * read from one state of the database: a writer may go on meanwhile.
 */
export async function eachRow<Row extends Numbered>(
  { catalogue }: Archive,
  statement: Statement<[number, number], Row>,
  signal: AbortSignal,
  check: (row: Row) => void,
): Promise<void> {
  const page = catalogue.transaction((after: number): number | null => {
    const rows = statement.all(after, pageSize);
    for (const row of rows) check(row);
    return rows.at(-1)?.id ?? null;
  });
  for (let after: number | null = 0; after !== null; after = page(after)) {
    if (signal.aborted) throw new AppError('interrupted');
    await setImmediate();
  }
}
