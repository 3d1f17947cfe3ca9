import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, sqliteCode, type ConnectionOptions, type Database } from './connection.ts';
import { migrate } from './migrate.ts';
import { catalogueFile, derivedFile, lockFile } from './file-names.ts';
import { derivedMigrations, migrations } from './migrations/index.ts';
import { keepSnapshotSync } from './snapshots.ts';

export { catalogueFile, derivedFile, lockFile };

/**
 * Opens catalogue.db, bringing it to the newest schema when opened for writing. Before an existing one is migrated, a
 * snapshot of it is written to backups/.
 */
export function openCatalogue(root: string, options: ConnectionOptions, now: () => Date): Database {
  const db = openDatabase(join(root, catalogueFile), options);
  return prepared(db, () => {
    if (options.access !== 'write') return;
    migrate(db, migrations, () => {
      keepSnapshotSync(root, now(), (path) => snapshot(db, path));
    });
  });
}

/** Opens derived.db, or null when it is not there and may not be made. What it holds can be rebuilt. */
export function openDerived(root: string, options: ConnectionOptions): Database | null {
  const path = join(root, derivedFile);
  if (options.access !== 'write' && !existsSync(path)) return null;
  const db = openDatabase(path, options);
  return prepared(db, () => {
    if (options.access !== 'write') return;
    // A power cut may lose the last of it, and it is made again: no commit waits for the disk.
    db.pragma('synchronous = NORMAL');
    migrate(db, derivedMigrations, () => undefined);
    mergeInSmallSteps(db);
  });
}

/**
 * What is written to the search index is merged bit by bit as it grows. Where too many pieces lie beside each other, SQLite
 * would merge them in one go: seconds, in a large archive, while a file is taken in. It is told to bear with more of them.
 */
function mergeInSmallSteps(db: Database): void {
  const known = db.prepare("SELECT v FROM item_text_config WHERE k = 'crisismerge'").pluck().get();
  if (known === piecesBorne) return;
  try {
    db.exec(`INSERT INTO item_text (item_text, rank) VALUES ('crisismerge', ${piecesBorne})`);
  } catch (error) {
    // An archive opens on a full disk; it is told when there is room.
    if (sqliteCode(error) !== 'SQLITE_FULL') throw error;
  }
}

const piecesBorne = 256;

/** A whole, consistent copy of a database as one file; the path must not exist. */
export function snapshot(db: Database, path: string): void {
  db.prepare('VACUUM INTO ?').run(path);
}

/**
 * Takes the archive's lock: an open transaction on lock.db, which the system frees when the process dies, however it
 * dies. Returns null if somebody else holds it.
 */
export function takeLock(root: string): Database | null {
  const db = openDatabase(join(root, lockFile), { journal: 'rollback', access: 'write', timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db.close();
    // Anything else, a full disk for one, is not somebody else.
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY') === true) return null;
    throw error;
  }
}

function prepared(db: Database, prepare: () => void): Database {
  try {
    prepare();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
