import { exactPositionals, textOption, type Command } from '../command.ts';
import { newPath } from '../arguments.ts';
import { exit } from '../exit-codes.ts';
import { print, printJson, visible } from '../output.ts';
import { AppError } from '../../../shared/errors/app-error.ts';

export const init: Command = {
  name: 'init',
  usage: 'ARCHIVE --name TEXT [--operator TEXT]',
  summary: 'create an archive',
  help: `ARCHIVE is the exact path of the new archive; it must not exist, or be an empty folder.

  --name TEXT      what the archive is called
  --operator TEXT  who works with it; stands in the custody log as claimed, not as proved`,
  options: { name: { type: 'string' }, operator: { type: 'string' } },
  async run(invocation) {
    const [archive] = exactPositionals(invocation, ['ARCHIVE']);
    const name = textOption(invocation, 'name');
    if (name === null || name.trim() === '') throw new AppError('usage', { message: '--name is missing.' });
    const path = archive ? newPath(archive) : '';
    const created = await invocation.client.archives.create({
      path,
      name,
      operator: textOption(invocation, 'operator'),
    });
    if (invocation.json) await printJson(created);
    else await print(`Created the archive "${visible(created.name)}" at ${visible(created.path)}\n`);
    return exit.done;
  },
};
