import { expect, test } from 'vitest';
import { cited } from '../../src/core/reports/outline.ts';
import { sentencesOf } from '../../src/core/reports/sentences.ts';

const isItem = (number: string): boolean => /^\d{4}-K2-\d{5}$/.test(number);

test('a citation belongs to the sentence before it, on either side of its full stop', () => {
  expect(
    sentencesOf(
      'The dome fell. [2020-K2-00001] The bell was taken [2020-K2-00002, 2020-K2-00003]. Nobody saw it.',
      'en',
      isItem,
    ),
  ).toEqual([
    { text: 'The dome fell.', cites: ['2020-K2-00001'] },
    { text: 'The bell was taken.', cites: ['2020-K2-00002', '2020-K2-00003'] },
    { text: 'Nobody saw it.', cites: [] },
  ]);
});

test('Armenian full stops end sentences', () => {
  expect(sentencesOf('Գմբեթը փլվել է։ [2020-K2-00001] Զանգը տարել են։', 'hy', isItem)).toEqual([
    { text: 'Գմբեթը փլվել է։', cites: ['2020-K2-00001'] },
    { text: 'Զանգը տարել են։', cites: [] },
  ]);
});

test('brackets that cite no item stay, and marks from outside are no citations', () => {
  expect(sentencesOf('He said [sic] that [2020-K2-00001, no item] it fell.\u{F0000}', 'en', isItem)).toEqual([
    { text: 'He said [sic] that [2020-K2-00001, no item] it fell.', cites: [] },
  ]);
  expect(sentencesOf(' \n ', 'en', isItem)).toEqual([]);
});

test('exhibits that follow one another are printed as a range', () => {
  const printed = (labels: readonly string[]): string => cited({ text: 'It fell.', exhibits: labels });
  expect(printed(['E-0001', 'E-0002'])).toBe('It fell. [E-0001, E-0002]');
  expect(printed(['E-0001', 'E-0002', 'E-0003', 'E-0005'])).toBe('It fell. [E-0001–E-0003, E-0005]');
  expect(printed([])).toBe('It fell.');
});
