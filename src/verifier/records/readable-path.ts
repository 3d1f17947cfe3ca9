import { base64, decodeUtf8 } from '../custody/encoding.ts';

/** A path or name as it can be shown, and its bytes (base64) where they are not valid UTF-8. */
export interface ReadablePath {
  readonly text: string;
  readonly bytes: string | null;
}

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** The bytes of lower-case hex, or null. */
export function parseHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, at) =>
    parseInt(text.slice(2 * at, 2 * at + 2), 16),
  );
}

export function readablePath(path: Uint8Array): ReadablePath {
  return { text: lenient.decode(path), bytes: decodeUtf8(path) === null ? base64(path) : null };
}

const slash = 0x2f;
const backslash = 0x5c;

/** The last component. Absolute paths begin with a slash except on Windows, where a backslash separates too. */
export function baseName(path: Uint8Array): Uint8Array {
  const onWindows = path[0] !== slash;
  let start = path.length;
  while (start > 0 && path[start - 1] !== slash && !(onWindows && path[start - 1] === backslash)) start -= 1;
  return path.subarray(start);
}
