import { expect, test } from 'vitest';
import { capturedEnd, capturedKey } from '../../src/core/catalogue/sort-keys.ts';

const day = (text: string): number => Date.parse(`${text}Z`);

test.each([
  ['2020', '2020-01-01T00:00:00'],
  ['2020-05-06T10:11:12.5', '2020-05-06T10:11:12.500'],
  ['199X', '1990-01-01T00:00:00'],
  // Winter begins in the year before.
  ['2020-24', '2019-12-01T00:00:00'],
  ['../2020', '2020-12-31T00:00:00'],
  ['[2020,2018]', '2018-01-01T00:00:00'],
  ['{2021-05,2019}', '2019-01-01T00:00:00'],
  ['2019-05-03T10:00:00/2020', '2019-05-03T10:00:00'],
  ['-0044', '-000044-01-01T00:00:00'],
])('%s stands at the earliest time it can mean', (captured, time) => {
  expect(capturedKey(captured)).toBe(day(time));
});

test('what tells no year has no place', () => {
  expect([null, '', 'unknown', 'Y-17E7', 'Y170000', 'Y-170000000'].map(capturedKey)).toEqual(
    Array.from({ length: 6 }, () => null),
  );
});

test.each([
  ['2020', '2021-01-01T00:00:00'],
  ['2020-05-01/2020-05-03', '2020-05-04T00:00:00'],
  ['2020-05-01T10:00:00/2020-05-01T11:00:00', '2020-05-01T11:00:01'],
  ['2020-05-01T10:00:00/2020-05-02', '2020-05-03T00:00:00'],
])('%s is over when it cannot be meant any more', (captured, time) => {
  expect(capturedEnd(captured)).toBe(day(time));
});
