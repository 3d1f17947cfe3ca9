import { createHmac, createSecretKey, hkdfSync, scryptSync } from 'node:crypto';
import { argon2id } from 'hash-wasm';

/** HKDF-SHA-256 (RFC 5869): 32 bytes. `purpose` is its info, so that no two uses of one secret share a key. */
export function deriveKey(secret: Uint8Array, salt: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, purpose, 32));
}

/** HKDF-SHA-256 (RFC 5869) without a salt: `length` bytes, at most 8160. */
export function expandSecret(secret: Uint8Array, purpose: string, length: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', purpose, length));
}

/** HMAC-SHA-256 (RFC 2104): 32 bytes. */
export function hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(data).digest();
}

/** The same under one key, of many: to take in a key takes five times as long as what is done with it. */
export function hmacSha256Under(key: Uint8Array): (data: Uint8Array) => Uint8Array {
  const taken = createSecretKey(key);
  return (data) => createHmac('sha256', taken).update(data).digest();
}

export interface Argon2Cost {
  /** KiB. */
  readonly memory: number;
  readonly iterations: number;
  readonly parallelism: number;
}

/** Argon2id version 1.3 (RFC 9106): 32 bytes. From hash-wasm, because Electron's BoringSSL has none. */
export async function argon2(secret: Uint8Array, salt: Uint8Array, cost: Argon2Cost): Promise<Uint8Array> {
  return argon2id({
    password: secret,
    salt,
    memorySize: cost.memory,
    iterations: cost.iterations,
    parallelism: cost.parallelism,
    hashLength: 32,
    outputType: 'binary',
  });
}

/** scrypt (RFC 7914): `length` bytes. Takes 128 × n × r bytes of memory. */
export function scrypt(
  secret: Uint8Array,
  salt: Uint8Array,
  cost: { readonly n: number; readonly r: number; readonly p: number },
  length: number,
): Uint8Array {
  const { n, r, p } = cost;
  return scryptSync(secret, salt, length, { N: n, r, p, maxmem: 128 * n * r + 128 * r * p + 2 ** 20 });
}
