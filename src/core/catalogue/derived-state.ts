import type { Archive } from '../archive/archive.ts';
import type { Database } from '../database/connection.ts';
import { schemaVersion } from '../database/migrate.ts';

/** Highest file id that derived.db knows; 0 if there is none. What comes after it has not been derived yet. */
export function lastDerivedFile(archive: Pick<Archive, 'derived'>): number {
  return archive.derived?.prepare<[], number>('SELECT last_file FROM state').pluck().get() ?? 0;
}

/** Whether derived.db has the search text as it is now: one that is only read may be older. */
const prepared = new WeakMap<Database, boolean>();

export function knowsText({ derived }: Pick<Archive, 'derived'>): boolean {
  if (!derived) return false;
  const known = prepared.get(derived) ?? schemaVersion(derived) >= 4;
  prepared.set(derived, known);
  return known;
}

/** Highest file id of which derived.db knows the search text: it is made anew apart, where its form changed. */
export function lastTextFile(archive: Pick<Archive, 'derived'>): number {
  if (!knowsText(archive)) return 0;
  return archive.derived?.prepare<[], number>('SELECT last_text FROM state').pluck().get() ?? 0;
}
