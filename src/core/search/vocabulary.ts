import type { Database } from '../database/connection.ts';
import type { KnownWord } from './index-text.ts';
import { likenesses, type Sounded } from './sounds.ts';

/** Words of an archive, as far as they were read. */
interface Vocabulary {
  /** In the order of their sounds. */
  readonly words: readonly KnownWord[];
  /** Each once, in the order of their letters. */
  readonly folded: readonly string[];
  /** Of the table's rows. */
  readonly last: number;
}

const vocabularies = new WeakMap<Database, Vocabulary>();

/** Words of the archive that sound like this one, or begin so, the most alike first. */
export function wordsLike(derived: Database, word: Sounded): readonly string[] {
  const found = likenesses(word, vocabularyOf(derived).words);
  found.sort((one, other) => one.unlike - other.unlike);
  return [...new Set(found.map(({ word: { folded } }) => folded))];
}

/**
 * The same as FTS5 looks for them: where every word of the archive that begins in a way is one of them, by that beginning. So none has to
 * be left out because there are many.
 */
export function termsLike(derived: Database, word: Sounded): readonly string[] {
  const all = vocabularyOf(derived).folded;
  const alike = wordsLike(derived, word);
  const sorted = alike.toSorted(byLetters);
  const terms = alike.map((one) => {
    // In parts, which are looked for together.
    if (one.includes(' ')) return `"${one}"`;
    for (let length = 2; length < one.length; length += 1) {
      const beginning = one.slice(0, length);
      const [among, of] = [countBeginning(sorted, beginning), countBeginning(all, beginning)];
      if (among === of && among > 1) return `"${beginning}" *`;
    }
    return `"${one}"`;
  });
  return [...new Set(terms)];
}

const byLetters = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Of words in the order of their letters. */
function countBeginning(sorted: readonly string[], beginning: string): number {
  return placeOf(sorted, `${beginning}\u{10FFFF}`) - placeOf(sorted, beginning);
}

/** How many come before. */
function placeOf(sorted: readonly string[], word: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Words are added while an archive is used; taken out, only between two uses of it by the thread that searches. */
function vocabularyOf(derived: Database): Vocabulary {
  const known = vocabularies.get(derived) ?? { words: [], folded: [], last: 0 };
  const rows = derived
    .prepare<[number], { id: number; word: string; sounds: string; is_plain: number }>(
      'SELECT id, word, sounds, is_plain FROM word WHERE id > ? ORDER BY id',
    )
    .all(known.last);
  const last = rows.at(-1);
  if (!last) return known;
  const added = rows.map(({ word, sounds, is_plain }) => ({ folded: word, sounds, isPlain: is_plain === 1 }));
  const words = [...known.words, ...added].sort((one, other) => byLetters(one.sounds, other.sounds));
  const folded = [...new Set(words.map(({ folded: one }) => one))].sort(byLetters);
  const vocabulary = { words, folded, last: last.id };
  vocabularies.set(derived, vocabulary);
  return vocabulary;
}

/** Words were taken out: their numbers may be given again. */
export function forgetVocabulary(derived: Database): void {
  vocabularies.delete(derived);
}
