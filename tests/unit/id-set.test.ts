import { expect, test } from 'vitest';
import { IdSet } from '../../src/core/search/id-set.ts';

const of = (highest: number, ids: readonly number[]): IdSet => {
  const set = new IdSet(highest);
  for (const id of ids) set.add(id);
  return set;
};
const all = (set: IdSet): number[] => {
  const ids: number[] = [];
  set.each((id) => ids.push(id));
  return ids;
};

test.each([0, 30, 31, 32, 63, 64, 100])(
  'up to %i, ids at every edge of a word are held, counted and met',
  (highest) => {
    const edges = [0, 1, 30, 31, 32, 33, 62, 63, 64, 95, 100].filter((id) => id <= highest);
    const set = of(highest, edges);
    expect(all(set)).toEqual(edges);
    expect(set.count()).toBe(edges.length);
    expect(edges.every((id) => set.has(id))).toBe(true);
    const other = set.copy();
    other.turnRound();
    expect(all(other)).toEqual(
      Array.from({ length: highest + 1 }, (_, id) => id).filter((id) => !edges.includes(id)),
    );
    expect(other.count()).toBe(highest + 1 - edges.length);
    expect(all(set)).toEqual(edges);
    other.addAll(set);
    expect(other.count()).toBe(highest + 1);
    other.keepOnly(set);
    expect(all(other)).toEqual(edges);
    other.deleteAll(set);
    expect(other.count()).toBe(0);
  },
);

test('what is taken out while it is walked through is met once, and the rest all the same', () => {
  const set = of(70, [3, 4, 31, 32, 64, 70]);
  const met: number[] = [];
  set.each((id) => {
    met.push(id);
    if (id % 2 === 0) set.delete(id);
  });
  expect(met).toEqual([3, 4, 31, 32, 64, 70]);
  expect(all(set)).toEqual([3, 31]);
});

test('every item is turned round to, and no other; a test takes out those that it does not apply to', () => {
  const set = of(70, []);
  set.turnRound();
  expect(all(set)).toEqual(Array.from({ length: 70 }, (_, at) => at + 1));
  const asked: number[] = [];
  const left = of(70, [1, 31, 32, 33, 64, 70]);
  left.keepWhere((id) => asked.push(id) > 0 && id !== 31 && id < 70);
  expect(all(left)).toEqual([1, 32, 33, 64]);
  expect(asked).toEqual([1, 31, 32, 33, 64, 70]);
});

test('ids beyond the highest are passed over', () => {
  const set = of(70, [70, 71, 75, 96, 200]);
  expect([set.has(70), set.has(71), set.has(75)]).toEqual([true, false, false]);
  expect(set.count()).toBe(1);
});
