import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Bytes that an AES-256-GCM tag adds (NIST SP 800-38D, 128 bits). */
export const tagLength = 16;
export const nonceLength = 12;

/** Node hands out a new buffer for every update; of this size it comes from memory that is at hand, larger ones from the system. */
const piece = 32_768;

/**
 * AES-256-GCM (NIST SP 800-38D): ciphertext followed by its 16-byte tag. `key` has 32 bytes, `nonce` 12, and the pair is
 * never used twice: that is the caller's to guarantee. `into` may be given to be filled; what comes back is then a part of it.
 */
export function seal(
  key: Uint8Array,
  nonce: Uint8Array,
  plain: Uint8Array,
  associated?: Uint8Array | null,
  into: Buffer = Buffer.allocUnsafe(plain.length + tagLength),
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  if (associated) cipher.setAAD(associated);
  for (let at = 0; at < plain.length; at += piece)
    into.set(cipher.update(plain.subarray(at, at + piece)), at);
  cipher.final();
  into.set(cipher.getAuthTag(), plain.length);
  return into.subarray(0, plain.length + tagLength);
}

/**
 * What `seal` sealed, or null if key, nonce, associated data or a single bit is another. Nothing unproved is returned.
 * `into` as in `seal`; it may not be where `sealed` lies.
 */
export function unseal(
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  associated?: Uint8Array | null,
  into?: Buffer,
): Buffer | null {
  const length = sealed.length - tagLength;
  if (length < 0) return null;
  const plain = (into ?? Buffer.allocUnsafe(length)).subarray(0, length);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  if (associated) decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(length));
  for (let at = 0; at < length; at += piece)
    plain.set(decipher.update(sealed.subarray(at, Math.min(at + piece, length))), at);
  try {
    decipher.final();
    return plain;
  } catch {
    plain.fill(0);
    return null;
  }
}
