import { randomBytes } from 'node:crypto';

export function randomSalt(bytes = 16): Uint8Array {
  return randomBytes(bytes);
}

let lastMilliseconds = 0;
let counter = 0;

/**
 * A UUID version 7 (RFC 9562 §5.7) in 16 bytes: 48 bits of `now` (milliseconds since 1970), then a 12-bit counter that
 * keeps ids made within one millisecond in order (§6.2, method 1), then 62 random bits. A clock set back does not
 * make ids run backwards within this process.
 */
export function uuidV7(now: number): Uint8Array {
  if (now > lastMilliseconds) {
    lastMilliseconds = now;
    counter = randomBytes(1)[0] ?? 0;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMilliseconds += 1;
      counter = 0;
    }
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMilliseconds, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes;
}

/** `xxxxxxxx-xxxx-7xxx-xxxx-xxxxxxxxxxxx` of 16 bytes. */
export function uuidText(uid: Uint8Array): string {
  const hex = Buffer.from(uid.buffer, uid.byteOffset, uid.byteLength).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** 16 bytes of a UUID's text form, or null if it is none. */
export function parseUuid(text: string): Uint8Array | null {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return null;
  return Buffer.from(text.replaceAll('-', ''), 'hex');
}
