import type { Archive } from '../archive/archive.ts';
import { knowsText, lastTextFile } from '../catalogue/derived-state.ts';
import type { Database } from '../database/connection.ts';
import { knowsDescriptions } from '../catalogue/item-state.ts';
import { words } from './fold.ts';
import { between, wordsOf } from './index-text.ts';
import { itemText, type ItemText } from './item-text.ts';
import { textColumns, type TextColumn, type TextCondition } from './query.ts';
import { soundingLike } from './sounds.ts';
import { wordsLike } from './vocabulary.ts';

type Sources = Pick<Archive, 'catalogue' | 'derived'>;

/** Ids are looked for in so wide ranges of them. Each costs what finding the words costs, so that narrower ones would be slower. */
const idsAtOnce = 500_000;

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
    // As one JSON text: a row each would take several times as long.
    const select = archive.derived
      .prepare<[string, number, number], string>(
        'SELECT json_group_array(rowid) FROM item_text WHERE item_text MATCH ? AND rowid > ? AND rowid <= ?',
      )
      .pluck();
    const last = archive.derived.prepare<[], number>('SELECT max(rowid) FROM item_text').pluck().get() ?? 0;
    for (const match of expressions(archive.derived, conditions))
      for (let after = 0; after < last; after += idsAtOnce) {
        const ids = JSON.parse(select.get(match, after, after + idsAtOnce) ?? '[]') as readonly number[];
        if (ids.length > 0) yield isOutdated.size === 0 ? ids : ids.filter((id) => !isOutdated.has(id));
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

/**
 * As FTS5 has it: what any of them finds is meant. What stands in quotes is letters and digits alone. One word that may be
 * spelled in many ways is looked for spelling by spelling: FTS5 would compare all of them at every item.
 */
function expressions(derived: Database, conditions: readonly TextCondition[]): readonly string[] {
  const inColumn = (column: TextColumn | null, match: string): string =>
    column === null ? `(${match})` : `({"${column}"} : (${match}))`;
  const [first, second] = conditions;
  if (first && !second) return spellings(derived, first).map((way) => inColumn(first.column, way));
  const one = (condition: TextCondition): string =>
    inColumn(condition.column, spellings(derived, condition).join(' OR '));
  const wanted = conditions.filter(({ isNot }) => !isNot).map(one);
  const left = conditions.filter(({ isNot }) => isNot).map((condition) => ` NOT ${one(condition)}`);
  return [`(${wanted.join(' AND ')})${left.join('')}`];
}

function spellings(
  derived: Database,
  { words: wanted, isPhrase, sounded }: TextCondition,
): readonly string[] {
  const typed = wanted.join(' ');
  const alike = sounded ? wordsLike(derived, sounded) : [];
  // What begins as it was typed is found by that.
  const others = alike.filter((word) => (isPhrase ? word !== typed : !word.startsWith(typed)));
  return [`"${typed}"${isPhrase ? '' : ' *'}`, ...others.map((word) => `"${word}"`)];
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
