import { base64, concatBytes, decodeUtf8, hex, parseBase64, sameBytes, utf8 } from './encoding.ts';
import type { Sha256 } from './merkle.ts';

/** C2SP signed-note and tlog-checkpoint, Ed25519 signatures only. */

export type VerifySignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

export interface VerifierKey {
  readonly name: string;
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

export interface SignedNote {
  /** What is signed: everything before the blank line, its last newline included. */
  readonly text: string;
  readonly signatures: readonly {
    readonly name: string;
    readonly keyId: Uint8Array;
    readonly signature: Uint8Array;
  }[];
}

/** Signature type of Ed25519 in signed-note. */
const ed25519 = 0x01;
const mostSignatures = 100;
const largestNote = 1_000_000;

/** Key names hold no white space and no plus sign (signed-note, "Format"). */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\s\p{Cc}\p{Z}+]/u.test(name);
}

/** First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). */
export function keyId(sha256: Sha256, key: VerifierKey): Uint8Array {
  return sha256(concatBytes(utf8(key.name), Uint8Array.of(0x0a, ed25519), key.publicKey)).slice(0, 4);
}

/** `name+hex key id+base64(0x01 ‖ public key)`, as other tools for signed notes take it. */
export function formatVerifierKey(sha256: Sha256, key: VerifierKey): string {
  return `${key.name}+${hex(keyId(sha256, key))}+${base64(concatBytes(Uint8Array.of(ed25519), key.publicKey))}`;
}

export function parseVerifierKey(sha256: Sha256, text: string): VerifierKey | null {
  // The base64 part may hold plus signs of its own.
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text);
  const [, name = '', id = '', encoded = ''] = match ?? [];
  const bytes = parseBase64(encoded);
  if (!isKeyName(name) || bytes?.length !== 33 || bytes[0] !== ed25519) return null;
  const key = { name, publicKey: bytes.slice(1) };
  return hex(keyId(sha256, key)) === id ? key : null;
}

/** A note of one signature. `text` ends with a newline. */
export function formatNote(sha256: Sha256, text: string, key: VerifierKey, signature: Uint8Array): string {
  return `${text}\n— ${key.name} ${base64(concatBytes(keyId(sha256, key), signature))}\n`;
}

export function parseNote(bytes: Uint8Array): SignedNote | null {
  const note = bytes.length <= largestNote ? decodeUtf8(bytes) : null;
  if (note === null || /[\x00-\x09\x0b-\x1f\x7f]/.test(note)) return null;
  const blank = note.lastIndexOf('\n\n');
  if (blank < 0 || !note.endsWith('\n')) return null;
  const lines = note.slice(blank + 2, -1).split('\n');
  if (lines.length > mostSignatures) return null;
  const signatures = [];
  for (const line of lines) {
    const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
    const value = parseBase64(encoded);
    if (!isKeyName(name) || !value || value.length < 5) return null;
    signatures.push({ name, keyId: value.slice(0, 4), signature: value.slice(4) });
  }
  return { text: note.slice(0, blank + 1), signatures };
}

/** `unknown-key`: nothing in the note claims to be by this key. A signature by it that does not verify is `bad`. */
export function checkNote(
  sha256: Sha256,
  verifySignature: VerifySignature,
  note: SignedNote,
  key: VerifierKey,
): 'valid' | 'bad' | 'unknown-key' {
  const id = keyId(sha256, key);
  const own = note.signatures.filter((entry) => entry.name === key.name && sameBytes(entry.keyId, id));
  if (own.length === 0) return 'unknown-key';
  const message = utf8(note.text);
  return own.every((entry) => verifySignature(key.publicKey, message, entry.signature)) ? 'valid' : 'bad';
}

/** Origin, size in decimal, root in base64, a line each (tlog-checkpoint, "Note text"). */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${base64(checkpoint.root)}\n`;
}

/** Lines after the third are extensions and are ignored, as tlog-checkpoint says. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin = '', sizeText = '', rootText = '', ...rest] = text.split('\n');
  const root = parseBase64(rootText);
  const size = Number(sizeText);
  if (origin === '' || !/^(0|[1-9][0-9]*)$/.test(sizeText) || !Number.isSafeInteger(size)) return null;
  if (root?.length !== 32 || rest.at(-1) !== '') return null;
  return { origin, size, root };
}
