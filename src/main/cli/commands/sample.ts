import { newPath } from '../arguments.ts';
import { exactPositionals, type Command } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { plural, print, printJson, visible } from '../output.ts';

export const sample: Command = {
  name: 'sample',
  usage: 'ARCHIVE',
  summary: 'draw an archive of invented places, to look around in',
  help: `Draws photographs and papers of a church, a mosque and a cemetery, before and
after harm, and takes them in as from camera cards. Places, dates and events are
invented, and every item says so: it is evidence of nothing.

ARCHIVE is the exact path of the new archive; it must not exist, or be an empty
folder. What was made so far is removed again if it is interrupted.

  --progress        with --json: progress as NDJSON lines before the result`,
  exits: {
    done: 'the archive is there',
    usage: 'wrong usage, or something lies at ARCHIVE',
    stopped: true,
    interrupted: true,
  },
  options: { progress: { type: 'boolean' } },
  async run(invocation) {
    const [archive] = exactPositionals(invocation, ['ARCHIVE']);
    const { client, signal, json } = invocation;
    const path = archive ? newPath(archive) : '';
    const made = await follow(
      invocation,
      await client.archives.createSample({ path, name: 'Sample archive' }, { signal }),
    );
    if (json) await printJson({ ...resultHead(invocation), ...made });
    else await print(`${plural(made.items, 'item')}, drawn and taken in, at ${visible(made.path)}\n`);
    return exit.done;
  },
};
