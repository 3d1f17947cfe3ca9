import type { FileRecordView, ItemRecord } from '../../shared/records/item.ts';

/**
 * data/catalogue.csv: a line for each exhibit file, RFC 4180, UTF-8 with a byte order mark (without it spreadsheets
 * take Armenian and Cyrillic for something else).
 */

const columns = [
  'exhibit',
  'file',
  'number',
  'title',
  'description',
  'captured',
  'captured_offset',
  'captured_basis',
  'latitude',
  'longitude',
  'original_name',
  'original_path',
  'modified_at',
  'role',
  'media_type',
  'bytes',
  'sha256',
  'camera_make',
  'camera_model',
  'accession',
] as const;

export const csvHead = `\ufeff${columns.join(',')}\r\n`;

/** `path` is the exhibit's path in the bag. Numbers are written as numbers, everything else as guarded text. */
export function csvLine(exhibit: string, path: string, item: ItemRecord, file: FileRecordView): string {
  const values: Readonly<Record<(typeof columns)[number], string | number | null>> = {
    exhibit,
    file: path,
    number: item.number,
    title: item.title,
    description: item.description,
    captured: file.captured?.value ?? null,
    captured_offset: file.captured?.offset ?? null,
    captured_basis: file.captured?.basis ?? null,
    latitude: file.position?.latitude ?? null,
    longitude: file.position?.longitude ?? null,
    original_name: file.originalName,
    original_path: file.originalPath,
    modified_at: file.modifiedAt,
    role: file.role,
    media_type: file.mediaType,
    bytes: file.size,
    sha256: file.sha256,
    camera_make: file.camera?.make ?? null,
    camera_model: file.camera?.model ?? null,
    accession: file.accession.number,
  };
  return `${columns.map((column) => csvCell(values[column])).join(',')}\r\n`;
}

/**
 * One cell. A text that a spreadsheet would run as a formula (it begins with = + - @, their full-width forms, a tab or a
 * line break) gets an apostrophe before it; so does one that begins with an apostrophe, so that taking one away always
 * gives the text back.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const guarded = /^[=+\-@＝＋－＠\t\r\n']/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
