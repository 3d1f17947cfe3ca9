import { expect, test } from 'vitest';
import {
  add,
  all,
  contains,
  count,
  extend,
  invert,
  nothing,
  range,
  remove,
  toggle,
  type Selection,
} from '../../../src/renderer/components/item-grid/selection.ts';

test('a range across half a million is one range, and a hole makes it two', () => {
  const selected = range(600_000, 100_000);
  expect(count(selected)).toBe(500_001);
  const holed = toggle(selected, 300_000);
  expect(holed).toEqual([
    [100_000, 299_999],
    [300_001, 600_000],
  ]);
  expect(toggle(holed, 300_000)).toEqual(selected);
  expect(contains(holed, 300_000)).toBe(false);
});

test('extending again gives up what was extended before, and nothing else', () => {
  const before = add(range(2, 3), range(10, 20));
  expect(extend(before, 10, 20, 5)).toEqual([
    [2, 3],
    [5, 10],
  ]);
});

test('all, none, and the others', () => {
  expect(all(0)).toEqual(nothing);
  expect(invert(nothing, 5)).toEqual([[0, 4]]);
  expect(invert(all(5), 5)).toEqual(nothing);
  expect(invert(range(1, 2), 5)).toEqual([
    [0, 0],
    [3, 4],
  ]);
});

test('whatever is done, it is what a set would be, in ranges that do not touch', () => {
  const set = new Set<number>();
  let selection: Selection = nothing;
  let seed = 7;
  const next = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let turn = 0; turn < 2000; turn += 1) {
    const [one, other, which] = [next(60), next(60), next(3)];
    const [first, last] = [Math.min(one, other), Math.max(one, other)];
    if (which === 0) {
      selection = toggle(selection, one);
      if (!set.delete(one)) set.add(one);
    } else
      for (let at = first; at <= last; at += 1)
        if (which === 1) set.add(at);
        else set.delete(at);
    if (which === 1) selection = add(selection, range(one, other));
    if (which === 2) selection = remove(selection, range(one, other));
    for (let at = 0; at < 60; at += 1) expect(contains(selection, at)).toBe(set.has(at));
    expect(count(selection)).toBe(set.size);
    selection.forEach(([from], index) => expect(from).toBeGreaterThan((selection[index - 1]?.[1] ?? -9) + 1));
  }
});
