import { sameBytes } from '../../verifier/custody/encoding.ts';
import {
  checkSignature,
  parsePublicKey,
  parseSignature,
  type MinisignKey,
} from '../../verifier/signature/minisign.ts';
import type { Archive } from '../archive/archive.ts';
import { blake2b, sha256 } from '../cryptography/digest.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { verifySignature } from '../cryptography/signing.ts';
import { appendEvents } from '../custody/append.ts';
import { demandsTwo, type DispositionRequest } from '../disposition/authority.ts';
import {
  completeDestruction,
  destroyItems,
  requestDestruction,
  type Destroyed,
} from '../disposition/destroy.ts';
import { itemRow, requireWriting, type ItemRow } from '../disposition/items.ts';
import { dispositionOf, holdsOn } from '../disposition/states.ts';
import { parseReceipt, unusable, type Receipt } from './receipt-format.ts';
import { receiptById, type StoredReceipt } from './receipts.ts';

export interface ShownReceipt {
  readonly text: Uint8Array;
  /** The .minisig file. */
  readonly signature: Uint8Array;
  /** By which it may be signed; empty: by any office that this archive knows. */
  readonly keys: readonly MinisignKey[];
}

export interface Coverage {
  readonly receipt: StoredReceipt & Pick<Receipt, 'package' | 'receivedAt' | 'signingKey'>;
  /** Items all of whose files the receipt lists, hash by hash, and that nothing holds. */
  readonly covered: readonly ItemRow[];
  /** What stays, and why. */
  readonly left: readonly { readonly number: string; readonly reason: 'held' | 'not-covered' }[];
  /** Destroyed or cleared before. */
  readonly already: readonly ItemRow[];
}

/**
 * Takes an office's receipt for a package of this archive, records it once, and says which items it covers. Throws
 * `receipt-unusable`: not signed by a key that was given or by an office known here, of another archive, of a package that
 * this archive never wrote or that has another tag manifest.
 */
export function recordReceipt(archive: Archive, shown: ShownReceipt): Coverage {
  requireWriting(archive);
  const receipt = openReceipt(archive, shown);
  if (receipt.archive !== uuidText(archive.uid)) throw unusable('it is about a package of another archive');
  const stored = archive.catalogue
    .prepare<[Uint8Array | null], { id: number; tagmanifest: Uint8Array }>(
      'SELECT id, tagmanifest_sha256 AS tagmanifest FROM package WHERE uid = ?',
    )
    .get(parseUuid(receipt.package));
  if (!stored) throw unusable('this archive wrote no such package');
  if (!sameBytes(stored.tagmanifest, Buffer.from(receipt.tagmanifestSha256, 'hex')))
    throw unusable('the package that was received is not the one that was written');
  const { id } = keep(archive, stored.id, receipt, shown.text);
  const { package: uid, receivedAt, signingKey } = receipt;
  const known = { ...receiptById(archive, id), package: uid, receivedAt, signingKey };
  return { receipt: known, ...coverageOf(archive, stored.id, receipt) };
}

/** Signed by whom it says, and by one that is trusted. */
function openReceipt(archive: Archive, { text, signature, keys }: ShownReceipt): Receipt {
  const receipt = parseReceipt(text);
  const trusted = keys.length > 0 ? keys : officesOf(archive);
  const key = parsePublicKey(receipt.signingKey);
  const signer = trusted.find(
    (candidate) =>
      key && sameBytes(candidate.publicKey, key.publicKey) && sameBytes(candidate.keyId, key.keyId),
  );
  if (!signer)
    throw unusable(
      keys.length > 0
        ? 'it is signed by another key than the one that was given'
        : 'it is signed by a key that is no office of this archive; give the key with --key',
    );
  const parsed = parseSignature(signature);
  const crypto = { verifySignature, blake2b512: (data: Uint8Array) => blake2b(data, 64) };
  if (!parsed || checkSignature(crypto, parsed, signer, text) !== 'valid')
    throw unusable('its signature is not one of that key over this text');
  return receipt;
}

function officesOf(archive: Archive): MinisignKey[] {
  return archive.catalogue
    .prepare<[], MinisignKey>(
      `SELECT public_key AS publicKey, key_id AS keyId FROM identity
       WHERE is_office = 1 AND public_key IS NOT NULL AND retired_at IS NULL`,
    )
    .all();
}

