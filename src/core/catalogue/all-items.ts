import type { Archive } from '../archive/archive.ts';
import { exportableItems } from '../disposition/states.ts';

/** Ids of all items that can be given out, in the order they were numbered, read as they are asked for. */
export function* allItems(archive: Archive): Generator<number> {
  let after = 0;
  for (;;) {
    const ids = archive.catalogue
      .prepare<[number], number>(
        `SELECT id FROM item WHERE id > ? AND ${exportableItems(archive)} ORDER BY id LIMIT 1000`,
      )
      .pluck()
      .all(after);
    yield* ids;
    const last = ids.at(-1);
    if (last === undefined) return;
    after = last;
  }
}
