import { AppError } from '../../../shared/errors/app-error.ts';
import { mapFile, type MapFile, type MapFileKind } from '../../../shared/records/map.ts';
import { anyPath, folderPath } from '../arguments.ts';
import { requiredPositionals, type Command, type Invocation } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { bytesText, plural, print, printJson, visible } from '../output.ts';
import { signHelp, signOptions, unlockHelp, unlockOptions } from '../secrets.ts';

/** `stele map`, `stele gazetteer`: what a person brings along for the map of the window. */

const actions = ['add', 'list', 'remove'] as const;

interface Sort {
  readonly name: 'map' | 'gazetteer';
  readonly kind: MapFileKind;
  readonly summary: string;
  readonly add: string;
}

export const map = commandFor({
  name: 'map',
  kind: 'tiles',
  summary: 'maps of your own in the archive: add, list, remove',
  add: `  add FILE          a PMTiles file (version 3, vector tiles or pictures), which
                    shows streets and buildings on the map of the window`,
});
export const gazetteer = commandFor({
  name: 'gazetteer',
  kind: 'gazetteer',
  summary: 'gazetteers in the archive: add, list, remove',
  add: `  add FILE          a file of GeoNames, or a text whose first line names the
                    columns name, lat and lon. It writes names on the map and
                    finds places, also with --query place:NAME. Lines that
                    cannot be read are counted, and the first of them named`,
});

function commandFor(sort: Sort): Command {
  const { name } = sort;
  const wanted = name.toUpperCase();
  return {
    name,
    usage: `(add | list | remove) ARCHIVE [FILE | ${wanted}]`,
    summary: sort.summary,
    help: `${sort.add}
  list              those that there are
${`  remove ${wanted}`.padEnd(20)}one of them, by its name, its id or at least eight digits
                    of its SHA-256

Each is copied into the archive, encrypted if it is, goes into its backups and
is checked by "stele verify". It is nobody's evidence, and in no package.

  --progress        with add --json: progress as NDJSON lines before the result

${signHelp}

${writeHelp}
${unlockHelp}`,
    exits: {
      done: true,
      usage: `wrong usage, no such ${name}, or a file that cannot be used as one`,
      cannotOpen: true,
      locked: true,
      stopped: true,
      interrupted: 'interrupted (Ctrl-C); nothing of the file was kept',
    },
    options: { ...unlockOptions, ...signOptions, ...writeOptions, progress: { type: 'boolean' } },
    run: (invocation) => run(sort, invocation),
  };
}

async function run(sort: Sort, invocation: Invocation): Promise<number> {
  const [verb, archivePath, given, extra] = requiredPositionals(invocation, ['ACTION', 'ARCHIVE']);
  const action = actions.find((one) => one === verb?.text);
  if (!action) throw new AppError('usage', { message: `Say one of ${actions.join(', ')}.` });
  if (extra) throw new AppError('usage', { message: `"${extra.text}" is one argument too many.` });
  if (action === 'list' && given)
    throw new AppError('usage', { message: `"${given.text}" is one argument too many.` });
  if (action !== 'list' && !given)
    throw new AppError('usage', {
      message: `${action === 'add' ? 'FILE' : sort.name.toUpperCase()} is missing.`,
    });
  const access = action === 'list' ? 'read' : 'write';
  const path = given && action === 'add' ? anyPath(given) : null;
  return withArchive(invocation, folderPath(archivePath), access, async (archive) => {
    if (path) await add(sort, invocation, archive, path);
    else if (given) await remove(sort, invocation, archive, given.text);
    else await list(sort, invocation, archive);
    return exit.done;
  });
}

async function filesOf(
  { kind }: Pick<Sort, 'kind'>,
  { client }: Invocation,
  archive: string,
): Promise<MapFile[]> {
  const { files } = await client.map.files({ archive });
  // An address is for a window, and for a few minutes.
  return files.filter(({ detail }) => detail.kind === kind).map((file) => mapFile.parse(file));
}

async function add(
  { kind }: Sort,
  invocation: Invocation,
  archive: string,
  path: ReturnType<typeof anyPath>,
): Promise<void> {
  const { client, json, signal } = invocation;
  const { files } = await client.map.files({ archive });
  const request = { archive, path, workingFolder: process.cwd(), kind };
  const added = await follow(invocation, await client.map.addFile(request, { signal }));
  if (json) {
    await printJson({ ...resultHead(invocation), ...added });
    return;
  }
  const isKnown = files.some(({ id }) => id === added.id);
  await print(`${visible(added.name)} is in the archive${isKnown ? ' already' : ''}: ${told(added)}.\n`);
  if (added.detail.kind !== 'gazetteer' || added.detail.skipped === 0) return;
  const { skipped, problems } = added.detail;
  await print(`Left out, because no place could be made of them: ${plural(skipped, 'line')}\n`);
  for (const { line, problem } of problems) await print(`  line ${line}: ${problemTexts[problem]}\n`);
  if (problems.length < skipped) await print(`  and ${skipped - problems.length} more\n`);
}

const problemTexts = {
  columns: 'it has not the columns of the others',
  name: 'it has no name',
  position: 'its position is not a possible one',
  encoding: 'it is not UTF-8',
  'too-long': 'it is too long',
} as const;

async function list(sort: Sort, invocation: Invocation, archive: string): Promise<void> {
  const files = await filesOf(sort, invocation, archive);
  if (invocation.json) {
    await printJson({ files });
    return;
  }
  for (const file of files) await print(`${file.id}  ${visible(file.name)}  ${told(file)}\n`);
  await print(`${plural(files.length, sort.name)}\n`);
}

async function remove(sort: Sort, invocation: Invocation, archive: string, given: string): Promise<void> {
  const files = await filesOf(sort, invocation, archive);
  const isMeant = ({ id, name, sha256 }: MapFile): boolean =>
    id === given ||
    name === given ||
    (/^[0-9a-f]{8,}$/i.test(given) && sha256.startsWith(given.toLowerCase()));
  const [meant, another] = files.filter(isMeant);
  if (!meant) {
    const names = files.map(({ name }) => name);
    throw new AppError('usage', {
      message: `There is no ${sort.name} "${given}" in this archive${didYouMean(given, names)}.`,
    });
  }
  if (another)
    throw new AppError('usage', { message: `"${given}" fits several: ${meant.id}, ${another.id}.` });
  await invocation.client.map.removeFile({ archive, file: meant.id });
  if (invocation.json) await printJson({ removed: meant.id });
  else await print(`${visible(meant.name)} is no longer in the archive.\n`);
}

function told({ size, detail }: MapFile): string {
  if (detail.kind === 'gazetteer') return `${plural(detail.places, 'place')}, ${bytesText(size)}`;
  const tiles = detail.tiles === 'vector' ? 'vector tiles' : 'pictures';
  return `${tiles}, zooms ${detail.minZoom} to ${detail.maxZoom}, ${bytesText(size)}`;
}
