import type { Archive } from '../archive/archive.ts';
import { uuidV7 } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import { blankItem } from './item-state.ts';
import { nextNumber } from './numbers.ts';
import { recordRevision } from './revisions.ts';

export interface NewItem {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly number: string;
  /** Digest of the item as it is now, for the event that tells of it. */
  readonly record: string;
}

/**
 * A new item with its number and its first revision, inside the caller's transaction. `asserted` is what it begins with where
 * that is not a blank one.
 */
export function createItem(
  archive: Archive,
  now: Date,
  begins: { readonly asserted?: Partial<typeof blankItem>; readonly act?: Uint8Array } = {},
): NewItem {
  const db = archive.catalogue;
  const uid = uuidV7(now.getTime());
  const number = nextNumber(db, '', now.getFullYear(), archive.replica.code);
  const createdAt = now.toISOString();
  const { lastInsertRowid } = statement(
    db,
    'INSERT INTO item (uid, number, created_at) VALUES (?, ?, ?)',
  ).run(uid, number, createdAt);
  const asserted = begins.asserted ?? {};
  for (const [column, value] of Object.entries(asserted))
    db.prepare(`UPDATE item SET "${column}" = ? WHERE id = ?`).run(value, lastInsertRowid);
  const from = Object.entries(asserted).map(
    ([column, value]) => [column, { old: null, new: value }] as const,
  );
  const record = recordRevision(archive, {
    itemUid: uid,
    number: 1,
    changedAt: createdAt,
    changes: { number: { old: null, new: number }, ...Object.fromEntries(from) },
    act: begins.act ?? null,
    state: { ...blankItem, ...asserted, number, created_at: createdAt },
  });
  return { id: Number(lastInsertRowid), uid, number, record };
}
