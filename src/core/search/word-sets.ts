import type { Database } from '../database/connection.ts';
import { valueStatement } from '../database/statements.ts';
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

/**
 * Ids of the items in which one of `expressions`, as FTS5 has them, finds something. What was found is held until the index
 * changes: a word that every other photograph has takes a tenth of a second to find. Not to be changed.
 */
export function* setOfWords(
  derived: Database,
  expressions: readonly string[],
  highest: number,
): Generator<undefined, IdSet> {
  const known = knownWords(derived, expressions, highest);
  if (known) return known;
  const sets = setsOf(derived, highest);
  const set = new IdSet(highest);
  if ((yield* find(derived, expressions, set)) >= fewIds) sets.set(keyOf(expressions), set);
  for (const oldest of sets.keys()) {
    if (sets.size <= mostSets) break;
    sets.delete(oldest);
  }
  return set;
}

/** The same if it is held. */
export function knownWords(
  derived: Database,
  expressions: readonly string[],
  highest: number,
): IdSet | undefined {
  const sets = setsOf(derived, highest);
  const key = keyOf(expressions);
  const known = sets.get(key);
  // What was used last is kept longest.
  if (known && sets.delete(key)) sets.set(key, known);
  return known;
}

const keyOf = (expressions: readonly string[]): string => JSON.stringify(expressions);

/** What is held must go: a word was erased. */
export function forgetWordSets(derived: Database): void {
  held.delete(derived);
}

/** Returns how many it met. */
function* find(derived: Database, expressions: readonly string[], set: IdSet): Generator<undefined, number> {
  // As one list of numbers: a row each would take several times as long, and so would asking for some at a time.
  const select = valueStatement<[string], Uint8Array | null>(
    derived,
    'SELECT CAST(group_concat(rowid) AS BLOB) FROM item_text WHERE item_text MATCH ?',
  );
  let met = 0;
  for (const expression of expressions) {
    met += addListed(select.get(expression) ?? new Uint8Array(0), set);
    yield undefined;
  }
  return met;
}

/** Adds ids as they are listed, in digits with commas between. Returns how many there are. */
function addListed(list: Uint8Array, set: IdSet): number {
  if (list.length === 0) return 0;
  const [comma, zero] = [0x2c, 0x30];
  let [id, met] = [0, 1];
  for (let at = 0; at < list.length; at += 1) {
    const sign = list[at] ?? comma;
    if (sign === comma) {
      set.add(id);
      id = 0;
      met += 1;
    } else id = id * 10 + sign - zero;
  }
  set.add(id);
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
