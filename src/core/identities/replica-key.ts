import type { Archive } from '../archive/archive.ts';
import { ageDecrypt, ageEncrypt, ageIdentityOf, ageRecipientOf } from '../cryptography/age.ts';
import { deriveKey } from '../cryptography/derive.ts';
import { wipe } from '../cryptography/secret.ts';
import { publicKeyOf, type SigningKeyPair } from '../cryptography/signing.ts';
import { signPending } from '../custody/checkpoint.ts';
import { sameBytes } from '../../verifier/custody/encoding.ts';
import type { SigningKey } from './secret-key.ts';

/**
 * The key that signs this copy's checkpoints. In a plain archive it lies in the catalogue in clear: whoever has the folder
 * can sign. In an encrypted one it is wrapped for each identity once there is one with a key, and nobody signs who has not
 * unlocked an identity.
 */

/** The age identity of a signing key: another key from the same seed, so that one passphrase opens both. */
export function agreementIdentity(key: SigningKey): string {
  const secret = deriveKey(key.seed, key.publicKey, 'stele/1/identity-agreement');
  const identity = ageIdentityOf(secret);
  wipe(secret);
  return identity;
}

export function agreementRecipient(key: SigningKey): Promise<string> {
  return ageRecipientOf(agreementIdentity(key));
}

/** The replica's key pair if it lies in clear, or if `key`, of identity `identityId`, opens its wrapping; else null. */
export async function openReplicaKey(
  archive: Archive,
  identityId: number,
  key: SigningKey,
): Promise<SigningKeyPair | null> {
  const clear = readClearReplicaKey(archive);
  if (clear) return clear;
  const row = archive.catalogue
    .prepare<[number, number], { age: Uint8Array; publicKey: Uint8Array }>(
      `SELECT age, replica.public_key AS publicKey FROM replica_key_wrap JOIN replica ON replica.id = replica_id
       WHERE replica_id = ? AND identity_id = ?`,
    )
    .get(archive.replica.id, identityId);
  const privateKey = row ? await ageDecrypt(agreementIdentity(key), row.age) : null;
  if (!row || privateKey?.length !== 32 || !sameBytes(publicKeyOf(privateKey), row.publicKey)) return null;
  return { publicKey: row.publicKey, privateKey };
}

export function readClearReplicaKey(archive: Archive): SigningKeyPair | null {
  const row = archive.catalogue
    .prepare<[number], { publicKey: Uint8Array; privateKey: Uint8Array | null }>(
      'SELECT public_key AS publicKey, private_key AS privateKey FROM replica WHERE id = ?',
    )
    .get(archive.replica.id);
  return row?.privateKey ? { publicKey: row.publicKey, privateKey: row.privateKey } : null;
}

/** What signs now: the unlocked identity's copy of the key, or the one in clear; null: checkpoints stay pending. */
export function replicaKeyOf(archive: Archive): SigningKeyPair | null {
  return archive.session.replicaKey ?? readClearReplicaKey(archive);
}

/**
 * With the replica's key at hand: wraps it for every identity that lacks it, takes the copy in clear out of an encrypted
 * archive, and signs the checkpoints that waited.
 */
export async function settleReplicaKey(archive: Archive, pair: SigningKeyPair): Promise<void> {
  const db = archive.catalogue;
  if (archive.keys) {
    const lacking = db
      .prepare<[number], { id: number; recipient: string }>(
        `SELECT id, recipient FROM identity WHERE recipient IS NOT NULL AND retired_at IS NULL
         AND id NOT IN (SELECT identity_id FROM replica_key_wrap WHERE replica_id = ?)`,
      )
      .all(archive.replica.id);
    const wraps: (readonly [number, Uint8Array])[] = [];
    for (const { id, recipient } of lacking) wraps.push([id, await ageEncrypt(recipient, pair.privateKey)]);
    // The copy in clear must not stay behind in pages that are free: whoever opens the archive reads those too.
    db.pragma('secure_delete = ON');
    db.transaction(() => {
      const insert = db.prepare(
        'INSERT OR IGNORE INTO replica_key_wrap (replica_id, identity_id, age) VALUES (?, ?, ?)',
      );
      for (const [id, age] of wraps) insert.run(archive.replica.id, id, age);
      db.prepare(
        `UPDATE replica SET private_key = NULL WHERE id = ? AND private_key IS NOT NULL
         AND EXISTS (SELECT 1 FROM replica_key_wrap WHERE replica_id = replica.id)`,
      ).run(archive.replica.id);
    })();
  }
  signPending(db, archive.events.log.id, pair);
}
