import { inflateRawSync } from 'node:zlib';
import { officeParts } from './has-text.ts';
import type { MediaType } from './media-types.ts';
import { pdfText } from './pdf.ts';
import { latin1, type RemoteFile } from './remote-file.ts';
import { READ_LIMIT, TEXT_LIMIT } from './wire-limits.ts';

/** A document longer than this is not looked through: all of it is held in memory. */
const longest = 100 * 1_048_576;
/** Of one part of an office document, inflated. */
const longestPart = 32 * 1_048_576;
const mostParts = 2000;

/**
 * The words of a document, in reading order as far as the file tells it, cut at TEXT_LIMIT bytes; empty where there are none.
 * Throws on a damaged file.
 */
export async function textOf(file: RemoteFile, mediaType: MediaType): Promise<string> {
  if (file.size > longest) return '';
  const wanted = officeParts[mediaType];
  if (wanted) return cut(officeText(await wholeOf(file, file.size), wanted));
  if (mediaType === 'application/pdf') return cut(await pdfText(await wholeOf(file, file.size), TEXT_LIMIT));
  const text = decode(await wholeOf(file, Math.min(file.size, 4 * TEXT_LIMIT)));
  return cut(mediaType === 'text/html' ? withoutMarkup(text) : text);
}

function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= TEXT_LIMIT) return text;
  // A character that was cut in two goes.
  return bytes
    .subarray(0, TEXT_LIMIT)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
}

async function wholeOf(file: RemoteFile, size: number): Promise<Buffer> {
  const bytes: Uint8Array[] = [];
  for (let at = 0; at < size;) {
    const read = await file.read(at, Math.min(READ_LIMIT, size - at));
    if (read.length === 0) break;
    bytes.push(read);
    at += read.length;
  }
  return Buffer.concat(bytes);
}

function decode(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** By the central directory (APPNOTE 6.3.10, 4.3.12). Without ZIP64, which no office program writes for a document. */
function officeText(bytes: Buffer, wanted: RegExp): string {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end === -1 || end + 22 > bytes.length) throw new Error('no central directory');
  const texts: string[] = [];
  let length = 0;
  let at = bytes.readUInt32LE(end + 16);
  for (let count = 0; count < mostParts && length < TEXT_LIMIT; count += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) break;
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = latin1(bytes.subarray(at + 46, at + 46 + nameLength));
    const header = bytes.readUInt32LE(at + 42);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (!wanted.test(name) || header + 30 > bytes.length) continue;
    const begin = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    const packed = bytes.subarray(begin, begin + size);
    // What is longer than a document's part can be is a bomb, and stops here.
    const part = method === 8 ? inflateRawSync(packed, { maxOutputLength: longestPart }) : packed;
    const text = withoutMarkup(decode(part));
    texts.push(text);
    length += text.length;
  }
  return texts.join('\n');
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Marks of paragraphs, cells, lines and tabs part words; other marks (bold, a spelling error) stand inside them. */
function withoutMarkup(markup: string): string {
  return markup
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(
      /<\/?(?:[\w-]+:)?(?:p|h|h[1-6]|br|tab|cr|tc|tr|td|th|li|div|si|v|row|s|line-break|table-cell|list-item|span-break)\b[^>]*>/gi,
      '\n',
    )
    .replace(/<[^>]*>/g, '')
    .replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => {
      if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
    })
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}
