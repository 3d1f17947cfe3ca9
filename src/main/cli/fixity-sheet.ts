import type { DamagedFile } from '../../shared/records/fixity.ts';
import { nameText } from './names.ts';
import { visible } from './output.ts';
import { prose } from './sheet.ts';

/** What is damaged, and on which backups it is good. */
export function damagedLines(damaged: readonly DamagedFile[]): string[] {
  return damaged.flatMap(({ number, name, problem, detail, backups }) => [
    `  ${problem.padEnd(11)} ${visible(number)}  ${nameText({ text: name })}`,
    ...prose(detail, 66).map((line) => `${' '.repeat(14)}${line}`),
    `${' '.repeat(14)}${whereGood(backups)}`,
  ]);
}

function whereGood(backups: DamagedFile['backups']): string {
  if (backups.length === 0) return 'on no backup';
  const named = backups.map(
    ({ label, id, verifiedAt }) => `${visible(label ?? id)} (read ${verifiedAt.slice(0, 10)})`,
  );
  return `good on ${named.join(', ')}: "stele recover ARCHIVE --from BACKUP"`;
}
