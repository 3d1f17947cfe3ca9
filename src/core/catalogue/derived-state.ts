import type { Archive } from '../archive/archive.ts';

/** Highest file id that derived.db knows; 0 if there is none. What comes after it has not been derived yet. */
export function lastDerivedFile(archive: Pick<Archive, 'derived'>): number {
  return archive.derived?.prepare<[], number>('SELECT last_file FROM state').pluck().get() ?? 0;
}
