import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { parseUuid } from '../cryptography/random.ts';
import { itemsIn } from '../disposition/states.ts';

/** How many candidates an ambiguous reference names. */
const candidatesShown = 10;

/**
 * The item meant by an id, else a number, else a SHA-256 prefix of at least eight digits (of an item that is not hidden). Throws `not-found`, or
 * `ambiguous` with the numbers of the candidates.
 */
export function resolveItem(archive: Archive, reference: string): number {
  const db = archive.catalogue;
  const uid = parseUuid(reference);
  const direct =
    (uid && db.prepare<[Uint8Array], number>('SELECT id FROM item WHERE uid = ?').pluck().get(uid)) ??
    db
      .prepare<[string], number>('SELECT id FROM item WHERE number = ? COLLATE NOCASE')
      .pluck()
      .get(reference);
  if (direct !== undefined) return direct;
  const prefix = reference.toLowerCase();
  if (!/^[0-9a-f]{8,64}$/.test(prefix)) throw new AppError('not-found', { kind: 'item', value: reference });
  // A range of the index: from the prefix filled up with zeros to the prefix filled up with ones.
  const rows = db
    .prepare<[Buffer, Buffer], { id: number; number: string }>(
      `SELECT DISTINCT item.id, item.number FROM file JOIN item ON item.id = file.item_id
       WHERE file.sha256 BETWEEN ? AND ? AND ${itemsIn(archive, null)} ORDER BY item.id LIMIT ${candidatesShown + 1}`,
    )
    .all(Buffer.from(prefix.padEnd(64, '0'), 'hex'), Buffer.from(prefix.padEnd(64, 'f'), 'hex'));
  const [first, second] = rows;
  if (!first) throw new AppError('not-found', { kind: 'item', value: reference });
  if (!second) return first.id;
  const shown = rows.slice(0, candidatesShown).map((row) => row.number);
  const candidates = shown.join(', ') + (rows.length > candidatesShown ? ', …' : '');
  throw new AppError('ambiguous', { kind: 'item', value: reference, candidates });
}
