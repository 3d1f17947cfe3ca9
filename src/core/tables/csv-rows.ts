import { csvCell, csvLineEnd } from '../../verifier/records/catalogue-csv.ts';

/** RFC 4180, UTF-8 with a byte order mark, by which spreadsheets know it. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((row) => csvRow(row)).join('')}`;
}

/** A line of it, with its end. */
export function csvRow(cells: readonly (string | number)[]): string {
  return cells.map((cell) => csvCell(typeof cell === 'number' ? cell : guarded(cell))).join(',') + csvLineEnd;
}

/**
 * In many languages spreadsheets part cells by semicolons whatever the file says, and then a quote inside a line parts nothing: what
 * stands behind any separator is guarded by an apostrophe as the beginning of a cell is.
 */
function guarded(cell: string): string {
  return cell.replace(/([;\t|\r\n][ \u00a0]*)(?=[=+\-@＝＋－＠'])/gu, "$1'");
}

/** The text that was written so: an apostrophe before what a spreadsheet would run as a formula is not part of it. */
export function unguarded(cell: string): string {
  return cell
    .replace(/^'(?=[=+\-@＝＋－＠'])/u, '')
    .replace(/([;\t|\r\n][ \u00a0]*)'(?=[=+\-@＝＋－＠'])/gu, '$1');
}
