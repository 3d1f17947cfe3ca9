import { tableFields, type TableKind } from '../../shared/catalogue/table-fields.ts';
import { csvOf } from './csv-rows.ts';
import type { PlannedRow } from './plan-import.ts';
import type { PlannedItem } from './plan-items.ts';
import type { Table } from './read-csv.ts';
import type { CellProblem, RowProblem } from './row-reader.ts';

/** What is wrong, for the last column of a file that is to be corrected. */
const inWords: Readonly<Record<CellProblem, string>> = {
  'date-unclear': 'is no date',
  'date-ambiguous': 'may be two dates: say which figure is the month, or write it as 2020-11-09',
  'position-unclear': 'is no position on the earth',
  'position-half': 'is missing: latitude and longitude belong together',
  'shape-unclear': 'is no point, line or area in GeoJSON with at most 10000 points, in degrees',
  'shape-in-parts': 'is of several parts: a place has one',
  'precision-unclear': 'is no number of metres',
  'term-unknown': 'is not in the list',
  'name-missing': 'is missing: a place has a name',
  'title-missing': 'is missing: an incident has a title',
  'place-unknown': 'is no place of this archive',
  'place-ambiguous': 'may be several places: write the number of one',
  'number-unknown': 'is no number of this archive',
  'item-unknown': 'is no item of this archive',
  'item-ambiguous': 'may be several items: write the number of one',
  'item-unnamed': 'names no item: a number, a SHA-256 or a file name says which one is meant',
  'item-closed': 'is described no more: it was withdrawn, destroyed or combined with another',
  'item-contradicted': 'means another item than the rest of the line',
  'language-unknown': 'is no language tag such as hy, ru or en',
  'source-unknown': 'is no source of this archive',
  'source-ambiguous': 'may be several sources: write the number of one',
  'repeated-differently': 'says something else than an earlier line about the same',
  'record-ambiguous': 'may be several records: write the number of one',
  'record-differs':
    'says something else than the record of that name: write its number to replace what it says',
  'row-refused': 'cannot be taken in',
};

export function problemText(kind: TableKind, { field, value, problem }: RowProblem): string {
  const label = tableFields[kind].find(({ id }) => id === field)?.label;
  if (problem === 'repeated-differently') return `says something else than line ${value} about the same`;
  if (problem === 'record-differs')
    return `says something else than ${value}: write this number to replace what that says`;
  if (label === undefined) return value === '' ? inWords[problem] : `${inWords[problem]}: ${value}`;
  return value === '' ? `${label} ${inWords[problem]}` : `${label}: "${value}" ${inWords[problem]}`;
}

const last = 'What is wrong';

/** The lines that were not taken in, as they are, with what is wrong behind each. RFC 4180, UTF-8 with a byte order mark. */
export function failuresCsv(
  kind: TableKind,
  table: Table,
  planned: readonly (PlannedRow | PlannedItem)[],
): { readonly csv: string; readonly rows: number } {
  const byLine = new Map(table.rows.map(({ line, cells }) => [line, cells]));
  const failed = planned.filter((row) => row.outcome === 'failed');
  const heading = table.heading.filter((name) => name !== last);
  const width = heading.length;
  const lines = failed.map(({ line, problems }) => {
    const cells = byLine.get(line) ?? [];
    const wrong = problems.map((problem) => problemText(kind, problem)).join('; ');
    return [...Array.from({ length: width }, (_, column) => cells[column] ?? ''), wrong];
  });
  return { csv: csvOf([[...heading, last], ...lines]), rows: failed.length };
}
