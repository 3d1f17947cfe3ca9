import { describe, expect, test } from 'vitest';
import { changesBetween, cleanedContent } from '../../../src/renderer/features/records/clean.ts';
import { dateInWords, type SayDate } from '../../../src/renderer/features/records/date-words.ts';
import { guessLanguage, guessScript } from '../../../src/renderer/features/records/guess-script.ts';
import { waysBetween } from '../../../src/renderer/features/records/ways.ts';
import { records as en } from '../../../src/renderer/i18n/en/records.ts';
import { records as hy } from '../../../src/renderer/i18n/hy/records.ts';
import { records as ru } from '../../../src/renderer/i18n/ru/records.ts';

const sayIn =
  (date: Readonly<Record<keyof typeof en.date, string>>): SayDate =>
  (key, values = {}) =>
    date[key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

describe('a date reads as it was meant', () => {
  test.each([
    ['2020-11-09', '9 November 2020', '2020 թ. նոյեմբերի 9', '9 ноября 2020 г.'],
    ['2020-11~', 'about November 2020', 'մոտ 2020 թ. նոյեմբեր', 'около: ноябрь 2020 г.'],
    ['2020?', '2020 (unsure)', '2020 թ. (հավանաբար)', '2020 г. (предположительно)'],
    ['12XX', '13th century', 'XIII դար', 'XIII век'],
    ['10XX', '11th century', 'XI դար', 'XI век'],
    ['199X', '1990s', '1990-ականներ', '1990-е годы'],
    ['2020/2021', '2020 to 2021', '2020 թ. – 2021 թ.', '2020 г. – 2021 г.'],
    ['../2021', 'until 2021', 'մինչև 2021 թ.', 'вплоть до: 2021 г.'],
    ['2021/..', 'since 2021', '2021 թ.-ից ի վեր', 'начиная с: 2021 г.'],
    ['[2020-10,2020-11]', 'October 2020 or November 2020', '2020 թ. հոկտեմբեր կամ 2020 թ. նոյեմբեր', null],
    ['2021-22', 'summer 2021', '2021 թ. ամառ', 'лето 2021 г.'],
    ['some day', 'some day', 'some day', 'some day'],
  ])('%s', (date, english, armenian, russian) => {
    expect(dateInWords(date, sayIn(en.date))).toBe(english);
    expect(dateInWords(date, sayIn(hy.date))).toBe(armenian);
    if (russian !== null) expect(dateInWords(date, sayIn(ru.date))).toBe(russian);
  });
});

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
