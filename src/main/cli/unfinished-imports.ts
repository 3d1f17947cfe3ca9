import { AppError } from '../../shared/errors/app-error.ts';
import { folderPath } from './arguments.ts';
import { argumentOption, exactPositionals, type Invocation } from './command.ts';
import { exit } from './exit-codes.ts';
import { nameText } from './names.ts';
import { withArchive } from './open-archive.ts';
import { plural, print, printJson, visible } from './output.ts';
import { timeText } from './sheet.ts';

/** Lists them, or lets go of one. Both write: another program may be taking in just now, and what it leaves is not known yet. */
export async function unfinishedImports(invocation: Invocation, abandon: string | null): Promise<number> {
  const [archivePath] = exactPositionals(invocation, ['ARCHIVE']);
  if (argumentOption(invocation, 'accession') || (abandon !== null && invocation.options.unfinished === true))
    throw new AppError('usage', { message: 'Give one of --unfinished, --abandon, and what to take in.' });
  const { client, json } = invocation;
  return withArchive(invocation, folderPath(archivePath), 'write', async (archive) => {
    const found = (await client.ingest.unfinished({ archive })) ?? [];
    if (abandon === null) {
      if (json) await printJson({ unfinished: found });
      else for (const one of found) await print(`${lineOf(one)}\n`);
      if (!json) await print(`${plural(found.length, 'unfinished import')}\n`);
      return exit.done;
    }
    const meant = found.find(({ number }) => number === abandon);
    if (!meant) throw new AppError('usage', { message: `No import "${abandon}" was cut off.` });
    const left = await client.ingest.abandon({ archive, accession: meant.accession });
    if (json) await printJson({ abandoned: meant.accession, ...left });
    else
      await print(
        `Import ${left.number} is left unfinished: ${countText(left)}. The log says so, and what was taken in stays.\n`,
      );
    return exit.done;
  });
}

type Unfinished = NonNullable<Awaited<ReturnType<Invocation['client']['ingest']['unfinished']>>>[number];

const countText = ({ stored, files }: Pick<Unfinished, 'stored' | 'files'>): string =>
  files === null ? `${plural(stored, 'file')} taken in` : `${stored} of ${plural(files, 'file')} taken in`;

function lineOf(one: Unfinished): string {
  const paths = one.paths.map((path) => nameText('text' in path ? path : { text: '', bytes: path.bytes }));
  const label = one.label === null ? [] : [visible(one.label)];
  const state = one.canGoOn ? [] : ['cannot be gone on with'];
  return [one.number, `begun ${timeText(one.startedAt)}`, ...label, countText(one), ...state, ...paths].join(
    '  ',
  );
}
