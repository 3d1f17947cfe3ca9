import { z } from 'zod';
import type { EventSubject } from '../../verifier/custody/event-fields.ts';
import type { Archive } from '../archive/archive.ts';
import { recommitAccession } from '../catalogue/recommit.ts';
import { uuidText } from '../cryptography/random.ts';
import type { EventDetail } from '../custody/append.ts';
import { detailsAbout, type ErasedValues } from '../custody/erase-values.ts';
import { baseNameBytes } from '../paths/path-bytes.ts';
import type { ItemRow } from './items.ts';

/** Takes rows out of the catalogue. Everything here is inside the transaction of the deletion events. */

export interface DoomedFile {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly size: number;
  readonly vaultName: string;
  readonly sha256: Uint8Array;
}

export function filesOf({ catalogue }: Archive, itemId: number): readonly DoomedFile[] {
  return catalogue
    .prepare<[number], DoomedFile>(
      'SELECT id, uid, size, vault_name AS vaultName, sha256 FROM file WHERE item_id = ? ORDER BY sequence',
    )
    .all(itemId);
}

/** Ids of an item's files, also of those of which only the record was kept. */
export function idsOfFiles({ catalogue }: Pick<Archive, 'catalogue'>, itemId: number): readonly string[] {
  return catalogue
    .prepare<[number, number], Uint8Array>(
      `SELECT uid FROM (SELECT uid, sequence FROM file WHERE item_id = ?
       UNION ALL SELECT uid, sequence FROM kept_file WHERE item_id = ?) ORDER BY sequence`,
    )
    .pluck()
    .all(itemId, itemId)
    .map(uuidText);
}

/** Row ids of the accessions that met any file of these items. */
export function accessionsOf({ catalogue }: Archive, items: readonly ItemRow[]): readonly number[] {
  const select = catalogue
    .prepare<[number, number], number>(
      `SELECT accession_entry.accession_id FROM accession_entry JOIN file ON file.id = file_id WHERE item_id = ?
       UNION SELECT accession_id FROM kept_file WHERE item_id = ?`,
    )
    .pluck();
  return [...new Set(items.flatMap(({ id }) => select.all(id, id)))];
}

