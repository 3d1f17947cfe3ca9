import { folderPath } from '../arguments.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { exactPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { removedSearchesText, tellSearches } from '../destroyed.ts';
import { withArchive } from '../open-archive.ts';
import { exit } from '../exit-codes.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { ask, givenPassphrase, onTerminal, signOptions, unlockHelp, unlockOptions } from '../secrets.ts';

export const erase: Command = {
  name: 'erase',
  usage: 'ARCHIVE (--identity NAME | --item ITEM | --accession NUMBER) [--fields LIST] [--yes]',
  summary: "take a person's data out of records, revisions and the log",
  help: `The record stands, and an event says what was erased. The log still verifies:
what it committed to is gone, and reads "erased by event N".

  --identity NAME   name, role, organisation and key of somebody who acted; what
                    they did stays, under their id
  --item ITEM       what people wrote about an item, now and in every revision
  --accession NUMBER
                    what was said of an act of taking in
  --fields LIST     which fields, separated by commas. Of an item: title,
                    description, captured, position, rights, languages, tags,
                    note (every note and reference of its states and holds).
                    Of an accession: method, receivedFrom, place, receivedAt,
                    carrier, clockCheck, statement, note, sources (the paths
                    that were asked for, and their volumes)
  --reason ID       why; "stele dispose reasons" lists them
  --remove-searches of an item: kept searches for words or a tag that find it
                    alone go, too
  --yes             without asking; on a terminal it asks for the word "erase"

Sealed text of an item under the name of one of its fields goes too, where
--sealed-passphrase-file FILE or --sealed-passphrase-fd N unlocks it.

  --sign-as NAME    unlocks this identity: the log says that it acted and proved
                    it. --passphrase-file, --passphrase-fd and --no-passphrase
                    are then the identity's, and the archive's own is
                    --archive-passphrase-file, --archive-passphrase-fd or
                    STELE_PASSPHRASE

${unlockHelp}`,
  exits: {
    done: true,
    usage: 'wrong usage, no such record or field, or a hold stands',
    cannotOpen: true,
    locked: true,
    stopped: 'the disk is full, or traces are left; the same command completes it',
  },
  options: {
    ...unlockOptions,
    ...signOptions,
    'sealed-passphrase-file': { type: 'string' },
    'sealed-passphrase-fd': { type: 'string' },
    identity: { type: 'string' },
    item: { type: 'string' },
    accession: { type: 'string' },
    fields: { type: 'string' },
    reason: { type: 'string' },
    yes: { type: 'boolean' },
    'remove-searches': { type: 'boolean' },
  },
  async run(invocation) {
    const [path] = exactPositionals(invocation, ['ARCHIVE']);
    const what = whatIn(invocation);
    if (invocation.options.yes !== true) {
      if (!onTerminal()) throw new AppError('usage', { message: 'Give --yes to erase without being asked.' });
      const typed = await ask('What is erased cannot be brought back. Type "erase": ', false);
      if (typed.trim() !== 'erase') throw new AppError('interrupted');
    }
    const passphrase = givenPassphrase(invocation, 'sealed-passphrase');
    const reason = textOption(invocation, 'reason');
    return withArchive(invocation, folderPath(path), 'write', async (archive) => {
      const { disposition, sealed } = invocation.client;
      if (passphrase !== null) await sealed.unlock({ archive, unlock: { by: 'passphrase', passphrase } });
      if (what.record === 'item') {
        const { searches } = await disposition.preview({ archive, items: [what.item] });
        await tellSearches(
          invocation,
          searches.filter(({ hasWords }) => hasWords),
        );
      }
      const erased = await disposition.erase({ archive, what, reason });
      if (invocation.json) await printJson(erased);
      else
        await print(
          `Erased by event ${erased.event}: ${erased.fields.map(visible).join(', ')}; ${plural(erased.values, 'value')} of the log with it.\n${removedSearchesText(erased.searches)}${erased.searches.length > 0 ? '\n' : ''}Packages, backups and copies made before still hold them.\n`,
        );
      return exit.done;
    });
  },
};

type What = Parameters<Invocation['client']['disposition']['erase']>[0]['what'];

function whatIn(invocation: Invocation): What {
  const [name, item, number] = ['identity', 'item', 'accession'].map((option) =>
    textOption(invocation, option),
  ) as [string | null, string | null, string | null];
  const given = [name, item, number].filter((value) => value !== null).length;
  if (given !== 1)
    throw new AppError('usage', { message: 'Give exactly one of --identity, --item and --accession.' });
  const fields = (textOption(invocation, 'fields') ?? '')
    .split(',')
    .map((field) => field.trim())
    .filter((field) => field !== '');
  if (name !== null) {
    if (fields.length > 0)
      throw new AppError('usage', {
        message: 'An identity is erased as a whole: --fields does not go with it.',
      });
    return { record: 'identity', name };
  }
  if (fields.length === 0) throw new AppError('usage', { message: '--fields is missing.' });
  const removesSearches = invocation.options['remove-searches'] === true;
  if (item !== null) return { record: 'item', item, fields, removesSearches };
  if (removesSearches) throw new AppError('usage', { message: '--remove-searches goes with --item alone.' });
  return { record: 'accession', number: number ?? '', fields };
}
