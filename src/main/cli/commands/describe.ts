import { AppError } from '../../../shared/errors/app-error.ts';
import {
  confidentialities,
  type EditSummary,
  type ItemChanges,
} from '../../../shared/records/description.ts';
import { folderPath } from '../arguments.ts';
import {
  argumentOption,
  choiceOption,
  exactPositionals,
  requiredPositionals,
  textOption,
  type Command,
  type Invocation,
} from '../command.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { importTable, tableHelp, tableOptions } from '../import-table.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { templateHelp, writeTemplate } from '../write-template.ts';
import { signOptions, unlockHelp, unlockOptions } from '../secrets.ts';

export const describe: Command = {
  name: 'describe',
  usage: 'ARCHIVE (ITEM... | --from FILE | --undo ACT) [--title TEXT] [--date EDTF] [--tag TEXT]... [...]',
  summary: 'say what items show, when and where; or take an edit back',
  help: `What is not named stays as it is; an empty value ("") takes it away. Every edit
is a revision that stays, and an event in the log.

  --title TEXT
  --description TEXT
  --date EDTF       as 2019-05-03, 2019-05, 191X, 1915~ (about), 1915/1923
  --position LAT,LON[,METRES]
                    degrees, north and east positive; within how many metres
  --language TAG    of what is to be read or heard, as hy or az-Latn; again for
                    several, which replace those before
  --rights TEXT
  --confidentiality public, restricted, confidential or sealed
  --tag TEXT        adds a tag; again for several
  --untag TEXT      takes one away
  --graphic         to be shown blurred until somebody opens it
  --not-graphic
  --undo ACT        puts back what an edit changed, on items that were not
                    edited since

  --from FILE       a spreadsheet (CSV or XLSX) with a line for each item, which
                    a number, a SHA-256 or the name of its file tells. What it
                    says takes the place of what stood there; tags, languages,
                    places and sources are added. Columns are known by their
                    headings
  --template [FILE]
                    ${templateHelp}
${tableHelp}

${writeHelp}
  --sign-as NAME    unlocks this identity: the log says that it acted and proved
                    it. --passphrase-file, --passphrase-fd and --no-passphrase
                    are then the identity's, and the archive's own is
                    --archive-passphrase-file, --archive-passphrase-fd or
                    STELE_PASSPHRASE

${unlockHelp}`,
  exits: {
    done: true,
    failed: 'some items were left as they are',
    usage: 'wrong usage, no such item or act, or a value that is none',
    cannotOpen: true,
    locked: true,
    stopped: true,
  },
  options: {
    ...writeOptions,
    ...unlockOptions,
    ...signOptions,
    title: { type: 'string' },
    description: { type: 'string' },
    date: { type: 'string' },
    position: { type: 'string' },
    language: { type: 'string', multiple: true },
    rights: { type: 'string' },
    confidentiality: { type: 'string' },
    tag: { type: 'string', multiple: true },
    untag: { type: 'string', multiple: true },
    graphic: { type: 'boolean' },
    'not-graphic': { type: 'boolean' },
    undo: { type: 'string' },
    from: { type: 'string' },
    template: { type: 'boolean' },
    ...tableOptions,
    progress: { type: 'boolean' },
  },
  async run(invocation) {
    const { client, signal, options } = invocation;
    if (options.template === true) {
      const [to, ...more] = invocation.positionals;
      if (more.length > 0) exactPositionals(invocation, ['FILE']);
      const language = invocation.repeated.language?.[0]?.text ?? null;
      await writeTemplate(invocation, 'item', { language, to });
      return exit.done;
    }
    const act = textOption(invocation, 'undo');
    const changes = changesIn(invocation);
    const from = argumentOption(invocation, 'from');
    if (from) {
      if (act !== null || Object.keys(changes).length > 0)
        throw new AppError('usage', { message: '--from goes with nothing that is said of items here.' });
      const [folder] = exactPositionals(invocation, ['ARCHIVE']);
      const access = options.preview === true ? 'read' : 'write';
      return withArchive(invocation, folderPath(folder), access, (archive) =>
        importTable(invocation, archive, 'item', from),
      );
    }
    const names = act === null ? ['ARCHIVE', 'ITEM'] : ['ARCHIVE'];
    const [path, ...rest] = (act === null ? requiredPositionals : exactPositionals)(invocation, names);
    const none = Object.keys(changes).length === 0;
    if (act === null && none) throw new AppError('usage', { message: 'Nothing is said about the items.' });
    if (act !== null && !none) throw new AppError('usage', { message: '--undo goes with nothing else.' });
    return withArchive(invocation, folderPath(path), 'write', async (archive) => {
      const items = rest.map(({ text }) => text);
      const stream =
        act === null
          ? await client.items.edit({ archive, selection: { by: 'items', items }, changes }, { signal })
          : await client.items.undo({ archive, act }, { signal });
      return printEdit(invocation, await follow(invocation, stream));
    });
  },
};

async function printEdit(invocation: Invocation, summary: EditSummary): Promise<number> {
  const { act, edited, unchanged, refused } = summary;
  if (invocation.json) await printJson({ ...resultHead(invocation), ...summary });
  else {
    const same = unchanged === 0 ? '' : `, ${unchanged} said so already`;
    await print(`${plural(edited, 'item')} edited${same}.\n`);
    if (edited > 0) await print(`To take it back: --undo ${act}\n`);
    for (const { number, code } of refused) await print(`${visible(number)} was left as it is: ${code}\n`);
  }
  return refused.length > 0 ? exit.failed : exit.done;
}

function changesIn(invocation: Invocation): ItemChanges {
  const text = (name: string): string | undefined => textOption(invocation, name) ?? undefined;
  const list = (name: string): string[] | undefined =>
    invocation.repeated[name]?.map((argument) => argument.text).filter((value) => value !== '');
  const { graphic, 'not-graphic': not } = invocation.options;
  if (graphic !== undefined && not !== undefined)
    throw new AppError('usage', { message: 'Give one of --graphic and --not-graphic.' });
  const position = text('position');
  const changes = {
    title: text('title'),
    description: text('description'),
    captured: text('date'),
    position: position === undefined ? undefined : positionIn(position),
    languages: list('language'),
    rights: text('rights'),
    confidentiality:
      text('confidentiality') === undefined
        ? undefined
        : choiceOption(invocation, 'confidentiality', confidentialities),
    addTags: list('tag'),
    removeTags: list('untag'),
    isGraphic: graphic === undefined && not === undefined ? undefined : graphic !== undefined,
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function positionIn(text: string): ItemChanges['position'] {
  if (text === '') return null;
  const parts = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [latitude = Number.NaN, longitude = Number.NaN, precision = null, more] = parts;
  const within = (value: number, least: number, most: number): boolean => value >= least && value <= most;
  const right =
    within(latitude, -90, 90) &&
    within(longitude, -180, 180) &&
    (precision === null || within(precision, 0, 40_000_000)) &&
    more === undefined;
  if (!right)
    throw new AppError('usage', { message: '--position takes LAT,LON or LAT,LON,METRES: 39.2,45.5,100.' });
  return { latitude, longitude, precision, basis: null };
}
