import { officeParts } from './has-text.ts';
import type { MediaType } from './media-types.ts';
import { pdfText } from './pdf.ts';
import type { RemoteFile } from './remote-file.ts';
import { zipParts } from './unzip.ts';
import { READ_LIMIT, TEXT_LIMIT } from './wire-limits.ts';

/** A document longer than this is not looked through: all of it is held in memory. */
const longest = 100 * 1_048_576;
/** Of one part of an office document, inflated. */
const longestPart = 32 * 1_048_576;

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

/** Bytes of a file from its beginning. */
export async function wholeOf(file: RemoteFile, size: number): Promise<Buffer> {
  const bytes: Uint8Array[] = [];
  for (let at = 0; at < size;) {
    const read = await file.read(at, Math.min(READ_LIMIT, size - at));
    if (read.length === 0) break;
    bytes.push(read);
    at += read.length;
  }
  return Buffer.concat(bytes);
}

/** Text by its byte order mark, else UTF-8. */
export function decode(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

function officeText(bytes: Buffer, wanted: RegExp): string {
  const texts: string[] = [];
  let length = 0;
  for (const part of zipParts(bytes)) {
    if (length >= TEXT_LIMIT) break;
    if (!wanted.test(part.name)) continue;
    const text = withoutMarkup(decode(part.read(longestPart)));
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
export function withoutMarkup(markup: string): string {
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
