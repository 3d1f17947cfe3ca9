import { lstatSync, writeFileSync } from 'node:fs';
import { tableFields, type TableKind } from '../../shared/catalogue/table-fields.ts';
import { problemText } from '../../shared/catalogue/table-problems.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Argument } from './arguments.ts';
import { argumentOption, textOption, type Invocation } from './command.ts';
import { follow } from './follow.ts';
import { exit } from './exit-codes.ts';
import { print, printJson, visible } from './output.ts';

/** Of a command that takes a table in. */
export const tableOptions = {
  sheet: { type: 'string' },
  map: { type: 'string', multiple: true },
  'day-first': { type: 'boolean' },
  'month-first': { type: 'boolean' },
  preview: { type: 'boolean' },
  errors: { type: 'string' },
} as const;

export const tableHelp = `  --map COLUMN=FIELD
                    what a column says, where its heading does not; again for
                    more. docs/cli.md lists the fields, and so does a refusal;
                    with nothing behind "=" the column is left out
  --sheet NAME      of a workbook that has several
  --day-first, --month-first
                    how 09/11/2020 is meant
  --preview         what it would come to; nothing is written
  --errors FILE     rows that were not taken in, with what is wrong with each:
                    a new file`;

/** Takes a spreadsheet in, or with `--preview` says what that would come to. Returns the exit code. */
export async function importTable(
  invocation: Invocation,
  archive: string,
  kind: TableKind,
  of: Argument,
): Promise<number> {
  const { client, json, options, signal } = invocation;
  const errors = argumentOption(invocation, 'errors');
  if (errors) requireNew(errors);
  const path = { bytes: Buffer.from(of.bytes).toString('base64') };
  const first = { archive, kind, path, workingFolder: process.cwd() };
  const { look, file } = await sheetOf(invocation, first);
  const dayOrder =
    options['day-first'] === true ? 'day-first' : options['month-first'] === true ? 'month-first' : null;
  const request = { ...file, mapping: mappingOf(invocation, kind, look), dayOrder } as const;
  const left = look.heading.filter((_, column) => request.mapping[column] === null);
  const isPreview = options.preview === true;
  if (errors) {
    // Before anything is written: afterwards what went in would be met again.
    const failures = await client.tables.failures(request, { signal });
    if (failures.rows > 0) writeNew(errors, failures.csv);
  }
  const done = isPreview
    ? await client.tables.plan(request, { signal })
    : await follow(invocation, await client.tables.run(request, { signal }));
  if (json) await printJson({ columnsLeftOut: left, ...done });
  else {
    if (left.length > 0) await print(`Columns left out: ${left.map(visible).join(', ')}\n`);
    if (look.uncomputed > 0)
      await print(`${look.uncomputed} cells have a formula without a value, and count as empty\n`);
    const { made, edited, same, repeated, failed } = done;
    await print(
      `${made} new, ${edited} edited, ${same} said the same already, ${repeated} repeated in the file, ${failed.length} not taken in\n`,
    );
    for (const { line, name, problems } of failed.slice(0, problemsShown))
      await print(
        `line ${line}${name === '' ? '' : ` (${visible(name)})`}: ${problems.map((one) => visible(problemText(kind, one))).join('; ')}\n`,
      );
    if (failed.length > problemsShown) await print(`… and ${failed.length - problemsShown} more\n`);
    if (isPreview) await print('Nothing was written.\n');
  }
  return done.failed.length === 0 ? exit.done : exit.failed;
}

type Look = Awaited<ReturnType<Invocation['client']['tables']['look']>>;
type File = Parameters<Invocation['client']['tables']['look']>[0];

/** Of a workbook with several sheets the one that was named: which of them is meant is not guessed. */
async function sheetOf(
  invocation: Invocation,
  file: File,
): Promise<{ readonly look: Look; readonly file: File }> {
  const { client, signal } = invocation;
  const look = await client.tables.look(file, { signal });
  const name = textOption(invocation, 'sheet');
  if (name === null && look.sheets.length < 2) return { look, file };
  const sheet = look.sheets.findIndex((one) => one === name);
  if (sheet < 0) {
    const names = look.sheets.map((one) => `"${one}"`).join(', ');
    throw new AppError('usage', {
      message: names === '' ? 'The file has no sheets to choose from.' : `Say which with --sheet: ${names}.`,
    });
  }
  const chosen = { ...file, sheet };
  return { look: sheet === look.sheet ? look : await client.tables.look(chosen, { signal }), file: chosen };
}

const problemsShown = 20;

/** Throws `usage` where something is there already: what went in before is not to be lost. */
function requireNew(file: Argument): void {
  if (lstatSync(file.bytes, { throwIfNoEntry: false })) throw taken(file);
}

const taken = (file: Argument, cause?: unknown): AppError =>
  new AppError('usage', { message: `There is already something at "${file.text}" (--errors).` }, cause);

function writeNew(file: Argument, text: string): void {
  try {
    writeFileSync(file.bytes, text, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw taken(file, error);
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('write-failed', { path: file.text, reason }, error);
  }
}

function mappingOf(
  invocation: Invocation,
  kind: TableKind,
  look: { readonly heading: readonly string[]; readonly mapping: readonly (string | null)[] },
): (string | null)[] {
  const mapping = [...look.mapping];
  for (const { text } of invocation.repeated.map ?? []) {
    const at = text.lastIndexOf('=');
    const column = look.heading.indexOf(text.slice(0, at));
    if (at < 1 || column < 0)
      throw new AppError('usage', { message: `--map "${text}" names no column of the file.` });
    const field = text.slice(at + 1);
    const fields = tableFields[kind].map(({ id }) => id);
    if (field !== '' && !fields.some((one) => one === field))
      throw new AppError('usage', {
        message: `--map "${text}" names no field. There are ${fields.join(', ')}.`,
      });
    // A field is said by one column.
    const before = mapping.indexOf(field);
    if (before >= 0) mapping[before] = null;
    mapping[column] = field === '' ? null : field;
  }
  return mapping;
}
