import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Electron's node:crypto is BoringSSL and lacks much of what Node's has. The suite runs with this stand-in (a setup file of
 * vitest.config.ts): whatever design §9 does not name throws here, so that it cannot first fail on somebody's desktop.
 */
const hashes = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];

/** By function: which of its first arguments are there, or null where every use is. */
const allowed: Readonly<Record<string, readonly (string | null | undefined)[] | null>> = {
  createHash: hashes,
  createHmac: hashes,
  hkdf: hashes,
  hkdfSync: hashes,
  createCipheriv: ['aes-256-gcm'],
  createDecipheriv: ['aes-256-gcm'],
  generateKeyPair: ['ed25519', 'x25519'],
  generateKeyPairSync: ['ed25519', 'x25519'],
  // Ed25519 takes no digest of its own.
  sign: [null, undefined],
  verify: [null, undefined],
  createPrivateKey: null,
  createPublicKey: null,
  createSecretKey: null,
  diffieHellman: null,
  scrypt: null,
  scryptSync: null,
  pbkdf2: null,
  pbkdf2Sync: null,
  randomBytes: null,
  randomFillSync: null,
  randomInt: null,
  randomUUID: null,
  getRandomValues: null,
  timingSafeEqual: null,
  // Node's own fetch asks for it.
  getHashes: null,
};

const original = crypto as unknown as Record<string, unknown>;
for (const [name, value] of Object.entries(original)) {
  // Classes and constants are there; what makes them is what is refused.
  if (typeof value !== 'function' || /^[A-Z]/.test(name)) continue;
  const rule = allowed[name];
  if (rule === null) continue;
  original[name] = (...parameters: unknown[]): unknown => {
    const first = parameters[0] as string | null | undefined;
    if (rule?.includes(typeof first === 'string' ? first.toLowerCase() : first) !== true)
      throw new Error(`Electron's node:crypto has no ${name}(${String(first)})`);
    return (value as (...all: unknown[]) => unknown).apply(crypto, parameters);
  };
}
syncBuiltinESMExports();
