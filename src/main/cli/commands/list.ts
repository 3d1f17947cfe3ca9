import { countOption, exactPositionals, textOption, withArchive, type Command } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { unlockHelp, unlockOptions } from '../secrets.ts';

export const list: Command = {
  name: 'list',
  usage: 'ARCHIVE [--query TEXT] [--limit N] [--offset N]',
  summary: 'list items',
  help: `  --query TEXT  only items that hold every word (or a word beginning so) in number, title, name or camera
  --limit N     at most N of them (100 on a terminal, all with --json)
  --offset N    leave out the first N

${unlockHelp}`,
  options: { ...unlockOptions, query: { type: 'string' }, limit: { type: 'string' }, offset: { type: 'string' } },
  async run(invocation) {
    const [path] = exactPositionals(invocation, ['ARCHIVE']);
    const { json } = invocation;
    const limit = countOption(invocation, 'limit', 0) ?? (json ? null : 100);
    const offset = countOption(invocation, 'offset', 0) ?? 0;
    return withArchive(invocation, path?.text ?? '', 'read', async (archive) => {
      const page = await invocation.client.items.list({
        archive,
        query: textOption(invocation, 'query'),
        limit,
        offset,
      });
      if (json) {
        await printJson(page);
        return exit.done;
      }
      for (const item of page.items) {
        const captured = item.captured?.slice(0, 19).replace('T', ' ') ?? '';
        const more = item.files > 1 ? `  (${item.files} files)` : '';
        await print(`${item.number}  ${captured.padEnd(19)}  ${visible(item.title)}${more}\n`);
      }
      const shown = page.items.length;
      await print(
        shown === page.total ? `${plural(shown, 'item')}\n` : `${shown} of ${plural(page.total, 'item')}\n`,
      );
      return exit.done;
    });
  },
};
