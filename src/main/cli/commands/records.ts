import { isUtf8 } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { RecordKind } from '../../../shared/catalogue/kinds.ts';
import { isTableKind, tableKinds, type TableKind } from '../../../shared/catalogue/table-fields.ts';
import { AppError, isAppError } from '../../../shared/errors/app-error.ts';
import type { RecordRow, RecordView } from '../../../shared/records/record.ts';
import { folderPath, type Argument } from '../arguments.ts';
import {
  argumentOption,
  requiredPositionals,
  textOption,
  type Command,
  type Invocation,
} from '../command.ts';
import { exit } from '../exit-codes.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { givenPassphrase, unlockHelp, unlockOptions } from '../secrets.ts';
import { withPersonActions } from './person.ts';

/** `stele places`, `stele incidents`, `stele people`: the same acts on other kinds of record. */

const actions = ['list', 'show', 'export', 'import', 'template'] as const;
type Action = (typeof actions)[number];

interface Room {
  readonly name: string;
  readonly summary: string;
  /** Kinds that stand in this room; the first one is meant where none is named. */
  readonly kinds: readonly [RecordKind, ...RecordKind[]];
}

export const places = roomOf({
  name: 'places',
  summary: 'places, objects and assessments: list, show, take in and out',
  kinds: ['place', 'object', 'assessment'],
});
export const incidents = roomOf({
  name: 'incidents',
  summary: 'incidents and claims: list, show, take in and out',
  kinds: ['incident', 'claim'],
});
export const people = withPersonActions(
  roomOf({
    name: 'people',
    summary: 'people, groups and sources: list, show, take in and out',
    kinds: ['actor', 'source'],
  }),
);

function roomOf(room: Room): Command {
  const [first, ...others] = room.kinds;
  return {
    name: room.name,
    usage: '(list | show | export | import | template) ARCHIVE [RECORD | FILE] [--kind KIND] [...]',
    summary: room.summary,
    help: `  list              with number, name, date and status
  show RECORD       everything it says, by its number or id
  export            all of them as JSON, to be read in again
  import FILE       takes such a file in: what has an id or a number of this
                    archive is edited where it says something else, all other is
                    new. What cannot be read is named with its reason, and the
                    rest goes in

  import FILE.csv   takes a spreadsheet in (places and incidents): columns are
                    known by their headings; what is called the same is added to,
                    and the same file once more changes nothing
  template          an empty spreadsheet with the headings that are known

  --map COLUMN=FIELD
                    what a column says, where its heading does not; again for
                    more
  --day-first, --month-first
                    how 09/11/2020 is meant
  --preview         what it would come to; nothing is written
  --errors FILE     rows that were not taken in, with what is wrong with each
  --kind KIND       ${first} (where none is said)${others.map((kind) => `, ${kind}`).join('')}
  --query WORDS     that stand in it, in any script
  --type TERM       id of a term in resources/vocabularies
  --date DATE       whose date may lie within it (EDTF)
  --language TAG    whose name is shown where there are several: hy, ru, en
  --removed         those that were taken away
  --at DAY          with show: as it was then; --history: who changed what
  --sealed-passphrase-file FILE, --sealed-passphrase-fd N
                    also what is sealed

What each kind holds stands in docs/formats/records.md.

${writeHelp}
${unlockHelp}`,
    exits: {
      done: true,
      failed: 'something in the file was not taken in',
      usage: true,
      cannotOpen: true,
      locked: true,
    },
    options: {
      ...unlockOptions,
      ...writeOptions,
      kind: { type: 'string' },
      query: { type: 'string' },
      type: { type: 'string' },
      date: { type: 'string' },
      language: { type: 'string' },
      removed: { type: 'boolean' },
      at: { type: 'string' },
      history: { type: 'boolean' },
      map: { type: 'string', multiple: true },
      'day-first': { type: 'boolean' },
      'month-first': { type: 'boolean' },
      preview: { type: 'boolean' },
      errors: { type: 'string' },
      'sealed-passphrase-file': { type: 'string' },
      'sealed-passphrase-fd': { type: 'string' },
    },
    run: (invocation) => run(room, invocation),
  };
}

