import type { HashAlgorithm } from '../container.ts';
import { linesOf } from './text.ts';

export interface ManifestLine {
  /** As written. */
  readonly path: string;
  /** The checksum, lower-case hex. */
  readonly digest: string;
}

/** Hex digits of each algorithm's digest. */
export const digestLengths: Readonly<Record<HashAlgorithm, number>> = {
  md5: 32,
  sha1: 40,
  sha224: 56,
  sha256: 64,
  sha384: 96,
  sha512: 128,
};

export interface ManifestName {
  readonly kind: 'payload' | 'tag';
  /** As the file name has it. */
  readonly label: string;
  /** Null for one this program does not compute. */
  readonly algorithm: HashAlgorithm | null;
}

/** `manifest-sha256.txt`, `tagmanifest-md5.txt` (RFC 8493 §2.1.3, §2.2.1), or null for another name. */
export function parseManifestName(name: string): ManifestName | null {
  const match = /^(tag)?manifest-([^/]+)\.txt$/i.exec(name);
  const label = match?.[2];
  if (!match || label === undefined) return null;
  const algorithm = label.toLowerCase();
  return {
    kind: match[1] === undefined ? 'payload' : 'tag',
    label,
    algorithm: isAlgorithm(algorithm) ? algorithm : null,
  };
}

function isAlgorithm(name: string): name is HashAlgorithm {
  return Object.hasOwn(digestLengths, name);
}

/** Lines of a manifest: a checksum, white space, a path. A problem is yielded as text with its line number. */
export function* parseManifest(
  text: string,
  algorithm: HashAlgorithm | null,
): Generator<ManifestLine | { readonly problem: string }> {
  let number = 0;
  for (const line of linesOf(text)) {
    number += 1;
    if (line === '') continue;
    const match = /^(\S+)[ \t]+(.+)$/s.exec(line);
    const [digest, path] = [match?.[1], match?.[2]];
    if (digest === undefined || path === undefined) {
      yield { problem: `line ${number} is not a checksum and a path` };
      continue;
    }
    const expected = algorithm && digestLengths[algorithm];
    if (!/^[0-9a-fA-F]+$/.test(digest) || (expected !== null && digest.length !== expected)) {
      yield { problem: `line ${number} has a checksum that is no ${algorithm ?? 'hexadecimal'} digest` };
      continue;
    }
    yield { path, digest: digest.toLowerCase() };
  }
}
