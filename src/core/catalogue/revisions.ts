import type { Archive } from '../archive/archive.ts';
import { statement } from '../database/statements.ts';
import { newRecordSecret, recordDigest } from './record-digest.ts';
import { itemMembers, type ItemState } from './records.ts';

export interface Revision {
  readonly itemUid: Uint8Array;
  /** From 1. */
  readonly number: number;
  readonly changedAt: string;
  readonly changes: Readonly<Record<string, { readonly old: unknown; readonly new: unknown }>>;
  /** What it is part of, and is undone with. */
  readonly act?: Uint8Array | null;
  /** The item as this revision leaves it. */
  readonly state: ItemState;
}

/**
 * Who changed what of an item, when. Inside the transaction that changes it. Returns the digest of the item as it is from
 * now on, which the caller's event has to commit to: for the first revision the ingestion of its first file, for every later
 * one an event of its own about the item (docs/formats/log.md, "Records").
 */
export function recordRevision(archive: Archive, revision: Revision): string {
  const { itemUid, number, changedAt, state, act = null } = revision;
  const { operator } = archive.session;
  const changes = JSON.stringify(revision.changes);
  const secret = newRecordSecret();
  statement(
    archive.catalogue,
    `INSERT INTO revision (record_uid, record_kind, number, changed_at, identity_id, changes, secret, act)
       VALUES (?, 'item', ?, ?, ?, ?, ?, ?)`,
  ).run(itemUid, number, changedAt, operator?.id ?? null, changes, secret, act);
  const identityUid = operator?.uid ?? null;
  return recordDigest(
    secret,
    itemMembers(itemUid, state, { revision: number, changedAt, identityUid, changes, act }),
  );
}
