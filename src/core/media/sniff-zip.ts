import type { MediaType } from './media-types.ts';
import { latin1 } from './remote-file.ts';

const byMimetypeEntry = [
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'application/epub+zip',
] as const satisfies readonly MediaType[];

/** Office documents are ZIP files: told by the `mimetype` entry (ODF, EPUB) or by the names of their parts (OOXML). */
export function sniffZip(head: Uint8Array): MediaType | null {
  const text = latin1(head);
  if (!text.startsWith('PK\x03\x04')) return text.startsWith('PK\x05\x06') ? 'application/zip' : null;
  const declared = /^.{26}\x08\0..mimetype(application\/[\w.+-]+)/s.exec(text)?.[1];
  const named = byMimetypeEntry.find((type) => type === declared?.replace(/PK$/, ''));
  if (named) return named;
  const names = entryNames(text);
  const has = (start: string): boolean => names.some((name) => name.startsWith(start));
  if (has('[Content_Types].xml') || has('_rels/')) {
    if (has('word/')) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    if (has('xl/')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    if (has('ppt/')) return 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
  }
  if (has('doc.kml')) return 'application/vnd.google-earth.kmz';
  return 'application/zip';
}

/** The names in the local headers (APPNOTE 4.3.7) that lie in the head, each as long as its header says. */
function entryNames(text: string): readonly string[] {
  return [...text.matchAll(/PK\x03\x04.{22}(.)(.)../gs)].map(
    ({ 0: header, 1: low = '', 2: high = '', index }) => {
      const start = index + header.length;
      return text.slice(start, start + low.charCodeAt(0) + 256 * high.charCodeAt(0));
    },
  );
}
