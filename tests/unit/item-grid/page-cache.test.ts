import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openPageCache, pageSize } from '../../../src/renderer/components/item-grid/page-cache.ts';

interface Asked {
  readonly from: number;
  readonly count: number;
  readonly signal: AbortSignal;
  readonly answer: () => void;
  readonly fail: () => void;
}

function world(total: number) {
  const asked: Asked[] = [];
  const failures: unknown[] = [];
  const load = (from: number, count: number, signal: AbortSignal): Promise<readonly number[]> =>
    new Promise((resolve, reject) => {
      const answer = (): void => resolve(Array.from({ length: count }, (_, at) => from + at));
      asked.push({ from, count, signal, answer, fail: () => reject(new Error('no')) });
    });
  return { cache: openPageCache(load, total, (error) => failures.push(error)), asked, failures };
}

test('what is seen comes with one answer, and before what may be next; the last page is as long as it is', async () => {
  const { cache, asked } = world(130);
  cache.want([60, 129], [0, 59]);
  expect(asked.map(({ from, count }) => [from, count])).toEqual([[50, 80]]);
  asked[0]?.answer();
  await turn();
  expect(asked.slice(1).map(({ from, count }) => [from, count])).toEqual([[0, 50]]);
  asked[1]?.answer();
  await turn();
  expect([0, 99, 129].map((position) => cache.row(position))).toEqual([0, 99, 129]);
  expect(cache.row(130)).toBeUndefined();
});

test('what is missing between what is there is asked for by itself', async () => {
  const { cache, asked } = world(1000);
  cache.want([100, 149], null);
  asked[0]?.answer();
  await turn();
  cache.want([0, 299], null);
  expect(asked.slice(1).map(({ from, count }) => [from, count])).toEqual([
    [0, 100],
    [150, 150],
  ]);
});

test('of places that fly by, no more than two are asked for at once, and then the one that is seen', async () => {
  const { cache, asked } = world(1_000_000);
  for (const at of [0, 100_000, 200_000, 730_000]) cache.want([at, at + 10], null);
  expect(asked.map(({ from }) => from)).toEqual([0, 100_000]);
  asked[0]?.answer();
  await turn();
  expect(asked.map(({ from }) => from)).toEqual([0, 100_000, 730_000]);
  expect(asked.some(({ signal }) => signal.aborted)).toBe(false);
  const before = cache.version();
  asked[1]?.answer();
  await turn();
  // Kept, but nothing has to be drawn anew for it.
  expect([cache.row(100_000), cache.version()]).toEqual([100_000, before]);
  asked[2]?.answer();
  await turn();
  expect([cache.row(730_005), cache.version()]).toEqual([730_005, before + 1]);
});

test('after the end nothing counts', async () => {
  const { cache, asked } = world(1000);
  cache.want([0, 10], [11, 200]);
  cache.close();
  expect(asked[0]?.signal.aborted).toBe(true);
  asked[0]?.answer();
  await turn();
  expect([cache.row(0), asked.length]).toEqual([undefined, 1]);
});

test('what was used longest ago is forgotten', async () => {
  const { cache, asked } = world(1_000_000);
  for (let page = 0; page < 200; page += 1) {
    cache.want([page * pageSize, page * pageSize], null);
    asked.at(-1)?.answer();
    await turn();
  }
  expect(cache.row(199 * pageSize)).toBe(199 * pageSize);
  expect(cache.row(0)).toBeUndefined();
});

test('what fails is told, and asked for again only when it is wanted again', async () => {
  const { cache, asked, failures } = world(1000);
  cache.want([0, 10], null);
  asked[0]?.fail();
  await turn();
  expect(failures).toHaveLength(1);
  expect(asked).toHaveLength(1);
  cache.want([0, 10], null);
  expect(asked).toHaveLength(2);
});
