import { expect, test } from 'vitest';
import {
  countUnsaved,
  countUnsavedSealed,
  draftName,
  forgetSealedDrafts,
} from '../../../src/renderer/features/records/unsaved.ts';
import { openKept } from '../../../src/renderer/session/kept.ts';

test('only what says something that is saved nowhere counts as unsaved', () => {
  const kept = openKept();
  const content = { title: 'The dome fell' };
  kept.set('timeline.view', { from: 0, to: 1 });
  kept.set(draftName('incident', 'one'), null);
  kept.set(draftName('incident', 'two'), { content, base: { content, revision: 1 } });
  kept.set(draftName('incident', null), { content: { title: ' ' }, base: null });
  expect(countUnsaved(kept)).toBe(0);
  kept.set(draftName('place', null), { content: { names: [{ text: 'A church' }] }, base: null });
  kept.set(draftName('incident', 'two'), { content: { title: 'It fell' }, base: { content, revision: 1 } });
  expect(countUnsaved(kept)).toBe(2);
});

test('what is written of sealed records goes with their key, and nothing else', () => {
  const kept = openKept();
  const names = [{ text: 'Somebody' }];
  const base = { content: { names, confidentiality: 'confidential' }, revision: 2 };
  kept.set(draftName('actor', 'one'), { content: { names: [], confidentiality: 'public' }, base });
  kept.set(draftName('actor', 'same'), { content: base.content, base });
  kept.set(draftName('source', null), {
    content: { title: 'A', confidentiality: 'confidential' },
    base: null,
  });
  kept.set(draftName('incident', null), {
    content: { title: 'B', confidentiality: 'confidential' },
    base: null,
  });
  kept.set(draftName('incident', 'two'), { content: { title: 'C', confidentiality: 'sealed' }, base: null });
  expect(countUnsaved(kept)).toBe(4);
  expect(countUnsavedSealed(kept)).toBe(3);
  forgetSealedDrafts(kept);
  expect(countUnsavedSealed(kept)).toBe(0);
  expect([...kept.entries()].filter(([, value]) => value !== null).map(([name]) => name)).toEqual([
    draftName('incident', null),
  ]);
});