/** By its digest alone: the receipt lists the hashes of what may have to go. The same one is recorded once. */
function keep(archive: Archive, packageId: number, receipt: Receipt, text: Uint8Array): { id: number } {
  const db = archive.catalogue;
  const digest = sha256(text);
  const known = db.prepare<[number, Uint8Array], { id: number }>(
    'SELECT id FROM receipt WHERE package_id = ? AND sha256 = ?',
  );
  const found = known.get(packageId, digest);
  if (found) return found;
  return db
    .transaction(() => {
      const [event] = appendEvents(db, archive.events, [
        {
          type: 'transfer',
          subject: { kind: 'package', id: receipt.package },
          outcome: 'success',
          detail: {
            receipt: Buffer.from(digest).toString('hex'),
            stage: 'acknowledged',
            key: receipt.signingKey,
            exhibits: receipt.exhibits.length,
          },
        },
      ]);
      if (!event) throw new Error('an event was not appended');
      const { lastInsertRowid } = db
        .prepare(
          `INSERT INTO receipt (package_id, sha256, public_key, received_at, recorded_at, identity_id, sequence)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          packageId, digest, receipt.signingKey, receipt.receivedAt, event.time,
          archive.session.operator?.id ?? null, event.sequence,
        ); // prettier-ignore
      return { id: Number(lastInsertRowid) };
    })
    .immediate();
}

function coverageOf(archive: Archive, packageId: number, receipt: Receipt): Omit<Coverage, 'receipt'> {
  const db = archive.catalogue;
  const listed = new Set(receipt.exhibits.map(({ exhibit, sha256: hash }) => `${exhibit} ${hash}`));
  const hashes = db
    .prepare<[number], string>('SELECT lower(hex(sha256)) FROM file WHERE item_id = ?')
    .pluck();
  const covered: ItemRow[] = [];
  const already: ItemRow[] = [];
  const left: { number: string; reason: 'held' | 'not-covered' }[] = [];
  const items = db
    .prepare<[number], { itemId: number; exhibit: string }>(
      'SELECT item_id AS itemId, exhibit FROM package_item WHERE package_id = ? ORDER BY item_id',
    )
    .all(packageId);
  for (const { itemId, exhibit } of items) {
    const item = itemRow(archive, itemId);
    const state = dispositionOf(archive, itemId)?.state;
    const own = hashes.all(itemId);
    if (state === 'destroyed' || state === 'handed-over') already.push(item);
    else if (own.length === 0 || !own.every((hash) => listed.has(`${exhibit} ${hash}`)))
      left.push({ number: item.number, reason: 'not-covered' });
    else if (holdsOn(archive, itemId).length > 0) left.push({ number: item.number, reason: 'held' });
    else covered.push(item);
  }
  return { covered, left, already };
}

export interface Clearing {
  /** How many items whoever asks believes that it clears. */
  readonly confirmed: number;
  readonly lockedSealed: 'refuse' | 'leave';
  /** What was written about the items stays; else nothing but numbers does. */
  readonly keepsRecord: boolean;
}

export type Cleared =
  | { readonly coverage: Coverage; readonly destroyed: Destroyed; readonly request: null }
  | { readonly coverage: Coverage; readonly destroyed: null; readonly request: DispositionRequest };

/**
 * Destroys the originals of exactly the items that the receipt covers. Where the archive demands two identities, it asks
 * for it instead, and another one approves. Throws as `recordReceipt`, `destroyItems` and `requestDestruction` do.
 */
export function clearHandedOver(archive: Archive, shown: ShownReceipt, clearing: Clearing): Cleared {
  const coverage = recordReceipt(archive, shown);
  const { receipt, covered, already } = coverage;
  const { keepsRecord } = clearing;
  const reason = 'handed-over';
  if (demandsTwo(archive) && covered.length > 0) {
    const wanted = { items: covered, reason, note: null, receiptId: receipt.id, keepsRecord };
    return { coverage, destroyed: null, request: requestDestruction(archive, wanted) };
  }
  // Cut off after it was decided: run again, it completes what is left.
  if (covered.length === 0)
    return { coverage, destroyed: completeDestruction(archive, already), request: null };
  const wanted = { ...clearing, items: covered, reason, note: null, request: null, receipt };
  return { coverage, destroyed: destroyItems(archive, wanted), request: null };
}
