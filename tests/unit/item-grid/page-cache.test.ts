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

test('what is seen is fetched before what may be next, a page at a time, and the last page is as long as it is', async () => {
  const { cache, asked } = world(130);
  cache.want([60, 129], [0, 59]);
  expect(asked.map(({ from, count }) => [from, count])).toEqual([
    [50, 50],
    [100, 30],
  ]);
  for (const { answer } of asked) answer();
  await turn();
  expect(asked.slice(2).map(({ from, count }) => [from, count])).toEqual([[0, 50]]);
  asked[2]?.answer();
  await turn();
  expect([0, 99, 129].map((position) => cache.row(position))).toEqual([0, 99, 129]);
  expect(cache.row(130)).toBeUndefined();
});

test('what was scrolled past is given up, and its answer counts for nothing', async () => {
  const { cache, asked } = world(1_000_000);
  cache.want([0, 10], null);
  cache.want([730_000, 730_010], null);
  expect(asked.map(({ from, signal }) => [from, signal.aborted])).toEqual([
    [0, true],
    [730_000, false],
  ]);
  for (const { answer } of asked) answer();
  await turn();
  expect(cache.row(0)).toBeUndefined();
  expect(cache.row(730_005)).toBe(730_005);
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
