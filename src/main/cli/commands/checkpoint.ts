import { writeFileSync } from 'node:fs';
import { AppError } from '../../../shared/errors/app-error.ts';
import { folderPath, newPath } from '../arguments.ts';
import { argumentOption, exactPositionals, type Command } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { signHelp, signOptions, unlockHelp, unlockOptions } from '../secrets.ts';

export const checkpoint: Command = {
  name: 'checkpoint',
  usage: 'ARCHIVE [--out FILE]',
  summary: 'sign the head of the custody log, to be noted elsewhere',
  help: `Whoever holds the checkpoint can tell later whether anything that came before
it was rewritten: write the root down, print it, or give it to somebody. "stele
verify ARCHIVE --checkpoint FILE" compares.

  --out FILE        write the signed note to a new file

${signHelp}
${writeHelp}
${unlockHelp}`,
  exits: { done: true, usage: true, cannotOpen: true, locked: true, stopped: true },
  options: { ...unlockOptions, ...signOptions, ...writeOptions, out: { type: 'string' } },
  async run(invocation) {
    const [path] = exactPositionals(invocation, ['ARCHIVE']);
    const out = argumentOption(invocation, 'out');
    return withArchive(invocation, folderPath(path), 'write', async (archive) => {
      const made = await invocation.client.custody.checkpoint({ archive });
      if (out) writeNote(newPath(out), made.note);
      if (invocation.json) {
        await printJson(made);
        return exit.done;
      }
      await print(`${plural(made.size, 'event')}, root ${made.root}\n`);
      if (made.note === null)
        await print(
          'Not signed yet: the key that signs is locked. Give --sign-as, or unlock an identity later.\n',
        );
      else if (out) await print(`Signed, and written to ${visible(out.text)}\n`);
      else await print(`Signed:\n\n${made.note}`);
      return exit.done;
    });
  },
};

function writeNote(path: string, note: string | null): void {
  if (note === null) {
    const message = 'Nobody has unlocked the key that signs, so there is no note to write. Give --sign-as.';
    throw new AppError('usage', { message });
  }
  try {
    writeFileSync(path, note, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new AppError('usage', { message: `There is already something at "${path}".` }, error);
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('write-failed', { path, reason }, error);
  }
}
