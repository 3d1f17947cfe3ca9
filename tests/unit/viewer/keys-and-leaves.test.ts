import { expect, test } from 'vitest';
import type { ItemRevisionView } from '../../../src/shared/records/description.ts';
import { stateAt } from '../../../src/renderer/features/shape/state-at.ts';
import { keyOf } from '../../../src/renderer/features/viewer/key-of.ts';
import { leafAfter } from '../../../src/renderer/features/viewer/leaves.ts';

test.each([
  ['r', 'KeyR', false, 'r'],
  ['к', 'KeyR', false, 'r'],
  ['К', 'KeyR', true, 'R'],
  ['ր', 'KeyR', false, 'r'],
  // On AZERTY the letter counts and not its place, and digits stand without Shift.
  ['a', 'KeyQ', false, 'a'],
  ['&', 'Digit1', false, '1'],
  ['1', 'Digit1', true, '1'],
  ['?', 'Digit7', true, '?'],
  ['՞', 'Slash', true, '?'],
  ['֊', 'Minus', false, '-'],
  ['ArrowLeft', 'ArrowLeft', true, 'ArrowLeft'],
] as const)('%s at %s (Shift: %s) means %s', (key, code, shiftKey, meant) =>
  expect(keyOf({ key, code, shiftKey })).toBe(meant),
);

test('pages are leafed through from file to file, and end at both ends', () => {
  expect(leafAfter({ file: 0, page: 0 }, 1, 2, 3)).toEqual({ file: 0, page: 1 });
  expect(leafAfter({ file: 0, page: 2 }, 1, 2, 3)).toEqual({ file: 1, page: 0 });
  expect(leafAfter({ file: 1, page: 0 }, 1, 2, 1)).toBe(null);
  expect(leafAfter({ file: 1, page: 0 }, -1, 2, 1)).toEqual({ file: 0, page: 0 });
  expect(leafAfter({ file: 0, page: 0 }, -1, 2, 1)).toBe(null);
});

test('what was said after a revision is what its changes and those before it came to', () => {
  const revision = (number: number, field: string, old: unknown, now: unknown): ItemRevisionView => ({
    revision: number,
    at: '2026-11-09T12:00:00Z',
    identityName: null,
    act: null,
    changes: [{ field, old, new: now, erased: false }],
  });
  const revisions = [
    revision(4, 'tags', ['a'], []),
    revision(3, 'title', 'West', 'East'),
    revision(2, 'title', null, 'West'),
    revision(1, 'number', null, '2026-A1-00001'),
  ];
  expect(stateAt(revisions, 1)).toEqual({});
  expect(stateAt(revisions, 2)).toEqual({ title: 'West' });
  expect(stateAt(revisions, 4)).toEqual({ title: 'East' });
});
