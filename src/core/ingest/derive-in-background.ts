import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Archive } from '../archive/archive.ts';
import type { MediaInspector } from '../media/types.ts';
import { catchUpDerived, missingDerived } from './derive.ts';

interface Work {
  stop(): void;
  readonly ended: Promise<void>;
}

const running = new WeakMap<Archive, Work>();

/**
 * Makes the pictures and words that an archive lacks, one file at a time and only while none of `jobs` runs; null where
 * there is nothing to do. What it cannot write it leaves to the next time: whoever looks sees a file without a picture, and
 * the next import says what is wrong with the disk.
 */
export function deriveInBackground(
  archive: Archive,
  inspector: () => MediaInspector,
  jobs: ReadonlySet<{ readonly ended: Promise<void> }>,
): Work | null {
  if (archive.access !== 'write' || missingDerived(archive) === 0) return null;
  const stop = new AbortController();
  const { promise: stopped, resolve: endWait } = Promise.withResolvers<null>();
  const turn = async (): Promise<void> => {
    await nextTurn();
    while (jobs.size > 0 && !stop.signal.aborted)
      await Promise.race([stopped, Promise.all([...jobs].map((job) => job.ended))]);
  };
  const ended = catchUpDerived({ archive, inspector: inspector() }, stop.signal, turn).catch(() => undefined);
  const work: Work = {
    stop: () => {
      stop.abort();
      endWait(null);
    },
    ended,
  };
  running.set(archive, work);
  return work;
}

/** Before an import: both write to derived.db in the order of the files. */
export async function endBackground(archive: Archive): Promise<void> {
  const work = running.get(archive);
  work?.stop();
  await work?.ended;
}
