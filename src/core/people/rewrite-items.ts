import { inflateRawSync } from 'node:zlib';
import { AppError } from '../../shared/errors/app-error.ts';
import { readChanges, replayItem } from '../catalogue/item-state.ts';
import { newRecordSecret, recordDigest } from '../catalogue/record-digest.ts';
import { fileMembers, sightingMembers, type FileRecord, type SightingRecord } from '../catalogue/records.ts';
import { recommitAccession, recommitItem, recommitUnstored } from '../catalogue/recommit.ts';
import { indexTags, listText, tagsIn } from '../catalogue/tags.ts';
import { eraseCheckNotes } from '../clock/make-check.ts';
import { sha256 } from '../cryptography/digest.ts';
import { uuidText } from '../cryptography/random.ts';
import { appendEvents } from '../custody/append.ts';
import { isDisposition, itemSubject } from '../disposition/event-detail.ts';
import { itemRow, someNumbers } from '../disposition/items.ts';
import { holdsOn } from '../disposition/states.ts';
import { announceTraces } from '../disposition/traces.ts';
import type { Erasing } from './erasing.ts';
import { itemTexts, withStrings } from './holdings.ts';

/** Takes a name out of what people wrote about items and acts of taking in. Inside the transaction of the erasure. */

/** What is asserted of an item, now and in every revision. Throws `item-held`. */
export function rewriteItem(erasing: Erasing, itemId: number): void {
  const { archive } = erasing;
  const { catalogue } = archive;
  const item = itemRow(archive, itemId);
  const id = uuidText(item.uid);
  const revisions = catalogue
    .prepare<[Uint8Array], { revision: number; changes: string }>(
      'SELECT number AS revision, changes FROM revision WHERE record_uid = ? ORDER BY number',
    )
    .all(item.uid);
  const changed = new Set<string>();
  const write = catalogue.prepare('UPDATE revision SET changes = ? WHERE record_uid = ? AND number = ?');
  const said = (field: string, value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    const left =
      field === 'tags'
        ? listText([...new Set(tagsIn(value).map((tag) => erasing.change('item', id, field, tag)))])
        : erasing.change('item', id, field, value);
    if (left !== value) changed.add(field);
    return left;
  };
  for (const { revision, changes } of revisions) {
    const before = Object.entries(readChanges(changes) ?? {});
    const after = before.map(([field, change]) =>
      itemTexts.some((text) => text === field)
        ? [field, { old: said(field, change.old), new: said(field, change.new) }]
        : [field, change],
    );
    write.run(JSON.stringify(Object.fromEntries(after)), item.uid, revision);
  }
  if (changed.size === 0) return;
  if (holdsOn(archive, itemId).length > 0) throw new AppError('item-held', { items: someNumbers([item]) });
  const state = replayItem('', rowsOf(erasing, item.uid))?.at(-1);
  if (!state) throw new Error(`the revisions of ${item.number} are not whole`);
  for (const field of itemTexts)
    catalogue.prepare(`UPDATE item SET "${field}" = ? WHERE id = ?`).run(state[field], itemId);
  indexTags(archive, itemId, state.tags);
  announceTraces(archive, itemId);
  const commitment = recommitItem(archive, itemId);
  erasing.tell(
    itemSubject(item.uid),
    { fields: [...changed], ...commitment },
    (detail) => !isDisposition(detail),
  );
}

function rowsOf({ archive }: Erasing, uid: Uint8Array): readonly { revision: number; changes: string }[] {
  return archive.catalogue
    .prepare<[Uint8Array], { revision: number; changes: string }>(
      'SELECT number AS revision, changes FROM revision WHERE record_uid = ? ORDER BY number',
    )
    .all(uid);
}

/** Notes of states, holds, tombstones and clock checks. Throws `item-held`. */
export function rewriteItemNotes(erasing: Erasing, itemId: number, batch: string): void {
  const { archive } = erasing;
  const { catalogue } = archive;
  const item = itemRow(archive, itemId);
  const id = uuidText(item.uid);
  let isChanged = false;
  for (const [table, column] of noteColumns) {
    const change = (text: string): string => erasing.change('item-note', id, table, text);
    const rows = catalogue
      .prepare<[number], string>(
        `SELECT "${column}" FROM "${table}" WHERE item_id = ? AND "${column}" IS NOT NULL`,
      )
      .pluck()
      .all(itemId);
    const write = catalogue.prepare(
      `UPDATE "${table}" SET "${column}" = ? WHERE item_id = ? AND "${column}" = ?`,
    );
    for (const text of rows) {
      const left = change(text);
      if (left === text) continue;
      write.run(left, itemId, text);
      isChanged = true;
    }
  }
  const drafts = eraseCheckNotes(archive, itemId, batch, (note) =>
    erasing.change('item-note', id, 'clock_check', note),
  );
  if (!isChanged && drafts.length === 0) return;
  if (holdsOn(archive, itemId).length > 0) throw new AppError('item-held', { items: someNumbers([item]) });
  announceTraces(archive, itemId);
  erasing.tell(itemSubject(item.uid), { fields: ['note'] });
  appendEvents(catalogue, archive.events, drafts);
}

