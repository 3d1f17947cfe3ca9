import type { TableKind } from '../../../shared/catalogue/table-fields.ts';
import { shippedVocabularies } from '../../../shared/catalogue/vocabularies.ts';
import type { AnyPath } from '../../../shared/contract/common.ts';
import type { Archive } from '../../archive/archive.ts';
import { vocabulariesOf } from '../../records/vocabularies.ts';
import { failuresCsv } from '../../tables/failures.ts';
import { templateCsv, templateXlsx } from '../../tables/template.ts';
import { guessMapping } from '../../tables/map-columns.ts';
import { heldPlan, type HeldRequest } from '../../tables/held-plan.ts';
import { openTable, type OpenedTable } from '../../tables/open-table.ts';
import type { ImportRequest, PlannedRow } from '../../tables/plan-import.ts';
import { requireWriting } from '../../disposition/items.ts';
import type { PlannedItem } from '../../tables/plan-items.ts';
import { runImport, type ImportSummary } from '../../tables/run-import.ts';
import { runItems } from '../../tables/run-items.ts';
import type { Progress } from '../../../shared/records/progress.ts';
import { takeOut } from '../../take-out/take-out.ts';
import { streamOf, textOf } from '../stream.ts';
import { api } from '../api.ts';
import type { Core } from '../core.ts';
import { absoluteBytes } from '../../paths/path-bytes.ts';
import { pathBytes } from '../path-bytes.ts';

interface Given {
  readonly kind: TableKind;
  readonly path: AnyPath;
  readonly workingFolder: string;
  readonly sheet?: number | undefined;
}

const opened = (core: Core, archive: Archive, given: Given): Promise<OpenedTable> => {
  const path = absoluteBytes(pathBytes(given.path), given.workingFolder);
  return openTable(archive, core.tables(), path, given.sheet ?? null);
};

async function requestOf(
  core: Core,
  archive: Archive,
  given: Given & Pick<ImportRequest, 'mapping' | 'dayOrder'>,
): Promise<HeldRequest> {
  const { kind, mapping, dayOrder } = given;
  return { kind, mapping, dayOrder, ...(await opened(core, archive, given)) };
}

type Ran = Omit<ImportSummary, 'failed'> & {
  readonly failed: readonly Omit<ImportSummary['failed'][number], 'outcome'>[];
};

const sampled = 5;
const editsShown = 100;

export const tables = {
  look: api.tables.look.handler(async ({ input, context: { core } }) => {
    const { table } = await opened(core, core.archive(input.archive), input);
    const { heading, rows, ...about } = table;
    const sample = rows.slice(0, sampled).map(({ cells }) => cells);
    const mapping = guessMapping(input.kind, heading, table.form);
    return { heading, rows: rows.length, sample, mapping, ...about };
  }),
  plan: api.tables.plan.handler(async ({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const planned = await heldPlan(archive, await requestOf(core, archive, input), signal);
    const edits = planned.flatMap((row) => (row.outcome === 'edit' ? row : [])).slice(0, editsShown);
    return {
      ...counted(planned),
      edits: edits.map(({ line, name, number, old, changes }) => ({
        line,
        name,
        number,
        changes: Object.entries(changes).map(([member, value]) => ({
          member,
          old: old[member] ?? null,
          new: value,
        })),
      })),
    };
  }),
  run: api.tables.run.handler(({ input, context: { core }, signal }) =>
    streamOf<Progress, Ran>(core, input.archive, signal, async (onProgress, stop) => {
      const archive = core.archive(input.archive);
      requireWriting(archive);
      const planned = await heldPlan(archive, await requestOf(core, archive, input), stop);
      const handlers = { signal: stop, onProgress };
      const { failed, ...summary } =
        input.kind === 'item'
          ? await runItems(archive, planned as readonly PlannedItem[], handlers)
          : await runImport(archive, input.kind, planned as readonly PlannedRow[], handlers);
      return { ...summary, failed: failed.map(({ line, name, problems }) => ({ line, name, problems })) };
    }),
  ),
  failures: api.tables.failures.handler(async ({ input, context: { core }, signal }) => {
    const archive = core.archive(input.archive);
    const request = await requestOf(core, archive, input);
    const planned = await heldPlan(archive, request, signal);
    return failuresCsv(input.kind, request.table, planned);
  }),
  takeOut: api.tables.takeOut.handler(({ input, context: { core }, signal }) => {
    const { archive, ...request } = input;
    return textOf(core, archive, signal, (give, stop) => takeOut(core.archive(archive), request, give, stop));
  }),
  template: api.tables.template.handler(({ input: { kind, form, language, archive }, context: { core } }) => {
    const vocabularies = archive === undefined ? shippedVocabularies : vocabulariesOf(core.archive(archive));
    const file =
      form === 'csv'
        ? Buffer.from(templateCsv(kind, language, vocabularies))
        : templateXlsx(kind, language, vocabularies);
    return { file: Buffer.from(file).toString('base64') };
  }),
};

function counted(planned: readonly (PlannedRow | PlannedItem)[]) {
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
