import type {
  BackupOverview,
  BackupReminder,
  BackupSummary,
  CopyProblem,
} from '../../shared/records/backup.ts';
import type { Invocation } from './command.ts';
import { plural, print, printJson, visible } from './output.ts';
import { prose, rows, timeText } from './sheet.ts';

export async function listBackups(invocation: Invocation, overview: BackupOverview): Promise<void> {
  if (invocation.json) {
    await printJson(overview);
    return;
  }
  const { backups, reminder, rules } = overview;
  for (const backup of backups) await print(`${backupText(backup)}\n\n`);
  if (backups.length === 0) await print('No backups.\n');
  if (reminder) await print(`${reminderText(reminder)}\n`);
  await print(`Reminds after ${plural(rules.days, 'day')} or ${plural(rules.files, 'new file')}.\n`);
}

/** One line under a result, for people only: standard error, and never with --json. */
export async function remindOfBackup(invocation: Invocation, archive: string): Promise<void> {
  if (invocation.json) return;
  const reminder = await invocation.client.backup.reminder({ archive });
  if (reminder) process.stderr.write(`${reminderText(reminder)}\n`);
}

function reminderText({ reason, days, files }: BackupReminder): string {
  const since = `${plural(days ?? 0, 'day')} ago`;
  switch (reason) {
    case 'never':
      return `There is no backup on another disk yet: ${plural(files, 'file')} ${files === 1 ? 'is' : 'are'} on this disk alone (stele backup).`;
    case 'age':
      return `The last backup was ${since}, and there is something new since (stele backup).`;
    case 'count':
      return `${plural(files, 'new file')} since the last backup, ${since} (stele backup).`;
  }
}

function backupText({
  id,
  label,
  path,
  sameDisk,
  volume,
  finishedAt,
  retiredAt,
  filesLacking,
}: BackupSummary): string {
  const state =
    retiredAt !== null
      ? `lost or given up, ${timeText(retiredAt)}`
      : finishedAt === null
        ? 'never complete'
        : timeText(finishedAt);
  const disk = [volume.label, volume.deviceModel, volume.deviceSerial, volume.fileSystem]
    .filter((part) => part !== null)
    .map(visible);
  return [
    visible(label ?? volume.label ?? id),
    ...rows([
      ['complete', state],
      ['lacks', retiredAt === null ? plural(filesLacking, 'file') : null],
      ['disk', disk.join(', ')],
      ['path', path === null ? null : visible(path)],
      ['note', sameDisk ? 'on the disk of the archive itself: no second copy' : null],
      ['id', id],
    ]),
  ].join('\n');
}

/** What is wrong with single originals, and on which side. */
export function problemLines(problems: readonly CopyProblem[]): string[] {
  const sides = { source: 'where it came from', destination: 'on the disk it went to' } as const;
  return problems.flatMap(({ path, where, problem, detail }) => [
    `  ${problem.padEnd(11)} ${visible(path)}`,
    ...prose(`${sides[where]}: ${detail}`, 66).map((line) => `${' '.repeat(14)}${line}`),
  ]);
}
