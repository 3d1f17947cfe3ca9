import { wholeOf } from './extract-text.ts';
import { readGeoJson } from './geojson.ts';
import { readKml } from './kml.ts';
import type { RemoteFile } from './remote-file.ts';
import { TableRefused, type TableRefusal } from './table-refusals.ts';
import type { ReadTable } from './table-sink.ts';
import { DOCUMENT_LIMIT } from './wire-limits.ts';
import { readXlsx } from './xlsx.ts';

export const tableForms = ['xlsx', 'geojson', 'kml'] as const;
export type TableForm = (typeof tableForms)[number];

/** A table out of a file that somebody else made, or why there is none. */
export async function readTable(
  file: RemoteFile,
  form: TableForm,
  sheet: number | null,
): Promise<ReadTable | { readonly refused: TableRefusal }> {
  if (file.size > DOCUMENT_LIMIT) return { refused: 'too-large' };
  const bytes = await wholeOf(file, file.size);
  try {
    if (form === 'geojson') return readGeoJson(bytes);
    if (form === 'kml') return readKml(bytes);
    // A workbook under a passphrase, and one of Excel before 2007, are compound files of OLE.
    if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0')
      return { refused: bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'locked' : 'old-form' };
    return readXlsx(bytes, sheet);
  } catch (error) {
    return { refused: error instanceof TableRefused ? error.reason : 'not-of-the-form' };
  }
}
