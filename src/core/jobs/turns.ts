import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';

/** Longest stretch without letting anything else run, in milliseconds (design §2: below 50). */
const stretch = 15;

/** Called between the steps of synchronous work: gives way when it has gone on long enough, and stops it on request. */
export function takingTurns(signal?: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (signal?.aborted === true) throw new AppError('interrupted');
    if (performance.now() - since < stretch) return;
    await nextTurn();
    since = performance.now();
  };
}
