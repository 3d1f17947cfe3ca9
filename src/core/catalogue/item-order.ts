import type { ItemOrder } from '../../shared/records/item-row.ts';
import type { Database } from '../database/connection.ts';
import type { ItemFacts } from './item-facts.ts';

/** Ids are read so many at a time: few enough that reading them keeps nobody waiting. */
const idsAtOnce = 20_000;

export interface Keyed extends Pick<ItemFacts, 'captured' | 'number' | 'title'> {
  readonly id: number;
}

/** Every id that has facts, in order, some at a time, straight from an index. */
export function* idsInOrder(
  derived: Database,
  { by, descending }: ItemOrder,
  atOnce: number = idsAtOnce,
): Generator<readonly number[]> {
  if (by === 'added') {
    yield* pages(derived, { key: null, where: 'TRUE', descending, atOnce });
    return;
  }
  yield* pages(derived, { key: by, where: `${by} IS NOT NULL`, descending, atOnce });
  // Undated: last either way, and then in the order they were added.
  if (by === 'captured')
    yield* pages(derived, { key: null, where: 'captured IS NULL', descending: false, atOnce });
}

function* pages(
  derived: Database,
  {
    key,
    where,
    descending,
    atOnce,
  }: {
    readonly key: string | null;
    readonly where: string;
    readonly descending: boolean;
    readonly atOnce: number;
  },
): Generator<readonly number[]> {
  const [beyond, turn] = descending ? ['<', 'DESC'] : ['>', 'ASC'];
  const columns = key === null ? 'item_id' : `${key}, item_id`;
  const order = columns.replaceAll(/\w+/g, `$& ${turn}`);
  const place = key === null ? '@last' : `(SELECT ${key} FROM item_facts WHERE item_id = @last), @last`;
  // As one JSON text: a row each would take several times as long.
  const select = (after: string): string => `SELECT json_group_array(item_id) FROM
    (SELECT item_id FROM item_facts WHERE ${where} ${after} ORDER BY ${order} LIMIT ${atOnce})`;
  const first = derived.prepare<[], string>(select('')).pluck();
  const next = derived
    .prepare<[{ last: number }], string>(select(`AND (${columns}) ${beyond} (${place})`))
    .pluck();
  for (let last: number | undefined; ;) {
    const text: string | undefined = last === undefined ? first.get() : next.get({ last });
    const ids = JSON.parse(text ?? '[]') as readonly number[];
    if (ids.length > 0) yield ids;
    if (ids.length < atOnce) return;
    last = ids.at(-1);
  }
}

/** The same order, of single items. */
export function compareBy({ by, descending }: ItemOrder): (left: Keyed, right: Keyed) => number {
  const turn = descending ? -1 : 1;
  if (by === 'added') return (left, right) => turn * (left.id - right.id);
  return (left, right) => {
    const [a, b] = [left[by], right[by]];
    if (a === null || b === null) {
      if (a === null && b === null) return left.id - right.id;
      return a === null ? 1 : -1;
    }
    if (a !== b) return a < b ? -turn : turn;
    return turn * (left.id - right.id);
  };
}
