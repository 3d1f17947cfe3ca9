import { expect, test } from 'vitest';
import { readText, textOf } from '../../src/renderer/features/evidence/draft.ts';
import type { ItemRecord } from '../../src/shared/records/item.ts';

const position = { latitude: 39.5, longitude: 46.25, precision: 30, basis: 'map' };
const record = { asserted: { title: null, captured: null, position } } as ItemRecord;

const read = (text: string): unknown => {
  const reading = readText('position', text, record);
  return reading.ok ? reading.changes.position : reading.problem;
};

test('a position that is retyped in another form keeps how precise and how known it is', () => {
  for (const text of [textOf(record, 'position'), '39.50 46.250', '39.5;46.25', ' 39.5000, 46.25 '])
    expect(read(text), text).toEqual(position);
});

test('another position is another one, and none takes it away', () => {
  expect(read('39.5, 46.26')).toEqual({ latitude: 39.5, longitude: 46.26, precision: null, basis: null });
  expect(read('')).toBeNull();
  expect(read('95, 10')).toBe('position');
});
