import { expect, test } from 'vitest';
import { binsOf } from '../../src/core/catalogue/time-units.ts';

const utc = (text: string): number => Date.parse(`${text}Z`);
const text = (edges: readonly number[]): readonly string[] =>
  edges.map((edge) => new Date(edge).toISOString().slice(0, 16));

test('bins are whole units, the finest that are few enough', () => {
  const day = binsOf(utc('2024-02-28T10:00'), utc('2024-03-01T09:00'), 10);
  expect([day.unit, text(day.edges)]).toEqual([
    'day',
    ['2024-02-28T00:00', '2024-02-29T00:00', '2024-03-01T00:00', '2024-03-02T00:00'],
  ]);
  const names = [60, 2400, 24_000, 400_000, 10_000_000, 200_000_000].map(
    (minutes) => binsOf(0, minutes * 60_000, 400).unit,
  );
  expect(names).toEqual(['minute', 'ten-minutes', 'hour', 'day', 'month', 'year']);
});

test('years before the first hundred and before the common era keep their place', () => {
  const { unit, edges } = binsOf(utc('-000050-06-01T00:00'), utc('0050-01-01T00:00'), 12);
  expect(unit).toBe('decade');
  expect(new Date(edges[0] ?? 0).toISOString()).toBe('-000050-01-01T00:00:00.000Z');
  expect(edges).toHaveLength(11);
});

test('an end of a bin is of the next one', () => {
  expect(binsOf(utc('2019-01-01T00:00'), utc('2020-01-01T00:00'), 1).edges).toHaveLength(2);
});
