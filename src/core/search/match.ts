import type { Archive } from '../archive/archive.ts';
import { knowsText, lastTextFile } from '../catalogue/derived-state.ts';
import { knowsDescriptions } from '../catalogue/item-state.ts';
import { words } from './fold.ts';
import { between, wordsOf } from './index-text.ts';
import { itemText, type ItemText } from './item-text.ts';
import { textColumns, type TextCondition } from './query.ts';
import { soundingLike } from './sounds.ts';
import { wordsLike } from './vocabulary.ts';

type Sources = Pick<Archive, 'catalogue' | 'derived'>;

/** Hits are read so many at a time. Each time costs what finding the words costs, so that fewer would be slower. */
const hitsAtOnce = 100_000;

/**
 * Ids of the items, hidden ones too, to which every one of `conditions` applies, of which one at least must not be `isNot`; some
 * at a time, and an id may come twice. What the index does not know yet (it may lag after a crash, or be gone) is looked through
 * word by word.
 */
export function* matchingText(
  archive: Sources,
  conditions: readonly TextCondition[],
): Generator<readonly number[]> {
  // Edited since the index was made: looked at as they are now.
  const outdated = knowsDescriptions(archive)
    ? archive.catalogue.prepare<[], number>('SELECT item_id FROM text_task').pluck().all()
    : [];
  const isOutdated = new Set(outdated);
  const holdsAll = (item: number): boolean => {
    const text = itemText(archive, item);
    return conditions.every((condition) => holds(text, condition) !== condition.isNot);
  };
  if (archive.derived && knowsText(archive)) {
    const match = expression(archive.derived, conditions);
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
  for (let after = lastTextFile(archive); ;) {
    const files = unindexed.all(after);
    const last = files.at(-1);
    if (!last) return;
    after = last.id;
    yield files.map(({ item }) => item).filter(holdsAll);
  }
}

/** As FTS5 has it. What stands in quotes is letters and digits alone. */
function expression(derived: Sources['derived'] & object, conditions: readonly TextCondition[]): string {
  const one = ({ column, words: wanted, isPhrase, sounded }: TextCondition): string => {
    const ways = new Set([`"${wanted.join(' ')}"${isPhrase ? '' : ' *'}`]);
    if (sounded) for (const word of wordsLike(derived, sounded)) ways.add(`"${word}"`);
    const any = [...ways].join(' OR ');
    return column === null ? `(${any})` : `({"${column}"} : (${any}))`;
  };
  const wanted = conditions.filter(({ isNot }) => !isNot).map(one);
  const left = conditions.filter(({ isNot }) => isNot).map((condition) => ` NOT ${one(condition)}`);
  return `(${wanted.join(' AND ')})${left.join('')}`;
}

/** The same by itself. */
function holds(text: ItemText, { column, words: wanted, isPhrase, sounded }: TextCondition): boolean {
  const columns = column === null ? textColumns : [column];
  const begin = isPhrase ? `${wanted.join(' ')} ` : wanted.join(' ');
  const isThere = columns.some((one) =>
    ` ${text[one].map((value) => words(value).join(' ')).join(between)} `.includes(` ${begin}`),
  );
  if (isThere || !sounded) return isThere;
  return [...wordsOf(text)].some(
    (word) => columns.includes(word.column) && soundingLike(sounded, [word]).length > 0,
  );
}
