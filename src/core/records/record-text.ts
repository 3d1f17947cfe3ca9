import { statement } from '../database/statements.ts';
import type { Archive } from '../archive/archive.ts';
import { words, writtenWords } from '../search/fold.ts';
import { between } from '../search/index-text.ts';
import { sounded } from '../search/sounds.ts';
import { termsLike } from '../search/vocabulary.ts';
import { factsOf, textsIn } from './record-facts.ts';
import { knowsRecords, type StoredRecord } from './record-state.ts';

type Sources = Pick<Archive, 'derived'>;

const longestWord = 60;

/** Makes the search text of records anew, in the caller's transaction on derived.db. */
export function indexRecords({ derived }: Sources, records: readonly StoredRecord[]): void {
  if (!derived) return;
  const write = statement(
    derived,
    'INSERT OR REPLACE INTO record_text (rowid, names, text) VALUES (?, ?, ?)',
  );
  const remove = statement(derived, 'DELETE FROM record_text WHERE rowid = ?');
  const learn = statement(derived, 'INSERT OR IGNORE INTO word (word, sounds, is_plain) VALUES (?, ?, ?)');
  for (const record of records) {
    if (record.isRemoved) {
      remove.run(record.id);
      continue;
    }
    const { names, number } = factsOf(record);
    const texts = names.map(({ text }) => text);
    const folded = (list: readonly string[]): string =>
      list.map((text) => words(text).join(' ')).join(between);
    write.run(record.id, folded([number, ...texts]), folded(textsIn(record.content)));
    for (const written of new Set(texts.flatMap(writtenWords))) {
      if (/\p{N}/u.test(written) || written.length < 2 || written.length > longestWord) continue;
      const { sounds, isPlain } = sounded(written);
      learn.run(words(written).join(' '), sounds, isPlain ? 1 : 0);
    }
  }
}

/** Takes records of which nothing is left out of the index, in the caller's transaction on derived.db. */
export function forgetErasedRecords(archive: Pick<Archive, 'catalogue' | 'derived'>): void {
  const { derived } = archive;
  if (!derived || !knowsRecords(archive)) return;
  const remove = statement(derived, 'DELETE FROM record_text WHERE rowid = ?');
  const erased = archive.catalogue
    .prepare<[], number>('SELECT id FROM record WHERE revision = 0')
    .pluck()
    .all();
  for (const id of erased) remove.run(id);
  // What is written next may get the row of a revision that is gone, and is not indexed yet.
  const last =
    archive.catalogue.prepare<[], number | null>('SELECT max(id) FROM revision').pluck().get() ?? 0;
  derived.prepare('UPDATE state SET last_revision = min(last_revision, ?)').run(last);
}

/**
 * Ids of the records in which every word of `query` stands, is begun, or is a name that sounds alike; null where there is
 * no index to ask. `where`: in names alone, or anywhere.
 */
export function findRecords(
  { derived }: Sources,
  query: string,
  where: 'names' | 'anywhere',
): ReadonlySet<number> | null {
  if (!derived) return null;
  const parts = writtenWords(query).map((written) => {
    const typed = words(written);
    const same = `"${typed.join(' ')}"*`;
    if (/\p{N}/u.test(written) || written.length < 3) return `(${same})`;
    const alike = termsLike(derived, sounded(written)).map((term) => `names : ${term}`);
    return `(${[same, ...alike].join(' OR ')})`;
  });
  if (parts.length === 0) return new Set();
  const match = where === 'names' ? `names : (${parts.join(' AND ')})` : parts.join(' AND ');
  const rows = derived
    .prepare<[string], number>('SELECT rowid FROM record_text WHERE record_text MATCH ?')
    .pluck()
    .all(match);
  return new Set(rows);
}