async function run(room: Room, invocation: Invocation): Promise<number> {
  const [verb, archivePath, of, extra] = requiredPositionals(invocation, ['ACTION', 'ARCHIVE']);
  const action = actions.find((one) => one === verb?.text);
  if (!action) throw new AppError('usage', { message: `Say one of ${actions.join(', ')}.` });
  if (extra) throw new AppError('usage', { message: `"${extra.text}" is one argument too many.` });
  const takesOne = action === 'show' || action === 'import';
  if (takesOne !== (of !== undefined))
    throw new AppError('usage', { message: 'RECORD is for show, and FILE for import.' });
  const kind = room.kinds.find((one) => one === (textOption(invocation, 'kind') ?? room.kinds[0]));
  if (!kind) throw new AppError('usage', { message: `--kind is one of ${room.kinds.join(', ')}.` });
  const isTable = action === 'import' && of !== undefined && /\.(?:csv|tsv|txt)$/i.test(of.text);
  if ((isTable || action === 'template') && !isTableKind(kind))
    throw new AppError('usage', { message: `There are spreadsheets of ${tableKinds.join(', ')} alone.` });
  const entries = action === 'import' && of && !isTable ? entriesIn(of) : [];
  const second = givenPassphrase(invocation, 'sealed-passphrase');
  const access = action === 'import' && invocation.options.preview !== true ? 'write' : 'read';
  return withArchive(invocation, folderPath(archivePath), access, async (archive) => {
    const { client } = invocation;
    if (second !== null)
      await client.sealed.unlock({ archive, unlock: { by: 'passphrase', passphrase: second } });
    if (isTable && isTableKind(kind)) return importTable(invocation, archive, kind, of);
    return acts[action](invocation, archive, { kind, of: of?.text ?? '', entries });
  });
}

interface Asked {
  readonly kind: RecordKind;
  readonly of: string;
  readonly entries: readonly Entry[];
}

const acts: Readonly<
  Record<Action, (invocation: Invocation, archive: string, asked: Asked) => Promise<number>>
> = {
  async list(invocation, archive, { kind }) {
    const { total, rows } = await everyRow(invocation, archive, kind);
    if (invocation.json) await printJson({ total, records: rows });
    else {
      for (const row of rows) await print(lineOf(row));
      await print(`${plural(total, 'record')}\n`);
    }
    return exit.done;
  },
  async show(invocation, archive, { of }) {
    const { client, json, options } = invocation;
    const at = textOption(invocation, 'at');
    const language = languageOf(invocation);
    const view = await client.records.show({ archive, record: of, language, ...(at === null ? {} : { at }) });
    const history = options.history === true ? await client.records.revisions({ archive, record: of }) : null;
    if (json) await printJson({ ...view, ...(history ? { revisions: history } : {}) });
    else {
      await print(sheetOf(view));
      for (const { revision, at: when, identityName, changes } of history ?? [])
        await print(
          `  ${revision}  ${when}  ${visible(identityName ?? 'nobody named')}: ${changes.map(({ member }) => member).join(', ')}\n`,
        );
    }
    return exit.done;
  },
  async export(invocation, archive, { kind }) {
    const { client } = invocation;
    const { rows } = await everyRow(invocation, archive, kind);
    await print('[');
    for (const [at, { id, number }] of rows.entries()) {
      const view = await client.records.show({ archive, record: id, language: languageOf(invocation) });
      await print(`${at === 0 ? '' : ','}\n${JSON.stringify({ id, number, kind, content: view.content })}`);
    }
    await print('\n]\n');
    return exit.done;
  },
  async template({ client }, _archive, { kind }) {
    if (isTableKind(kind)) await print((await client.tables.template({ kind })).csv);
    return exit.done;
  },
  async import(invocation, archive, { kind, entries }) {
    const { client, json } = invocation;
    const counts = { made: 0, edited: 0, unchanged: 0 };
    const failed: { readonly entry: number; readonly code: string; readonly message: string }[] = [];
    for (const [at, entry] of entries.entries()) {
      try {
        const became = await takeIn(client, archive, kind, entry);
        counts[became] += 1;
      } catch (error) {
        if (!isAppError(error)) throw error;
        failed.push({ entry: at + 1, code: error.code, message: error.message });
      }
    }
    if (json) await printJson({ ...counts, failed });
    else {
      await print(`${counts.made} new, ${counts.edited} edited, ${counts.unchanged} said the same already\n`);
      for (const { entry, message } of failed) await print(`entry ${entry}: ${visible(message)}\n`);
    }
    return failed.length === 0 ? exit.done : exit.failed;
  },
};

