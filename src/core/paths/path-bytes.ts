import { isUtf8 } from 'node:buffer';
import { resolve } from 'node:path';

/** A path or name as it can be shown, and its bytes (base64) where they are not valid UTF-8. */
export interface ReadablePath {
  readonly text: string;
  readonly bytes: string | null;
}

/** Invalid sequences become U+FFFD in `text`; `bytes` then has the truth. */
export function readablePath(path: Uint8Array): ReadablePath {
  const buffer = Buffer.from(path.buffer, path.byteOffset, path.byteLength);
  return { text: buffer.toString('utf8'), bytes: isUtf8(buffer) ? null : buffer.toString('base64') };
}

const slash = 0x2f;
const backslash = 0x5c;
const isSeparator = (byte: number | undefined): boolean =>
  byte === slash || (process.platform === 'win32' && byte === backslash);

export function joinBytes(folder: Buffer, name: Buffer): Buffer {
  const separator = isSeparator(folder.at(-1))
    ? Buffer.alloc(0)
    : Buffer.from(process.platform === 'win32' ? '\\' : '/');
  return Buffer.concat([folder, separator, name]);
}

/** The last component. */
export function baseNameBytes(path: Uint8Array): Uint8Array {
  let start = path.length;
  while (start > 0 && !isSeparator(path[start - 1])) start -= 1;
  return path.subarray(start);
}

/** The folder a path stands in. */
export function folderBytes(path: Buffer): Buffer {
  const end = path.length - baseNameBytes(path).length;
  return end > 1 ? path.subarray(0, end - 1) : path.subarray(0, end);
}

/** An absolute path of the same bytes: `.` and `..` are undone in text where that loses nothing. */
export function absoluteBytes(path: Buffer, workingFolder: string): Buffer {
  if (isUtf8(path)) return Buffer.from(resolve(workingFolder, path.toString('utf8')));
  return isSeparator(path[0]) ? path : joinBytes(Buffer.from(workingFolder), path);
}

/** What `path` is called below `folder`, which it lies within; null if they are the same. */
export function pathBelow(path: Buffer, folder: Buffer): Buffer | null {
  if (path.equals(folder)) return null;
  return path.subarray(folder.length + (isSeparator(folder.at(-1)) ? 0 : 1));
}

/** True if `path` is `folder` or lies below it. Both absolute. */
export function liesWithin(path: Buffer, folder: Buffer): boolean {
  if (path.equals(folder)) return true;
  if (!path.subarray(0, folder.length).equals(folder)) return false;
  return isSeparator(folder.at(-1)) || isSeparator(path[folder.length]);
}
