import type { Archive } from '../archive/archive.ts';
import { uuidV7 } from '../cryptography/random.ts';
import { nextNumber } from './numbers.ts';
import type { ItemState } from './records.ts';
import { recordRevision } from './revisions.ts';

export interface NewItem {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly number: string;
  /** Digest of the item as it is now, for the event that tells of it. */
  readonly record: string;
}

/** What an item holds before anybody asserts anything. */
export const blankItem: Omit<ItemState, 'number' | 'created_at'> = {
  kind: 'evidence',
  title: null,
  description: null,
  captured: null,
  position: null,
  rights: null,
  confidentiality: 'restricted',
  review_state: 'unreviewed',
};

/** A new item with its number and its first revision, inside the caller's transaction. */
export function createItem(archive: Archive, now: Date): NewItem {
  const db = archive.catalogue;
  const uid = uuidV7(now.getTime());
  const number = nextNumber(db, '', now.getFullYear(), archive.replica.code);
  const createdAt = now.toISOString();
  const { lastInsertRowid } = db
    .prepare('INSERT INTO item (uid, number, created_at) VALUES (?, ?, ?)')
    .run(uid, number, createdAt);
  const record = recordRevision(archive, {
    itemUid: uid,
    number: 1,
    changedAt: createdAt,
    changes: { number: { old: null, new: number } },
    state: { ...blankItem, number, created_at: createdAt },
  });
  return { id: Number(lastInsertRowid), uid, number, record };
}
