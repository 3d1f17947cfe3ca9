import { isMediaType, mediaTypes } from '../media/media-types.ts';

/** Names inside a package: ASCII, lower-case extensions, the same on every system. */

/** `E-0001`; the width grows with the number of exhibits, so that names sort in order. */
export function exhibitNamer(count: number): (position: number) => string {
  const width = Math.max(4, String(count).length);
  return (position) => `E-${String(position).padStart(width, '0')}`;
}

/** Of a document, which has to number its exhibits before it knows how many there are: `E-0001`. */
export function exhibitLabel(position: number): string {
  return exhibitNamer(0)(position);
}

/** `data/exhibits/E-0001.jpg`; further files of an item `E-0001-2.xmp`. `sequence` counts from 1. */
export function exhibitPath(exhibit: string, sequence: number, mediaType: string): string {
  const suffix = sequence === 1 ? '' : `-${sequence}`;
  const extension = isMediaType(mediaType) ? mediaTypes[mediaType] : 'bin';
  return `data/exhibits/${exhibit}${suffix}.${extension}`;
}

const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Name of the one folder in a zip, after the zip's own name, in ASCII that every system takes. */
export function baseFolderName(fileName: string): string {
  const stem = fileName
    .replace(/\.zip$/i, '')
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '');
  const plain = stem
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^[._-]+|[._-]+$/g, '')
    .slice(0, 100);
  if (plain === '') return 'package';
  return reservedOnWindows.test(plain) ? `package-${plain}` : plain;
}
