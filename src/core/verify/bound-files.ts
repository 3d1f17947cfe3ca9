import { inflateRawSync } from 'node:zlib';
import { recordDigest } from '../catalogue/record-digest.ts';
import { fileMembers, sightingMembers, type FileRecord, type SightingRecord } from '../catalogue/records.ts';
import type { Archive } from '../archive/archive.ts';
import { sha256 } from '../cryptography/digest.ts';
import type { CommittedEvents, ToldEvent } from './committed.ts';
import { eachRow, type Numbered } from './each-row.ts';

type Changed = (detail: string) => void;

interface FileRow extends Numbered, Omit<FileRecord, 'metadataSha256'> {
  readonly metadata: Uint8Array;
  readonly secret: Uint8Array | null;
  readonly number: string;
  readonly sightings: number;
  readonly entryIsItsOwn: number;
}

const fileSql = `SELECT file.id, file.uid, item.uid AS itemUid, accession.uid AS accessionUid, file.sequence, file.role,
    file.sha256, file.sha512, file.size, file.media_type AS mediaType, file.vault_name AS vaultName,
    file.stored_at AS storedAt, file.reader, file.readings, file.metadata, file.secret,
    entry.run, entry.path, entry.size AS entrySize, entry.modified_ns AS modifiedNs, entry.times, entry.origin,
    entry.recorded_at AS recordedAt, item.number,
    entry.status = 'imported' AND entry.file_id = file.id AND entry.accession_id = file.accession_id
      AND entry.error IS NULL AS entryIsItsOwn,
    (SELECT count(*) FROM accession_entry AS seen WHERE seen.file_id = file.id AND seen.status = 'duplicate') AS sightings
  FROM file JOIN accession_entry AS entry ON entry.id = file.entry_id
  JOIN item ON item.id = file.item_id JOIN accession ON accession.id = file.accession_id
  WHERE file.id > ? ORDER BY file.id LIMIT ?`;

/** Every file, with the entry it came by, against the event that took it in. */
export async function checkFiles(
  archive: Archive,
  events: CommittedEvents,
  signal: AbortSignal,
  changed: Changed,
): Promise<void> {
  await eachRow(archive, archive.catalogue.prepare<[number, number], FileRow>(fileSql), signal, (row) => {
    const told = events.about('file', row.uid);
    const ingestions = told.filter(({ type }) => type === 'ingestion');
    const taken = ingestions.find(({ detail }) => detail.seenAgain !== true);
    // Where a file was moved, or a name taken out of its path, an event commits to it anew.
    const record = told.findLast(isCommittedAnew)?.detail.record ?? taken?.detail.record;
    if (record === undefined || record !== digestOf(row))
      changed(`the record of ${row.number} (file ${row.sequence}) differs from what was recorded`);
    if (row.entryIsItsOwn !== 1)
      changed(`the entry by which file ${row.sequence} of ${row.number} came differs from what was recorded`);
    if (ingestions.filter(({ detail }) => detail.seenAgain === true).length !== row.sightings)
      changed(`where ${row.number} was seen again is not all there`);
  });
}

function isCommittedAnew({ type, detail }: ToldEvent): boolean {
  if (detail.record === undefined || detail.seenAgain === true) return false;
  return type === 'metadata modification' || type === 'deletion';
}

function digestOf(row: FileRow): string | null {
  if (!row.secret) return null;
  try {
    const metadataSha256 = sha256(inflateRawSync(row.metadata));
    return recordDigest(row.secret, fileMembers({ ...row, metadataSha256 }));
  } catch {
    // Not a DEFLATE stream, or text that is no Unicode: nothing that was ever committed to.
    return null;
  }
}

interface EntryRow extends Numbered, Omit<SightingRecord, 'fileUid'> {
  readonly status: string;
  readonly error: string | null;
  readonly secret: Uint8Array | null;
  readonly fileUid: Uint8Array | null;
  readonly bringer: number | null;
  readonly number: string | null;
}

const entrySql = `SELECT entry.id, entry.status, entry.run, entry.path, entry.size AS entrySize,
    entry.modified_ns AS modifiedNs, entry.times, entry.origin, entry.recorded_at AS recordedAt, entry.error, entry.secret,
    accession.uid AS accessionUid, accession.number AS accessionNumber, file.uid AS fileUid, file.entry_id AS bringer,
    item.number
  FROM accession_entry AS entry JOIN accession ON accession.id = entry.accession_id
  LEFT JOIN file ON file.id = entry.file_id LEFT JOIN item ON item.id = file.item_id
  WHERE entry.id > ? ORDER BY entry.id LIMIT ?`;

/** Every input file: of what was stored the file is checked with it, of what was not the accession's closing event tells. */
export async function checkEntries(
  archive: Archive,
  events: CommittedEvents,
  signal: AbortSignal,
  changed: Changed,
): Promise<void> {
  await eachRow(archive, archive.catalogue.prepare<[number, number], EntryRow>(entrySql), signal, (row) => {
    const { fileUid, accessionNumber } = row;
    if (fileUid === null) {
      if (row.status === 'skipped' || row.status === 'failed') return;
      changed(`an entry of ${accessionNumber} says ${row.status} and names no file`);
    } else if (row.status === 'duplicate') {
      const record = row.secret && recordDigest(row.secret, sightingMembers({ ...row, fileUid }));
      const told = events.about('file', fileUid).some(({ detail }) => detail.record === record);
      if (record === null || row.error !== null || !told)
        changed(`where ${row.number ?? ''} was seen again differs from what was recorded`);
    } else if (row.status !== 'imported' || row.bringer !== row.id) {
      changed(`an entry of ${accessionNumber} for ${row.number ?? ''} differs from what was recorded`);
    }
  });
}
