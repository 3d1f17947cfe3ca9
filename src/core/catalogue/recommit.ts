import type { Archive } from '../archive/archive.ts';
import type { EventDetail } from '../custody/append.ts';
import { newRecordSecret, recordDigest } from './record-digest.ts';
import {
  accessionMembers,
  itemMembers,
  type AccessionRecord,
  type ItemRevision,
  type ItemState,
} from './records.ts';
import { unstoredDigest } from './unstored-entries.ts';

/**
 * Commits anew to what is left of a record after values of it were erased (docs/formats/log.md, "Records"). The secret of the
 * old record goes, so that nobody can try out what it said; the detail that comes back belongs into the `deletion` event.
 * Everything here is inside the transaction of that event.
 */

interface AccessionRow extends AccessionRecord {
  readonly run: number;
  readonly closedAt: string | null;
}

/** An accession as it stands, closed: its state, its closing time and what it did not store are committed with it. */
export function recommitAccession({ catalogue }: Archive, accessionId: number): EventDetail {
  const secret = newRecordSecret();
  catalogue.prepare('UPDATE accession SET secret = ? WHERE id = ?').run(secret, accessionId);
  const row = catalogue
    .prepare<[number], AccessionRow>(
      `SELECT accession.uid, number, request, started_at AS startedAt, identity.uid AS identityUid, description, sources,
         machine_clock AS machineClock, run, closed_at AS closedAt
       FROM accession LEFT JOIN identity ON identity.id = accession.identity_id WHERE accession.id = ?`,
    )
    .get(accessionId);
  if (!row) throw new Error(`no accession ${accessionId}`);
  return {
    phase: 'erased',
    record: recordDigest(secret, accessionMembers(row)),
    run: row.run,
    closedAt: row.closedAt,
    unstored: unstoredDigest(catalogue, accessionId, secret),
  };
}

/** What a closed accession skipped or could not read, after some of it went with a file; null while it is open. */
export function recommitUnstored({ catalogue }: Archive, accessionId: number): EventDetail | null {
  const row = catalogue
    .prepare<[number], { state: string; secret: Uint8Array | null }>(
      'SELECT state, secret FROM accession WHERE id = ?',
    )
    .get(accessionId);
  // Until it is closed, these entries come and go, and nothing commits to them.
  if (row?.state !== 'closed' || !row.secret) return null;
  return { phase: 'reduced', unstored: unstoredDigest(catalogue, accessionId, row.secret) };
}

/** An item as its last revision left it; of the revisions before it nothing can be tried out any more. */
export function recommitItem({ catalogue }: Archive, itemId: number): EventDetail {
  const row = catalogue
    .prepare<[number], ItemState & ItemRevision & { readonly uid: Uint8Array }>(
      `SELECT item.uid, item.number, item.created_at, item.kind, item.title, item.description, item.captured, item.position,
         item.rights, item.confidentiality, item.review_state, item.revision, revision.changed_at AS changedAt,
         identity.uid AS identityUid, revision.changes
       FROM item JOIN revision ON revision.record_uid = item.uid AND revision.number = item.revision
       LEFT JOIN identity ON identity.id = revision.identity_id WHERE item.id = ?`,
    )
    .get(itemId);
  if (!row) throw new Error(`no item ${itemId}`);
  const secret = newRecordSecret();
  catalogue.prepare('UPDATE revision SET secret = NULL WHERE record_uid = ?').run(row.uid);
  catalogue
    .prepare('UPDATE revision SET secret = ? WHERE record_uid = ? AND number = ?')
    .run(secret, row.uid, row.revision);
  return { revision: row.revision, record: recordDigest(secret, itemMembers(row.uid, row, row)) };
}
