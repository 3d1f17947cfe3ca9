import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ChosenFrom } from './survey.ts';

export interface Totals {
  /** Everything that is met. */
  readonly files: number;
  /** Of these, what is to be taken in. */
  readonly wanted: number;
  readonly bytes: number;
}

/** Counts what an import will meet, so that progress has a total. Keeps nothing, and lets others run meanwhile. */
export async function scan(encounters: Iterable<ChosenFrom>, signal: AbortSignal): Promise<Totals> {
  let [files, wanted, bytes] = [0, 0, 0];
  for (const encounter of encounters) {
    files += 1;
    if (encounter.kind === 'file') {
      wanted += 1;
      bytes += Number(encounter.stat.size);
    }
    if (files % 500 === 0) await setImmediate();
    if (signal.aborted) throw new AppError('interrupted');
  }
  return { files, wanted, bytes };
}
