import { exactPositionals, type Command } from '../command.ts';
import { folderPath } from '../arguments.ts';
import { exit } from '../exit-codes.ts';
import { damagedLines } from '../fixity-sheet.ts';
import { follow, resultHead } from '../follow.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { bytesText, plural, print, printJson } from '../output.ts';
import { signHelp, signOptions, unlockHelp, unlockOptions } from '../secrets.ts';

export const confirm: Command = {
  name: 'confirm',
  usage: 'ARCHIVE',
  summary: 'read what was stored back from the disk itself',
  help: `Right after a file was stored every read of it is answered from the machine's
memory, and a bad or fake stick looks perfect. This reads past the memory where
the system lets it. Where it does not, take the disk out and put it back, or
restart the machine, and run it again. Only what is confirmed counts in
"stele card".

  --progress        with --json: progress as NDJSON lines before the result

${signHelp}

${writeHelp}
${unlockHelp}`,
  exits: {
    done: 'everything is confirmed',
    failed: 'something is not what was stored: it is named. Clear no card yet',
    usage: true,
    cannotOpen: true,
    locked: true,
    notChecked: 'all that was read matches, but some of it came from memory',
    interrupted: 'interrupted; the same command goes on where it stopped',
  },
  options: { ...unlockOptions, ...signOptions, ...writeOptions, progress: { type: 'boolean' } },
  async run(invocation) {
    const [path] = exactPositionals(invocation, ['ARCHIVE']);
    return withArchive(invocation, folderPath(path), 'write', async (archive) => {
      const stream = await invocation.client.fixity.confirm({ archive }, { signal: invocation.signal });
      const result = await follow(invocation, stream);
      const { confirmed, alreadyConfirmed, fromMemory, damaged, bytes } = result;
      if (invocation.json) await printJson({ ...resultHead(invocation), ...result });
      else {
        const lines = damagedLines(damaged);
        lines.push(
          `${plural(confirmed, 'file')} (${bytesText(bytes)} read) confirmed now, ${alreadyConfirmed} before.`,
        );
        if (fromMemory > 0)
          lines.push(
            `${plural(fromMemory, 'file')} matched, but may have been read from memory. Take the disk`,
            'out and put it back, or restart the machine, and run this again.',
          );
        if (damaged.length > 0)
          lines.push(
            'What is named above is not what was stored: the disk may be failing, or somebody changed it.',
            'Clear no card before it is whole again.',
          );
        await print(`${lines.join('\n')}\n`);
      }
      if (damaged.length > 0) return exit.failed;
      return fromMemory > 0 ? exit.notChecked : exit.done;
    });
  },
};
