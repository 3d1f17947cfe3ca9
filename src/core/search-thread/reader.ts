import { join } from 'node:path';
import type { Sources } from '../catalogue/item-facts.ts';
import { openDatabase, type Database } from '../database/connection.ts';
import { catalogueFile, derivedFile } from '../database/file-names.ts';
import type { Place } from './messages.ts';

/** Connections that only read, beside those of the archive. */
export interface Reader {
  readonly sources: Sources;
  /** Both databases stand still for `work`. (The other connection may go on writing.) */
  atOneTime<Result>(work: () => Result): Result;
  close(): void;
}

/** Kilobytes. An order of a million items is read from indexes of some ten megabytes, again and again. */
const cacheSize = 32_000;

export function openReader({ path, keys, hasDerived }: Place): Reader {
  const open: Database[] = [];
  const close = (): void => open.splice(0).forEach((db) => db.close());
  const openFile = (name: string, key: Uint8Array | null): Database => {
    const db = openDatabase(join(path, name), { journal: 'shared', access: 'read', key });
    open.push(db);
    db.pragma('temp_store = MEMORY');
    db.pragma(`cache_size = -${cacheSize}`);
    return db;
  };
  try {
    const catalogue = openFile(catalogueFile, keys?.catalogue ?? null);
    const derived = hasDerived ? openFile(derivedFile, keys?.derived ?? null) : null;
    return {
      sources: { catalogue, derived },
      atOneTime(work) {
        try {
          // The catalogue first: derived.db follows it, so that what is not in it yet is known to be missing.
          for (const db of open) {
            db.exec('BEGIN');
            // A transaction begins with what is first read.
            db.prepare('SELECT 1 FROM sqlite_schema').get();
          }
          return work();
        } finally {
          for (const db of open) if (db.inTransaction) db.exec('COMMIT');
        }
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
