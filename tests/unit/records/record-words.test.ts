import { expect, test } from 'vitest';
import { changesBetween, cleanedContent } from '../../../src/renderer/features/records/clean.ts';
import { guessLanguage, guessScript } from '../../../src/renderer/features/records/guess-script.ts';
import { waysBetween } from '../../../src/renderer/features/records/ways.ts';

test.each([
  ['Մակարավանք', 'Armn', 'hy'],
  ['Макараванк', 'Cyrl', 'ru'],
  ['მაკარავანქი', 'Geor', 'ka'],
  ['Makaravank', 'Latn', null],
  ['Gəncəsər', 'Latn', 'az'],
  ['12', null, null],
])('the script of %s is guessed, and a language only where the letters tell it', (text, script, language) => {
  expect(guessScript(text)).toBe(script);
  expect(guessLanguage(text)).toBe(language);
});

test('what holds nothing is not written, and only members that became another are', () => {
  const before = { names: [{ text: 'A', kind: 'official' }], note: 'x', period: '2020' };
  expect(
    cleanedContent({ names: [{ text: ' A ', language: '' }], areas: [{ name: '' }], note: '  ' }),
  ).toEqual({
    names: [{ text: 'A' }],
  });
  expect(
    changesBetween(before, { names: [{ kind: 'official', text: 'A' }], note: '', period: '2020', types: [] }),
  ).toEqual({ note: null });
  expect(changesBetween(before, { ...before, isLocationWithheld: true })).toEqual({
    isLocationWithheld: true,
  });
});

test('the ways to link two begin with what tells most, and name each once', () => {
  expect(waysBetween('item', 'place').map(({ id }) => id)).toEqual([
    'from shows',
    'from about',
    'from related',
  ]);
  expect(waysBetween('place', 'item')[0]).toEqual({ id: 'to shows', type: 'shows', end: 'to' });
  expect(waysBetween('place', 'place').filter(({ type }) => type === 'related')).toHaveLength(1);
});
