import { expect, test } from 'vitest';
import { positionAfter } from '../../../src/renderer/components/item-grid/keys.ts';
import { scrollRange } from '../../../src/renderer/components/item-grid/scroll-range.ts';

test.each([
  [40_000_000, 700],
  [250_000_001, 333],
  [16_000_001, 900],
  [500, 700],
  [12_345, 700],
])('%s pixels in a view of %s: exact at both ends, and never back on the way', (content, view) => {
  const range = scrollRange(content, view);
  expect(range.height).toBeLessThanOrEqual(33_554_428);
  const reach = Math.max(0, range.height - view);
  expect(range.toContent(0)).toBe(0);
  expect(range.toContent(reach)).toBe(Math.max(0, content - view));
  expect(range.toScrolled(Math.max(0, content - view))).toBe(reach);
  let before = -1;
  for (let step = 0; step <= 10_000; step += 1) {
    const at = range.toContent((reach * step) / 10_000);
    expect(at).toBeGreaterThanOrEqual(before);
    before = at;
  }
  expect(range.toContent(reach + 50)).toBe(Math.max(0, content - view));
});

test('what fits is not scaled', () => {
  const range = scrollRange(10_000, 500);
  expect(range.scaled).toBe(false);
  expect(range.toContent(1234)).toBe(1234);
});

test('keys lead where they point, and stay within', () => {
  const lie = { total: 10, columns: 4, rowsInView: 2, rightToLeft: false };
  expect(positionAfter('ArrowRight', 0, lie)).toBe(1);
  expect(positionAfter('ArrowRight', 0, { ...lie, rightToLeft: true })).toBe(0);
  expect(positionAfter('ArrowLeft', 0, { ...lie, rightToLeft: true })).toBe(1);
  expect(positionAfter('ArrowDown', 5, lie)).toBe(9);
  expect(positionAfter('ArrowDown', 7, lie)).toBe(9);
  expect(positionAfter('ArrowDown', 8, lie)).toBe(8);
  expect(positionAfter('ArrowUp', 2, lie)).toBe(2);
  expect(positionAfter('PageDown', 1, lie)).toBe(9);
  expect(positionAfter('PageUp', 9, lie)).toBe(1);
  expect(positionAfter('Home', 9, lie)).toBe(0);
  expect(positionAfter('End', 0, lie)).toBe(9);
  expect(positionAfter('x', 0, lie)).toBeNull();
});
