import type { Archive } from '../archive/archive.ts';
import { exportableItems, hiddenItems } from '../disposition/states.ts';
import { lastDerivedFile } from './derived-state.ts';
import { words } from './fold.ts';
import { knowsDescriptions } from './item-state.ts';
import { itemText } from './search-text.ts';

/**
 * Ids of the items, hidden ones left out, that hold every word of `query`, or a word that begins with it, in ascending order. What the index
 * does not know yet (it may lag after a crash, or be gone) is looked through word by word.
 */
export function matchingItems(archive: Archive, query: string): number[] {
  const wanted = words(query);
  if (wanted.length === 0) return [];
  const found = new Set<number>();
  if (archive.derived) {
    const match = wanted.map((word) => `"${word}"*`).join(' ');
    const rows = archive.derived
      .prepare<[string], number>('SELECT rowid FROM item_text WHERE item_text MATCH ?')
      .pluck()
      .all(match);
    for (const id of rows) found.add(id);
  }
  const unindexed = archive.catalogue
    .prepare<[number], number>('SELECT DISTINCT item_id FROM file WHERE id > ?')
    .pluck()
    .all(lastDerivedFile(archive));
  const outdated = knowsDescriptions(archive)
    ? archive.catalogue.prepare<[], number>('SELECT item_id FROM text_task').pluck().all()
    : [];
  for (const id of outdated) found.delete(id);
  for (const id of [...unindexed, ...outdated]) {
    const text = itemText(archive, id).split(' ');
    if (wanted.every((word) => text.some((candidate) => candidate.startsWith(word)))) found.add(id);
  }
  const hidden = hiddenItems(archive);
  return [...found].filter((id) => !hidden.has(id)).sort((a, b) => a - b);
}

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
