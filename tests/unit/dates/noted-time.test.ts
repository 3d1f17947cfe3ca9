import { expect, test } from 'vitest';
import { isNotedWell, readNoted } from '../../../src/shared/dates/noted-time.ts';

test('a day and a time, or a time alone, is read; anything else is not', () => {
  expect(readNoted('2023-01-14 11:58:06')).toEqual({
    time: Date.UTC(2023, 0, 14, 11, 58, 6),
    isTimeOnly: false,
  });
  expect(readNoted('14.01.2023 11:58:06 +04:00')?.isTimeOnly).toBe(false);
  expect(readNoted(' 9:05 ')).toEqual({ time: (9 * 60 + 5) * 60_000, isTimeOnly: true });
  for (const text of ['yesterday', '2023-01-14', '2023-02-30 11:58', '25:00', '11.58'])
    expect(readNoted(text)).toBeNull();
});

test('a time alone is not compared with a day and a time', () => {
  expect(isNotedWell('', 'yesterday')).toBe(true);
  expect(isNotedWell('yesterday', '')).toBe(false);
  expect(isNotedWell('11:58', '')).toBe(true);
  expect(isNotedWell('11:58', '12:03:10')).toBe(true);
  expect(isNotedWell('11:58', '2023-01-14 12:03')).toBe(false);
  expect(isNotedWell('2023-01-14 12:03', '11:58')).toBe(true);
});
