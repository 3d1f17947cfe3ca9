import type { Archive } from '../archive/archive.ts';
import type { Database } from '../database/connection.ts';
import { statement } from '../database/statements.ts';
import { words, writtenWords } from './fold.ts';
import { itemText, type ItemText } from './item-text.ts';
import { soundedColumns, textColumns, type TextColumn } from './query.ts';
import { forgetVocabulary } from './vocabulary.ts';
import { sounded, type Sounded } from './sounds.ts';

/** Between two values of a column, so that no phrase reaches from one into the next. A letter that nobody writes. */
export const between = ' ǁ ';

/**
 * Makes the search text of items anew, in the caller's transaction on derived.db. Of an item that is gone, or in `gone`, it is
 * removed.
 */
export function indexText(
  archive: Pick<Archive, 'catalogue' | 'derived'>,
  itemIds: Iterable<number>,
  gone: ReadonlySet<number> = new Set(),
): void {
  const { derived } = archive;
  if (!derived) return;
  const remove = statement(derived, 'DELETE FROM item_text WHERE rowid = ?');
  const write = statement(
    derived,
    `INSERT OR REPLACE INTO item_text (rowid, "${textColumns.join('", "')}")
       VALUES (?${', ?'.repeat(textColumns.length)})`,
  );
  for (const id of itemIds) {
    if (gone.has(id)) {
      remove.run(id);
      continue;
    }
    const text = itemText(archive, id);
    write.run(
      id,
      ...textColumns.map((column) => text[column].map((one) => words(one).join(' ')).join(between)),
    );
    learn(derived, text);
  }
}

function learn(derived: Database, text: ItemText): void {
  const insert = statement(derived, 'INSERT OR IGNORE INTO word (word, sounds, is_plain) VALUES (?, ?, ?)');
  for (const { folded, sounds, isPlain } of wordsOf(text)) insert.run(folded, sounds, isPlain ? 1 : 0);
}

/** Runs of letters, which names are made of, each with how it sounds and as the index has it. */
export function* wordsOf(text: ItemText): Generator<KnownWord & { readonly column: TextColumn }> {
  for (const column of soundedColumns) {
    for (const written of new Set(text[column].flatMap(writtenWords))) {
      if (/\p{N}/u.test(written) || written.length < 2 || written.length > longestWord) continue;
      yield { column, folded: words(written).join(' '), ...sounded(written) };
    }
  }
}

/** A word as the index has it, with how it sounds. */
export interface KnownWord extends Sounded {
  readonly folded: string;
}

const longestWord = 40;

/** Forgets words that no item has any more, in the caller's transaction: after something was destroyed or erased. */
export function forgetWords(derived: Database): void {
  // One that is written with an apostrophe is there in its parts.
  forgetVocabulary(derived);
  derived.exec(`DELETE FROM word WHERE instr(word, ' ') > 0 OR
    (word NOT IN (SELECT term FROM indexed_word) AND word NOT IN (SELECT term FROM indexed_record_word))`);
}
