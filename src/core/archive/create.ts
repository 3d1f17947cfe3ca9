import { mkdirSync, readdirSync, rmSync, rmdirSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { parseUuid, uuidText, uuidV7 } from '../cryptography/random.ts';
import { generateSigningKey } from '../cryptography/signing.ts';
import { openCatalogue, openDerived, takeLock } from '../database/catalogue.ts';
import { closeAtRest, type JournalMode } from '../database/connection.ts';
import type { NewEncryption } from './encryption.ts';
import { addPerson } from '../identities/person.ts';
import { Session } from '../identities/session.ts';
import { createLog, openCustodyLog } from '../custody/log.ts';
import { eventContext } from './event-context.ts';
import { realFiles, systemCode } from '../transfer/file-layer.ts';
import type { Clock } from './archive.ts';
import { archiveFormat, writeDescription, type ArchiveDescription } from './description.ts';
import { journalFor } from './journal.ts';
import { newPlaces } from './place.ts';
import { newReplicaCode } from './replicas.ts';
import { describeVolume } from './volume.ts';

export interface CreateOptions {
  readonly path: string;
  readonly name: string;
  /** Name of the person who works with it; recorded as claimed. */
  readonly operator: string | null;
  readonly clock: Clock;
  readonly journal?: JournalMode | undefined;
  /** Made with `newEncryption`; null or absent: an archive in clear. Its keys are wiped when the archive is made. */
  readonly encryption?: NewEncryption | null;
}

export interface CreatedArchive {
  readonly path: string;
  readonly archiveId: string;
  readonly replicaId: string;
  readonly name: string;
}

/**
 * Makes an archive at exactly `path`, which must not exist or be an empty folder (else `archive-exists`). archive.json
 * is written last: a folder without it is no archive, so one that was cut off half-way is none.
 */
export function createArchive(options: CreateOptions): CreatedArchive {
  const path = resolve(options.path);
  const fresh = claimFolder(path);
  try {
    return fillArchive(path, options);
  } catch (error) {
    // Judged before the clearing up makes room again.
    const failure = writeFailure(error, path);
    for (const name of [
      'archive.json',
      'archive.json.new',
      'catalogue.db',
      'derived.db',
      'lock.db',
      'originals',
      'backups',
    ]) {
      for (const suffix of ['', '-wal', '-shm', '-journal']) {
        rmSync(join(path, name + suffix), { recursive: true, force: true });
      }
    }
    if (fresh) rmdirSync(path);
    throw failure;
  } finally {
    options.encryption?.keys.wipe();
  }
}

function fillArchive(path: string, options: CreateOptions): CreatedArchive {
  const now = options.clock();
  const { encryption = null } = options;
  const archiveUid = encryption ? uidOf(encryption.archiveId) : uuidV7(now.getTime());
  const replicaUid = uuidV7(now.getTime());
  for (const folder of ['originals', 'backups']) mkdirSync(join(path, folder));
  const volume = describeVolume(path);
  const connection = { journal: journalFor(volume, options.journal), access: 'write' } as const;
  const keys = encryption?.keys ?? null;
  const catalogue = openCatalogue(path, { ...connection, key: keys?.catalogue ?? null }, options.clock);
  try {
    catalogue.transaction(() => {
      const set = catalogue.prepare('INSERT INTO setting (name, value) VALUES (?, ?)');
      set.run('archive-id', uuidText(archiveUid));
      set.run('name', options.name);
      set.run('created-at', now.toISOString());
      const key = generateSigningKey();
      catalogue
        .prepare(
          'INSERT INTO replica (uid, code, created_at, public_key, private_key) VALUES (?, ?, ?, ?, ?)',
        )
        .run(replicaUid, newReplicaCode([]), now.toISOString(), key.publicKey, key.privateKey);
      const slot = catalogue.prepare('INSERT INTO key_slot (id, kind, added_at) VALUES (?, ?, ?)');
      for (const { id, kind } of encryption?.slots ?? []) slot.run(id, kind, now.toISOString());
      const logId = createLog(catalogue, { uid: archiveUid, origin: logOrigin(archiveUid) });
      if (options.operator === null) return;
      const context = eventContext(openCustodyLog(catalogue, logId), options.clock, new Session(null));
      set.run('operator', String(addPerson(catalogue, context, options.operator)));
    })();
    const derived = openDerived(path, { ...connection, key: keys?.derived ?? null });
    if (derived) closeAtRest(derived);
  } finally {
    closeAtRest(catalogue);
  }
  takeLock(path)?.close();
  const description: ArchiveDescription = {
    format: archiveFormat,
    archiveId: uuidText(archiveUid),
    replicaId: uuidText(replicaUid),
    places: newPlaces(path, volume),
    ...(encryption ? { encryption: { slots: [...encryption.slots] } } : { name: options.name }),
  };
  writeDescription(path, description);
  realFiles.syncFolder(dirname(path));
  return { path, archiveId: description.archiveId, replicaId: description.replicaId, name: options.name };
}

/**
 * Throws as `createArchive` would because of where it is to be: `archive-exists`, `path-not-found`, `archive-read-only`, `disk-full`,
 * `write-failed`. Leaves nothing behind.
 */
export function tryPlace(given: string): void {
  const path = resolve(given);
  const fresh = claimFolder(path);
  const trial = join(path, 'originals');
  try {
    mkdirSync(trial);
    rmdirSync(trial);
    if (hasNoRoom(path)) throw new AppError('disk-full', { path });
  } catch (error) {
    throw writeFailure(error, path);
  } finally {
    if (fresh) rmdirSync(path);
  }
}

/** True if the folder was made here. */
function claimFolder(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw new AppError('path-not-found', { path: dirname(path) }, error);
    if (systemCode(error) !== 'EEXIST') throw writeFailure(error, path);
  }
  let names: string[];
  try {
    names = readdirSync(path);
  } catch (error) {
    throw new AppError('archive-exists', { path }, error);
  }
  if (names.length > 0) throw new AppError('archive-exists', { path });
  return false;
}

/** Turns a failure of the system or of SQLite while writing at `path` into one a person can act on. */
export function writeFailure(error: unknown, path: string): unknown {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL')
    return new AppError('disk-full', { path }, error);
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM' || code === 'SQLITE_READONLY') {
    return new AppError('archive-read-only', { path }, error);
  }
  if (code === 'EIO' || code === 'SQLITE_CANTOPEN' || code?.startsWith('SQLITE_IOERR') === true) {
    // SQLite does not say why it could not make a file: no bytes or no names left is the likeliest reason.
    if (hasNoRoom(path)) return new AppError('disk-full', { path }, error);
    return new AppError(
      'write-failed',
      { path, reason: error instanceof Error ? error.message : code },
      error,
    );
  }
  return error;
}

function hasNoRoom(path: string): boolean {
  try {
    const { bavail, bsize, files, ffree } = statfsSync(path);
    // 64 KB: the files that SQLite makes beside a database start with half of that.
    return bavail * bsize < 65_536 || (files > 0 && ffree === 0);
  } catch {
    return false;
  }
}

/** First line of every checkpoint of this archive's log: unique, and without anybody's name. */
function logOrigin(archiveUid: Uint8Array): string {
  return `stele/${uuidText(archiveUid)}`;
}

/** 16 bytes of an id that was checked to be one. */
export function uidOf(text: string): Uint8Array {
  const uid = parseUuid(text);
  if (!uid) throw new Error('not a UUID');
  return uid;
}