const noteColumns = [
  ['item_state', 'note'],
  ['legal_hold', 'note'],
  ['legal_hold', 'reference'],
  ['tombstone', 'note'],
] as const;

export function rewriteRequestNote({ archive, change }: Erasing, row: number, id: string): void {
  const { catalogue } = archive;
  const note = catalogue
    .prepare<[number], string | null>('SELECT note FROM disposition_request WHERE id = ?')
    .pluck()
    .get(row);
  if (note == null) return;
  const left = change('item-note', id, 'disposition_request', note);
  catalogue.prepare('UPDATE disposition_request SET note = ? WHERE id = ?').run(left, row);
}

/** What was said of an act of taking in. What finds an interrupted one again, a digest of it, goes as well. */
export function rewriteAccession(erasing: Erasing, row: number): void {
  const { archive, change } = erasing;
  const { catalogue } = archive;
  const found = catalogue
    .prepare<[number], { uid: Uint8Array; number: string; description: string; sources: string }>(
      'SELECT uid, number, description, sources FROM accession WHERE id = ?',
    )
    .get(row);
  if (!found) return;
  const { uid, number } = found;
  const said = JSON.parse(found.description) as Readonly<Record<string, unknown>>;
  const description = Object.fromEntries(
    Object.entries(said).map(([field, value]) => [
      field,
      field === 'method' ? value : withStrings(value, (text) => change('accession', number, field, text)),
    ]),
  );
  const sources = withStrings(JSON.parse(found.sources), (text) =>
    change('accession', number, 'sources', text),
  );
  const fields = Object.keys(said).filter(
    (field) => JSON.stringify(said[field]) !== JSON.stringify(description[field]),
  );
  if (JSON.stringify(sources) !== JSON.stringify(JSON.parse(found.sources))) fields.push('sources');
  if (fields.length === 0) return;
  catalogue
    .prepare(
      `UPDATE accession SET description = ?, sources = ?, request = '', state = 'closed',
         closed_at = coalesce(closed_at, ?) WHERE id = ?`,
    )
    .run(JSON.stringify(description), JSON.stringify(sources), archive.clock().toISOString(), row);
  announceTraces(archive, null);
  const subject = { kind: 'accession', id: uuidText(uid) };
  erasing.tell(subject, { fields, ...recommitAccession(archive, row) }, () => true);
}

interface EntryRow {
  readonly path: Uint8Array;
  readonly origin: string | null;
  readonly error: string | null;
  readonly accession: number;
  readonly accessionUid: Uint8Array;
  readonly file: number | null;
  readonly isOwn: number;
}

/** Where a file was met, what the system said of where it came from, and why it was not taken in. Returns the accession of what was left out. */
export function rewriteEntry(erasing: Erasing, row: number): number | null {
  const { archive } = erasing;
  const { catalogue } = archive;
  const entry = catalogue
    .prepare<[number], EntryRow>(
      `SELECT entry.path, entry.origin, entry.error, accession.id AS accession, accession.uid AS accessionUid,
         file.id AS file, file.entry_id IS entry.id AS isOwn
       FROM accession_entry AS entry JOIN accession ON accession.id = entry.accession_id
       LEFT JOIN file ON file.id = entry.file_id WHERE entry.id = ?`,
    )
    .get(row);
  // Destroyed with its item.
  if (!entry) return null;
  const where = entry.file === null ? 'left-out' : 'path';
  const change = (text: string): string => erasing.change(where, String(row), 'path', text);
  const json = (text: string | null): string | null =>
    text === null ? null : JSON.stringify(withStrings(JSON.parse(text), change));
  const shown = Buffer.from(entry.path).toString('utf8');
  const path = change(shown);
  const [origin, error] = [json(entry.origin), json(entry.error)];
  if (path === shown && origin === entry.origin && error === entry.error) return null;
  const before = entry.file !== null && entry.isOwn === 0 ? sightingDigest(erasing, row) : null;
  catalogue
    .prepare('UPDATE accession_entry SET path = ?, origin = ?, error = ? WHERE id = ?')
    .run(path === shown ? entry.path : freePath(erasing, row, path), origin, error, row);
  announceTraces(archive, null);
  if (entry.file === null) return entry.accession;
  const item = catalogue
    .prepare<[number], number>('SELECT item_id FROM file WHERE id = ?')
    .pluck()
    .get(entry.file);
  if (item !== undefined) announceTraces(archive, item);
  if (before === null) tellFile(erasing, entry.file);
  else tellSighting(erasing, row, before.digest);
  return null;
}

