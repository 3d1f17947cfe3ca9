import type { Database } from '../database/connection.ts';
import { IdSet } from './id-set.ts';

/** Of one state of the index. */
interface Held {
  readonly state: string;
  readonly highest: number;
  readonly sets: Map<string, IdSet>;
}

const held = new WeakMap<Database, Held>();

/** Eight megabytes of a million items. Whoever types a second word has the first one ready. */
const mostSets = 64;

/** Fewer are found again in a few milliseconds. */
const fewIds = 10_000;

/** So many are asked for first, and then so many at a time: each time costs what finding the words costs. */
const [idsAtFirst, idsThen] = [250_000, 1_000_000];

/**
 * Ids of the items in which one of `expressions`, as FTS5 has them, finds something. What was found is held until the index
 * changes: a word that every other photograph has takes a tenth of a second to find. Not to be changed.
 */
export function* setOfWords(
  derived: Database,
  expressions: readonly string[],
  highest: number,
): Generator<undefined, IdSet> {
  const sets = setsOf(derived, highest);
  const key = JSON.stringify(expressions);
  const known = sets.get(key);
  sets.delete(key);
  const set = known ?? new IdSet(highest);
  const isWorthIt = known !== undefined || (yield* find(derived, expressions, set)) >= fewIds;
  if (isWorthIt) sets.set(key, set);
  for (const oldest of sets.keys()) {
    if (sets.size <= mostSets) break;
    sets.delete(oldest);
  }
  return set;
}

/** What is held must go: a word was erased. */
export function forgetWordSets(derived: Database): void {
  held.delete(derived);
}

/** Returns how many it met. */
function* find(derived: Database, expressions: readonly string[], set: IdSet): Generator<undefined, number> {
  let met = 0;
  // As one JSON text: a row each would take several times as long.
  const select = derived
    .prepare<[string, number, number], string>(
      `SELECT json_group_array(id) FROM
         (SELECT rowid AS id FROM item_text WHERE item_text MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?)`,
    )
    .pluck();
  for (const expression of expressions)
    for (let [after, most] = [0, idsAtFirst]; ; most = idsThen) {
      const ids = JSON.parse(select.get(expression, after, most) ?? '[]') as readonly number[];
      for (const id of ids) set.add(id);
      met += ids.length;
      yield undefined;
      after = ids.at(-1) ?? 0;
      if (ids.length < most) break;
    }
  return met;
}

function setsOf(derived: Database, highest: number): Map<string, IdSet> {
  const state = stateOfIndex(derived);
  const known = held.get(derived);
  if (known?.state === state && known.highest === highest) return known.sets;
  const sets = new Map<string, IdSet>();
  held.set(derived, { state, highest, sets });
  return sets;
}

/** FTS5 keeps what it counted in row 1 and which parts it consists of in row 10: whatever is written changes either. */
function stateOfIndex(derived: Database): string {
  return (
    derived
      .prepare<[], string>("SELECT group_concat(hex(block), ' ') FROM item_text_data WHERE id IN (1, 10)")
      .pluck()
      .get() ?? ''
  );
}
