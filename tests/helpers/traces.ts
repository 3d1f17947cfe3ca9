import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

/** Every form in which a text might lie in an archive. Long enough not to be there by chance. */
export function formsOf(text: string): Buffer[] {
  return [
    Buffer.from(text),
    Buffer.from(text.toLowerCase()),
    Buffer.from(text, 'utf16le'),
    Buffer.from(text, 'utf16le').swap16(),
    // An index stores what a word does not share with the one before it.
    Buffer.from(text.slice(2).toLowerCase()),
    Buffer.from(Buffer.from(text).toString('base64').slice(0, 14)),
    Buffer.from(Buffer.from(text).toString('hex').toUpperCase()),
  ];
}

/** What would show that these bytes are there: pieces of them, their hashes in every spelling, and their deflated form. */
export function formsOfBytes(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (const algorithm of ['sha256', 'sha512', 'sha1', 'md5']) {
    const digest = createHash(algorithm).update(bytes).digest();
    found.push(
      digest,
      Buffer.from(digest.toString('hex')),
      Buffer.from(digest.toString('hex').toUpperCase()),
    );
    found.push(Buffer.from(digest.toString('base64').slice(0, 20)));
  }
  for (const share of [0.3, 0.5, 0.8]) {
    const at = Math.floor(bytes.length * share);
    found.push(bytes.subarray(at, at + 24));
  }
  const deflated = deflateRawSync(bytes);
  found.push(deflated.subarray(deflated.length >> 1, (deflated.length >> 1) + 16));
  return found.filter((needle) => needle.length >= 12);
}

/** Names and bytes of everything below a folder. */
export function everything(folder: string): { readonly name: string; readonly bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return { name: path, bytes: entry.isFile() ? readFileSync(path) : Buffer.alloc(0) };
  });
}

/** Where in a folder any of these bytes lies: in a name, or in a file. */
export function tracesIn(folder: string, needles: readonly Buffer[]): string[] {
  return everything(folder).flatMap(({ name, bytes }) =>
    needles
      .filter((needle) => Buffer.from(name).includes(needle) || bytes.includes(needle))
      .map((needle) => `${name.slice(folder.length)}: ${JSON.stringify(needle.toString('latin1'))}`),
  );
}
