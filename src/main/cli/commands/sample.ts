import { AppError } from '../../../shared/errors/app-error.ts';
import { sampleLanguages } from '../../../shared/records/sample.ts';
import { newPath } from '../arguments.ts';
import { exactPositionals, textOption, type Command } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { plural, print, printJson, visible } from '../output.ts';

export const sample: Command = {
  name: 'sample',
  usage: 'ARCHIVE [--language TAG]',
  summary: 'draw an archive of invented places, to look around in',
  help: `Draws photographs and papers of a church, a mosque and a cemetery, before and
after harm, and takes them in as from camera cards. Records of places, incidents
and persons go with them, and a map of the island on which all of it lies.
Places, dates and events are invented, and every item and record says so: it is
evidence of nothing.

ARCHIVE is the exact path of the new archive; it must not exist, or be an empty
folder. What was made so far is removed again if it is interrupted.

  --language TAG    in which the records are written: en, hy or ru (en)
  --progress        with --json: progress as NDJSON lines before the result`,
  exits: {
    done: 'the archive is there',
    usage: 'wrong usage, or something lies at ARCHIVE',
    stopped: true,
    interrupted: true,
  },
  options: { language: { type: 'string' }, progress: { type: 'boolean' } },
  async run(invocation) {
    const [archive] = exactPositionals(invocation, ['ARCHIVE']);
    const { client, signal, json } = invocation;
    const path = archive ? newPath(archive) : '';
    const asked = textOption(invocation, 'language') ?? 'en';
    const language = sampleLanguages.find((one) => one === asked);
    if (language === undefined)
      throw new AppError('usage', { message: `--language takes one of ${sampleLanguages.join(', ')}.` });
    const made = await follow(
      invocation,
      await client.archives.createSample({ path, name: 'Sample archive', language }, { signal }),
    );
    if (json) await printJson({ ...resultHead(invocation), ...made });
    else await print(`${plural(made.items, 'item')}, drawn and taken in, at ${visible(made.path)}\n`);
    return exit.done;
  },
};
