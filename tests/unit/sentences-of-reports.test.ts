import { expect, test } from 'vitest';
import { cited } from '../../src/core/reports/outline.ts';
import { sentencesOf } from '../../src/core/reports/sentences.ts';

test('a citation belongs to the sentence before it, on either side of its full stop', () => {
  expect(
    sentencesOf(
      'The dome fell. [2020-K2-00001] The bell was taken [2020-K2-00002, 2020-K2-00003]. Nobody saw it.',
      'en',
    ),
  ).toEqual([
    { text: 'The dome fell.', cites: ['2020-K2-00001'] },
    { text: 'The bell was taken.', cites: ['2020-K2-00002', '2020-K2-00003'] },
    { text: 'Nobody saw it.', cites: [] },
  ]);
});

test('Armenian full stops end sentences', () => {
  expect(sentencesOf('Գմբեթը փլվել է։ [2020-K2-00001] Զանգը տարել են։', 'hy')).toEqual([
    { text: 'Գմբեթը փլվել է։', cites: ['2020-K2-00001'] },
    { text: 'Զանգը տարել են։', cites: [] },
  ]);
});

test('brackets that cite no item stay, and marks from outside are no citations', () => {
  expect(sentencesOf('He said [sic] that [2020-K2-00001, no item] it fell.\u{F0000}', 'en')).toEqual([
    { text: 'He said [sic] that [2020-K2-00001, no item] it fell.', cites: [] },
  ]);
  expect(sentencesOf(' \n ', 'en')).toEqual([]);
});

test('initials and abbreviations before a name end no sentence', () => {
  const texts = (text: string, language: string): readonly string[] =>
    sentencesOf(text, language).map(({ text: one }) => one);
  expect(texts('It was seen by A. B. Petrosyan. Dr. Sahakyan saw it too. It fell.', 'en')).toEqual([
    'It was seen by A. B. Petrosyan.',
    'Dr. Sahakyan saw it too.',
    'It fell.',
  ]);
  expect(texts('Ս. Աստվածածինը փլվել է։ Սբ. Գևորգը կանգուն է։', 'hy')).toEqual([
    'Ս. Աստվածածինը փլվել է։',
    'Սբ. Գևորգը կանգուն է։',
  ]);
  expect(texts('Видел И. Петров на ул. Ленина. Упал купол.', 'ru')).toEqual([
    'Видел И. Петров на ул. Ленина.',
    'Упал купол.',
  ]);
  expect(sentencesOf('It was shown to A. [2020-K2-00001] Then it fell.', 'en')).toEqual([
    { text: 'It was shown to A.', cites: ['2020-K2-00001'] },
    { text: 'Then it fell.', cites: [] },
  ]);
});

test('exhibits that follow one another are printed as a range', () => {
  const printed = (labels: readonly string[]): string => cited({ text: 'It fell.', exhibits: labels });
  expect(printed(['E-0001', 'E-0002'])).toBe('It fell. [E-0001, E-0002]');
  expect(printed(['E-0001', 'E-0002', 'E-0003', 'E-0005'])).toBe('It fell. [E-0001–E-0003, E-0005]');
  expect(printed([])).toBe('It fell.');
});
