import type { Database } from '../database/connection.ts';
import type { KnownWord } from './index-text.ts';
import { soundingLike, type Sounded } from './sounds.ts';

/** Words of an archive in the order of their sounds, as far as they were read. */
interface Vocabulary {
  readonly words: readonly KnownWord[];
  /** Of the table's rows. */
  readonly last: number;
}

const vocabularies = new WeakMap<Database, Vocabulary>();

/** More would make a search slow, and nobody means them all. */
const mostWords = 60;

/** Words of the archive that sound like this one, or begin so, the most alike not first. */
export function wordsLike(derived: Database, word: Sounded): readonly string[] {
  const found = soundingLike(word, vocabularyOf(derived).words);
  return [...new Set(found.map(({ folded }) => folded))].slice(0, mostWords);
}

/** Words are added while an archive is used; taken out, only between two uses of it by the thread that searches. */
function vocabularyOf(derived: Database): Vocabulary {
  const known = vocabularies.get(derived) ?? { words: [], last: 0 };
  const rows = derived
    .prepare<[number], { id: number; word: string; sounds: string; is_plain: number }>(
      'SELECT id, word, sounds, is_plain FROM word WHERE id > ? ORDER BY id',
    )
    .all(known.last);
  const last = rows.at(-1);
  if (!last) return known;
  const added = rows.map(({ word, sounds, is_plain }) => ({ folded: word, sounds, isPlain: is_plain === 1 }));
  const words = [...known.words, ...added].sort((one, other) =>
    one.sounds < other.sounds ? -1 : one.sounds > other.sounds ? 1 : 0,
  );
  const vocabulary = { words, last: last.id };
  vocabularies.set(derived, vocabulary);
  return vocabulary;
}

/** Words were taken out: their numbers may be given again. */
export function forgetVocabulary(derived: Database): void {
  vocabularies.delete(derived);
}
