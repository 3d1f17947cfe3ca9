import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import { AppError } from '../../shared/errors/app-error.ts';
import type { TableForm } from '../media/read-table.ts';
import { unguarded } from './csv-rows.ts';

/** A table as text: the first row that says anything is its heading. */
export interface Table {
  readonly heading: readonly string[];
  /** The line in the file that each begins at, from 1. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly form: TableForm | 'csv';
  /** What CSV was read as. */
  readonly encoding: 'utf-8' | 'utf-16' | 'windows-1251' | null;
  readonly delimiter: string | null;
  /** Of a workbook: what its sheets are called, and which one this is, from 0. */
  readonly sheets: readonly string[];
  readonly sheet: number;
  /** Cells with a formula whose value was never worked out: they count as empty. */
  readonly uncomputed: number;
}

export const largestTable = 64 * 1024 * 1024;
export const mostRows = 200_000;

/**
 * Reads comma-separated values as spreadsheets write them: UTF-8 or UTF-16 with a byte order mark, else UTF-8, else Windows-1251;
 * separated by a comma, semicolon, tab or bar, whichever parts the first line most. Throws
 * `table-damaged`, `table-quote-open`, `table-no-text`, `table-empty`, `table-too-large`.
 */
export function readCsv(bytes: Uint8Array): Table {
  if (bytes.length > largestTable) throw new AppError('table-too-large');
  const { text, encoding } = decoded(bytes);
  if (text.includes('\0')) throw new AppError('table-no-text');
  const delimiter = delimiterOf(text);
  let parsed: { readonly record: string[]; readonly info: { readonly lines: number } }[];
  try {
    parsed = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: mostRows + 2,
    }) as unknown as typeof parsed;
  } catch (error) {
    if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED')
      throw new AppError('table-quote-open', {}, error);
    throw new AppError('table-damaged', { form: 'CSV' }, error);
  }
  const filled = parsed.filter(({ record }) => record.some((cell) => cell.trim() !== ''));
  const [first, ...rest] = filled;
  if (!first) throw new AppError('table-empty');
  if (rest.length > mostRows) throw new AppError('table-too-large');
  let before = first.info.lines;
  const rows = rest.map(({ record, info }) => {
    const line = before + 1;
    before = info.lines;
    return { line, cells: record.map((cell) => plain(cell)) };
  });
  const heading = first.record.map((cell) => cell.trim());
  return { form: 'csv', heading, rows, encoding, delimiter, sheets: [], sheet: 0, uncomputed: 0 };
}

function decoded(bytes: Uint8Array): {
  readonly text: string;
  readonly encoding: NonNullable<Table['encoding']>;
} {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16' };
  if (first === 0xfe && second === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16' };
  if (isUtf8(bytes)) return { text: new TextDecoder().decode(bytes), encoding: 'utf-8' };
  return { text: new TextDecoder('windows-1251').decode(bytes), encoding: 'windows-1251' };
}

function delimiterOf(text: string): string {
  const line = /^[\s]*([^\r\n]*)/.exec(text)?.[1] ?? '';
  const unquoted = line.replace(/"(?:[^"]|"")*"/g, '');
  const counted = [',', ';', '\t', '|'].map((one) => [one, unquoted.split(one).length] as const);
  return counted.sort((one, other) => other[1] - one[1])[0]?.[0] ?? ',';
}

/** A cell as it was meant. */
export function plain(cell: string): string {
  return unguarded(cell).trim();
}
