import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from './archive.ts';

const running = new WeakSet<Archive>();

export const isImporting = (archive: Archive): boolean => running.has(archive);

/**
 * One import at a time goes into an archive: of a file that both met, each would find that it is not there yet. Throws
 * `import-running`.
 */
export async function whileImporting<Result>(archive: Archive, work: () => Promise<Result>): Promise<Result> {
  if (running.has(archive)) throw new AppError('import-running');
  running.add(archive);
  try {
    return await work();
  } finally {
    running.delete(archive);
  }
}
