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
import { knownWords, setOfWords } from './word-sets.ts';

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
    const [first, ...others] = conditions.filter(({ isNot }) => !isNot).sort(longestFirst);
    const spelled = first && expressions(derived, first);
    if (spelled) found.addAll(yield* setOfWords(derived, spelled, highest));
    if (conditions.length > 1 && found.count() <= fewItems) {
      const few: number[] = [];
      found.each((id) => few.push(id));
      for (const id of few) {
        look(id);
        yield undefined;
      }
    } else {
      const unknown: (readonly string[])[] = [];
      for (const other of others) {
        const wanted = expressions(derived, other);
        const known = knownWords(derived, wanted, highest);
        if (known) found.keepOnly(known);
        else unknown.push(wanted);
      }
      if (spelled && unknown.length > 0)
        found.keepOnly(yield* setOfWords(derived, [together([spelled, ...unknown])], highest));
      for (const other of conditions)
        if (other.isNot) found.deleteAll(yield* findWords(derived, other, highest));
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

/** Ids of the items in which the index finds what one condition is about, whether or not it `isNot`. Not to be changed. */
export function findWords(
  derived: Database,
  condition: TextCondition,
  highest: number,
): Generator<undefined, IdSet> {
  return setOfWords(derived, expressions(derived, condition), highest);
}

/** So few are looked at one by one: to find another word in everything may take a hundred times as long. */
const fewItems = 50;

/** The longest is likely in the fewest items. */
function longestFirst(one: TextCondition, other: TextCondition): number {
  const letters = ({ words: of }: TextCondition): number => of.join('').length;
  return letters(other) - letters(one);
}

/**
 * One expression for items in which one of each list finds something. FTS5 goes through them side by side and passes over what
 * the others have not: half as long as one after the other.
 */
const together = (lists: readonly (readonly string[])[]): string =>
  lists.map((any) => `(${any.map((one) => `(${one})`).join(' OR ')})`).join(' AND ');

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
