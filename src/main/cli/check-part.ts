import { AppError } from '../../shared/errors/app-error.ts';
import type { PartScope } from '../../shared/records/fixity.ts';
import { textOption, type Invocation } from './command.ts';
import { exit } from './exit-codes.ts';
import { damagedLines } from './fixity-sheet.ts';
import { follow, resultHead } from './follow.ts';
import { withArchive, writeOptions } from './open-archive.ts';
import { bytesText, plural, print, printJson } from './output.ts';

/** `stele verify ARCHIVE --sample 1%`: a part of the originals, noted in the log. */

export const partOptions = {
  ...writeOptions,
  sample: { type: 'string' },
  'older-than': { type: 'string' },
} as const;

/** What part was asked for; null: the whole. */
export function partScope(invocation: Invocation): PartScope | null {
  const [sample, older] = [textOption(invocation, 'sample'), textOption(invocation, 'older-than')];
  if (sample === null && older === null) return null;
  if (sample !== null && older !== null)
    throw new AppError('usage', { message: 'Give one of --sample and --older-than.' });
  if (sample !== null) {
    const percent = Number(/^(\d{1,3}(?:\.\d{1,3})?)%$/.exec(sample)?.[1]);
    if (percent > 0 && percent <= 100) return { sample: percent };
    throw new AppError('usage', { message: '--sample takes a share such as 1% or 0.5%, up to 100%.' });
  }
  const days = /^(\d{1,5})d$/.exec(older ?? '')?.[1];
  if (days !== undefined) return { olderThanDays: Number(days) };
  throw new AppError('usage', { message: '--older-than takes a number of days such as 90d.' });
}

export function checkPart(invocation: Invocation, path: string, scope: PartScope): Promise<number> {
  return withArchive(invocation, path, 'write', async (archive) => {
    const { client, signal } = invocation;
    const result = await follow(invocation, await client.fixity.check({ archive, scope }, { signal }));
    if (invocation.json) await printJson({ ...resultHead(invocation), ...result });
    else {
      const { verified, wanted, resumed, leftUnchecked, damaged, bytes } = result;
      const lines = damagedLines(damaged);
      lines.push(
        `${verified} of ${plural(wanted, 'original')} as recorded (${bytesText(bytes)} read${resumed ? ', gone on from an interrupted run' : ''}).`,
      );
      if (leftUnchecked > 0) lines.push(`${plural(leftUnchecked, 'original')} left for a later run.`);
      await print(`${lines.join('\n')}\n`);
    }
    return result.verified < result.wanted ? exit.failed : exit.done;
  });
}
