import { folderPath } from '../arguments.ts';
import { requiredPositionals, type Client, type Command, type Invocation } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { signOptions, unlockHelp, unlockOptions } from '../secrets.ts';

const signHelp = `  --sign-as NAME    unlocks this identity: the log says that it acted and proved
                    it. --passphrase-file, --passphrase-fd and --no-passphrase
                    are then the identity's, and the archive's own is
                    --archive-passphrase-file, --archive-passphrase-fd or
                    STELE_PASSPHRASE`;
const exits = {
  done: true,
  usage: 'wrong usage, no such item or file, or a hold stands',
  cannotOpen: true,
  locked: true,
  stopped: true,
} as const;
const options = { ...writeOptions, ...unlockOptions, ...signOptions };

export const combine: Command = {
  name: 'combine',
  usage: 'ARCHIVE INTO ITEM...',
  summary: 'make one item of several: front and back, pages, copies',
  help: `The files of each ITEM go to the end of INTO, in the order given. An emptied
item keeps its number and its record, stands in no list, and leads to INTO.

${writeHelp}
${signHelp}

${unlockHelp}`,
  exits,
  options,
  async run(invocation) {
    const [path, into, ...rest] = requiredPositionals(invocation, ['ARCHIVE', 'INTO', 'ITEM']);
    return withArchive(invocation, folderPath(path), 'write', async (archive) => {
      const items = rest.map(({ text }) => text);
      const request = { archive, into: into?.text ?? '', items };
      return printArranged(invocation, await invocation.client.items.combine(request));
    });
  },
};

export const split: Command = {
  name: 'split',
  usage: 'ARCHIVE ITEM FILE...',
  summary: 'make a new item of some files of an item',
  help: `FILE is the number of a file in the item, as "stele show" counts them, from 1.
The new item has a number of its own. One file at least has to stay.

${writeHelp}
${signHelp}

${unlockHelp}`,
  exits,
  options,
  async run(invocation) {
    const [path, item, ...rest] = requiredPositionals(invocation, ['ARCHIVE', 'ITEM', 'FILE']);
    return withArchive(invocation, folderPath(path), 'write', async (archive) => {
      const { items } = invocation.client;
      const record = await items.show({ archive, item: item?.text ?? '' });
      const nowhere = '00000000-0000-7000-8000-000000000000';
      const files = rest.map(({ text }) => record.files[Number(text) - 1]?.id ?? nowhere);
      return printArranged(invocation, await items.split({ archive, item: record.id, files }));
    });
  },
};

type Arranged = Awaited<ReturnType<Client['items']['split']>>;

async function printArranged(invocation: Invocation, arranged: Arranged): Promise<number> {
  if (invocation.json) await printJson(arranged);
  else await print(`${visible(arranged.number)} has ${plural(arranged.files.length, 'file')}.\n`);
  return exit.done;
}
