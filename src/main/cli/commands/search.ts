import { AppError } from '../../../shared/errors/app-error.ts';
import type { ItemFacets } from '../../../shared/records/facets.ts';
import type { ItemFilter } from '../../../shared/records/item-row.ts';
import { folderPath } from '../arguments.ts';
import { requiredPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { savedOf } from '../saved-search.ts';
import { tellUnknownFields } from '../unknown-fields.ts';
import { unlockHelp, unlockOptions } from '../secrets.ts';

const actions = ['counts', 'list', 'save', 'remove'] as const;
type Action = (typeof actions)[number];

const everything: ItemFilter = { query: null, camera: null, accession: null, state: null };

export const search: Command = {
  name: 'search',
  usage: '(counts | list | save | remove) ARCHIVE [NAME] [--query TEXT] [--saved NAME]',
  summary: 'count what a search finds, by date, camera and so on; keep searches',
  help: `  counts            how many items a search finds, and how many of them have which
                    date, camera, kind, tag, position, warning and so on
  list              searches that are kept in the archive
  save NAME         keeps the one of --query, in place of another of that name
  remove NAME       takes one away
  --query TEXT      as "stele list --help" has it
  --saved NAME      with counts: a search that is kept

"stele list ARCHIVE --saved NAME" lists what one finds.

${writeHelp}
${unlockHelp}`,
  exits: { done: true, usage: 'also: no such search', cannotOpen: true, locked: true },
  options: {
    ...unlockOptions,
    ...writeOptions,
    query: { type: 'string' },
    saved: { type: 'string' },
  },
  async run(invocation) {
    const [verb, archivePath, name, extra] = requiredPositionals(invocation, ['ACTION', 'ARCHIVE']);
    const action = actions.find((one) => one === verb?.text);
    if (!action) throw new AppError('usage', { message: `Say one of ${actions.join(', ')}.` });
    if (extra) throw new AppError('usage', { message: `"${extra.text}" is one argument too many.` });
    if ((action === 'save' || action === 'remove') !== (name !== undefined))
      throw new AppError('usage', { message: `NAME is for save and remove.` });
    const isWriting = action === 'save' || action === 'remove';
    return withArchive(invocation, folderPath(archivePath), isWriting ? 'write' : 'read', (archive) =>
      act(invocation, archive, action, name?.text ?? ''),
    );
  },
};

async function act(invocation: Invocation, archive: string, action: Action, name: string): Promise<number> {
  const { client, json, signal } = invocation;
  const query = textOption(invocation, 'query');
  const saved = textOption(invocation, 'saved');
  if (action === 'counts') {
    if (query !== null && saved !== null)
      throw new AppError('usage', { message: 'Give one of --query and --saved.' });
    const filter = saved === null ? { ...everything, query } : (await savedOf(client, archive, saved)).filter;
    const facets = await client.items.facets({ archive, filter }, { signal });
    const unknown = await tellUnknownFields(invocation, filter.query);
    if (json) await printJson({ ...facets, ...unknown });
    else await print(sheet(facets));
    return exit.done;
  }
  let unknown = {};
  if (action === 'save') {
    if (query === null || query.trim() === '')
      throw new AppError('usage', { message: '--query is missing.' });
    const sort = { by: 'captured', descending: true } as const;
    await client.searches.save({ archive, search: { name, filter: { ...everything, query }, sort } });
    unknown = await tellUnknownFields(invocation, query);
  } else if (action === 'remove') await client.searches.remove({ archive, name });
  const kept = await client.searches.list({ archive });
  if (json) await printJson({ searches: kept, ...unknown });
  else {
    for (const one of kept)
      await print(
        `${visible(one.name)}${one.filter.query === null ? '' : `: ${visible(one.filter.query)}`}\n`,
      );
    await print(`${plural(kept.length, 'search', 'searches')} kept\n`);
  }
  return exit.done;
}

const shown = ['kind', 'position', 'warning', 'tag', 'confidentiality', 'review', 'titled'] as const;

function sheet(facets: ItemFacets): string {
  const part = (name: string, counts: readonly (readonly [string, number])[]): string[] =>
    counts.length === 0
      ? []
      : [name, ...counts.map(([value, items]) => `  ${String(items).padStart(9)}  ${visible(value)}`)];
  const lines = [
    plural(facets.total, 'item'),
    ...part('date', [
      ...facets.date.counts.map(({ value, items }) => [value, items] as const),
      ...(facets.date.undated > 0 ? [['undated', facets.date.undated] as const] : []),
    ]),
    ...part('camera', facets.camera.map(({ name, items }) => [name, items] as const)), // prettier-ignore
    ...shown.flatMap((name) =>
      part(
        name,
        facets[name].map(({ value, items }) => [value, items] as const),
      ),
    ),
    ...part('accession', facets.accession.map(({ value, items }) => [value, items] as const)), // prettier-ignore
  ];
  return `${lines.join('\n')}\n`;
}
