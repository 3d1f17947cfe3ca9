import type { EntryStatus } from '../../shared/records/import.ts';
import type { Archive } from '../archive/archive.ts';
import type { Accession } from './accession.ts';
import type { Recorded } from './record.ts';
import type { Encounter } from './walk.ts';

/**
 * What an interrupted run of this accession recorded for a file, if it is done and still looks the same (size and time of
 * modification). What had failed is tried again.
 */
export function findResumed(
  archive: Archive,
  accession: Accession,
  encounter: Extract<Encounter, { kind: 'file' }>,
): Recorded | null {
  const row = archive.catalogue
    .prepare<
      [number, Buffer],
      {
        status: EntryStatus;
        fileId: number;
        itemUid: Uint8Array;
        sha256: Uint8Array;
        size: number;
        modified_ns: string;
      }
    >(
      `SELECT accession_entry.status, accession_entry.modified_ns, accession_entry.size, file.id AS fileId, file.sha256,
         item.uid AS itemUid
       FROM accession_entry JOIN file ON file.id = accession_entry.file_id JOIN item ON item.id = file.item_id
       WHERE accession_entry.accession_id = ? AND accession_entry.path = ? AND status IN ('imported', 'duplicate')
       ORDER BY accession_entry.id DESC LIMIT 1`,
    )
    .get(accession.id, encounter.path);
  if (!row || row.size !== Number(encounter.stat.size) || row.modified_ns !== String(encounter.stat.mtimeNs))
    return null;
  return {
    path: encounter.path,
    status: row.status,
    fileId: row.fileId,
    itemUid: row.itemUid,
    sha256: Buffer.from(row.sha256).toString('hex'),
    size: row.size,
    error: null,
    stored: null,
  };
}
