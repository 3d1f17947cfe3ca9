import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Finding } from '../../shared/records/verification.ts';
import type { Archive } from '../archive/archive.ts';
import {
  accessionDigest,
  fileRecordDigest,
  sightingDigest,
  type FileRecord,
} from '../catalogue/file-record.ts';
import type { Statement } from '../database/connection.ts';
import { uuidText } from '../cryptography/random.ts';
import { readEventsAbout, valuesOf } from '../custody/read.ts';
import { checkDispositions, destroyedItems } from './archive-dispositions.ts';

/**
 * The catalogue against the log: each record's digest as committed when it was made, against the record as it stands.
 * SQLite's own structure is checked first.
 */
export async function checkCatalogue(archive: Archive, signal: AbortSignal): Promise<Finding[]> {
  const findings: Finding[] = [];
  const changed = (detail: string): void =>
    void findings.push({ path: 'catalogue.db', problem: 'changed', detail });
  for (const problem of structureProblems(archive)) {
    findings.push({ path: problem.path, problem: 'malformed', detail: problem.detail });
  }
  if (findings.length > 0) return findings;
  if (setting(archive, 'name') !== archive.name) {
    findings.push({
      path: 'archive.json',
      problem: 'changed',
      detail: 'the name differs from the one in the catalogue',
    });
  }
  if (setting(archive, 'archive-id') !== uuidText(archive.uid)) {
    findings.push({
      path: 'archive.json',
      problem: 'changed',
      detail: 'the id differs from the one in the catalogue',
    });
  }
  for await (const row of everyRow(archive.catalogue.prepare<[number], AccessionRow>(accessionSql), signal)) {
    if (!committed(archive, 'accession', row.uid).has(accessionDigest(row))) {
      changed(`accession ${row.number} differs from what was recorded`);
    }
  }
  for await (const row of everyRow(archive.catalogue.prepare<[number], FileRow>(fileSql), signal)) {
    const { item, record, seenAgain } = ingestionOf(archive, row.uid);
    if (seenAgain !== sightingsOf(archive, row.uid))
      changed(`where ${row.number} was seen again is not all there`);
    if (record !== fileRecordDigest(row))
      changed(`the record of ${row.number} differs from what was recorded`);
    if (item !== row.number) changed(`${row.number} is not the number given to this file's item`);
  }
  for await (const row of everyRow(archive.catalogue.prepare<[number], SightingRow>(sightingSql), signal)) {
    if (!committed(archive, 'file', row.fileUid).has(sightingDigest(row))) {
      changed(`where ${row.number} was seen again differs from what was recorded`);
    }
  }
  const destroyed = destroyedItems(archive);
  for await (const row of everyRow(archive.catalogue.prepare<[number], RevisionRow>(revisionSql), signal)) {
    if (!destroyed.has(row.id) && !revisionsLeadTo(archive, row))
      changed(`the revisions of ${row.number} do not lead to what stands there`);
  }
  findings.push(...checkDispositions(archive));
  return findings;
}

function structureProblems(archive: Archive): { path: string; detail: string }[] {
  const problems: { path: string; detail: string }[] = [];
  const examine = (path: string, db: Archive['catalogue']): void => {
    try {
      const lines = db.prepare<[], string>('PRAGMA integrity_check(20)').pluck().all();
      for (const line of lines) if (line !== 'ok') problems.push({ path, detail: line });
      const orphans = db.prepare('PRAGMA foreign_key_check').all();
      if (orphans.length > 0)
        problems.push({ path, detail: `${orphans.length} records refer to what is not there` });
    } catch (error) {
      problems.push({ path, detail: error instanceof Error ? error.message : String(error) });
    }
  };
  examine('catalogue.db', archive.catalogue);
  if (archive.derived) examine('derived.db', archive.derived);
  return problems;
}

function setting(archive: Archive, name: string): string | undefined {
  return archive.catalogue
    .prepare<[string], string>('SELECT value FROM setting WHERE name = ?')
    .pluck()
    .get(name);
}

/** Digests of records that the events about a subject commit to. */
function committed(archive: Archive, kind: string, uid: Uint8Array): Set<string> {
  const digests = new Set<string>();
  const events = readEventsAbout(archive.catalogue, archive.events.log.id, [{ kind, id: uuidText(uid) }]);
  for (const event of events) {
    const { detail } = valuesOf(event);
    if (isObject(detail) && typeof detail.record === 'string') digests.add(detail.record);
  }
  return digests;
}

