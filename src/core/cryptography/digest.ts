import { createHash, type Hash } from 'node:crypto';

export type DigestName = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** SHA-256 (FIPS 180-4) of bytes, or of a text's UTF-8 form: 32 bytes. */
export function sha256(data: Uint8Array | string): Uint8Array {
  return createHash('sha256').update(data).digest();
}

/** A running digest: `update` with bytes, `digest('hex')` once. */
export function startDigest(name: DigestName): Hash {
  return createHash(name);
}
