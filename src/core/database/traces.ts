import type { Database } from './connection.ts';

/** From now on this connection overwrites what it deletes, and puts nothing aside on a disk. */
export function overwriteWhatIsDeleted(db: Database): void {
  db.pragma('secure_delete = ON');
  db.pragma('temp_store = MEMORY');
}

/**
 * Writes a database anew without its free pages and the old bytes within pages, and empties its journal. False if somebody
 * reads it meanwhile, so that the journal has to stay. Takes as much memory as the database is large.
 */
export function leaveNoTraces(db: Database): boolean {
  // What is in the journal goes into the file first: the file is then written over, and cut.
  if (!emptyJournal(db)) return false;
  db.exec('VACUUM');
  return emptyJournal(db);
}

function emptyJournal(db: Database): boolean {
  const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  return result?.busy === 0;
}