/** Two files of one accession may lie under one path then: the later one says which it was of them. */
function freePath({ archive }: Erasing, row: number, path: string): Buffer {
  const taken = archive.catalogue.prepare<[Buffer, number, number]>(
    `SELECT 1 FROM accession_entry WHERE path = ? AND id <> ? AND
       (accession_id, run) = (SELECT accession_id, run FROM accession_entry WHERE id = ?)`,
  );
  for (let count = 1; ; count += 1) {
    const bytes = Buffer.from(count === 1 ? path : `${path} (${count})`);
    if (taken.get(bytes, row, row) === undefined) return bytes;
  }
}

const entryColumns = `entry.run, entry.path, entry.size AS entrySize, entry.modified_ns AS modifiedNs, entry.times,
  entry.origin, entry.recorded_at AS recordedAt`;

function tellFile(erasing: Erasing, file: number): void {
  const { catalogue } = erasing.archive;
  const record = catalogue
    .prepare<[number], Omit<FileRecord, 'metadataSha256'> & { metadata: Uint8Array }>(
      `SELECT file.uid, item.uid AS itemUid, accession.uid AS accessionUid, file.sequence, file.role, file.sha256, file.sha512,
         file.size, file.media_type AS mediaType, file.vault_name AS vaultName, file.stored_at AS storedAt, file.reader,
         file.readings, file.metadata, ${entryColumns}
       FROM file JOIN accession_entry AS entry ON entry.id = file.entry_id JOIN item ON item.id = file.item_id
       JOIN accession ON accession.id = file.accession_id WHERE file.id = ?`,
    )
    .get(file);
  if (!record) throw new Error('a file vanished');
  const secret = newRecordSecret();
  catalogue.prepare('UPDATE file SET secret = ? WHERE id = ?').run(secret, file);
  const metadataSha256 = sha256(inflateRawSync(record.metadata));
  const digest = recordDigest(secret, fileMembers({ ...record, metadataSha256 }));
  erasing.tell({ kind: 'file', id: uuidText(record.uid) }, { fields: ['path'], record: digest });
}

function sightingDigest(
  { archive }: Erasing,
  row: number,
): { readonly file: Uint8Array; readonly digest: string } {
  const record = archive.catalogue
    .prepare<[number], SightingRecord & { secret: Uint8Array | null }>(
      `SELECT file.uid AS fileUid, accession.uid AS accessionUid, accession.number AS accessionNumber, ${entryColumns},
         entry.secret
       FROM accession_entry AS entry JOIN file ON file.id = entry.file_id
       JOIN accession ON accession.id = entry.accession_id WHERE entry.id = ?`,
    )
    .get(row);
  if (!record?.secret) throw new Error('a sighting that nothing commits to');
  return { file: record.fileUid, digest: recordDigest(record.secret, sightingMembers(record)) };
}

/** `replaces`: whoever reads the events of a package has to know which of several sightings this is. */
function tellSighting(erasing: Erasing, row: number, replaces: string): void {
  const { catalogue } = erasing.archive;
  catalogue.prepare('UPDATE accession_entry SET secret = ? WHERE id = ?').run(newRecordSecret(), row);
  const { file, digest } = sightingDigest(erasing, row);
  const detail = { fields: ['path'], seenAgain: true, record: digest, replaces };
  erasing.tell({ kind: 'file', id: uuidText(file) }, detail);
}

/** Accessions whose entries without a file say something else now: the log commits to them anew. */
export function tellUnstored(erasing: Erasing, accessions: ReadonlySet<number>): void {
  const { archive } = erasing;
  const uidOf = archive.catalogue
    .prepare<[number], Uint8Array>('SELECT uid FROM accession WHERE id = ?')
    .pluck();
  for (const row of accessions) {
    const commitment = recommitUnstored(archive, row);
    const uid = uidOf.get(row);
    if (commitment && uid)
      erasing.tell({ kind: 'accession', id: uuidText(uid) }, { fields: ['path'], ...commitment });
  }
}
