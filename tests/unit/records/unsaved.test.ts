import { expect, test } from 'vitest';
import { countUnsaved, draftName } from '../../../src/renderer/features/records/unsaved.ts';
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
