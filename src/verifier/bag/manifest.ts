import type { HashAlgorithm } from '../container.ts';

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
  /** The algorithm as the file name has it. */
  readonly label: string;
  /** Null for one this program does not compute. */
  readonly algorithm: HashAlgorithm | null;
}

/** `manifest-sha256.txt`, `tagmanifest-md5.txt` (RFC 8493 §2.1.3, §2.2.1), or null for another name. */
export function parseManifestName(name: string): ManifestName | null {
  const match = /^(tag)?manifest-([^/]+)\.txt$/.exec(name);
  const label = match?.[2];
  if (!match || label === undefined) return null;
  // §2.4: lower-case, letters and digits only. Older bags write SHA256 and sha-1.
  const algorithm = label.toLowerCase().replace(/[^a-z0-9]/g, '');
  return {
    kind: match[1] === undefined ? 'payload' : 'tag',
    label,
    algorithm: isAlgorithm(algorithm) ? algorithm : null,
  };
}

function isAlgorithm(name: string): name is HashAlgorithm {
  return Object.hasOwn(digestLengths, name);
}

/** One line of a manifest: a checksum, white space, a path. Null for an empty one, text for what is wrong with it. */
export function parseManifestLine(
  line: string,
  algorithm: HashAlgorithm | null,
): ManifestLine | string | null {
  if (line.trim() === '') return null;
  const match = /^(\S+)[ \t]+(.+)$/s.exec(line);
  const [digest, path] = [match?.[1], match?.[2]];
  if (digest === undefined || path === undefined) return 'is not a checksum and a path';
  const expected = algorithm && digestLengths[algorithm];
  if (!/^[0-9a-fA-F]+$/.test(digest) || (expected !== null && digest.length !== expected))
    return `has a checksum that is no ${algorithm ?? 'hexadecimal'} digest`;
  return { path, digest: digest.toLowerCase() };
}
