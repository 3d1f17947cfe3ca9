import { expect, test } from 'vitest';
import { openTurns } from '../../../src/renderer/components/turns.ts';

test('no more than some are under way, the next begins when one leaves, and who left before its turn never does', () => {
  const turns = openTurns(2);
  const begun: string[] = [];
  const leave = Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e'].map((name) => [name, turns.enter(() => begun.push(name))]),
  );
  expect(begun).toEqual(['a', 'b']);
  leave['c']?.();
  leave['a']?.();
  expect(begun).toEqual(['a', 'b', 'd']);
  // Leaving twice frees nothing twice.
  leave['a']?.();
  leave['c']?.();
  expect(begun).toEqual(['a', 'b', 'd']);
  leave['b']?.();
  expect(begun).toEqual(['a', 'b', 'd', 'e']);
});
