import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Bytes that an AES-256-GCM tag adds (NIST SP 800-38D, 128 bits). */
export const tagLength = 16;
export const nonceLength = 12;

/**
 * AES-256-GCM (NIST SP 800-38D): ciphertext followed by its 16-byte tag. `key` has 32 bytes, `nonce` 12, and the pair is
 * never used twice: that is the caller's to guarantee.
 */
export function seal(
  key: Uint8Array,
  nonce: Uint8Array,
  plain: Uint8Array,
  associated?: Uint8Array,
): Uint8Array[] {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  if (associated) cipher.setAAD(associated);
  const sealed = cipher.update(plain);
  cipher.final();
  return [sealed, cipher.getAuthTag()];
}

/** What `seal` sealed, or null if key, nonce, associated data or a single bit is another. Nothing unproved is returned. */
export function unseal(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  associated?: Uint8Array,
): Buffer | null {
  if (sealed.length < tagLength) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  if (associated) decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  const plain = decipher.update(sealed.subarray(0, sealed.length - tagLength));
  try {
    decipher.final();
    return plain;
  } catch {
    plain.fill(0);
    return null;
  }
}
