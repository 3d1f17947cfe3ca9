import type { LoneSearch } from '../../shared/records/disposition.ts';
import type { Archive } from '../archive/archive.ts';
import { wantedItems } from '../catalogue/narrow.ts';
import { savedSearches } from '../search/saved-searches.ts';
import type { ItemRow } from './items.ts';
import { hiddenForGood } from './states.ts';

/** Kept searches that find some of these items, and no other one: their words would tell what these were. */
export function* searchesOnlyFor(
  archive: Archive,
  items: readonly ItemRow[],
): Generator<undefined, readonly LoneSearch[]> {
  const own = new Set(items.map(({ id }) => id));
  const gone = hiddenForGood(archive);
  const lone: LoneSearch[] = [];
  for (const { name, filter } of savedSearches(archive)) {
    const found = { own: false, others: false };
    (yield* wantedItems(archive, filter))?.each((id) => {
      if (gone.has(id)) return;
      if (own.has(id)) found.own = true;
      else found.others = true;
    });
    if (!found.own || found.others) continue;
    lone.push({ name, hasWords: filter.query !== null || (filter.tag ?? null) !== null });
  }
  return lone;
}
