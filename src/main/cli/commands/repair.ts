import { isAppError } from '../../../shared/errors/app-error.ts';
import type { RepairResult } from '../../../shared/records/backup.ts';
import type { Unlocking } from '../../../shared/records/keys.ts';
import { folderPath } from '../arguments.ts';
import { argumentOption, exactPositionals, type Command, type Invocation } from '../command.ts';
import { exit } from '../exit-codes.ts';
import { follow, resultHead } from '../follow.ts';
import { unlockingFor } from '../open-archive.ts';
import { plural, print, printJson, visible } from '../output.ts';
import { ask, givenUnlocking, onTerminal, unlockHelp, unlockOptions } from '../secrets.ts';
import { timeText } from '../sheet.ts';

export const repair: Command = {
  name: 'repair',
  usage: 'ARCHIVE [--from BACKUP]',
  summary: 'bring back an archive whose catalogue is destroyed',
  help: `For an archive that no longer opens because catalogue.db or archive.json is
damaged or gone. The newest snapshot of the catalogue takes its place; events of
the custody log that the broken one still gives are kept beside the log.
Originals that are newer than the snapshot are taken in again; records whose
originals are missing are named. Nothing is deleted: what is broken lies in
damaged/ afterwards. The archive goes on as a copy of its own, with another code
in its numbers. Interrupted, the same command goes on. Copy the whole folder
first, if you can.

  --from BACKUP     a backup, whose catalogue is used if it is newer than the
                    snapshots in the archive
  --progress        with --json: progress as NDJSON lines before the result

${unlockHelp}`,
  exits: {
    done: 'repaired; every record has its original, and every original a record',
    failed: 'repaired; originals that are missing or not taken in are named',
    usage: 'wrong usage, or the archive opens and there is nothing to repair',
    cannotOpen: 'no snapshot can be read, or there is no archive',
    locked: true,
    stopped: true,
    interrupted: 'interrupted (Ctrl-C); the same command goes on where it stopped',
  },
  options: { ...unlockOptions, from: { type: 'string' }, progress: { type: 'boolean' } },
  async run(invocation) {
    const [argument] = exactPositionals(invocation, ['ARCHIVE']);
    const path = folderPath(argument);
    const backup = argumentOption(invocation, 'from');
    const from = backup ? folderPath(backup) : null;
    const result = await repaired(invocation, { path, from });
    if (invocation.json) await printJson({ ...resultHead(invocation), ...result });
    else await print(resultText(result));
    return result.missing.length + result.refused.length > 0 ? exit.failed : exit.done;
  },
};

/** Whether it takes a key is known only once archive.json is there again: then it is asked for. */
async function repaired(
  invocation: Invocation,
  target: { readonly path: string; readonly from: string | null },
): Promise<RepairResult> {
  const { client, signal } = invocation;
  const run = async (unlock: Unlocking | null): Promise<RepairResult> =>
    follow(invocation, await client.backup.repair({ ...target, unlock }, { signal }));
  try {
    return await run(await unlockingOfDamaged(invocation, target.path));
  } catch (error) {
    if (!isAppError(error) || error.code !== 'key-required' || !onTerminal()) throw error;
    return run({ by: 'passphrase', passphrase: await ask(`Passphrase of ${visible(target.path)}: `) });
  }
}

async function unlockingOfDamaged(invocation: Invocation, path: string): Promise<Unlocking | null> {
  try {
    return await unlockingFor(invocation, path);
  } catch (error) {
    if (isAppError(error) && ['archive-not-found', 'archive-damaged'].includes(error.code))
      return givenUnlocking(invocation);
    throw error;
  }
}

function resultText({
  path,
  movedAside,
  description,
  snapshot,
  found,
  missing,
  refused,
}: RepairResult): string {
  const lines: string[] = [];
  if (description === 'from-copy') lines.push('archive.json: brought back from a copy.');
  if (description === 'from-catalogue') lines.push('archive.json: made anew from the catalogue.');
  if (snapshot) {
    const { takenAt, logSize, salvaged, acknowledged } = snapshot;
    lines.push(`catalogue.db: the snapshot of ${timeText(takenAt)}, with ${plural(logSize, 'event')}.`);
    const lost = acknowledged === null ? null : acknowledged - logSize;
    if (lost === null)
      lines.push(`Events after the first ${logSize} are lost; nothing says how many there were.`);
    else if (lost > 0)
      lines.push(`What ${plural(lost, 'event')} after the first ${logSize} recorded is lost.`);
    if (salvaged > 0)
      lines.push(
        `${plural(salvaged, 'event')} of these could still be read, and ${salvaged === 1 ? 'is' : 'are'} kept beside the log.`,
      );
  }
  if (found.length > 0) {
    lines.push(
      `${plural(found.length, 'original')} newer than the snapshot, taken in again without former names:`,
    );
    for (const { number, path: name } of found) lines.push(`  ${visible(number)}  ${visible(name)}`);
  }
  if (missing.length > 0) lines.push(`${plural(missing.length, 'record')} without an original:`);
  for (const { number, path: name } of missing) lines.push(`  ${visible(number)}  ${visible(name)}`);
  if (refused.length > 0) lines.push(`${plural(refused.length, 'file')} among the originals not taken in:`);
  for (const { path: name, reason } of refused) lines.push(`  ${visible(name)}\n      ${visible(reason)}`);
  if (movedAside.length > 0) lines.push(`What was broken lies in ${movedAside.map(visible).join(', ')}.`);
  lines.push(`${visible(path)} opens again.`);
  return `${lines.join('\n')}\n`;
}