async function importTable(
  invocation: Invocation,
  archive: string,
  kind: TableKind,
  of: Argument,
): Promise<number> {
  const { client, json, options, signal } = invocation;
  const file = {
    archive,
    kind,
    path: { bytes: Buffer.from(of.bytes).toString('base64') },
    workingFolder: process.cwd(),
  };
  const look = await client.tables.look(file, { signal });
  const dayOrder =
    options['day-first'] === true ? 'day-first' : options['month-first'] === true ? 'month-first' : null;
  const request = { ...file, mapping: mappingOf(invocation, look), dayOrder } as const;
  const left = look.heading.filter((_, column) => request.mapping[column] === null);
  const isPreview = options.preview === true;
  const errors = argumentOption(invocation, 'errors');
  if (errors) {
    // Before anything is written: afterwards what went in would be met again.
    const failures = await client.tables.failures(request, { signal });
    if (failures.rows > 0) writeFileSync(errors.bytes, failures.csv, { flag: 'wx' });
  }
  const done = isPreview
    ? await client.tables.plan(request, { signal })
    : await client.tables.run(request, { signal });
  if (json) await printJson({ columnsLeftOut: left, ...done });
  else {
    if (left.length > 0) await print(`Columns left out: ${left.map(visible).join(', ')}\n`);
    const { made, edited, same, repeated, failed } = done;
    await print(
      `${made} new, ${edited} edited, ${same} said the same already, ${repeated} repeated in the file, ${failed.length} not taken in\n`,
    );
    for (const { line, name, problems } of failed.slice(0, problemsShown))
      await print(
        `line ${line}${name === '' ? '' : ` (${visible(name)})`}: ${problems.map((one) => visible(problemLine(one))).join('; ')}\n`,
      );
    if (failed.length > problemsShown) await print(`… and ${failed.length - problemsShown} more\n`);
    if (isPreview) await print('Nothing was written.\n');
  }
  return done.failed.length === 0 ? exit.done : exit.failed;
}

const problemsShown = 20;

const problemLine = ({
  field,
  value,
  problem,
}: {
  field: string | null;
  value: string;
  problem: string;
}): string =>
  [field, problem, value === '' ? null : JSON.stringify(value)].filter((part) => part !== null).join(' ');

function mappingOf(
  invocation: Invocation,
  look: { readonly heading: readonly string[]; readonly mapping: readonly (string | null)[] },
): (string | null)[] {
  const mapping = [...look.mapping];
  for (const { text } of invocation.repeated.map ?? []) {
    const at = text.lastIndexOf('=');
    const column = look.heading.indexOf(text.slice(0, at));
    if (at < 1 || column < 0)
      throw new AppError('usage', { message: `--map "${text}" names no column of the file.` });
    const field = text.slice(at + 1);
    // A field is said by one column.
    const before = mapping.indexOf(field);
    if (before >= 0) mapping[before] = null;
    mapping[column] = field === '' ? null : field;
  }
  return mapping;
}

const entryForm = z.object({
  id: z.string().optional(),
  number: z.string().optional(),
  kind: z.string().optional(),
  content: z.record(z.string(), z.unknown()),
});
type Entry = z.infer<typeof entryForm>;

