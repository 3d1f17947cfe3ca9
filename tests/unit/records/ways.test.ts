import { expect, test } from 'vitest';
import { linkOf, waysBetween } from '../../../src/renderer/features/records/ways.ts';

test('of the ways that two can be linked the most usual is proposed first, and "related" once and last', () => {
  const ids = (...ends: Parameters<typeof waysBetween>): readonly string[] =>
    waysBetween(...ends).map(({ id }) => id);
  expect(ids('item', 'source')).toEqual(['to told', 'from related']);
  expect(ids('source', 'item')).toEqual(['from told', 'from related']);
  expect(ids('incident', 'source')).toEqual(['to told', 'to about', 'from related']);
  expect(ids('item', 'place')[0]).toBe('from shows');
});

test('a source tells of an item, whichever of the two it is linked from', () => {
  const [told] = waysBetween('item', 'source');
  expect(told && linkOf(told, 'item', 'source')).toEqual({ type: 'told', from: 'source', to: 'item' });
});
