import { expect, test } from 'vitest';
import { eventNameKey } from '../../../src/renderer/features/custody/event-name.ts';

const about = (kind: string) => ({ kind, id: '0190f3d2-0000-7000-8000-000000000001' });

test('a backup, a hand-over, a restoring and a file brought back are told apart, though each is a transfer', () => {
  const name = (kind: string, detail: object) =>
    eventNameKey({ type: 'transfer', subject: about(kind), detail });
  expect(name('backup', { stage: 'finished' })).toBe('transfers.backup');
  expect(name('backup', { stage: 'restored' })).toBe('transfers.restored');
  expect(name('package', { stage: 'acknowledged' })).toBe('transfers.package');
  expect(name('replica', { replica: 'moved' })).toBe('transfers.place');
  expect(name('file', {})).toBe('transfers.file');
  expect(name('archive', {})).toBe('types.transfer');
});

test('what was destroyed is not what was erased, cleared or withdrawn', () => {
  const name = (disposition: string, type = 'deletion') =>
    eventNameKey({ type, subject: about('item'), detail: { disposition } });
  expect(['destroy', 'erase', 'clear'].map((act) => name(act))).toEqual([
    'acts.destroy',
    'acts.erase',
    'acts.clear',
  ]);
  expect(name('withdraw', 'metadata modification')).toBe('acts.withdraw');
  expect(name('something later')).toBe('types.deletion');
});

test('an event of a later version has no name here, and a withheld one neither', () => {
  expect(eventNameKey({ type: 'levitation', subject: null, detail: null })).toBe(null);
  expect(eventNameKey({ type: null, subject: undefined, detail: undefined })).toBe(null);
});
