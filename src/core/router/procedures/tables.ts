import { readFile, stat } from 'node:fs/promises';
import type { TableKind } from '../../../shared/catalogue/table-fields.ts';
import type { AnyPath } from '../../../shared/contract/common.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { readablePath } from '../../paths/path-bytes.ts';
import { failuresCsv, templateCsv } from '../../tables/failures.ts';
import { guessMapping } from '../../tables/map-columns.ts';
import { planImport, type ImportRequest, type PlannedRow } from '../../tables/plan-import.ts';
import { largestTable, readCsv, type Table } from '../../tables/read-csv.ts';
import { runImport } from '../../tables/run-import.ts';
import { api } from '../api.ts';
import { absoluteBytes } from '../../paths/path-bytes.ts';
import { pathBytes } from '../path-bytes.ts';

interface Given {
  readonly kind: TableKind;
  readonly path: AnyPath;
  readonly workingFolder: string;
}

async function tableOf({ path, workingFolder }: Given): Promise<Table> {
  const bytes = absoluteBytes(pathBytes(path), workingFolder);
  try {
    const { size } = await stat(bytes);
    if (size > largestTable)
      throw new AppError('table-unreadable', { reason: `it is longer than ${largestTable >> 20} MiB` });
    return readCsv(await readFile(bytes));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('source-not-found', { path: readablePath(bytes).text }, error);
  }
}

async function requestOf(given: Given & Pick<ImportRequest, 'mapping' | 'dayOrder'>): Promise<ImportRequest> {
  const { kind, mapping, dayOrder } = given;
  return { kind, mapping, dayOrder, table: await tableOf(given) };
}

const sampled = 5;
const editsShown = 100;

export const tables = {
  look: api.tables.look.handler(async ({ input, context: { core } }) => {
    core.archive(input.archive);
    const { heading, rows, encoding, delimiter } = await tableOf(input);
    const sample = rows.slice(0, sampled).map(({ cells }) => cells);
    const mapping = guessMapping(input.kind, heading);
    return { heading, rows: rows.length, sample, mapping, encoding, delimiter };
  }),
  plan: api.tables.plan.handler(async ({ input, context: { core }, signal }) => {
    const planned = await planImport(core.archive(input.archive), await requestOf(input), signal);
    const edits = planned.flatMap((row) => (row.outcome === 'edit' ? row : [])).slice(0, editsShown);
    return {
      ...counted(planned),
      edits: edits.map(({ line, name, record, changes }) => ({
        line,
        name,
        number: record.number,
        changes: Object.entries(changes).map(([member, value]) => ({
          member,
          old: record.content[member] ?? null,
          new: value,
        })),
      })),
    };
  }),
  run: api.tables.run.handler(async ({ input, context: { core }, signal }) => {
    const stop = signal ?? new AbortController().signal;
    const { failed, ...summary } = await runImport(core.archive(input.archive), await requestOf(input), stop);
    return { ...summary, failed: failed.map(({ line, name, problems }) => ({ line, name, problems })) };
  }),
  failures: api.tables.failures.handler(async ({ input, context: { core }, signal }) => {
    const request = await requestOf(input);
    const planned = await planImport(core.archive(input.archive), request, signal);
    return failuresCsv(input.kind, request.table, planned);
  }),
  template: api.tables.template.handler(({ input }) => ({ csv: templateCsv(input.kind) })),
};

function counted(planned: readonly PlannedRow[]) {
  const count = (outcome: PlannedRow['outcome']): number =>
    planned.filter((row) => row.outcome === outcome).length;
  const failed = planned.flatMap((row) =>
    row.outcome === 'failed' ? { line: row.line, name: row.name, problems: row.problems } : [],
  );
  return {
    made: count('new'),
    edited: count('edit'),
    same: count('same'),
    repeated: count('repeated'),
    failed,
  };
}
