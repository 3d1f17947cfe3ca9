import { createHash, type Hash } from 'node:crypto';
import { blake2b as noble } from '@noble/hashes/blake2.js';

export type DigestName = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** SHA-256 (FIPS 180-4) of bytes, or of a text's UTF-8 form: 32 bytes. */
export function sha256(data: Uint8Array | string): Uint8Array {
  return createHash('sha256').update(data).digest();
}

/** A running digest: `update` with bytes, `digest('hex')` once. */
export function startDigest(name: DigestName): Hash {
  return createHash(name);
}

/** BLAKE2b (RFC 7693) of `length` bytes without a key; from @noble/hashes, because Electron's BoringSSL has none. */
export function blake2b(data: Uint8Array, length: 32 | 64): Uint8Array {
  return noble(data, { dkLen: length });
}
