import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ChosenFrom } from './survey.ts';

/** Counts what an import will meet, so that progress has a total. Keeps nothing, and lets others run meanwhile. */
export async function scan(
  encounters: Iterable<ChosenFrom>,
  signal: AbortSignal,
): Promise<{ readonly files: number; readonly bytes: number }> {
  let [files, bytes] = [0, 0];
  for (const encounter of encounters) {
    files += 1;
    if (encounter.kind === 'file') bytes += Number(encounter.stat.size);
    if (files % 500 === 0) await setImmediate();
    if (signal.aborted) throw new AppError('interrupted');
  }
  return { files, bytes };
}
