import { csvCell, csvLineEnd } from '../../verifier/records/catalogue-csv.ts';

/** RFC 4180, UTF-8 with a byte order mark, by which spreadsheets know it. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => row.map(csvCell).join(',') + csvLineEnd).join('')}`;
}
