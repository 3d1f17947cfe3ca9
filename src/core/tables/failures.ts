import type { TableKind } from '../../shared/catalogue/table-fields.ts';
import { problemText } from '../../shared/catalogue/table-problems.ts';
import { csvOf } from './csv-rows.ts';
import type { PlannedRow } from './plan-import.ts';
import type { PlannedItem } from './plan-items.ts';
import type { Table } from './read-csv.ts';

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
