import { expect, test } from 'vitest';
import { fold, words, writtenWords } from '../../src/core/search/fold.ts';
import { soundsOf } from '../../src/core/search/sounds.ts';

test('what nobody sees neither parts nor changes a word', () => {
  expect(words('Nora\u00advank, No\u200dra\u200bvank\u200f')).toEqual(['noravank', 'noravank']);
  expect(writtenWords('Nora\u00advank')).toEqual(['Noravank']);
  expect(fold('Նորա\u2060վանք')).toBe('նորավանք');
});

test('Georgian and Greek letters sound as others do', () => {
  expect(soundsOf('ნორავანკი')).toBe('noravanki');
  expect(soundsOf('Νοραβανκ')).toBe('noravank');
});
