import { extraField, view, type Header } from './records.ts';

/** CP437 from 0x80 on: what names are in where nothing says otherwise (APPNOTE appendix D.1). */
const upperHalf =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

export interface EntryName {
  readonly text: string;
  /** The bytes, where they are said to be UTF-8 and are not. */
  readonly bytes: Uint8Array | null;
  /** What is worth knowing about it, or null. */
  readonly note: string | null;
}

/** The name as text: the Unicode path if there is one, UTF-8 if it is that, else CP437. */
export function decodeName(header: Header, crc32: (bytes: Uint8Array) => number): EntryName {
  const { name, flags } = header;
  const unicode = unicodePath(header, crc32);
  const utf8 = decodeUtf8(name);
  if (unicode !== null) {
    // In another code page the two differ by nature; both readable and different, programs disagree about the name.
    const note = utf8 === null || utf8 === unicode ? null : `other programs may read its name as ${utf8}`;
    return { text: unicode, bytes: null, note };
  }
  if (utf8 !== null) return { text: utf8, bytes: null, note: null };
  // Bit 11 says UTF-8, and it is not.
  if ((flags & 0x800) !== 0)
    return {
      text: new TextDecoder().decode(name),
      bytes: name,
      note: 'its name says it is UTF-8 and is not',
    };
  const text = Array.from(name, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : (upperHalf[byte - 0x80] ?? '?'),
  ).join('');
  return { text, bytes: null, note: null };
}

/** Info-ZIP Unicode Path (§4.6.9): counts only if it is about the name that stands there. */
function unicodePath(header: Header, crc32: (bytes: Uint8Array) => number): string | null {
  const block = extraField(header.extra, 0x7075);
  if (!block || block.length < 5 || block[0] !== 1) return null;
  if (view(block).getUint32(1, true) !== crc32(header.name)) return null;
  return decodeUtf8(block.subarray(5));
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Why a name in a zip must not be used as a path, or null. A trailing slash, which marks a folder, is allowed. */
export function unsafeName(name: string): string | null {
  if (name === '') return 'an empty name';
  if (name.includes('\0')) return 'a name with a NUL';
  if (name.startsWith('/')) return 'an absolute path';
  if (/^[A-Za-z]:/.test(name)) return 'a path with a drive letter';
  if (name.includes('\\')) return 'a path with backslashes (APPNOTE §4.4.17)';
  const parts = name.replace(/\/$/, '').split('/');
  if (parts.includes('..')) return 'a path that leaves the zip';
  if (parts.includes('.') || parts.includes('')) return 'a path with empty parts';
  return null;
}
