import type { Archive } from '../archive/archive.ts';
import { uuidV7 } from '../cryptography/random.ts';
import { nextNumber } from './numbers.ts';
import { recordRevision } from './revisions.ts';

export interface NewItem {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly number: string;
}

/** A new item with its number and its first revision, inside the caller's transaction. */
export function createItem(archive: Archive, now: Date): NewItem {
  const db = archive.catalogue;
  const uid = uuidV7(now.getTime());
  const number = nextNumber(db, '', now.getFullYear(), archive.replica.code);
  const { lastInsertRowid } = db
    .prepare('INSERT INTO item (uid, number, created_at) VALUES (?, ?, ?)')
    .run(uid, number, now.toISOString());
  recordRevision(archive, {
    recordUid: uid,
    recordKind: 'item',
    number: 1,
    changes: { number: { old: null, new: number } },
  });
  return { id: Number(lastInsertRowid), uid, number };
}
