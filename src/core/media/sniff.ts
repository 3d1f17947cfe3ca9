import { fileTypeFromBuffer } from 'file-type';
import { isMediaType, type MediaType } from './media-types.ts';
import { sniffBaseMedia } from './sniff-base-media.ts';
import { sniffText } from './sniff-text.ts';
import { sniffTiff } from './sniff-tiff.ts';
import { sniffZip } from './sniff-zip.ts';
import { latin1, type RemoteFile } from './remote-file.ts';

/** Names file-type gives to what the closed table calls otherwise. */
const aliases: Readonly<Record<string, MediaType>> = {
  'audio/ogg; codecs=opus': 'audio/opus',
  'application/x-sqlite3': 'application/vnd.sqlite3',
  'application/ogg': 'audio/ogg',
  'video/MP1S': 'video/mpeg',
  'video/MP2P': 'video/mpeg',
  'application/eps': 'application/postscript',
  'application/vnd.ms-outlook': 'application/x-cfb',
};

/**
 * The media type of a file by its content alone. Own readers come first where file-type is silent or guesses
 * (TIFF-based RAW, the ISO base media family, text); everything else is its.
 */
export async function sniff(file: RemoteFile): Promise<MediaType> {
  if (file.size === 0) return 'application/octet-stream';
  const own =
    sniffSignature(file.head) ?? sniffBaseMedia(file.head) ?? (await sniffTiff(file)) ?? sniffZip(file.head);
  if (own !== null) return own;
  const text = sniffText(file.head, file.head.length === file.size);
  if (text !== null) return text;
  const found = await fileTypeFromBuffer(file.head).catch(() => undefined);
  if (found === undefined) return 'application/octet-stream';
  const mime = found.mime; // widened: the table decides what is known
  const name = Object.hasOwn(aliases, mime) ? aliases[mime] : mime;
  return name !== undefined && isMediaType(name) ? name : 'application/octet-stream';
}

const signatures: readonly (readonly [offset: number, text: string, type: MediaType])[] = [
  [0, '\xff\xd8\xff', 'image/jpeg'],
  [0, '\x89PNG\r\n\x1a\n', 'image/png'],
  [0, '%PDF-', 'application/pdf'],
  [0, '{\\rtf', 'application/rtf'],
  [0, 'WARC/', 'application/warc'],
  [0, 'FUJIFILMCCD-RAW', 'image/x-fujifilm-raf'],
  [0, 'FOVb', 'image/x-sigma-x3f'],
  [0, '\0MRM', 'image/x-minolta-mrw'],
  [6, 'HEAPCCDR', 'image/x-canon-crw'],
  [0, 'AT&TFORM', 'image/vnd.djvu'],
  [0, 'SQLite format 3\0', 'application/vnd.sqlite3'],
];

function sniffSignature(head: Uint8Array): MediaType | null {
  const start = latin1(head.subarray(0, 32));
  return signatures.find(([offset, text]) => start.startsWith(text, offset))?.[2] ?? null;
}
