import { tableFields, type TableKind } from './table-fields.ts';

/** Why a cell was not understood: a code that every language has words for. Here: those of files and the command line. */
const inWords = {
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
} as const;
export type CellProblem = keyof typeof inWords;

export interface RowProblem {
  /** Of the field it stands in; null for the row as a whole. */
  readonly field: string | null;
  readonly value: string;
  readonly problem: CellProblem;
}

const isCellProblem = (problem: string): problem is CellProblem => Object.hasOwn(inWords, problem);

/** Of one cell, as a sentence's end; a code that is not known here as it is. */

export function problemText(
  kind: TableKind,
  { field, value, problem }: Omit<RowProblem, 'problem'> & { readonly problem: string },
): string {
  const what = isCellProblem(problem) ? inWords[problem] : problem;
  const label = tableFields[kind].find(({ id }) => id === field)?.label;
  if (problem === 'record-differs')
    return `says something else than ${value}: write this number to replace what that says`;
  if (problem === 'repeated-differently') return `says something else than line ${value} about the same`;
  if (label === undefined) return value === '' ? what : `${what}: ${value}`;
  return value === '' ? `${label} ${what}` : `${label}: "${value}" ${what}`;
}
