import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntryStatus } from '../../shared/records/import.ts';
import type { Archive } from '../archive/archive.ts';
import { keepsLocalTime } from '../archive/volume.ts';
import { createItem } from '../catalogue/create-item.ts';
import { newRecordSecret, recordDigest } from '../catalogue/record-digest.ts';
import { fileMembers, sightingMembers, type EntryRecord } from '../catalogue/records.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents, type EventDraft } from '../custody/append.ts';
import { statement, valueStatement } from '../database/statements.ts';
import { writeFailure } from '../archive/create.ts';
import type { TransferPool } from '../transfer/types.ts';
import { TransferError } from '../transfer/types.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Accession } from './accession.ts';
import {
  findBySha256,
  vanished,
  vanishedCode,
  type KnownFile,
  type StagedFile,
  type TakenIn,
} from './take-in.ts';
import type { ChosenFrom } from './survey.ts';

/** One encounter with what became of it, ready to be recorded. */
export interface Finished {
  readonly encounter: ChosenFrom;
  /** Null for what was skipped or could not be listed. */
  readonly taken: TakenIn | null;
  readonly sourceFileSystem: string | null;
}

/** What was recorded for one encounter. */
export interface Recorded {
  readonly path: Buffer;
  readonly status: EntryStatus;
  readonly fileId: number | null;
  readonly itemUid: Uint8Array | null;
  readonly sha256: string | null;
  readonly size: number;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** The file that was stored for the first time, for what is derived from it. */
  readonly stored: StagedFile | null;
}

/**
 * Makes a batch permanent: announces the names, moves the bytes to them, and records everything, in one transaction or, where
 * that would keep others waiting, in a few. Acknowledged means that this returned. Throws AppError `disk-full`, `write-failed`.
 */
export async function recordBatch(
  archive: Archive,
  pool: TransferPool,
  accession: Accession,
  batch: readonly Finished[],
): Promise<Recorded[]> {
  const db = archive.catalogue;
  const fresh = settleDuplicates(archive, batch);
  try {
    // What lies in its place is never announced: an announced name without a record is cleared as a leftover.
    const toMove = [...fresh].filter((file) => file.inPlace === undefined);
    if (toMove.length > 0) {
      db.transaction(() => {
        const announce = db.prepare('INSERT OR IGNORE INTO vault_intent (vault_name) VALUES (?)');
        for (const file of toMove) announce.run(archive.vault.nameFor(file.sha256, file.extension));
      })();
      const moves = toMove.map((file) => ({
        staged: file.staged,
        vaultName: archive.vault.nameFor(file.sha256, file.extension),
      }));
      await archive.vault.settle(moves, pool);
    }
    const recorded: Recorded[] = [];
    while (recorded.length < batch.length) {
      // Others get their turn between: what is left of the batch stays announced.
      if (recorded.length > 0) await nextTurn();
      recorded.push(...recordSome(archive, accession, batch.slice(recorded.length), fresh));
    }
    return recorded;
  } catch (error) {
    if (error instanceof TransferError) {
      const reason = error.message;
      throw error.failure === 'disk-full'
        ? new AppError('disk-full', { path: archive.path }, error)
        : new AppError('write-failed', { path: archive.path, reason }, error);
    }
    throw writeFailure(error, archive.path);
  }
}

/** Milliseconds that one transaction may take before it commits: nothing else runs meanwhile. A disk's sync comes on top. */
const turn = 20;

/** The first of them, in one transaction with their events: as many as there is time for, and at least one. */
function recordSome(
  archive: Archive,
  accession: Accession,
  batch: readonly Finished[],
  fresh: ReadonlySet<StagedFile>,
): Recorded[] {
  const db = archive.catalogue;
  return db.transaction(() => {
    const drafts: EventDraft[] = [];
    const recorded: Recorded[] = [];
    const until = performance.now() + turn;
    for (const finished of batch) {
      recorded.push(recordOne(archive, accession, finished, fresh, drafts));
      if (performance.now() > until) break;
    }
    // Names that an earlier batch announced and did not get to record stay announced: they are leftovers to clear.
    statement(
      db,
      'DELETE FROM vault_intent WHERE EXISTS (SELECT 1 FROM file WHERE file.vault_name = vault_intent.vault_name)',
    ).run();
    appendEvents(db, archive.events, drafts);
    return recorded;
  })();
}

/** Two copies of the same bytes may have been in flight together: the first is stored, the others are seen again. */
function settleDuplicates(archive: Archive, batch: readonly Finished[]): Set<StagedFile> {
  const fresh = new Map<string, StagedFile>();
  for (const { taken } of batch) {
    if (taken?.kind !== 'staged') continue;
    if (fresh.has(taken.sha256) || findBySha256(archive, taken.sha256) !== null) {
      if (taken.inPlace === undefined) archive.vault.discardStaged(taken.staged);
    } else fresh.set(taken.sha256, taken);
  }
  return new Set(fresh.values());
}

