import type { RecordKind } from '../../../shared/catalogue/kinds.ts';
import { isTableKind, tableKinds } from '../../../shared/catalogue/table-fields.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { RecordRow, RecordView } from '../../../shared/records/record.ts';
import { folderPath } from '../arguments.ts';
import { requiredPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { importTable, tableHelp, tableOptions } from '../import-table.ts';
import { exportAs } from '../export-records.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { entriesIn, importEntries, type Entry } from '../record-entries.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { givenPassphrase, sealedOptions, unlockHelp, unlockOptions, unlockSealed } from '../secrets.ts';
import { templateHelp, writeTemplate } from '../write-template.ts';
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
  export            all of them as JSON, to be read in again; or with
                    --format csv, geojson (RFC 7946) or jsonld (CIDOC CRM), to be
                    given away: nothing confidential or sealed, no notes, and no
                    place whose location is withheld. With --recipient public
                    nothing that is restricted either
  import FILE       takes such a file in: what has an id or a number of this
                    archive is edited where it says something else, all other is
                    new. What cannot be read is named with its reason, and the
                    rest goes in

  import FILE.csv   takes a spreadsheet in (CSV or XLSX, places and incidents):
                    columns are known by their headings; what is called the same
                    is added to, and the same file once more changes nothing
  import FILE.kml   takes places in from a map (KML, KMZ or GeoJSON) likewise
  template [FILE]   ${templateHelp}

${tableHelp}
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
      ...tableOptions,
      format: { type: 'string' },
      recipient: { type: 'string' },
      ...sealedOptions,
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
  if (takesOne !== (of !== undefined) && action !== 'template')
    throw new AppError('usage', { message: 'RECORD is for show, and FILE for import and template.' });
  const kind = room.kinds.find((one) => one === (textOption(invocation, 'kind') ?? room.kinds[0]));
  if (!kind) throw new AppError('usage', { message: `--kind is one of ${room.kinds.join(', ')}.` });
  const isTable =
    action === 'import' &&
    of !== undefined &&
    /\.(?:csv|tsv|txt|xlsx|xlsm|xls|ods|geojson|kml|kmz)$/i.test(of.text);
  if ((isTable || action === 'template') && !isTableKind(kind))
    throw new AppError('usage', { message: `There are spreadsheets of ${tableKinds.join(', ')} alone.` });
  const entries = action === 'import' && of && !isTable ? entriesIn(of) : [];
  const second = givenPassphrase(invocation, 'sealed-passphrase');
  const access = action === 'import' && invocation.options.preview !== true ? 'write' : 'read';
  return withArchive(invocation, folderPath(archivePath), access, async (archive) => {
    await unlockSealed(invocation, archive, second);
    if (isTable && isTableKind(kind)) return importTable(invocation, archive, kind, of);
    if (action === 'template') {
      const language = textOption(invocation, 'language');
      if (isTableKind(kind)) await writeTemplate(invocation, kind, { archive, language, to: of });
      return exit.done;
    }
    return acts[action](invocation, archive, { kind, of: of?.text ?? '', entries });
  });
}

interface Asked {
  readonly kind: RecordKind;
  readonly of: string;
  readonly entries: readonly Entry[];
}

const acts: Readonly<
  Record<
    Exclude<Action, 'template'>,
    (invocation: Invocation, archive: string, asked: Asked) => Promise<number>
  >
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
    const form = textOption(invocation, 'format');
    if (form !== null && form !== 'json') return exportAs(invocation, archive, kind, filterOf(invocation));
    if (textOption(invocation, 'recipient') !== null)
      throw new AppError('usage', { message: '--recipient goes with --format csv, geojson or jsonld.' });
    const { rows } = await everyRow(invocation, archive, kind);
    await print('[');
    for (const [at, { id, number }] of rows.entries()) {
      const view = await client.records.show({ archive, record: id, language: languageOf(invocation) });
      await print(`${at === 0 ? '' : ','}\n${JSON.stringify({ id, number, kind, content: view.content })}`);
    }
    await print('\n]\n');
    return exit.done;
  },
  import: (invocation, archive, { kind, entries }) => importEntries(invocation, archive, kind, entries),
};

const pageSize = 1000;

async function everyRow(invocation: Invocation, archive: string, kind: RecordKind) {
  const { client } = invocation;
  const filter = filterOf(invocation);
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

function filterOf(invocation: Invocation) {
  return {
    query: textOption(invocation, 'query'),
    type: textOption(invocation, 'type'),
    date: textOption(invocation, 'date'),
    removed: invocation.options.removed === true,
  };
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
