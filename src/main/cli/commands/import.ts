import { AppError } from '../../../shared/errors/app-error.ts';
import type { ImportEntry, ImportSummary } from '../../../shared/records/import.ts';
import { absoluteSource, existingPath, folderPath } from '../arguments.ts';
import { readAccession } from '../accession-file.ts';
import { remindOfBackup } from '../backup-sheet.ts';
import { argumentOption, requiredPositionals, textOption, type Command } from '../command.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { nameText } from '../names.ts';
import { bytesText, plural, print, printJsonStream, visible } from '../output.ts';
import { unfinishedImports } from '../unfinished-imports.ts';
import { signHelp, signOptions, unlockHelp, unlockOptions } from '../secrets.ts';

export const importCommand: Command = {
  name: 'import',
  usage: 'ARCHIVE (PATH... [--accession FILE] | --unfinished | --abandon NUMBER)',
  summary: 'take in files and folders',
  help: `Copies every file below each PATH into the archive, unchanged, and records its
hashes, metadata and origin. The sources are only read. One run is one
accession; interrupted, the same command goes on where it stopped.

Sidecars: NAME.xmp, NAME.aae and NAME.thm become part of the item of the file
that they lie beside and are named after (IMG_1.jpg.xmp of IMG_1.jpg; IMG_1.xmp
of IMG_1.jpg, or of the first by name where there are several IMG_1.*), and so
does NAME:Zone.Identifier of NAME. Upper and lower case are the same here. One
that belongs to no file becomes an item of its own. Links are reported and not
followed; .DS_Store, Thumbs.db and ._* are skipped.

  --accession FILE  JSON with what you know about this act of taking in; every
                    member may be left out (docs/cli.md lists them all):
                      {"method": "card-reader",
                       "receivedFrom": "Photographer 3",
                       "carrier": {"label": "CARD 12", "whereNow": "Safe 2"},
                       "statement": "Taken on one walk around the monument"}
  --unfinished      lists imports that were cut off
  --abandon NUMBER  does not go on with one of them, known by its accession's
                    number: what it took in stays, and the log says that it was
                    left unfinished
  --progress        with --json: progress as NDJSON lines before the result

${signHelp}

${writeHelp}
${unlockHelp}`,
  exits: {
    done: 'every file was taken in, seen again, or skipped',
    failed: 'some files failed; the same command tries them again',
    usage: 'wrong usage, a PATH that is not there, an accession FILE with a mistake',
    cannotOpen: true,
    locked: true,
    stopped: 'the disk is full, or writing failed; the same command goes on later',
    interrupted: 'interrupted (Ctrl-C); the same command goes on where it stopped',
  },
  options: {
    ...unlockOptions,
    ...writeOptions,
    ...signOptions,
    accession: { type: 'string' },
    unfinished: { type: 'boolean' },
    abandon: { type: 'string' },
    progress: { type: 'boolean' },
  },
  async run(invocation) {
    const abandon = textOption(invocation, 'abandon');
    if (abandon !== null || invocation.options.unfinished === true)
      return unfinishedImports(invocation, abandon);
    const [archivePath, ...sources] = requiredPositionals(invocation, ['ARCHIVE', 'PATH']);
    const description = readAccession(argumentOption(invocation, 'accession'));
    // An empty variable in somebody's script would otherwise mean the folder they stand in.
    if (sources.some((source) => source.bytes.length === 0))
      throw new AppError('usage', { message: 'PATH is empty.' });
    const paths = sources.map((source) => ({
      bytes: absoluteSource(existingPath(source)).toString('base64'),
    }));
    return withArchive(invocation, folderPath(archivePath), 'write', async (archive) => {
      const { client, signal } = invocation;
      const request = { archive, paths, workingFolder: process.cwd(), description };
      const summary = await follow(invocation, await client.ingest.run(request, { signal }));
      const entries = await client.ingest.entries({ archive, accession: summary.accessionId });
      if (invocation.json) await printJsonStream({ ...resultHead(invocation), ...summary }, 'files', entries);
      else {
        await printText(summary, entries);
        await printWarnings(await client.ingest.warnings({ archive, accession: summary.accessionId }));
        await remindOfBackup(invocation, archive);
      }
      return summary.failed > 0 ? exit.failed : exit.done;
    });
  },
};

async function printText(summary: ImportSummary, entries: AsyncIterable<ImportEntry>): Promise<void> {
  for await (const entry of entries) {
    if (entry.error)
      await print(
        `${entry.status.padEnd(8)} ${nameText({ text: entry.path, bytes: entry.pathBytes })}\n         ${visible(entry.error.message)}\n`,
      );
  }
  const { imported, duplicates, skipped, failed, bytes } = summary;
  await print(`${plural(imported, 'file')} taken in (${bytesText(bytes)}), read back and hashed.\n`);
  if (duplicates > 0)
    await print(`${plural(duplicates, 'file')} already in the archive: seen again, stored once.\n`);
  if (skipped > 0) await print(`${plural(skipped, 'entry', 'entries')} skipped (see above).\n`);
  if (failed > 0)
    await print(
      `${plural(failed, 'file')} could not be read (see above). The same command tries them again.\n`,
    );
}

/** Contradictions and defects found while reading: nobody looks for them who is not told that they are there. */
async function printWarnings(warned: {
  readonly files: number;
  readonly items: readonly string[];
}): Promise<void> {
  if (warned.files === 0) return;
  const shown = warned.items.join(', ');
  const more = warned.files > warned.items.length ? ' …' : '';
  await print(
    `${plural(warned.files, 'file')} with warnings: see "stele show ARCHIVE ITEM" for\n  ${visible(shown)}${more}\n`,
  );
}
