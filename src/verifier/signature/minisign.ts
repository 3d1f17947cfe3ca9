import { base64, concatBytes, decodeUtf8, parseBase64, sameBytes, utf8 } from '../custody/encoding.ts';
import type { VerifySignature } from '../custody/signed-note.ts';

/** Keys and signatures of minisign (jedisct1.github.io/minisign): Ed25519 over the BLAKE2b-512 of a file. */

export interface MinisignKey {
  /** Eight bytes that name the key; chosen by whoever made it, and proving nothing. */
  readonly keyId: Uint8Array;
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
}

export interface MinisignSignature {
  /** `ED`: over the BLAKE2b-512 of the file. `Ed` (before minisign 0.6): over the file itself. */
  readonly algorithm: 'ED' | 'Ed';
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
  /** Text that is signed along, without its label. */
  readonly trustedComment: string;
  readonly globalSignature: Uint8Array;
}

export interface MinisignCrypto {
  readonly verifySignature: VerifySignature;
  /** BLAKE2b (RFC 7693), 64 bytes, no key. */
  readonly blake2b512: (data: Uint8Array) => Uint8Array;
}

const trustedLabel = 'trusted comment: ';
const untrustedLabel = 'untrusted comment: ';

/** `RW…`: base64 of "Ed", the key's id, and the key, as minisign -P takes it. */
export function formatPublicKey(key: MinisignKey): string {
  return base64(concatBytes(utf8('Ed'), key.keyId, key.publicKey));
}

/** A public key as one line, or as the two-line file minisign writes; null if it is none. */
export function parsePublicKey(text: string): MinisignKey | null {
  const lines = text.trim().split(/\r?\n/);
  const bytes = lines.length <= 2 ? parseBase64((lines.at(-1) ?? '').trim()) : null;
  if (bytes?.length !== 42 || decodeUtf8(bytes.subarray(0, 2)) !== 'Ed') return null;
  return { keyId: bytes.slice(2, 10), publicKey: bytes.slice(10) };
}

/** The key's id as minisign shows it: 16 hexadecimal digits, most significant first. */
export function keyIdText({ keyId }: Pick<MinisignKey, 'keyId'>): string {
  return [...keyId]
    .reverse()
    .map((byte) => byte.toString(16).padStart(2, '0').toUpperCase())
    .join('');
}

/** What an Ed25519 key signs for a file: the BLAKE2b-512 of its bytes. */
export function formatSignature(
  key: MinisignKey,
  trustedComment: string,
  digest: Uint8Array,
  sign: (message: Uint8Array) => Uint8Array,
): string {
  if (/[\r\n]/.test(trustedComment)) throw new Error('a trusted comment is one line');
  const signature = sign(digest);
  const globalSignature = sign(concatBytes(signature, utf8(trustedComment)));
  return [
    `${untrustedLabel}signature from minisign key ${keyIdText(key)}`,
    base64(concatBytes(utf8('ED'), key.keyId, signature)),
    `${trustedLabel}${trustedComment}`,
    base64(globalSignature),
    '',
  ].join('\n');
}

/** The four lines of a .minisig file, or null if they are not that. */
export function parseSignature(bytes: Uint8Array): MinisignSignature | null {
  const text = bytes.length <= 65_536 ? decodeUtf8(bytes) : null;
  const lines = text?.split(/\r?\n/) ?? [];
  if (lines.at(-1) === '') lines.pop();
  const [untrusted = '', encoded = '', trusted = '', global = ''] = lines;
  if (lines.length !== 4 || !untrusted.startsWith(untrustedLabel) || !trusted.startsWith(trustedLabel))
    return null;
  const body = parseBase64(encoded);
  const globalSignature = parseBase64(global);
  if (body?.length !== 74 || globalSignature?.length !== 64) return null;
  const algorithm = decodeUtf8(body.subarray(0, 2));
  if (algorithm !== 'ED' && algorithm !== 'Ed') return null;
  return {
    algorithm,
    keyId: body.slice(2, 10),
    signature: body.slice(10),
    trustedComment: trusted.slice(trustedLabel.length),
    globalSignature,
  };
}

/** `other-key`: it says that it is by another key. `bad`: it says that it is by this one, and is not, or not over this file. */
export function checkSignature(
  crypto: MinisignCrypto,
  signature: MinisignSignature,
  key: MinisignKey,
  file: Uint8Array,
): 'valid' | 'bad' | 'other-key' {
  if (!sameBytes(signature.keyId, key.keyId)) return 'other-key';
  const message = signature.algorithm === 'ED' ? crypto.blake2b512(file) : file;
  const whole = concatBytes(signature.signature, utf8(signature.trustedComment));
  const valid =
    crypto.verifySignature(key.publicKey, message, signature.signature) &&
    crypto.verifySignature(key.publicKey, whole, signature.globalSignature);
  return valid ? 'valid' : 'bad';
}
