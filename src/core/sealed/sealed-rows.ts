import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { sha256 } from '../cryptography/digest.ts';
import { parseUuid, randomSalt, uuidText, uuidV7 } from '../cryptography/random.ts';
import { nonceLength, seal, unseal } from '../cryptography/seal.ts';
import { wipe, type Secret } from '../cryptography/secret.ts';
import type { EventDraft } from '../custody/append.ts';
import { paddedLength } from '../vault/sealed-format.ts';

/**
 * The rows of `sealed_text`: nonce and ciphertext of a JSON text, padded, so that not even its length tells what it is. The log
 * commits to the ciphertext.
 */

/** A row of `content`, inside the caller's transaction, with the event that tells of it. */
export function insertSealed(
  archive: Archive,
  key: Secret,
  content: unknown,
): { readonly id: string; readonly draft: EventDraft } {
  const uid = uuidV7(archive.clock().getTime());
  const sealed = sealedBytes(key, uid, content);
  archive.catalogue.prepare('INSERT INTO sealed_text (uid, sealed) VALUES (?, ?)').run(uid, sealed);
  const id = uuidText(uid);
  return {
    id,
    draft: {
      type: 'metadata modification',
      subject: { kind: 'sealed', id },
      outcome: 'success',
      detail: { record: Buffer.from(sha256(sealed)).toString('hex') },
    },
  };
}

/** Makes a row say something else. Returns the digest by which the event commits to it. Inside the caller's transaction. */
export function resealed(archive: Archive, key: Secret, id: string, content: unknown): string {
  const uid = parseUuid(id);
  if (!uid) throw new Error(`no id: ${id}`);
  const sealed = sealedBytes(key, uid, content);
  archive.catalogue.prepare('UPDATE sealed_text SET sealed = ? WHERE uid = ?').run(sealed, uid);
  return Buffer.from(sha256(sealed)).toString('hex');
}

export function removeSealed(archive: Archive, id: string): void {
  archive.catalogue.prepare('DELETE FROM sealed_text WHERE uid = ?').run(parseUuid(id));
}

function sealedBytes(key: Secret, uid: Uint8Array, content: unknown): Buffer {
  const plain = Buffer.from(JSON.stringify(content));
  const padded = Buffer.alloc(paddedLength(plain.length), ' ');
  plain.copy(padded);
  const nonce = randomSalt(nonceLength);
  const sealed = Buffer.concat([nonce, seal(key, nonce, padded, binding(uid))]);
  wipe(plain, padded);
  return sealed;
}

/** Every row, opened, the oldest first. Throws `archive-damaged`. */
export function* openedRows(
  archive: Archive,
  key: Secret,
): Generator<{ readonly id: string; readonly content: unknown }> {
  const rows = archive.catalogue
    .prepare<[], { uid: Uint8Array; sealed: Uint8Array }>('SELECT uid, sealed FROM sealed_text ORDER BY id')
    .all();
  for (const { uid, sealed } of rows) {
    const plain = unseal(key, sealed.subarray(0, nonceLength), sealed.subarray(nonceLength), binding(uid));
    if (!plain) {
      const reason = `the sealed record ${uuidText(uid)} does not prove itself`;
      throw new AppError('archive-damaged', { path: archive.path, reason });
    }
    yield { id: uuidText(uid), content: JSON.parse(plain.toString()) };
    wipe(plain);
  }
}

function binding(uid: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('stele/1/sealed/'), uid]);
}
