import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from './archive.ts';

const running = new WeakMap<Archive, number>();

/** A package tells each item as its checkpoint knows it: while one is written, no record may change under it. */
export async function whileExporting<Result>(archive: Archive, work: () => Promise<Result>): Promise<Result> {
  running.set(archive, (running.get(archive) ?? 0) + 1);
  try {
    return await work();
  } finally {
    running.set(archive, (running.get(archive) ?? 1) - 1);
  }
}

/** Throws `export-running`. */
export function refuseWhileExporting(archive: Archive): void {
  if ((running.get(archive) ?? 0) > 0) throw new AppError('export-running');
}
