/** Bytes and texts without Node's Buffer: this room runs in a browser page too. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const standard = `${alphabet}+/`;
const urlSafe = `${alphabet}-_`;
/** Two letters for each value of twelve bits: every event costs a dozen of these texts. */
const pairs: Readonly<Record<string, readonly string[]>> = {
  [standard]: pairsOf(standard),
  [urlSafe]: pairsOf(urlSafe),
};

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The text of valid UTF-8 (a byte order mark is kept), or null. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return null;
  }
}

/** RFC 4648 §4, with padding. */
export function base64(bytes: Uint8Array): string {
  const text = encode(bytes, standard);
  return text + '='.repeat((4 - (text.length % 4)) % 4);
}

/** RFC 4648 §5, without padding. */
export function base64Url(bytes: Uint8Array): string {
  return encode(bytes, urlSafe);
}

/** Bytes of canonical base64 (RFC 4648 §4, padded, no stray bits, no white space), or null. */
export function parseBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = decode(text.slice(0, text.length - padding), standard);
  return bytes && base64(bytes) === text ? bytes : null;
}

export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

function encode(bytes: Uint8Array, letters: string): string {
  const twelve = pairs[letters] ?? [];
  const whole = bytes.length - (bytes.length % 3);
  let text = '';
  for (let at = 0; at < whole; at += 3) {
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += (twelve[bits >> 12] ?? '') + (twelve[bits & 4095] ?? '');
  }
  const first = bytes[whole];
  const second = bytes[whole + 1];
  if (first === undefined) return text;
  if (second === undefined) return text + (twelve[first << 4] ?? '');
  const bits = (first << 16) | (second << 8);
  return text + (twelve[bits >> 12] ?? '') + (letters[(bits >> 6) & 63] ?? '');
}

function pairsOf(letters: string): readonly string[] {
  return Array.from({ length: 4096 }, (_, bits) => (letters[bits >> 6] ?? '') + (letters[bits & 63] ?? ''));
}

function decode(text: string, letters: string): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of text) {
    const value = letters.indexOf(letter);
    if (value < 0) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (held >> bits) & 255;
      at += 1;
    }
  }
  return bytes;
}
