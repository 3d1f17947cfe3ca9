import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** archive.json and its like are a few kilobytes; a folder from a stranger may hold anything under their names. */
const largest = 1024 * 1024;

const known: Readonly<Record<string, number | undefined>> = constants;
/** No link is followed, and a pipe does not block. */
const careful = constants.O_RDONLY | (known.O_NOFOLLOW ?? 0) | (known.O_NONBLOCK ?? 0);

/** A small regular file, whole, as UTF-8. Throws the system's error, or an Error for what is none. */
export function readSmallFile(path: string): string {
  const descriptor = openSync(path, careful);
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new Error('not a regular file');
    if (stat.size > largest) throw new Error(`larger than ${largest} bytes`);
    const bytes = Buffer.alloc(stat.size);
    let got = 0;
    while (got < bytes.length) {
      const count = readSync(descriptor, bytes, got, bytes.length - got, got);
      if (count === 0) break;
      got += count;
    }
    return bytes.toString('utf8', 0, got);
  } finally {
    closeSync(descriptor);
  }
}
