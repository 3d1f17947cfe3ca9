import { AppError } from '../../../shared/errors/app-error.ts';
import type { BackupResult } from '../../../shared/records/backup.ts';
import { folderPath, newPath } from '../arguments.ts';
import { listBackups, problemLines } from '../backup-sheet.ts';
import { countOption, requiredPositionals, textOption, type Command, type Invocation } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { withArchive, writeHelp, writeOptions } from '../open-archive.ts';
import { bytesText, plural, print, printJson, visible } from '../output.ts';
import { signHelp, signOptions, unlockHelp, unlockOptions } from '../secrets.ts';

export const backup: Command = {
  name: 'backup',
  usage: 'ARCHIVE (DEST [--label TEXT] | --list | --forget BACKUP | --snapshot)',
  summary: 'keep a second copy on another disk, and see which there are',
  help: `DEST is the exact path of the backup: a path that does not exist, an empty
folder, or an earlier backup of this archive, to which only what is new is
copied. Every copy is read again and compared. It is encrypted as the archive
is, and can be listed, shown and verified like one, but not written to:
"stele restore" makes an archive of it. Interrupted, the same command goes on.

  --label TEXT      what stands on the disk
  --list            the backups there are, when each was last complete, and how
                    many files it lacks
  --forget BACKUP   this one (id or label) is lost: it counts no longer
  --snapshot        only a snapshot of the catalogue inside the archive, which
                    "stele repair" starts from
  --remind-days N   a backup is overdue after so many days (7), and
  --remind-files N  after so many new files (100)
  --progress        with --json: progress as NDJSON lines before the result

${writeHelp}
${signHelp}

${writeHelp}
${unlockHelp}`,
  exits: {
    done: 'the backup is complete and was read back',
    failed: 'some files are not on it, or not whole: they are named',
    usage: 'wrong usage, or something else lies at DEST',
    cannotOpen: true,
    locked: true,
    stopped: 'the disk is full, or writing failed; the same command goes on later',
    interrupted: 'interrupted (Ctrl-C); the same command goes on where it stopped',
  },
  options: {
    ...unlockOptions,
    ...signOptions,
    ...writeOptions,
    label: { type: 'string' },
    list: { type: 'boolean' },
    forget: { type: 'string' },
    snapshot: { type: 'boolean' },
    'remind-days': { type: 'string' },
    'remind-files': { type: 'string' },
    progress: { type: 'boolean' },
  },
  async run(invocation) {
    const [argument, destination, extra] = requiredPositionals(invocation, ['ARCHIVE']);
    if (extra) throw new AppError('usage', { message: `"${extra.text}" is one argument too many.` });
    const path = folderPath(argument);
    const rules = {
      days: countOption(invocation, 'remind-days', 1) ?? undefined,
      files: countOption(invocation, 'remind-files', 1) ?? undefined,
    };
    const setsRules = rules.days !== undefined || rules.files !== undefined;
    const lost = textOption(invocation, 'forget');
    const { list, snapshot } = invocation.options;
    const asked = [destination !== undefined, list === true, snapshot === true, lost !== null];
    const count = asked.filter(Boolean).length;
    if (count > 1 || (count === 0 && !setsRules))
      throw new AppError('usage', { message: 'Give one of DEST, --list, --forget and --snapshot.' });
    const to = destination ? newPath(destination) : null;
    const reads = count === 1 && list === true && !setsRules;
    return withArchive(invocation, path, reads ? 'read' : 'write', async (archive) => {
      const { client } = invocation;
      if (setsRules) await client.backup.setRules({ archive, rules });
      if (to !== null) return run(invocation, archive, to);
      if (snapshot === true) return takeSnapshot(invocation, archive);
      if (lost !== null) await client.backup.forget({ archive, backup: lost });
      await listBackups(invocation, await client.backup.overview({ archive }));
      return exit.done;
    });
  },
};

async function run(invocation: Invocation, archive: string, destination: string): Promise<number> {
  const { client, signal } = invocation;
  const label = textOption(invocation, 'label');
  const stream = await client.backup.run({ archive, destination, label }, { signal });
  const result = await follow(invocation, stream);
  if (invocation.json) await printJson({ ...resultHead(invocation), ...result });
  else await print(resultText(result));
  if (result.sameDisk && !invocation.json)
    process.stderr.write(
      'This backup lies on the disk of the archive itself: what takes the one takes the other. It does not\n' +
        'count as a second copy; back up to another disk too.\n',
    );
  return result.complete && result.problems.length === 0 ? exit.done : exit.failed;
}

function resultText(result: BackupResult): string {
  const { path, complete, files, bytes, copied, copiedBytes, checked, removed, problems } = result;
  const lines = problemLines(problems);
  if (copied > 0) lines.push(`${plural(copied, 'file')} copied (${bytesText(copiedBytes)}).`);
  lines.push(`${plural(checked, 'file')} read again from the disk and compared.`);
  if (removed > 0)
    lines.push(`${plural(removed, 'original')} taken off: destroyed in the archive since the last run.`);
  const lacking = problems.filter(({ where }) => where === 'source').length;
  if (!complete)
    lines.push(
      `NOT COMPLETE: the disk does not give back what was written to it. Do not rely on it;`,
      `the same command tries again, on a disk that is sound.`,
    );
  else
    lines.push(
      `${visible(path)} holds the archive: ${plural(files, 'file')}, ${bytesText(bytes)}${
        lacking > 0
          ? `, without ${plural(lacking, 'file')} that ${lacking === 1 ? 'is' : 'are'} damaged in the archive itself`
          : ''
      }.`,
    );
  return `${lines.join('\n')}\n`;
}

async function takeSnapshot(invocation: Invocation, archive: string): Promise<number> {
  const { path } = await invocation.client.backup.snapshot({ archive });
  if (invocation.json) await printJson({ path });
  else await print(`Snapshot of the catalogue: ${visible(path)}\n`);
  return exit.done;
}
