import { AppError } from '../../../shared/errors/app-error.ts';
import type { RestoreResult } from '../../../shared/records/backup.ts';
import { folderPath, newPath } from '../arguments.ts';
import { problemLines } from '../backup-sheet.ts';
import { exactPositionals, textOption, type Command } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { unlockingFor } from '../open-archive.ts';
import { bytesText, plural, print, printJson, visible } from '../output.ts';
import { unlockHelp, unlockOptions } from '../secrets.ts';

export const restore: Command = {
  name: 'restore',
  usage: 'BACKUP DEST [--partial]',
  summary: 'make an archive of a backup',
  help: `BACKUP is a folder that "stele backup" wrote; it is only read. DEST is the exact
path of the new archive: it must not exist, or be an empty folder. Every
original is read again from the new disk and compared. What the archive held
after the backup is not in it: it goes on as a copy of its own, with another
code in its numbers, and its log says from where on. What was destroyed since
is there again: destroy it again. Interrupted, the same command goes on.

  --partial         go on without originals that are damaged in the backup; they
                    are named
  --as restored     says it once more; there is nothing else that it can be
  --progress        with --json: progress as NDJSON lines before the result

${unlockHelp}`,
  exits: {
    done: 'the archive is there',
    failed: 'some originals are damaged, and named (with --partial: left out)',
    usage: 'wrong usage, BACKUP is no backup, or something lies at DEST',
    cannotOpen: 'BACKUP cannot be opened',
    locked: 'encrypted, and nothing given opens it',
    stopped: 'the disk is full, or writing failed; the same command goes on later',
    interrupted: 'interrupted (Ctrl-C); the same command goes on where it stopped',
  },
  options: {
    ...unlockOptions,
    partial: { type: 'boolean' },
    as: { type: 'string' },
    progress: { type: 'boolean' },
  },
  async run(invocation) {
    const [source, target] = exactPositionals(invocation, ['BACKUP', 'DEST']);
    const as = textOption(invocation, 'as');
    if (as !== null && as !== 'restored')
      throw new AppError('usage', {
        message: 'What is restored is "restored": --as takes nothing else here.',
      });
    const backup = folderPath(source);
    const destination = target ? newPath(target) : '';
    const unlock = await unlockingFor(invocation, backup);
    const partial = invocation.options.partial === true;
    const { client, signal } = invocation;
    const stream = await client.backup.restore({ backup, destination, partial, unlock }, { signal });
    const result = await follow(invocation, stream);
    if (invocation.json) await printJson({ ...resultHead(invocation), ...result });
    else await print(resultText(result));
    return result.complete && result.problems.length === 0 ? exit.done : exit.failed;
  },
};

function resultText({ path, complete, files, bytes, logSize, problems }: RestoreResult): string {
  const lines = problemLines(problems);
  if (!complete) {
    lines.push('NOT RESTORED. What was copied stays, and the same command goes on with it.');
    if (problems.every(({ where }) => where === 'source'))
      lines.push('With --partial an archive is made without what is named above.');
  } else {
    const without =
      problems.length === 0 ? '' : `, without the ${plural(problems.length, 'file')} named above`;
    lines.push(`Restored at ${visible(path)}: ${plural(files, 'file')}, ${bytesText(bytes)}${without}.`);
    lines.push(`Its log holds ${plural(logSize, 'event')} of before; from there on it goes its own way.`);
  }
  return `${lines.join('\n')}\n`;
}
