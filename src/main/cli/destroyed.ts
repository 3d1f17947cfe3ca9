import { AppError } from '../../shared/errors/app-error.ts';
import type { Invocation } from './command.ts';
import { exit } from './exit-codes.ts';
import { bytesText, plural, print, printJson, visible } from './output.ts';
import { ask, onTerminal } from './secrets.ts';
import { prose } from './sheet.ts';

type Destroyed = Awaited<ReturnType<Invocation['client']['disposition']['destroy']>>;

/** How many items a person confirms to destroy: with --yes all of them; on a terminal the number has to be typed. */
export async function confirmedCount(invocation: Invocation, items: readonly string[]): Promise<number> {
  if (items.length === 0 || invocation.options.yes === true) return items.length;
  if (!onTerminal()) throw new AppError('usage', { message: 'Give --yes to destroy without being asked.' });
  process.stderr.write(`${items.map(visible).join('\n')}\n`);
  const typed = await ask(
    `${plural(items.length, 'item')} will be destroyed for good. Type the number of items: `,
    false,
  );
  return /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : 0;
}

/** Tells of kept searches that only these items answer, where they are not to go with them. */
export async function tellSearches(
  invocation: Invocation,
  searches: readonly { readonly name: string }[],
): Promise<void> {
  if (invocation.options['remove-searches'] === true || invocation.json || searches.length === 0) return;
  const names = searches.map(({ name }) => `  ${visible(name)}\n`).join('');
  await print(
    `Kept searches that find nothing else, and stay (--remove-searches takes them along):\n${names}`,
  );
}

export const removedSearchesText = (names: readonly string[]): string =>
  names.length === 0 ? '' : `Kept searches removed: ${names.map(visible).join(', ')}.`;

export async function printDestroyed(invocation: Invocation, result: Destroyed): Promise<number> {
  if (invocation.json) await printJson({ ...result, notGuaranteed: notGuaranteed(result) });
  else await print(destroyedText(result));
  return exit.done;
}

/** What was done, what still holds it, and what nobody can promise. */
export function destroyedText(result: Destroyed): string {
  const { destroyed, already, files, bytes, backups, copies } = result;
  const lines = destroyed.map(({ number, event }) => `${visible(number)}  destroyed, event ${event}`);
  lines.push(...already.map((number) => `${visible(number)}  had been destroyed before`));
  if (destroyed.length === 0) return `${lines.join('\n')}\n`;
  lines.push('', `${plural(files, 'original')} removed, ${bytesText(bytes)}.`);
  if (result.searches.length > 0) lines.push(removedSearchesText(result.searches));
  if (backups.length > 0) lines.push('', 'Still in these backups, until each is next run:');
  lines.push(...backups.map(({ backup, name }) => `  ${visible(name ?? backup)}`));
  if (copies.length > 0) lines.push('', 'Copies were given out in these packages and reports:');
  lines.push(
    ...copies.map(
      ({ item, exhibit, createdAt, profile, sha256 }) =>
        `  ${visible(item)} as ${visible(exhibit)}, ${createdAt.slice(0, 10)}, ${profile === null ? 'a report' : `profile ${visible(profile)}`}\n    ${sha256}`,
    ),
  );
  lines.push('', 'What cannot be promised:');
  for (const text of notGuaranteed(result)) {
    const [head = '', ...rest] = prose(text, 76);
    lines.push(`- ${head}`, ...rest.map((line) => `  ${line}`));
  }
  return `${lines.join('\n')}\n`;
}

export function notGuaranteed({ destroyed, backups, copies, sealedLeft }: Destroyed): string[] {
  if (destroyed.length === 0) return [];
  return [
    'Flash (SSDs, sticks, cards) writes elsewhere and keeps old cells for a while; a laboratory may read them. Only an encrypted disk, or an encrypted archive whose key is gone, helps against that.',
    'Snapshots of the file system, copies of the archive folder, and folders that a cloud service synchronises keep what they had.',
    ...(backups.length > 0 ? ['The backups named above hold it until they are next run.'] : []),
    ...(copies.length > 0
      ? [
          'The packages and reports named above are where they were written or given: also on this machine, if nobody moved them. Delete those here yourself.',
        ]
      : []),
    ...(sealedLeft
      ? ['Sealed text was locked, and left: what is sealed about these items is there as ciphertext.']
      : []),
  ];
}
