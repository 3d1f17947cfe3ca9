import type { Archive } from '../archive/archive.ts';
import { knowsText, lastTextFile } from '../catalogue/derived-state.ts';
import type { Database } from '../database/connection.ts';
import { knowsDescriptions } from '../catalogue/item-state.ts';
import { words, writtenWords } from './fold.ts';
import { between, wordsOf } from './index-text.ts';
import { itemText, type ItemText } from './item-text.ts';
import { soundedColumns, textColumns, type TextColumn, type TextCondition } from './query.ts';
import { IdSet } from './id-set.ts';
import { sounded, soundingLike, type Sounded } from './sounds.ts';
import { termsLike } from './vocabulary.ts';
import { setOfWords } from './word-sets.ts';

type Sources = Pick<Archive, 'catalogue' | 'derived'>;

/**
 * Items, hidden ones too, of ids up to `highest`, to which every one of `conditions` applies, of which one at least must not be
 * `isNot`. What the index does not know yet (it may lag after a crash, or be gone) is looked through word by word.
 */
export function* matchingText(
  archive: Sources,
  conditions: readonly TextCondition[],
  highest: number,
): Generator<undefined, IdSet> {
  const { derived } = archive;
  const found = new IdSet(highest);
  const holdsAll = (item: number): boolean => {
    const text = foldedText(itemText(archive, item));
    return conditions.every((condition) => holds(text, condition) !== condition.isNot);
  };
  const look = (item: number): void => {
    if (holdsAll(item)) found.add(item);
    else found.delete(item);
  };
  if (derived && knowsText(archive)) {
    for (const [at, condition] of [...conditions].sort(byUse).entries()) {
      if (at > 0 && found.count() <= fewItems) {
        const few: number[] = [];
        found.each((id) => few.push(id));
        for (const id of few) {
          look(id);
          yield undefined;
        }
        break;
      }
      const set = yield* setOfWords(derived, expressions(derived, condition), highest);
      if (at === 0) found.addAll(set);
      else if (condition.isNot) found.deleteAll(set);
      else found.keepOnly(set);
    }
  }
  // Edited since the index was made: looked at as they are now.
  if (knowsDescriptions(archive))
    archive.catalogue.prepare<[], number>('SELECT item_id FROM text_task').pluck().all().forEach(look);
  yield undefined;
  const unindexed = archive.catalogue.prepare<[number], { id: number; item: number }>(
    'SELECT id, item_id AS item FROM file WHERE id > ? ORDER BY id LIMIT 200',
  );
  for (let after = lastTextFile(archive); ;) {
    const files = unindexed.all(after);
    const last = files.at(-1);
    if (!last) return found;
    after = last.id;
    for (const { item } of files) look(item);
    yield undefined;
  }
}

/** So few are looked at one by one: to find another word in everything may take a hundred times as long. */
const fewItems = 50;

/** What is wanted comes before what is taken out of it, and the longest first: it is likely in the fewest items. */
function byUse(one: TextCondition, other: TextCondition): number {
  const letters = ({ words: of }: TextCondition): number => of.join('').length;
  return Number(one.isNot) - Number(other.isNot) || letters(other) - letters(one);
}

/**
 * As FTS5 has it: what any of them finds is meant. What stands in quotes is letters and digits alone. A word that may be spelled
 * in many ways is looked for spelling by spelling: FTS5 would compare all of them at every item.
 */
function expressions(
  derived: Database,
  { column, words: wanted, isPhrase, sounded }: TextCondition,
): readonly string[] {
  const typed = wanted.join(' ');
  const own = `"${typed}"${isPhrase ? '' : ' *'}`;
  const alike = sounded ? termsLike(derived, sounded) : [];
  // What begins as it was typed is found by that.
  const others = alike.filter((term) => (isPhrase ? term !== own : !term.startsWith(`"${typed}`)));
  const names = column === null ? soundedColumns : [column];
  return [
    column === null ? own : `{"${column}"} : (${own})`,
    ...others.map((term) => `{${names.join(' ')}} : (${term})`),
  ];
}

/** Of an item, once for all conditions: its text as the index has it, and the words of it that have a sound. */
interface FoldedText {
  readonly columns: ReadonlyMap<TextColumn, string>;
  readonly words: readonly (Sounded & { readonly column: TextColumn })[];
}

function foldedText(text: ItemText): FoldedText {
  const folded = (column: TextColumn): string =>
    ` ${text[column].map((value) => words(value).join(' ')).join(between)} `;
  return {
    columns: new Map(textColumns.map((column) => [column, folded(column)])),
    words: [...wordsOf(text), ...beginnings(text)],
  };
}

/** What is no word of the archive (`Noravank7`) may be found in the index by how it begins. */
function* beginnings(text: ItemText): Generator<Sounded & { readonly column: TextColumn }> {
  for (const column of soundedColumns)
    for (const written of text[column].flatMap(writtenWords)) {
      const [letters = ''] = /^[\p{L}\p{M}'’ʼ]{2,40}/u.exec(written) ?? [];
      if (letters !== '' && letters !== written) yield { column, ...sounded(letters) };
    }
}

/** The same by itself. */
function holds(text: FoldedText, { column, words: wanted, isPhrase, sounded }: TextCondition): boolean {
  const columns = column === null ? textColumns : [column];
  const begin = isPhrase ? `${wanted.join(' ')} ` : wanted.join(' ');
  const isThere = columns.some((one) => text.columns.get(one)?.includes(` ${begin}`) === true);
  if (isThere || !sounded) return isThere;
  return text.words.some((word) => columns.includes(word.column) && soundingLike(sounded, [word]).length > 0);
}
