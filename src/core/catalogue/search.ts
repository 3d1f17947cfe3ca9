import type { Archive } from '../archive/archive.ts';
import { exportableItems, hiddenItems } from '../disposition/states.ts';
import { lastDerivedFile } from './derived-state.ts';
import { words } from './fold.ts';
import { knowsDescriptions } from './item-state.ts';
import { itemText } from './search-text.ts';

/** Hits are read so many at a time. Each time costs what finding the words costs, so that fewer would be slower. */
const hitsAtOnce = 100_000;

/**
 * Ids of the items, hidden ones too, that hold every word of `query`, or a word that begins with it, some at a time; an id may
 * come twice. What the index does not know yet (it may lag after a crash, or be gone) is looked through word by word.
 */
export function* matches(
  archive: Pick<Archive, 'catalogue' | 'derived'>,
  query: string,
): Generator<readonly number[]> {
  const wanted = words(query);
  if (wanted.length === 0) return;
  // Edited since the index was made: looked at as they are now.
  const outdated = knowsDescriptions(archive)
    ? archive.catalogue.prepare<[], number>('SELECT item_id FROM text_task').pluck().all()
    : [];
  const isOutdated = new Set(outdated);
  const holdsAll = (item: number): boolean => {
    const text = itemText(archive, item).split(' ');
    return wanted.every((word) => text.some((candidate) => candidate.startsWith(word)));
  };
  if (archive.derived) {
    const match = wanted.map((word) => `"${word}"*`).join(' ');
    // As one JSON text: a row each would take several times as long.
    const select = archive.derived
      .prepare<[string, number], string>(
        `SELECT json_group_array(id) FROM
           (SELECT rowid AS id FROM item_text WHERE item_text MATCH ? AND rowid > ? ORDER BY rowid LIMIT ${hitsAtOnce})`,
      )
      .pluck();
    for (let after = 0; ;) {
      const ids = JSON.parse(select.get(match, after) ?? '[]') as readonly number[];
      if (ids.length > 0) yield isOutdated.size === 0 ? ids : ids.filter((id) => !isOutdated.has(id));
      if (ids.length < hitsAtOnce) break;
      after = ids.at(-1) ?? after;
    }
  }
  yield outdated.filter(holdsAll);
  const unindexed = archive.catalogue.prepare<[number], { id: number; item: number }>(
    'SELECT id, item_id AS item FROM file WHERE id > ? ORDER BY id LIMIT 200',
  );
  for (let after = lastDerivedFile(archive); ;) {
    const files = unindexed.all(after);
    const last = files.at(-1);
    if (!last) return;
    after = last.id;
    yield files.map(({ item }) => item).filter(holdsAll);
  }
}

/** Ids of the items that match (`matches`), hidden ones left out, in ascending order, in as many steps as it takes. */
export function* matchingInSteps(
  archive: Pick<Archive, 'catalogue' | 'derived'>,
  query: string,
): Generator<undefined, number[]> {
  const hidden = hiddenItems(archive);
  const found = new Set<number>();
  for (const ids of matches(archive, query)) {
    for (const id of ids) if (!hidden.has(id)) found.add(id);
    yield undefined;
  }
  return [...found].sort((a, b) => a - b);
}

/** The same at once. */
export function matchingItems(archive: Pick<Archive, 'catalogue' | 'derived'>, query: string): number[] {
  const steps = matchingInSteps(archive, query);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
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