function recordOne(
  archive: Archive,
  accession: Accession,
  finished: Finished,
  fresh: ReadonlySet<StagedFile>,
  drafts: EventDraft[],
): Recorded {
  const { encounter, taken } = finished;
  if (encounter.kind === 'skipped') {
    const error = { code: `skipped-${encounter.reason}`, message: skipText[encounter.reason] };
    return recordEntry(archive, accession, finished, { status: 'skipped', error });
  }
  if (encounter.kind === 'left-out') {
    const error = { code: leftOutCode, message: 'Left out on purpose by whoever took the rest in.' };
    return recordEntry(archive, accession, finished, { status: 'skipped', error });
  }
  if (encounter.kind === 'failed' || taken === null || taken.kind === 'failed') {
    const error =
      taken?.kind === 'failed'
        ? { code: taken.code, message: taken.message }
        : refusalOf(encounter.kind === 'failed' ? encounter.code : 'unknown');
    return recordEntry(archive, accession, finished, { status: 'failed', error });
  }
  if (taken.kind === 'staged' && fresh.has(taken))
    return recordStored(archive, accession, finished, taken, drafts);
  return recordSeenAgain(archive, accession, finished, taken, drafts);
}

/** Of what could not even be looked at. Not there any more is no refusal: a card was pulled out, most often. */
function refusalOf(code: string): { readonly code: string; readonly message: string } {
  return code === 'ENOENT' || code === 'ENODEV'
    ? { code: vanishedCode, message: vanished }
    : { code: 'file-unreadable', message: `The system refused to read it (${code}).` };
}

/** Code of an entry that a person unticked: it is skipped like a link, and yet a file that may be lost. */
export const leftOutCode = 'skipped-left-out';

const skipText = {
  link: 'A link; links are reported and not followed.',
  'system-file': 'A file the operating system leaves in folders.',
  'special-file': 'Not a regular file (a pipe, socket or device).',
  'this-archive': 'The archive itself.',
} as const;

function recordStored(
  archive: Archive,
  accession: Accession,
  finished: Finished,
  taken: StagedFile,
  drafts: EventDraft[],
): Recorded {
  const { encounter } = finished;
  const db = archive.catalogue;
  const now = archive.clock();
  const entry = recordEntry(archive, accession, finished, { status: 'imported', error: null });
  const main =
    encounter.kind === 'file' && encounter.sidecarOf
      ? itemOfEntry(archive, accession, encounter.sidecarOf)
      : null;
  const created = main ? null : createItem(archive, now);
  const item = main ?? created;
  if (!item) throw new Error('a file without an item');
  const record = {
    ...entry.noted,
    uid: uuidV7(now.getTime()),
    itemUid: item.uid,
    accessionUid: accession.uid,
    role: main ? 'sidecar' : 'original',
    sha256: Buffer.from(taken.sha256, 'hex'),
    sha512: Buffer.from(taken.sha512, 'hex'),
    size: taken.size,
    mediaType: taken.mediaType,
    vaultName: taken.inPlace ?? archive.vault.nameFor(taken.sha256, taken.extension),
    reader: taken.reader,
    readings: JSON.stringify(taken.readings),
    metadataSha256: taken.metadataSha256,
    storedAt: now.toISOString(),
  };
  const secret = newRecordSecret();
  const stored = statement<unknown[], { id: number; sequence: number }>(
      db,
      `INSERT INTO file (uid, sha256, sha512, size, media_type, vault_name, accession_id, entry_id, item_id, sequence, role,
         stored_at, readings, reader, metadata, secret)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT count(*) + 1 FROM file WHERE item_id = ?), ?, ?, ?, ?, ?, ?)
       RETURNING id, sequence`,
    ).get(
      record.uid, record.sha256, record.sha512, record.size, record.mediaType, record.vaultName, accession.id,
      entry.entryId, item.id, item.id, record.role, record.storedAt, record.readings, record.reader, taken.metadata,
      secret,
    ); // prettier-ignore
  if (!stored) throw new Error('a file was not recorded');
  const { id: fileId, sequence } = stored;
  statement(db, 'UPDATE accession_entry SET file_id = ? WHERE id = ?').run(fileId, entry.entryId);
  drafts.push({
    type: 'ingestion',
    subject: { kind: 'file', id: uuidText(record.uid) },
    outcome: 'success',
    detail: {
      digests: { sha256: taken.sha256, sha512: taken.sha512, reread: 'matches' },
      size: taken.size,
      mediaType: taken.mediaType,
      metadata: { outcome: taken.hasMetadata ? 'read' : 'none', reader: taken.reader },
      // The item's first revision has no event of its own: it is committed where its first file is.
      item: {
        id: uuidText(item.uid),
        number: item.number,
        ...(created ? { record: created.record } : {}),
      },
      record: recordDigest(secret, fileMembers({ ...record, sequence })),
    },
    act: uuidText(accession.uid),
  });
  return { ...entry, fileId, itemUid: item.uid, sha256: taken.sha256, size: taken.size, stored: taken };
}