/** What the event that took a file in committed to. */
function ingestionOf(
  archive: Archive,
  uid: Uint8Array,
): { record: string | null; item: string | null; seenAgain: number } {
  let [record, item, seenAgain]: [string | null, string | null, number] = [null, null, 0];
  const events = readEventsAbout(archive.catalogue, archive.events.log.id, [
    { kind: 'file', id: uuidText(uid) },
  ]);
  for (const event of events) {
    const { type, detail } = valuesOf(event);
    if (type !== 'ingestion' || !isObject(detail)) continue;
    if (detail.seenAgain === true) seenAgain += 1;
    else if (record === null) {
      record = typeof detail.record === 'string' ? detail.record : null;
      const number = isObject(detail.item) ? detail.item.number : null;
      item = typeof number === 'string' ? number : null;
    }
  }
  return { record, item, seenAgain };
}

function sightingsOf(archive: Archive, uid: Uint8Array): number {
  const count = archive.catalogue.prepare<[Uint8Array], number>(
    "SELECT count(*) FROM accession_entry JOIN file ON file.id = file_id WHERE file.uid = ? AND status = 'duplicate'",
  );
  return count.pluck().get(uid) ?? 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Identified {
  readonly id: number;
}
interface AccessionRow extends Identified {
  readonly uid: Uint8Array;
  readonly number: string;
  readonly startedAt: string;
  readonly description: string;
  readonly sources: string;
  readonly machineClock: string;
}
interface FileRow extends Identified, FileRecord {
  readonly number: string;
}
interface SightingRow extends Identified {
  readonly accessionUid: Uint8Array;
  readonly fileUid: Uint8Array;
  readonly path: Uint8Array;
  readonly size: number | null;
  readonly modifiedNs: string | null;
  readonly times: string | null;
  readonly origin: string | null;
  readonly number: string;
}
interface RevisionRow extends Identified {
  readonly uid: Uint8Array;
  readonly number: string;
  readonly revision: number;
  readonly title: string | null;
  readonly description: string | null;
  readonly captured: string | null;
  readonly position: string | null;
  readonly rights: string | null;
  readonly confidentiality: string;
  readonly review_state: string;
  readonly kind: string;
}

const accessionSql = `SELECT id, uid, number, started_at AS startedAt, description, sources, machine_clock AS machineClock
  FROM accession WHERE id > ? ORDER BY id LIMIT 500`;
const fileSql = `SELECT file.id, file.uid, sha256, sha512, file.size, media_type AS mediaType, vault_name AS vaultName, reader,
    readings, metadata, entry.path, entry.times, entry.origin, item.number
  FROM file JOIN accession_entry AS entry ON entry.id = file.entry_id JOIN item ON item.id = file.item_id
  WHERE file.id > ? ORDER BY file.id LIMIT 500`;
const sightingSql = `SELECT entry.id, accession.uid AS accessionUid, file.uid AS fileUid, entry.path, entry.size,
    entry.modified_ns AS modifiedNs, entry.times, entry.origin, item.number
  FROM accession_entry AS entry JOIN accession ON accession.id = entry.accession_id
  JOIN file ON file.id = entry.file_id JOIN item ON item.id = file.item_id
  WHERE entry.status = 'duplicate' AND entry.id > ? ORDER BY entry.id LIMIT 500`;
const revisionSql = `SELECT id, uid, number, revision, title, description, captured, position, rights, confidentiality, review_state, kind
  FROM item WHERE id > ? ORDER BY id LIMIT 500`;

/** What an item holds before anybody asserts anything. */
const blankItem = {
  title: null,
  description: null,
  captured: null,
  position: null,
  rights: null,
  confidentiality: 'restricted',
  review_state: 'unreviewed',
  kind: 'evidence',
};
const changesOf = z.record(z.string(), z.object({ new: z.unknown() }));

/** Replays an item's revisions from nothing and compares with what stands there. */
function revisionsLeadTo(archive: Archive, row: RevisionRow): boolean {
  const revisions = archive.catalogue
    .prepare<[Uint8Array], { number: number; changes: string }>(
      'SELECT number, changes FROM revision WHERE record_uid = ? ORDER BY number',
    )
    .all(row.uid);
  const replayed: Record<string, unknown> = { ...blankItem };
  for (const { changes } of revisions) {
    const parsed = changesOf.safeParse(JSON.parse(changes));
    if (!parsed.success) return false;
    for (const [field, change] of Object.entries(parsed.data)) replayed[field] = change.new;
  }
  if (revisions.length !== row.revision || revisions.at(-1)?.number !== row.revision) return false;
  const { number, title, description, captured, position, rights, confidentiality, review_state, kind } = row;
  const stands: Record<string, unknown> = {
    number,
    title,
    description,
    captured,
    position,
    rights,
    confidentiality,
    review_state,
    kind,
  };
  return Object.entries(stands).every(([field, value]) => replayed[field] === value);
}

/** Rows of a statement that takes the last id and gives the next page; others may run between pages. */
async function* everyRow<Row extends Identified>(
  page: Statement<[number], Row>,
  signal: AbortSignal,
): AsyncGenerator<Row> {
  for (let after = 0; ;) {
    if (signal.aborted) throw new AppError('interrupted');
    const rows = page.all(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    await setImmediate();
  }
}
