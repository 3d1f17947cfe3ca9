import type { Sources } from '../catalogue/item-facts.ts';
import { highestItem } from '../catalogue/narrow.ts';
import { knowsText } from '../catalogue/derived-state.ts';
import { valueStatement } from '../database/statements.ts';
import { words } from '../search/fold.ts';
import { itemText } from '../search/item-text.ts';
import { findWords } from '../search/match.ts';
import { readQuery, textColumns, type TextColumn } from '../search/query.ts';

/** In a smaller archive every word is found in a moment. */
const manyItems = 100_000;

/** So many, from end to end of the archive, are looked at for words that many have. */
const looked = 300;

/** Of those looked at. Words that fewer have are found in some milliseconds. */
const commonPart = 0.05;

/** The sets of so many are held (search/word-sets) with room for what a person looks for. */
const mostWords = 40;

/** Words of metadata are a program's, and those of documents a language's: hundreds are in every one, and hardly looked for. */
const asked: readonly TextColumn[] = textColumns.filter(
  (column) => column !== 'metadata' && column !== 'content',
);

/**
 * Looks for the words that many items of a large archive have, before somebody does: to find what a million items have takes a
 * tenth of a second the first time. In steps of milliseconds to a tenth of a second, each at whatever time.
 */
export function* findCommonWords(sources: Sources, fewest = manyItems): Generator<undefined, void> {
  const { derived } = sources;
  if (!derived || !knowsText(sources) || highestItem(sources) < fewest) return;
  for (const word of yield* commonWords(sources))
    for (const condition of readQuery(word))
      if (condition.kind === 'text') yield* findWords(derived, condition, highestItem(sources));
}

/** The commonest first. */
export function* commonWords(sources: Sources): Generator<undefined, readonly string[]> {
  const highest = highestItem(sources);
  const next = valueStatement<[number], number>(
    sources.catalogue,
    'SELECT id FROM item WHERE id >= ? ORDER BY id LIMIT 1',
  );
  const step = Math.max(1, highest / looked);
  const counts = new Map<string, number>();
  let items = 0;
  for (let at = 1; at <= highest; at += step) {
    const id = next.get(Math.floor(at));
    if (id === undefined) break;
    items += 1;
    const text = itemText(sources, id);
    for (const word of new Set(asked.flatMap((column) => text[column].flatMap(words))))
      counts.set(word, (counts.get(word) ?? 0) + 1);
    yield undefined;
  }
  return [...counts]
    .filter(([word, count]) => word.length > 1 && count >= items * commonPart)
    .sort(([, one], [, other]) => other - one)
    .slice(0, mostWords)
    .map(([word]) => word);
}