/** What stays of files that were handed over while their record is kept. */
export function keepFiles({ catalogue }: Archive, itemId: number): void {
  const rows = catalogue
    .prepare<
      [number],
      {
        uid: Uint8Array;
        accession: number;
        sequence: number;
        path: Uint8Array;
        sha256: Uint8Array;
        size: number;
        type: string;
      }
    >(
      `SELECT file.uid, file.accession_id AS accession, sequence, path, sha256, file.size, media_type AS type FROM file
       JOIN accession_entry AS entry ON entry.id = file.entry_id WHERE item_id = ?`,
    )
    .all(itemId);
  const insert = catalogue.prepare(
    'INSERT INTO kept_file (uid, item_id, accession_id, sequence, name, sha256, size, media_type) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  for (const { uid, accession, sequence, path, sha256, size, type } of rows)
    insert.run(uid, itemId, accession, sequence, baseNameBytes(path), sha256, size, type);
}

/**
 * The rows of files and of every path under which their bytes were met; a path that failed or was skipped another time goes
 * too. Announces what has to go outside the catalogue. Returns the accessions that lost such paths, and the paths.
 */
export function removeFiles(
  archive: Archive,
  files: ReadonlyMap<number, readonly DoomedFile[]>,
): { readonly reduced: readonly number[]; readonly paths: ReadonlySet<string> } {
  const db = archive.catalogue;
  const announce = db.prepare('INSERT OR IGNORE INTO disposal_task (kind, name) VALUES (?, ?)');
  const paths = db
    .prepare<[number], string>('SELECT hex(path) FROM accession_entry WHERE file_id = ?')
    .pluck();
  const removeEntries = db.prepare('DELETE FROM accession_entry WHERE file_id = ?');
  const removeFile = db.prepare('DELETE FROM file WHERE id = ?');
  const met = new Set<string>();
  for (const [itemId, own] of files) {
    for (const { id, vaultName } of own) {
      for (const path of paths.all(id)) met.add(path);
      removeEntries.run(id);
      removeFile.run(id);
      announce.run('original', vaultName);
      announce.run('thumbnail', String(id));
    }
    announce.run('text', String(itemId));
  }
  announce.run('traces', '');
  forgetInLostLogs(archive, [...files.values()].flat());
  if (met.size === 0) return { reduced: [], paths: met };
  const removeEntry = db.prepare('DELETE FROM accession_entry WHERE id = ?');
  const without = db
    .prepare<[], { id: number; accession: number; path: string }>(
      'SELECT id, accession_id AS accession, hex(path) AS path FROM accession_entry WHERE file_id IS NULL',
    )
    .all();
  const reduced = new Set<number>();
  for (const { id, accession, path } of without) {
    if (!met.has(path)) continue;
    removeEntry.run(id);
    reduced.add(accession);
  }
  return { reduced: [...reduced], paths: met };
}

/** Events that a repair could keep only beside the log may name the same bytes, as a file of a record that is lost. */
function forgetInLostLogs({ catalogue, events }: Archive, files: readonly DoomedFile[]): void {
  if (catalogue.prepare('SELECT 1 FROM log WHERE id <> ?').get(events.log.id) === undefined) return;
  const forget = catalogue.prepare(
    `UPDATE event_disclosure SET disclosures = (SELECT json_group_array(NULL) FROM json_each(disclosures))
     WHERE log_id <> ? AND instr(disclosures, ?) > 0`,
  );
  for (const { sha256 } of files) forget.run(events.log.id, Buffer.from(sha256).toString('hex'));
}

/** Everything of an item but its id and its number. */
export function removeItemRecord({ catalogue }: Archive, item: ItemRow): void {
  catalogue.prepare('DELETE FROM revision WHERE record_uid = ?').run(item.uid);
  for (const table of ['item_state', 'legal_hold', 'kept_file', 'item_tag', 'clock_check'])
    catalogue.prepare(`DELETE FROM ${table} WHERE item_id = ?`).run(item.id);
  catalogue.prepare('DELETE FROM erased_field WHERE record_uid = ?').run(item.uid);
  catalogue
    .prepare(
      `UPDATE item SET created_at = '', revision = 0, kind = '', title = NULL, description = NULL, captured = NULL,
         position = NULL, rights = NULL, confidentiality = 'sealed', review_state = '', languages = NULL,
         tags = NULL, is_graphic = 0, combined_into = NULL, captured_basis = NULL WHERE id = ?`,
    )
    .run(item.id);
}

/**
 * Accessions that still have files, and that were asked for one that went by its own path: that path goes out of their
 * sources, and what finds an interrupted accession again, a digest of all paths, with it. Returns their ids.
 */
export function forgetSources(
  { catalogue }: Archive,
  accessions: readonly number[],
  paths: ReadonlySet<string>,
): readonly number[] {
  const read = catalogue.prepare<[number], string>('SELECT sources FROM accession WHERE id = ?').pluck();
  const write = catalogue.prepare("UPDATE accession SET sources = ?, request = '' WHERE id = ?");
  return accessions.filter((id) => {
    const sources = sourcesOf.parse(JSON.parse(read.get(id) ?? '[]'));
    const left = sources.filter(({ path }) => !paths.has(hexOf(path)));
    if (left.length === sources.length) return false;
    write.run(JSON.stringify(left), id);
    return true;
  });
}

const sourcesOf = z.array(
  z.looseObject({ path: z.object({ text: z.string(), bytes: z.string().nullish() }) }),
);

/** As SQLite's hex() has the bytes of a path. */
function hexOf({
  text,
  bytes,
}: {
  readonly text: string;
  readonly bytes?: string | null | undefined;
}): string {
  const raw = bytes == null ? Buffer.from(text) : Buffer.from(bytes, 'base64');
  return raw.toString('hex').toUpperCase();
}

export interface EmptiedAccession {
  readonly subject: EventSubject;
  readonly values: readonly ErasedValues[];
  /** By which the log commits to the record as it stands now. */
  readonly detail: EventDetail;
  readonly id: number;
}

/** Accessions of which nothing is left: whatever was said of them, and every path, goes as well. */
export function emptyAccessions(
  archive: Archive,
  accessions: readonly number[],
): readonly EmptiedAccession[] {
  const db = archive.catalogue;
  const used = db.prepare<[number, number], number>(
    `SELECT 1 FROM accession_entry WHERE accession_id = ? AND file_id IS NOT NULL
     UNION ALL SELECT 1 FROM kept_file WHERE accession_id = ? LIMIT 1`,
  );
  const emptied: EmptiedAccession[] = [];
  for (const id of accessions) {
    if (used.get(id, id) !== undefined) continue;
    db.prepare('DELETE FROM accession_entry WHERE accession_id = ?').run(id);
    const uid = db
      .prepare<[string, number], Uint8Array>(
        `UPDATE accession SET description = '{}', sources = '[]', machine_clock = '{}', request = '', state = 'closed',
           closed_at = coalesce(closed_at, ?) WHERE id = ? RETURNING uid`,
      )
      .pluck()
      .get(archive.clock().toISOString(), id);
    if (!uid) continue;
    const subject = { kind: 'accession', id: uuidText(uid) };
    const values = detailsAbout(db, archive.events.log.id, [subject]);
    emptied.push({ id, subject, values, detail: recommitAccession(archive, id) });
  }
  return emptied;
}
