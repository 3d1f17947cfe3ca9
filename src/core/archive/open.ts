import { accessSync, constants, existsSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import { uuidText } from '../cryptography/random.ts';
import { catalogueFile, derivedFile, openCatalogue, openDerived, takeLock } from '../database/catalogue.ts';
import {
  closeAtRest,
  openDatabase,
  sqliteCode,
  type ConnectionOptions,
  type Database,
  type JournalMode,
} from '../database/connection.ts';
import { schemaVersion } from '../database/migrate.ts';
import { migrations } from '../database/migrations/index.ts';
import { checkpointOnClose } from './checkpoints.ts';
import { openCustodyLog } from '../custody/log.ts';
import { noteMediumSession } from '../fixity/medium.ts';
import { refreshTexts } from '../search/refresh-text.ts';
import { refreshRecordTexts } from '../records/record-index.ts';
import { resumeDisposal } from '../disposition/traces.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { eventContext } from './event-context.ts';
import { realFiles, type FileLayer } from '../transfer/file-layer.ts';
import { lockSealed } from '../sealed/sealed-records.ts';
import { openVault } from '../vault/vault.ts';
import { Session, type Operator } from '../identities/session.ts';
import type { PlaceAnswer } from '../../shared/records/replica.ts';
import { clearUnplacedMaps } from '../map/map-files.ts';
import type { Archive, Clock, Replica } from './archive.ts';
import { uidOf, writeFailure } from './create.ts';
import { isBackup } from './backup-mark.ts';
import { recordSlots } from './key-slots.ts';
import { readDescription, unfinishedDescription, type ArchiveDescription } from './description.ts';
import { journalFor } from './journal.ts';
import { settlePlace } from './replicas.ts';
import { describeVolume } from './volume.ts';

export interface OpenOptions {
  readonly access: 'write' | 'read';
  readonly clock: Clock;
  readonly journal?: JournalMode | undefined;
  /** Of an encrypted archive (`unlockArchive`). Closing the archive wipes them; if it cannot be opened, the caller does. */
  readonly keys?: KeyRing | null;
  /** What a person says became of a folder that stands elsewhere than it stood; for writing only. */
  readonly as?: PlaceAnswer | null | undefined;
  /** Replaced in tests of power cuts. */
  readonly files?: FileLayer;
}

/**
 * Opens an archive. For writing it takes the lock, migrates, and clears what a crash left behind; for reading it takes
 * nothing and changes nothing, beside a writer and on read-only media too. Throws `archive-not-found`,
 * `archive-newer-format`, `archive-damaged`, `key-required`, `archive-locked`, `archive-read-only`, `archive-not-closed`,
 * `archive-elsewhere` (for writing, where the folder was moved or copied and `as` does not say which), `archive-is-backup`,
 * `backup-unfinished`.
 */
export function openArchive(folder: string, options: OpenOptions): Archive {
  const path = resolve(folder);
  const description = descriptionOf(path, options.access);
  if (description.encryption && !options.keys) throw new AppError('key-required', { path });
  if (!existsSync(join(path, catalogueFile))) {
    throw new AppError('archive-damaged', { path, reason: 'catalogue.db is missing' });
  }
  const release: (() => void)[] = [];
  try {
    return assemble(path, description, options, release);
  } catch (error) {
    // Judged before closing frees the last names and pages that were missing.
    const failure = openFailure(error, path, options.access);
    for (const close of release.reverse()) close();
    throw failure;
  }
}

/** A backup is read as any archive, and written by nothing but the next backup. */
function descriptionOf(path: string, access: OpenOptions['access']): ArchiveDescription {
  const description = readDescription(path);
  if (access === 'write' && isBackup(path)) throw new AppError('archive-is-backup', { path });
  return description;
}

function assemble(
  path: string,
  description: ArchiveDescription,
  options: OpenOptions,
  release: (() => void)[],
): Archive {
  const volume = describeVolume(path);
  const writing = options.access === 'write';
  if (writing) {
    accessSync(path, constants.W_OK);
    const lock = takeLock(path);
    if (!lock) throw new AppError('archive-locked', { path });
    release.push(() => lock.close());
  }
  const keys = description.encryption ? (options.keys ?? null) : null;
  const connection: ConnectionOptions = {
    journal: journalFor(volume, options.journal),
    access: options.access,
    key: keys?.catalogue ?? null,
  };
  if (!writing) finishCutOff(path, connection.key);
  const catalogue = openCatalogue(path, connection, options.clock);
  release.push(() =>
    writing ? closeAtRest(catalogue, () => giveUpUnsettledDerived(path)) : catalogue.close(),
  );
  const found = schemaVersion(catalogue);
  const known = migrations.at(-1)?.version ?? 0;
  if (found > known) throw new AppError('archive-newer-format', { found, known });
  const derived = openDerivedOrNothing(path, { ...connection, key: keys?.derived ?? null });
  if (derived) release.push(() => (writing ? closeAtRest(derived) : derived.close()));

  const files = options.files ?? realFiles;
  const vault = openVault(path, files, keys?.vault ?? null);
  const log = catalogue.prepare<[], { id: number }>('SELECT id FROM log ORDER BY id LIMIT 1').get();
  if (!log) throw new AppError('archive-damaged', { path, reason: 'the custody log is missing' });
  const custodyLog = openCustodyLog(catalogue, log.id);
  if (writing) {
    // Refuses a log whose head does not match its events: appending would make the damage look acknowledged.
    custodyLog.growing();
    clearLeftovers(catalogue, vault);
    rmSync(join(path, unfinishedDescription), { force: true });
  }
  const uid = uidOf(description.archiveId);
  if (derived && writing) claimDerived(derived, uid);
  const session = new Session(readOperator(catalogue));
  const events = eventContext(custodyLog, options.clock, session);
  const { as = null, clock } = options;
  const settled = writing
    ? settlePlace({ path, volume, description, catalogue, events, clock, as })
    : description;
  const archive: Archive = {
    path,
    uid,
    name: description.name ?? readName(catalogue),
    access: options.access,
    volume,
    catalogue,
    derived,
    vault,
    keys,
    replica: readReplica(catalogue, settled, path),
    session,
    sealed: { current: null },
    searcher: { current: null },
    events,
    clock,
    close() {
      // In this order: what lies in staging may be the room that signing needs.
      const last = writing ? [() => vault.clear([]), () => checkpointOnClose(archive)] : [];
      everyOne([
        ...last,
        // A second connection would keep the databases in WAL mode.
        () => archive.searcher.current?.letGo(),
        () => session.lock(),
        () => lockSealed(archive),
        ...release.reverse(),
        () => keys?.wipe(),
      ]);
    },
  };
  if (writing) {
    recordSlots(archive, false);
    noteMediumSession(archive);
    clearUnplacedMaps(archive);
    resumeDisposal(archive);
    refreshTexts(archive);
    refreshRecordTexts(archive);
  }
  return archive;
}

/** Does them all in order, whichever fails, and throws what failed first. */
function everyOne(steps: readonly (() => unknown)[]): void {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/**
 * A process that died leaves a journal which only a connection that may write can apply (or, in WAL mode, index). On a
 * medium nobody can write to there is no such connection: `archive-not-closed`.
 */
function finishCutOff(path: string, key: Uint8Array | null | undefined): void {
  const size = (suffix: string): number =>
    statSync(join(path, catalogueFile + suffix), { throwIfNoEntry: false })?.size ?? 0;
  const [wal, journal] = [size('-wal'), size('-journal')];
  try {
    accessSync(path, constants.W_OK);
  } catch {
    if (wal > 0 || journal > 0) throw new AppError('archive-not-closed', { path });
    return;
  }
  // Cut off while it changed its journal mode: SQLite takes the half change back as soon as it may.
  if (journal > 0) {
    const db = openDatabase(join(path, catalogueFile), {
      journal: 'rollback',
      access: 'write',
      key: key ?? null,
    });
    try {
      schemaVersion(db);
    } finally {
      db.close();
    }
  }
}

/** derived.db can be rebuilt, so a damaged one never keeps an archive shut for reading. */
function openDerivedOrNothing(path: string, connection: ConnectionOptions): Database | null {
  if (connection.access === 'write') return openDerived(path, connection);
  try {
    const derived = openDerived(path, connection);
    if (derived && schemaVersion(derived) === 0) {
      derived.close();
      return null;
    }
    return derived;
  } catch {
    return null;
  }
}

/**
 * On a full disk the catalogue comes to rest before what can be rebuilt: an archive whose catalogue is left in WAL mode cannot
 * be read there. A derived.db that has itself come to rest stays.
 */
function giveUpUnsettledDerived(path: string): void {
  const derived = join(path, derivedFile);
  if (!existsSync(`${derived}-wal`)) return;
  for (const suffix of ['', '-wal', '-shm']) rmSync(derived + suffix, { force: true });
}

function clearLeftovers(catalogue: Database, vault: Archive['vault']): void {
  const unsettled = catalogue
    .prepare<[], string>(
      'SELECT vault_name FROM vault_intent WHERE vault_name NOT IN (SELECT vault_name FROM file)',
    )
    .pluck()
    .all();
  vault.clear(unsettled);
  catalogue.prepare('DELETE FROM vault_intent').run();
  // Exports that were cut off while their exhibits were recorded: the log does not know them as finished.
  catalogue.transaction(() => {
    catalogue.exec(`DELETE FROM package_item WHERE package_id IN (SELECT id FROM package WHERE tagmanifest_sha256 IS NULL);
      DELETE FROM package WHERE tagmanifest_sha256 IS NULL`);
  })();
}

/** A derived.db of another archive, or a new one, starts from nothing. */
function claimDerived(derived: Database, uid: Uint8Array): void {
  const owner = derived.prepare<[], Uint8Array>('SELECT archive_uid FROM state').pluck().get();
  if (owner && Buffer.from(owner).equals(uid)) return;
  derived.transaction(() => {
    derived.exec(
      `DELETE FROM state; DELETE FROM thumbnail; INSERT INTO item_text (item_text) VALUES ('delete-all');
       DELETE FROM item_facts; DELETE FROM fact_set; DELETE FROM fact_change; DELETE FROM word; DELETE FROM document_text;
       DELETE FROM gazetteer; DELETE FROM gazetteer_place; DELETE FROM gazetteer_box; DELETE FROM gazetteer_word;
       INSERT INTO gazetteer_text (gazetteer_text) VALUES ('delete-all');
       INSERT INTO record_text (record_text) VALUES ('delete-all')`,
    );
    derived.prepare('INSERT INTO state (archive_uid) VALUES (?)').run(uid);
  })();
}

function readReplica(catalogue: Database, description: ArchiveDescription, path: string): Replica {
  const row = catalogue
    .prepare<[Uint8Array], Replica>(
      'SELECT id, uid, code, public_key AS publicKey FROM replica WHERE uid = ?',
    )
    .get(uidOf(description.replicaId));
  if (!row)
    throw new AppError('archive-damaged', { path, reason: 'the catalogue does not know this replica' });
  return row;
}

function readName(catalogue: Database): string {
  const name = catalogue.prepare<[], string>("SELECT value FROM setting WHERE name = 'name'").pluck().get();
  return name ?? '';
}

function readOperator(catalogue: Database): Operator | null {
  const row = catalogue
    .prepare<[], Operator>(
      "SELECT id, uid, name, 'claimed' AS standing FROM identity WHERE id = (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'operator')",
    )
    .get();
  return row ?? null;
}

function openFailure(error: unknown, path: string, access: 'write' | 'read'): unknown {
  if (isAppError(error)) return error;
  const code = sqliteCode(error);
  const damaged = ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_ERROR', 'SQLITE_FORMAT'];
  if (code !== null && damaged.some((name) => code.startsWith(name))) {
    const reason = `catalogue.db: ${error instanceof Error ? error.message : code}`;
    return new AppError('archive-damaged', { path, reason }, error);
  }
  if (code?.startsWith('SQLITE_BUSY') === true) return new AppError('archive-locked', { path }, error);
  // Still in WAL mode (a reader was beside the last writer when it closed), where no -shm file can be made.
  if (access === 'read' && (code === 'SQLITE_CANTOPEN' || code?.startsWith('SQLITE_READONLY') === true))
    return new AppError('archive-not-closed', { path }, error);
  return writeFailure(error, path);
}

/** `xxxxxxxx-…` of an open archive, as archive.json has it. */
export function archiveId(archive: Archive): string {
  return uuidText(archive.uid);
}
