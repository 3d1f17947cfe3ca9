import { decodeWhole, encodingFor, utf8, type Encoding } from './text.ts';

export const bagVersions = ['0.93', '0.94', '0.95', '0.96', '0.97', '1.0'] as const;
export type BagVersion = (typeof bagVersions)[number];

export interface Declaration {
  readonly version: BagVersion;
  readonly encoding: string;
  readonly encodingOf: Encoding;
  /** What an older version tolerates and is worth knowing. */
  readonly warnings: readonly string[];
}

// RFC 8493 §2.1.1: two lines, UTF-8, no byte order mark, nothing else.
const exact = /^BagIt-Version: (\d+\.\d+)(?:\r\n|\n|\r)Tag-File-Character-Encoding: ([!-~]+)(?:\r\n|\n|\r)?$/;
const loose =
  /^\s*BagIt-Version\s*:\s*(\d+\.\d+)\s*?(?:\r\n|\n|\r)\s*Tag-File-Character-Encoding\s*:\s*([!-~]+)\s*$/i;

/** Bytes: far more than two lines need, far less than it takes to keep a pattern busy. */
const longest = 4096;

/** The bag declaration, or what is wrong with it. */
export function parseDeclaration(bytes: Uint8Array): Declaration | { readonly problem: string } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return { problem: 'begins with a byte order mark (RFC 8493 §2.1.1)' };
  }
  if (bytes.length > longest) return { problem: 'is longer than two lines can be (RFC 8493 §2.1.1)' };
  let text: string;
  try {
    text = decodeWhole(utf8, bytes);
  } catch {
    return { problem: 'is not UTF-8 (RFC 8493 §2.1.1)' };
  }
  const strictly = exact.exec(text);
  const match = strictly ?? loose.exec(text);
  if (!match)
    return {
      problem: 'is not the two lines BagIt-Version and Tag-File-Character-Encoding (RFC 8493 §2.1.1)',
    };
  const [, number, encoding = ''] = match;
  const version = bagVersions.find((known) => known === number);
  if (!version)
    return { problem: `names version ${number ?? ''}, which is none of ${bagVersions.join(', ')}` };
  // The drafts before 0.97 did not say how much white space there may be.
  if (!strictly && (version === '0.97' || version === '1.0')) {
    return { problem: 'has white space, lines or letters that the two lines may not have (RFC 8493 §2.1.1)' };
  }
  const encodingOf = encodingFor(encoding);
  if (!encodingOf) return { problem: `names an unknown character encoding, ${encoding}` };
  return {
    version,
    encoding,
    encodingOf,
    warnings: strictly ? [] : ['has more white space than its two lines need'],
  };
}
