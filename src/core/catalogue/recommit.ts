import type { Archive } from '../archive/archive.ts';
import type { EventDetail } from '../custody/append.ts';
import { replayItem, revisionColumns } from './item-state.ts';
import { newRecordSecret, recordDigest } from './record-digest.ts';
import { accessionMembers, itemMembers, type AccessionRecord, type ItemRevision } from './records.ts';
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

/**
 * Every revision of an item as it is left, each under a new secret: the event that says so commits to all of them by
 * `records`, the first one first, so that none of what stands there can be changed any more.
 */
export function recommitItem(archive: Archive, itemId: number): EventDetail {
  const db = archive.catalogue;
  const item = db
    .prepare<[number], { uid: Uint8Array; createdAt: string }>(
      'SELECT uid, created_at AS createdAt FROM item WHERE id = ?',
    )
    .get(itemId);
  if (!item) throw new Error(`no item ${itemId}`);
  const revisions = db
    .prepare<[Uint8Array], ItemRevision>(
      `SELECT number AS revision, ${revisionColumns(archive)} FROM revision
       LEFT JOIN identity ON identity.id = revision.identity_id WHERE record_uid = ? ORDER BY number`,
    )
    .all(item.uid);
  const states = replayItem(item.createdAt, revisions);
  if (!states) throw new Error(`the revisions of item ${itemId} are not whole`);
  const write = db.prepare('UPDATE revision SET secret = ? WHERE record_uid = ? AND number = ?');
  const records = revisions.map((revision, at) => {
    const state = states[at];
    if (!state) throw new Error(`the revisions of item ${itemId} are not whole`);
    const secret = newRecordSecret();
    write.run(secret, item.uid, revision.revision);
    return recordDigest(secret, itemMembers(item.uid, state, revision));
  });
  return { revision: records.length, record: records.at(-1) ?? '', records };
}
