import { expect, test } from 'vitest';
import { offsetTime, readReference } from '../../../src/shared/dates/reference-time.ts';

const read = (text: string) => {
  const reading = readReference(text);
  if (!reading.ok) return reading.code;
  const { text: canonical, middle, offset, uncertainty } = reading.time;
  return [canonical, new Date(middle).toISOString().slice(0, 19), offset, uncertainty];
};

test.each([
  ['2023-01-14 11:58:06', '2023-01-14T11:58:06', '2023-01-14T11:58:06', null, 1],
  // A display shows a minute until it is over.
  ['2023-01-14 11:58', '2023-01-14T11:58', '2023-01-14T11:58:30', null, 30],
  ['14.1.2023 9:05', '2023-01-14T09:05', '2023-01-14T09:05:30', null, 30],
  ['2023-01-14T11:58:06Z', '2023-01-14T11:58:06+00:00', '2023-01-14T11:58:06', '+00:00', 1],
  ['2023-01-14 11:58:06 −02:00', '2023-01-14T11:58:06-02:00', '2023-01-14T11:58:06', '-02:00', 1],
  ['2023-01-14 11:58:06 UTC+4', '2023-01-14T11:58:06+04:00', '2023-01-14T11:58:06', '+04:00', 1],
  ['2023-01-14 11:58:06 +0545', '2023-01-14T11:58:06+05:45', '2023-01-14T11:58:06', '+05:45', 1],
  // Summer and winter of one zone.
  [
    '2023-07-14 12:00 Europe/Paris',
    '2023-07-14T12:00+02:00[Europe/Paris]',
    '2023-07-14T12:00:30',
    '+02:00',
    30,
  ],
  [
    '2023-01-14 12:00 Europe/Paris',
    '2023-01-14T12:00+01:00[Europe/Paris]',
    '2023-01-14T12:00:30',
    '+01:00',
    30,
  ],
])('%s', (text, canonical, middle, offset, uncertainty) => {
  expect(read(text)).toEqual([canonical, middle, offset, uncertainty]);
});

test.each([
  ['', 'empty'],
  ['noon', 'not-a-time'],
  ['2023-01-14', 'not-a-time'],
  ['2023-02-30 11:58', 'no-such-time'],
  ['2023-01-14 24:01', 'no-such-time'],
  ['2023-01-14 23:59:60', 'no-such-time'],
  ['2023-01-14 11:58 Nowhere/Else', 'zone-unknown'],
  ['2023-01-14 11:58 +19:00', 'zone-unknown'],
  ['2023-01-14 11:58 <script>', 'zone-unknown'],
  // Clocks went from 2 to 3, and in autumn from 3 to 2.
  ['2023-03-26 02:30 Europe/Paris', 'never'],
  ['2023-10-29 02:30 Europe/Paris', 'twice'],
  [`2023-01-14 11:58 ${'x'.repeat(5000)}`, 'not-a-time'],
  ['2023-01-14 11:58\u202e +04:00', 'zone-unknown'],
])('%j is refused: %s', (text, code) => {
  expect(read(text)).toBe(code);
});

test('an hour that comes twice is told apart by its offset', () => {
  expect(read('2023-10-29 02:30 +02:00')).toEqual([
    '2023-10-29T02:30+02:00',
    '2023-10-29T02:30:30',
    '+02:00',
    30,
  ]);
  expect(offsetTime('-03:30')).toBe(-3.5 * 3_600_000);
});
