import { closeSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import { deriveKey } from '../cryptography/derive.ts';

export type Database = BetterSqlite.Database;
export type Statement<Parameters extends unknown[] = unknown[], Row = unknown> = BetterSqlite.Statement<
  Parameters,
  Row
>;

/**
 * How a database file is held.
 * - `shared`: WAL; readers in other processes work beside the writer.
 * - `exclusive`: WAL without shared memory, for file systems that do not give it safely (exFAT, FAT, network, unknown):
 *   one connection, no memory map, no reader beside it.
 */
export type JournalMode = 'shared' | 'exclusive';

export interface ConnectionOptions {
  /** `rollback` is for lock.db alone: an exclusive transaction on it keeps every other process out. */
  readonly journal: JournalMode | 'rollback';
  readonly access: 'write' | 'read';
  /** Milliseconds to wait for another connection's lock. */
  readonly timeout?: number;
  /** 32 bytes: the file is encrypted with AEGIS-256, page by page (docs/decisions/0003). Null or absent: in clear. */
  readonly key?: Uint8Array | null;
}

/** What better-sqlite3-multiple-ciphers adds, and @types/better-sqlite3 does not know. */
interface Keyed {
  key(key: Buffer): void;
}

/** Opens one SQLite file with the settings the archive relies on. The caller closes it. */
export function openDatabase(path: string, options: ConnectionOptions): Database {
  const readonly = options.access !== 'write';
  const db = new BetterSqlite(path, { readonly, timeout: options.timeout ?? 5000 });
  try {
    if (options.key) {
      unlock(db, options.key);
      // What SQLite sorts or puts aside would lie in the system's temporary folder in clear.
      db.pragma('temp_store = MEMORY');
    }
    if (!readonly) {
      if (options.journal === 'exclusive') {
        // Must precede journal_mode: only then does WAL do without shared memory.
        db.pragma('locking_mode = EXCLUSIVE');
        db.pragma('mmap_size = 0');
      }
      if (options.journal !== 'rollback') db.pragma('journal_mode = WAL');
      // FULL: a commit is on the disk when it returns. The others make macOS flush the drive's own cache too.
      db.pragma('synchronous = FULL');
      db.pragma('fullfsync = ON');
      db.pragma('checkpoint_fullfsync = ON');
    }
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Bytes, not a pragma's text: a text could not be wiped. `raw:` is the key itself, not a passphrase to stretch. */
function unlock(db: Database, key: Uint8Array): void {
  const raw = Buffer.concat([Buffer.from('raw:'), key, headerSalt(key)]);
  try {
    db.pragma("cipher = 'aegis'");
    (db as Database & Keyed).key(raw);
  } finally {
    raw.fill(0);
  }
}

/** The file begins with sixteen bytes that a passphrase would be salted with. A raw key has no use for them, so they are made from it. */
function headerSalt(key: Uint8Array): Uint8Array {
  return deriveKey(key, new Uint8Array(0), 'stele/1/salt').subarray(0, 16);
}

/**
 * What is wrong with the few bytes of an encrypted database that the cipher does not prove, or null: the salt, and the
 * journal's two version bytes. Nothing is decrypted wrongly for it, but somebody or something changed the file.
 */
export function unprovedHeaderProblem(path: string, key: Uint8Array): string | null {
  const header = Buffer.alloc(20);
  const descriptor = openSync(path, 'r');
  try {
    readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  const [write, read] = [header[18] ?? 0, header[19] ?? 0];
  if (!header.subarray(0, 16).equals(headerSalt(key)))
    return 'its first sixteen bytes are not those that were written';
  if (write !== read || ![1, 2].includes(write)) return 'bytes 18 and 19 name no journal';
  return null;
}

/**
 * Closes a database that was written to, leaving a single file in rollback mode: one that is in WAL mode cannot be opened
 * on read-only media or on a full disk, where SQLite can make no -shm file. With a reader beside it stays in WAL mode.
 * `makeRoom` is called when the disk has no room to move the journal's pages home.
 */
export function closeAtRest(db: Database, makeRoom: () => void = () => undefined): void {
  const rest = (): unknown => db.pragma('journal_mode = DELETE');
  try {
    db.pragma('busy_timeout = 0');
    try {
      rest();
    } catch (error) {
      if (sqliteCode(error) !== 'SQLITE_FULL') throw error;
      returnUnusedJournal(db);
      makeRoom();
      rest();
    }
  } catch (error) {
    // Either is a whole database; what is in the journal is applied when it is next opened.
    if (sqliteCode(error) === null) throw error;
  } finally {
    db.close();
  }
}

/** Cuts off what lies in the journal behind its last committed frame: a transaction that filled the disk and was rolled back keeps it full. */
function returnUnusedJournal(db: Database): void {
  const [state] = db.pragma('wal_checkpoint(NOOP)') as { log: number }[];
  const size = statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size;
  if (!state || state.log < 0 || size === undefined) return;
  // The file format of SQLite, section 4: a header of 32 bytes, then frames of a page with 24 bytes before it.
  const used = 32 + state.log * (24 + (db.pragma('page_size', { simple: true }) as number));
  if (size > used) truncateSync(`${db.name}-wal`, used);
}

/** The SQLite result code of an error thrown by a database call, such as `SQLITE_FULL`, or null. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof BetterSqlite.SqliteError ? error.code : null;
}

/** True if SQLite found that a file is not what it wrote. */
export function isCorruption(error: unknown): boolean {
  const code = sqliteCode(error);
  return ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_FORMAT'].some((name) => code?.startsWith(name) === true);
}
