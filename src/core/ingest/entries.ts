import { z } from 'zod';
import type { EntryStatus, ImportEntry } from '../../shared/records/import.ts';
import type { Archive } from '../archive/archive.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { readablePath } from '../paths/path-bytes.ts';

const entryError = z.object({ code: z.string(), message: z.string() });

interface Row {
  readonly id: number;
  readonly run: number;
  readonly lastRun: number;
  readonly path: Uint8Array;
  readonly status: EntryStatus;
  readonly error: string | null;
  readonly sha256: Uint8Array | null;
  readonly itemUid: Uint8Array | null;
}

/** What became of each input file of an accession, read a page at a time. */
export function* readEntries(archive: Archive, accessionId: string): Generator<ImportEntry> {
  const page = archive.catalogue.prepare<[Uint8Array | null, number], Row>(
    `SELECT entry.id, entry.run, accession.run AS lastRun, entry.path, entry.status, entry.error, file.sha256,
       item.uid AS itemUid
     FROM accession JOIN accession_entry AS entry ON entry.accession_id = accession.id
     LEFT JOIN file ON file.id = entry.file_id LEFT JOIN item ON item.id = file.item_id
     WHERE accession.uid = ? AND entry.id > ? AND NOT EXISTS (SELECT 1 FROM accession_entry AS later
       WHERE later.accession_id = entry.accession_id AND later.path = entry.path AND later.run > entry.run) ORDER BY entry.id LIMIT 500`,
  );
  const uid = parseUuid(accessionId);
  for (let after = 0; ;) {
    const rows = page.all(uid, after);
    for (const row of rows) yield entryOf(row);
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** How many items are named of those whose files have warnings. */
const itemsNamed = 5;

/** Files that an accession stored and whose reading left warnings: their number, the first of their items, and the number of the accession. */
export function filesWithWarnings(
  archive: Archive,
  accessionId: string,
): { readonly accession: string; readonly files: number; readonly items: readonly string[] } {
  // From the accession's own entries: the archive may hold a million other files.
  const stored = `FROM accession JOIN accession_entry AS entry ON entry.accession_id = accession.id
    JOIN file ON file.entry_id = entry.id AND file.id = entry.file_id
    WHERE accession.uid = ? AND json_array_length(file.readings, '$.warnings') > 0`;
  const db = archive.catalogue;
  const uid = parseUuid(accessionId);
  const files = db.prepare<[Uint8Array | null], number>(`SELECT count(*) ${stored}`).pluck().get(uid) ?? 0;
  const items = db
    .prepare<[Uint8Array | null], string>(
      `SELECT number FROM item WHERE id IN (SELECT file.item_id ${stored}) ORDER BY id LIMIT ${itemsNamed}`,
    )
    .pluck()
    .all(uid);
  const accession =
    db.prepare<[Uint8Array | null], string>('SELECT number FROM accession WHERE uid = ?').pluck().get(uid) ??
    '';
  return { accession, files, items };
}

function entryOf(row: Row): ImportEntry {
  const { text, bytes } = readablePath(row.path);
  return {
    path: text,
    ...(bytes === null ? {} : { pathBytes: bytes }),
    status: row.status,
    resumed: row.run < row.lastRun,
    itemId: row.itemUid ? uuidText(row.itemUid) : null,
    sha256: row.sha256 ? Buffer.from(row.sha256).toString('hex') : null,
    error: row.error === null ? null : entryError.parse(JSON.parse(row.error)),
  };
}
