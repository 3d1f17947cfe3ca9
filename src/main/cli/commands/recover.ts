import { folderPath } from '../arguments.ts';
import { argumentOption, exactPositionals, type Command } from '../command.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { nameText } from '../names.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { bytesText, plural, print, printJson, visible } from '../output.ts';
import { signHelp, signOptions, unlockHelp, unlockOptions } from '../secrets.ts';

export const recover: Command = {
  name: 'recover',
  usage: 'ARCHIVE --from BACKUP',
  summary: 'bring damaged originals back from a backup',
  help: `What "stele confirm" or "stele verify --sample" found damaged or gone is taken
from the backup, if it is whole there: both hashes are compared. The damaged
file is put aside in damaged/, and the log says what was done.

  --from BACKUP     the folder that "stele backup" wrote
  --progress        with --json: progress as NDJSON lines before the result

${signHelp}

${writeHelp}
${unlockHelp}`,
  exits: {
    done: 'everything that was damaged is whole again',
    failed: 'some of it is not whole on that backup either: it is named',
    usage: 'wrong usage, or no backup of this archive at BACKUP',
    cannotOpen: true,
    locked: true,
    stopped: true,
    interrupted: 'interrupted; the same command goes on where it stopped',
  },
  options: {
    ...unlockOptions,
    ...signOptions,
    ...writeOptions,
    from: { type: 'string' },
    progress: { type: 'boolean' },
  },
  async run(invocation) {
    const [path] = exactPositionals(invocation, ['ARCHIVE']);
    const from = argumentOption(invocation, 'from');
    if (!from) throw new AppError('usage', { message: '--from is missing.' });
    const backup = folderPath(from);
    return withArchive(invocation, folderPath(path), 'write', async (archive) => {
      const { client, signal } = invocation;
      const result = await follow(invocation, await client.fixity.recover({ archive, backup }, { signal }));
      const { recovered, bytes, notRecovered } = result;
      if (invocation.json) await printJson({ ...resultHead(invocation), ...result });
      else {
        for (const { number, name, reason } of notRecovered)
          await print(`  ${visible(number)}  ${nameText({ text: name })}\n      ${visible(reason)}\n`);
        const nothing = recovered === 0 && notRecovered.length === 0;
        await print(
          nothing
            ? 'Nothing is known to be damaged. "stele verify --sample 100%" looks.\n'
            : `${plural(recovered, 'file')} whole again (${bytesText(bytes)}), ${notRecovered.length} not.\n`,
        );
      }
      return notRecovered.length > 0 ? exit.failed : exit.done;
    });
  },
};
