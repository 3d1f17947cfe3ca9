import { AppError } from '../../shared/errors/app-error.ts';
import { base64, concatBytes, parseBase64, sameBytes, utf8 } from '../../verifier/custody/encoding.ts';
import { keyIdText, type MinisignKey } from '../../verifier/signature/minisign.ts';
import { scrypt } from '../cryptography/derive.ts';
import { blake2b, sha256 } from '../cryptography/digest.ts';
import { randomSalt } from '../cryptography/random.ts';
import { asSecret, wipe, type Secret } from '../cryptography/secret.ts';
import { publicKeyOf } from '../cryptography/signing.ts';
import { passphraseBytes } from '../keys/slots.ts';

/**
 * Secret keys in minisign's own form, so that `minisign` can use them:
 *
 *     "Ed" | "Sc" or 0 0 | "B2" | salt 32 | operations u64 | memory u64 | (key id 8 | seed 32 | public key 32 | checksum 32) ⊕ scrypt
 */

/** 128 MiB and about a second on a small laptop; minisign's own 1 GiB would not open there. Both stand in the file. */
const memoryLimit = 2 ** 27;
const operationsLimit = 2 ** 23;
/** A key made by minisign with its own limits opens too: 1 GiB. More is refused. */
const mostMemory = 2 ** 30;
const mostOperations = 2 ** 26;
const sealedLength = 8 + 64 + 32;

/** A pair that an identity signs with. */
export interface SigningKey extends MinisignKey {
  /** Ed25519 seed, 32 bytes. */
  readonly seed: Secret;
}

/** The key of a seed. Its id comes from the public key, so that words on paper bring the very same key back. */
export function signingKeyOf(seed: Secret): SigningKey {
  const publicKey = publicKeyOf(seed);
  return { seed, publicKey, keyId: sha256(publicKey).slice(0, 8) };
}

/** The two lines of a minisign secret key file. Null for `passphrase`: not encrypted, as `minisign -W` writes it. */
export function formatSecretKey(key: SigningKey, passphrase: string | null): string {
  const checksum = blake2b(concatBytes(utf8('Ed'), key.keyId, key.seed, key.publicKey), 32);
  const body = concatBytes(key.keyId, key.seed, key.publicKey, checksum);
  const salt = passphrase === null ? new Uint8Array(32) : randomSalt(32);
  const limits = Buffer.alloc(16);
  if (passphrase !== null) {
    limits.writeBigUInt64LE(BigInt(operationsLimit), 0);
    limits.writeBigUInt64LE(BigInt(memoryLimit), 8);
    mask(body, passphrase, salt, operationsLimit, memoryLimit);
  }
  const kdf = passphrase === null ? Uint8Array.of(0, 0) : utf8('Sc');
  const text = base64(concatBytes(utf8('Ed'), kdf, utf8('B2'), salt, limits, body));
  wipe(body);
  return `untrusted comment: minisign secret key ${keyIdText(key)}\n${text}\n`;
}

/** Whether a secret key file takes a passphrase. Throws `identity-key-unusable`. */
export function needsPassphrase(text: string): boolean {
  const bytes = parseKeyFile(text);
  return bytes[2] !== 0;
}

/** Opens a secret key file. Throws `identity-key-unusable`, `identity-passphrase-wrong`. */
export function openSecretKey(text: string, passphrase: string | null): SigningKey {
  const bytes = parseKeyFile(text);
  const salt = bytes.subarray(6, 38);
  const limits = Buffer.from(bytes.subarray(38, 54));
  const body = bytes.slice(54);
  if (bytes[2] !== 0) {
    if (passphrase === null) throw new AppError('identity-passphrase-wrong');
    const operations = limits.readBigUInt64LE(0);
    const memory = limits.readBigUInt64LE(8);
    if (operations > BigInt(mostOperations) || memory > BigInt(mostMemory))
      throw new AppError('identity-key-unusable', {
        reason: 'it asks for more memory or work than this program gives',
      });
    mask(body, passphrase, salt, Number(operations), Number(memory));
  }
  const [keyId, seedBytes, publicKey, checksum] = [
    body.slice(0, 8),
    body.slice(8, 40),
    body.slice(40, 72),
    body.slice(72),
  ];
  const expected = blake2b(concatBytes(utf8('Ed'), keyId, seedBytes, publicKey), 32);
  wipe(body);
  // minisign leaves the checksum of a key that is not encrypted empty.
  const unchecked = bytes[2] === 0 && checksum.every((byte) => byte === 0);
  if (!unchecked && !sameBytes(checksum, expected)) {
    wipe(seedBytes);
    if (bytes[2] === 0) throw new AppError('identity-key-unusable', { reason: 'its checksum is wrong' });
    throw new AppError('identity-passphrase-wrong');
  }
  const seed = asSecret(seedBytes);
  if (!sameBytes(publicKeyOf(seed), publicKey)) {
    wipe(seed);
    throw new AppError('identity-key-unusable', { reason: 'its two halves do not belong together' });
  }
  return { seed, keyId, publicKey };
}

function parseKeyFile(text: string): Uint8Array {
  const lines = text.trim().split(/\r?\n/);
  const bytes = lines.length <= 2 ? parseBase64((lines.at(-1) ?? '').trim()) : null;
  const marks = bytes && Buffer.from(bytes.subarray(0, 6)).toString('latin1');
  if (bytes?.length !== 54 + sealedLength || (marks !== 'EdScB2' && marks !== 'Ed\0\0B2'))
    throw new AppError('identity-key-unusable', { reason: 'it is not a minisign secret key' });
  return bytes;
}

/** In place: XOR with what scrypt makes of the passphrase. */
function mask(
  body: Uint8Array,
  passphrase: string,
  salt: Uint8Array,
  operations: number,
  memory: number,
): void {
  const secret = passphraseBytes(passphrase);
  const stream = scrypt(secret, salt, scryptCost(operations, memory), sealedLength);
  for (const [index, byte] of stream.entries()) body[index] = (body[index] ?? 0) ^ byte;
  wipe(secret, stream);
}

/** How libsodium's crypto_pwhash_scryptsalsa208sha256 chooses N, r and p for two limits; minisign follows it. */
function scryptCost(operations: number, memory: number): { n: number; r: number; p: number } {
  const r = 8;
  const limit = Math.max(operations, 32_768);
  if (limit < memory / 32) return { n: powerBelow(Math.floor(limit / (r * 4))), r, p: 1 };
  const n = powerBelow(Math.floor(memory / (r * 128)));
  const most = Math.min(0x3fffffff, limit / 4 / n);
  return { n, r, p: Math.floor(most / r) };
}

/** libsodium: the smallest power of two (from 2) that is more than half of `most`. */
function powerBelow(most: number): number {
  let log = 1;
  while (log < 63 && 2 ** log <= most / 2) log += 1;
  return 2 ** log;
}
