import type { CardEntry, CardReport, LeftOutEntry } from '../../../shared/records/fixity.ts';
import { anyPath, folderPath } from '../arguments.ts';
import { requiredPositionals, type Command } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { nameText } from '../names.ts';
import { withArchive } from '../open-archive.ts';
import { bytesText, plural, print, printJson, visible } from '../output.ts';
import { unlockHelp, unlockOptions } from '../secrets.ts';

export const card: Command = {
  name: 'card',
  usage: 'ARCHIVE PATH...',
  summary: 'may this card be cleared?',
  help: `Every file on the card is read and looked for: in the archive, among what
"stele confirm" read back from the disk, and on the backups. Nothing on the card
is changed, and Stele never erases one: that is yours to do.

  --progress        with --json: progress as NDJSON lines before the result

${unlockHelp}`,
  exits: {
    done: 'all of it is in the archive, confirmed, and on a backup',
    failed: 'not yet, or files that were left out would be lost: they are named',
    usage: true,
    cannotOpen: true,
    locked: true,
    interrupted: true,
  },
  options: { ...unlockOptions, progress: { type: 'boolean' } },
  async run(invocation) {
    const [archivePath, ...rest] = requiredPositionals(invocation, ['ARCHIVE', 'PATH']);
    const request = { paths: rest.map(anyPath), workingFolder: process.cwd() };
    return withArchive(invocation, folderPath(archivePath), 'read', async (archive) => {
      const { client, signal } = invocation;
      const report = await follow(invocation, await client.fixity.card({ archive, ...request }, { signal }));
      if (invocation.json) await printJson({ ...resultHead(invocation), ...report });
      else await print(reportText(report));
      return report.mayClear ? exit.done : exit.failed;
    });
  },
};

/** So many of each list are enough to see what is the matter; --json has them all. */
const shown = 20;

function reportText(report: CardReport): string {
  const { files, bytes, inArchive, confirmed, backedUp, skipped, leftOut } = report;
  const lines = [headline(report), ''];
  if (files > 0) {
    lines.push(
      `  ${plural(files, 'file')} on it, ${bytesText(bytes)}`,
      `  ${inArchive} in the archive`,
      `  ${confirmed} confirmed`,
      `  ${backedUp} on a backup`,
    );
    if (report.backups.length > 0) lines.push('      (as their last run found; they were not looked at now)');
    for (const { label, id, files: held, finishedAt, sameDisk } of report.backups) {
      const when = finishedAt === null ? 'never complete' : `last complete ${finishedAt.slice(0, 10)}`;
      const own = sameDisk ? ", on the archive's own disk: does not count" : '';
      lines.push(`      ${held} on ${visible(label ?? id)} (${when}${own})`);
    }
  }
  if (leftOut > 0) lines.push(`  ${leftOut} left out on purpose, not in the archive`);
  if (skipped > 0) lines.push(`  ${skipped} left alone: links, and what systems leave on every card`);
  lines.push(
    ...leftOutSection(report),
    ...section('Not in the archive: import them ("stele import")', report.notInArchive),
    ...section('Cannot be read from the card', report.unreadable),
    ...section(
      'Not confirmed: run "stele confirm"; what is damaged, "stele recover ARCHIVE --from BACKUP"',
      report.notConfirmed,
    ),
    ...section('On no backup: run "stele backup"', report.notBackedUp),
  );
  return `${lines.join('\n')}\n`;
}

function headline({ verdict, leftOut }: CardReport): string {
  switch (verdict) {
    case 'may-clear':
      return 'YOU MAY CLEAR THIS CARD';
    case 'left-out':
      return `YOU MAY CLEAR THIS CARD, AND LOSE ${plural(leftOut, 'FILE', 'FILES')} LEFT OUT ON PURPOSE`;
    case 'not-yet':
      return 'NOT YET';
    case 'empty':
      return 'THERE IS NOTHING ON IT';
  }
}

function leftOutSection({ leftOut, leftOutFiles }: CardReport): string[] {
  if (leftOut === 0) return [];
  const line = ({ path, size, accession, at, by }: LeftOutEntry): string =>
    `  ${nameText({ text: path })}  ${bytesText(size)}\n      ${visible(accession)}, ${at.slice(0, 10)}${by === null ? '' : `, ${visible(by)}`}`;
  const more = leftOut > shown ? [`  … and ${leftOut - shown} more`] : [];
  return [
    '',
    'Left out on purpose: not in the archive, lost with the card',
    ...leftOutFiles.slice(0, shown).map(line),
    ...more,
  ];
}

function section(title: string, entries: readonly CardEntry[]): string[] {
  if (entries.length === 0) return [];
  const lines = entries.slice(0, shown).map(({ path, number, reason }) => {
    return `  ${nameText({ text: path })}${number === null ? '' : `  ${visible(number)}`}\n      ${visible(reason)}`;
  });
  if (entries.length > shown) lines.push(`  … and ${entries.length - shown} more`);
  return ['', title, ...lines];
}
