import { randomBytes } from 'node:crypto';

/**
 * Key material. It lies in shared memory: threads are handed the same bytes, not copies, and wiping them here wipes them
 * everywhere. (What the runtime's own ciphers hold meanwhile, and pages the system swapped out, are beyond reach;
 * docs/threat-model.md.)
 */
export type Secret = Uint8Array<SharedArrayBuffer>;

/** Takes `bytes` over: they are wiped where they came from. */
export function asSecret(bytes: Uint8Array): Secret {
  const secret = new Uint8Array(new SharedArrayBuffer(bytes.length));
  secret.set(bytes);
  wipe(bytes);
  return secret;
}

export function randomSecret(length = 32): Secret {
  return asSecret(randomBytes(length));
}

export function wipe(...secrets: readonly (Uint8Array | null | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0);
}

/** A key that was wiped must not go on being used as thirty-two zeros. */
export function isWiped(secret: Uint8Array): boolean {
  return secret.every((byte) => byte === 0);
}
