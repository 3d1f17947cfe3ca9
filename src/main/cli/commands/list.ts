import { folderPath } from '../arguments.ts';
import { remindOfBackup } from '../backup-sheet.ts';
import {
  choiceOption,
  countOption,
  exactPositionals,
  textOption,
  type Client,
  type Command,
} from '../command.ts';
import { withArchive } from '../open-archive.ts';
import { exit } from '../exit-codes.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { itemStates } from '../../../shared/records/disposition.ts';
import { itemSummary, type ItemSummary } from '../../../shared/records/item.ts';
import type { SavedSearch } from '../../../shared/records/saved-search.ts';
import { nameTexts } from '../names.ts';
import { savedOf } from '../saved-search.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { tellUnknownFields } from '../unknown-fields.ts';
import { unlockHelp, unlockOptions } from '../secrets.ts';

export const list: Command = {
  name: 'list',
  usage: 'ARCHIVE [--query TEXT | --saved NAME | --state STATE] [--limit N] [--offset N]',
  summary: 'list items',
  help: `  --query TEXT      only items that hold every word, or one that begins so or
                    sounds so in another script, in what was said of them, in
                    names, cameras and metadata. "words in a row", -leftout,
                    field:value with title, description, tag, name, camera,
                    place, content, number, metadata, accession, type (picture,
                    document, video, sound, other), date (2020-10, 2020/2021),
                    position (yes, no), warning, confidentiality and review
  --saved NAME      what a search finds that is kept in the archive
  --state STATE     instead of what is not hidden: withdrawn, quarantined, held,
                    handed-over or destroyed
  --limit N         at most N of them (100 as text, all with --json)
  --offset N        leave out the first N

${unlockHelp}`,
  exits: { done: 'also where there are no such items', usage: true, cannotOpen: true, locked: true },
  options: {
    ...unlockOptions,
    query: { type: 'string' },
    saved: { type: 'string' },
    state: { type: 'string' },
    limit: { type: 'string' },
    offset: { type: 'string' },
  },
  async run(invocation) {
    const [path] = exactPositionals(invocation, ['ARCHIVE']);
    const { json } = invocation;
    const limit = countOption(invocation, 'limit', 0) ?? (json ? null : 100);
    const query = textOption(invocation, 'query');
    const state =
      textOption(invocation, 'state') === null ? null : choiceOption(invocation, 'state', itemStates);
    const saved = textOption(invocation, 'saved');
    if ([query, state, saved].filter((given) => given !== null).length > 1)
      throw new AppError('usage', { message: 'Give one of --query, --saved and --state.' });
    const offset = countOption(invocation, 'offset', 0) ?? 0;
    return withArchive(invocation, folderPath(path), 'read', async (archive) => {
      const { client } = invocation;
      const kept = saved === null ? null : await savedOf(client, archive, saved);
      const page =
        kept === null
          ? await client.items.list({ archive, query, state, limit, offset })
          : await listSaved(client, archive, kept, { limit, offset });
      const unknown = await tellUnknownFields(invocation, kept === null ? query : kept.filter.query);
      if (json) {
        // The document's members are fixed: docs/cli.md.
        await printJson({
          ...page,
          items: page.items.map((item) => ({ ...item, titleBytes: undefined })),
          ...unknown,
        });
        return exit.done;
      }
      for (const line of itemLines(page.items)) await print(`${line}\n`);
      const shown = page.items.length;
      await print(
        shown === page.total ? `${plural(shown, 'item')}\n` : `${shown} of ${plural(page.total, 'item')}\n`,
      );
      await remindOfBackup(invocation, archive);
      return exit.done;
    });
  },
};

/** In the order that it was kept with. */
async function listSaved(
  client: Client,
  archive: string,
  { filter, sort }: SavedSearch,
  { limit, offset }: { readonly limit: number | null; readonly offset: number },
): Promise<{ total: number; items: ItemSummary[] }> {
  const { snapshot, total } = await client.items.snapshot({ archive, filter, sort });
  const end = limit === null ? total : Math.min(total, offset + limit);
  const items: ItemSummary[] = [];
  for (let from = offset; from < end; from += 500) {
    const { rows } = await client.items.rows({ archive, snapshot, from, count: Math.min(500, end - from) });
    items.push(...rows.map((row) => itemSummary.parse(row)));
  }
  return { total, items };
}

function itemLines(items: readonly ItemSummary[]): string[] {
  const titles = nameTexts(items.map(({ title, titleBytes }) => ({ text: title, bytes: titleBytes })));
  const several = items.map(({ files }) => (files > 1 ? `${plural(files, 'file')}  ` : ''));
  const width = Math.max(0, ...several.map(({ length }) => length));
  return items.map(({ number, captured, disposition }, at) => {
    const when = visible(captured?.slice(0, 19).replace('T', ' ') ?? '');
    const title =
      disposition?.state === 'quarantined' || disposition?.state === 'destroyed' ? '' : titles[at];
    const line = `${number}  ${when.padEnd(19)}  ${(several[at] ?? '').padStart(width)}${title ?? ''}`;
    return disposition ? `${line.trimEnd()}  [${stateText(disposition)}]` : line;
  });
}

/** `withdrawn 2026-11-09: consent-withdrawn`, of everything that holds. */
function stateText({ states, holds }: NonNullable<ItemSummary['disposition']>): string {
  const texts = [
    ...states.map(({ state, since, reason }) => `${state} ${since.slice(0, 10)}: ${reason}`),
    ...holds.map(({ hold, placedAt, reason }) => `hold ${hold} ${placedAt.slice(0, 10)}: ${reason}`),
  ];
  return visible(texts.join('; '));
}