/** The same bytes under another name, or at another time: where, when and by which name is recorded. */
function recordSeenAgain(
  archive: Archive,
  accession: Accession,
  finished: Finished,
  taken: StagedFile | KnownFile,
  drafts: EventDraft[],
): Recorded {
  const fileId = taken.kind === 'known' ? taken.fileId : findBySha256(archive, taken.sha256);
  const file = archive.catalogue
    .prepare<[number | null], { uid: Uint8Array; itemUid: Uint8Array }>(
      'SELECT file.uid, item.uid AS itemUid FROM file JOIN item ON item.id = file.item_id WHERE file.id = ?',
    )
    .get(fileId);
  if (!file) throw new Error('a duplicate of no file');
  const entry = recordEntry(archive, accession, finished, { status: 'duplicate', error: null });
  const secret = newRecordSecret();
  archive.catalogue
    .prepare('UPDATE accession_entry SET file_id = ?, secret = ? WHERE id = ?')
    .run(fileId, secret, entry.entryId);
  const sighting = sightingMembers({
    ...entry.noted,
    fileUid: file.uid,
    accessionUid: accession.uid,
    accessionNumber: accession.number,
  });
  drafts.push({
    type: 'ingestion',
    subject: { kind: 'file', id: uuidText(file.uid) },
    outcome: 'success',
    detail: {
      seenAgain: true,
      digests: { sha256: taken.sha256 },
      record: recordDigest(secret, sighting),
    },
    act: uuidText(accession.uid),
  });
  return { ...entry, fileId, itemUid: file.itemUid, sha256: taken.sha256, size: taken.size };
}

function recordEntry(
  archive: Archive,
  accession: Accession,
  finished: Finished,
  outcome: Pick<Recorded, 'status' | 'error'>,
): Recorded & { readonly entryId: number; readonly noted: EntryRecord } {
  const { encounter, taken } = finished;
  const stat = encounter.kind === 'file' || encounter.kind === 'left-out' ? encounter.stat : null;
  const noted: EntryRecord = {
    run: accession.run,
    path: encounter.path,
    entrySize: stat ? Number(stat.size) : null,
    modifiedNs: stat ? String(stat.mtimeNs) : null,
    times: timesOf(finished),
    origin: taken && taken.kind !== 'failed' ? originOf(taken) : null,
    recordedAt: archive.clock().toISOString(),
  };
  // What failed or was skipped in an earlier run is replaced; what evidence refers to stays as it was recorded.
  statement(
    archive.catalogue,
    'DELETE FROM accession_entry WHERE accession_id = ? AND path = ? AND file_id IS NULL',
  ).run(accession.id, encounter.path);
  const entryId = valueStatement<unknown[], number>(
      archive.catalogue,
      `INSERT INTO accession_entry (accession_id, run, path, status, size, modified_ns, times, origin, error, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       RETURNING id`,
    ).get(
      accession.id, noted.run, noted.path, outcome.status, noted.entrySize, noted.modifiedNs, noted.times, noted.origin,
      outcome.error ? JSON.stringify(outcome.error) : null, noted.recordedAt,
    ); // prettier-ignore
  if (entryId === undefined) throw new Error('an entry was not recorded');
  return {
    ...outcome,
    path: encounter.path,
    entryId,
    noted,
    fileId: null,
    itemUid: null,
    sha256: null,
    size: noted.entrySize ?? 0,
    stored: null,
  };
}

/** The item that an entry of this accession went into, if it is evidence by now. */
function itemOfEntry(
  archive: Archive,
  accession: Accession,
  path: Buffer,
): { id: number; uid: Uint8Array; number: string } | null {
  const row = archive.catalogue
    .prepare<[number, Buffer], { id: number; uid: Uint8Array; number: string }>(
      `SELECT item.id, item.uid, item.number FROM accession_entry
       JOIN file ON file.id = accession_entry.file_id JOIN item ON item.id = file.item_id
       WHERE accession_entry.accession_id = ? AND accession_entry.path = ? ORDER BY accession_entry.id DESC LIMIT 1`,
    )
    .get(accession.id, path);
  return row ?? null;
}

function originOf(taken: StagedFile | KnownFile): string | null {
  return taken.origin === null ? null : JSON.stringify(taken.origin);
}

/** File system times as they stood at the source, with the kind of clock they are by (FAT knows no zone). */
function timesOf(finished: Finished): string | null {
  if (finished.encounter.kind !== 'file') return null;
  const { stat } = finished.encounter;
  const local = keepsLocalTime(finished.sourceFileSystem);
  const time = (nanoseconds: bigint): string | null =>
    nanoseconds <= 0n || nanoseconds >= year10000 ? null : formatTime(nanoseconds, local);
  return JSON.stringify({
    basis: local ? 'local' : 'utc',
    modified: time(stat.mtimeNs),
    created: time(stat.birthtimeNs),
    statusChanged: time(stat.ctimeNs),
  });
}

/** RFC 3339 ends with the year 9999. A broken file system may say anything; modified_ns keeps it. */
const year10000 = BigInt(Date.UTC(9999, 11, 31)) * 1_000_000n;

/** Milliseconds are what RFC 3339 readers expect; the nanoseconds stand in modified_ns. */
function formatTime(nanoseconds: bigint, local: boolean): string {
  const instant = new Date(Number(nanoseconds / 1_000_000n));
  if (!local) return instant.toISOString();
  return new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000).toISOString().slice(0, -1);
}