async function takeIn(
  client: Invocation['client'],
  archive: string,
  kind: RecordKind,
  entry: Entry,
): Promise<'made' | 'edited' | 'unchanged'> {
  if (entry.kind !== undefined && entry.kind !== kind)
    throw new AppError('description-invalid', {
      field: 'kind',
      reason: `it is a ${entry.kind}, not a ${kind}`,
    });
  const known = await knownAs(client, archive, entry);
  if (!known) {
    await client.records.create({ archive, kind, content: { ...entry.content } });
    return 'made';
  }
  // What the file does not say of it is taken away: it is the whole record.
  const gone = Object.keys(known.content).filter((member) => !(member in entry.content));
  const changes = { ...entry.content, ...Object.fromEntries(gone.map((member) => [member, null])) };
  const { revision } = await client.records.edit({
    archive,
    record: known.id,
    changes,
    expectedRevision: known.revision,
  });
  return revision === known.revision ? 'unchanged' : 'edited';
}

async function knownAs(
  client: Invocation['client'],
  archive: string,
  { id, number }: Entry,
): Promise<RecordView | null> {
  for (const record of [id, number]) {
    if (record === undefined) continue;
    try {
      return await client.records.show({ archive, record, language: 'en' });
    } catch (error) {
      if (!isAppError(error) || error.code !== 'not-found') throw error;
    }
  }
  return null;
}

function entriesIn(file: Argument): readonly Entry[] {
  const path = file.text;
  const refuse = (reason: string): AppError => new AppError('usage', { message: `${path}: ${reason}.` });
  const bytes = read(path, refuse);
  if (!isUtf8(bytes)) throw refuse('it is not UTF-8');
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch {
    throw refuse('it is no JSON');
  }
  if (!Array.isArray(value)) throw refuse('it is no list of records, as "export" writes it');
  return (value as readonly unknown[]).map((one, at) => {
    const entry = entryForm.safeParse(one);
    if (!entry.success) throw refuse(`entry ${at + 1} has no "content", or an id or number that is none`);
    return entry.data;
  });
}

function read(path: string, refuse: (reason: string) => AppError): Buffer {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    throw refuse(
      error instanceof Error && 'code' in error
        ? `it cannot be read (${String(error.code)})`
        : 'it cannot be read',
    );
  }
}

const pageSize = 1000;

async function everyRow(invocation: Invocation, archive: string, kind: RecordKind) {
  const { client, options } = invocation;
  const filter = {
    query: textOption(invocation, 'query'),
    type: textOption(invocation, 'type'),
    date: textOption(invocation, 'date'),
    removed: options.removed === true,
  };
  const rows: RecordRow[] = [];
  for (;;) {
    const page = await client.records.list({
      archive,
      kind,
      filter,
      order: { by: 'number', descending: false },
      offset: rows.length,
      limit: pageSize,
      language: languageOf(invocation),
    });
    rows.push(...page.rows);
    if (page.rows.length < pageSize) return { total: page.total, rows };
  }
}

const languageOf = (invocation: Invocation): string => textOption(invocation, 'language') ?? 'en';

function lineOf({ number, name, otherNames, date, status, agreement }: RecordRow): string {
  const parts = [
    visible(name),
    ...(otherNames.length > 0 ? [`(${otherNames.map(visible).join(', ')})`] : []),
    ...(date === null ? [] : [date]),
    ...(status === null ? [] : [status]),
    ...(agreement === null || agreement === 'not-reviewed' ? [] : [agreement]),
  ];
  return `${number}  ${parts.join('  ')}\n`;
}

function sheetOf(view: RecordView): string {
  const { number, kind, revision, isRemoved, content, statuses, names, namedBy, links } = view;
  const lines = [
    `${number}  ${kind}, revision ${revision}${isRemoved ? ', not in any list' : ''}`,
    ...Object.entries(content).map(([member, value]) => `  ${member}: ${visible(JSON.stringify(value))}`),
    ...statuses.map(({ status, agreement, date }) => `  status: ${status} (${date}, ${agreement})`),
    ...names.map((one) => `  names ${one.number} ${visible(one.name)}`),
    ...namedBy.map(({ member, record }) => `  named by ${record.number} ${visible(record.name)} (${member})`),
    ...links.map(({ type, end, other }) =>
      end === 'from'
        ? `  ${type} ${other.number} ${visible(other.name)}`
        : `  ${other.number} ${visible(other.name)} ${type} this`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
