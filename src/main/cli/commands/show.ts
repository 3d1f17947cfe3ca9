import { folderPath } from '../arguments.ts';
import { requiredPositionals, type Command } from '../command.ts';
import { withArchive } from '../open-archive.ts';
import { exit } from '../exit-codes.ts';
import { itemSheet } from '../item-sheet.ts';
import { print, printJson } from '../output.ts';
import { unlockHelp, unlockOptions } from '../secrets.ts';

export const show: Command = {
  name: 'show',
  usage: 'ARCHIVE ITEM...',
  summary: 'show everything recorded about items',
  help: `ITEM is an id, else a number, else at least eight digits of a file's SHA-256.
With --json: one document for one item, one line each for several.


${unlockHelp}`,
  exits: {
    done: true,
    usage: 'wrong usage, or no ITEM of that name, or several',
    cannotOpen: true,
    locked: true,
  },
  options: unlockOptions,
  async run(invocation) {
    const [path, ...items] = requiredPositionals(invocation, ['ARCHIVE', 'ITEM']);
    return withArchive(invocation, folderPath(path), 'read', async (archive) => {
      for (const item of items) {
        const record = await invocation.client.items.show({ archive, item: item.text });
        if (invocation.json) await printJson(record);
        else await print(`${itemSheet(record).join('\n')}\n\n`);
      }
      return exit.done;
    });
  },
};
