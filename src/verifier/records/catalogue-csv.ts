import { at, type JsonObject } from './json.ts';

/**
 * data/catalogue.csv: a line for each exhibit file, RFC 4180, UTF-8 with a byte order mark (without it spreadsheets
 * take Armenian and Cyrillic for something else).
 */

export const csvColumns = [
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
export type CsvColumn = (typeof csvColumns)[number];
/** By column. */
export type CsvRow = Readonly<Record<CsvColumn, string>>;

export const csvHead = `\ufeff${csvColumns.join(',')}`;
export const csvLineEnd = '\r\n';

/** The cells of an exhibit file, as they are read. `path` is its path in the bag; item and file are those of its metadata file. */
export function csvRow(exhibit: string, path: string, item: JsonObject, file: JsonObject): CsvRow {
  return {
    exhibit,
    file: path,
    number: cell(item, 'number'),
    title: cell(item, 'title'),
    description: cell(item, 'description'),
    captured: cell(file, 'captured', 'value'),
    captured_offset: cell(file, 'captured', 'offset'),
    captured_basis: cell(file, 'captured', 'basis'),
    latitude: cell(file, 'position', 'latitude'),
    longitude: cell(file, 'position', 'longitude'),
    original_name: cell(file, 'originalName'),
    original_path: cell(file, 'originalPath'),
    modified_at: cell(file, 'modifiedAt'),
    role: cell(file, 'role'),
    media_type: cell(file, 'mediaType'),
    bytes: cell(file, 'size'),
    sha256: cell(file, 'sha256'),
    camera_make: cell(file, 'camera', 'make'),
    camera_model: cell(file, 'camera', 'model'),
    accession: cell(file, 'accession', 'number'),
  };
}

function cell(object: JsonObject, ...names: readonly string[]): string {
  const value = at(object, ...names);
  return typeof value === 'number' || typeof value === 'string' ? csvText(value) : '';
}

/** The line of a row, without its end. */
export function csvLine(row: CsvRow): string {
  return csvColumns.map((column) => quoted(row[column])).join(',');
}

/** One cell as it is written. */
export function csvCell(value: string | number | null): string {
  return quoted(csvText(value));
}

/**
 * One cell as it is read: numbers as numbers, everything else as guarded text. A text that a spreadsheet would run as a
 * formula (it begins with = + - @, their full-width forms, a tab or a line break) gets an apostrophe before it; so does one
 * that begins with an apostrophe, so that taking one away always gives the text back.
 */
function csvText(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  return /^[=+\-@＝＋－＠\t\r\n']/.test(value) ? `'${value}` : value;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
