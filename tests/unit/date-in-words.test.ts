import { expect, test } from 'vitest';
import { dateInWords } from '../../src/shared/dates/in-words.ts';

test.each([
  ['2020-11-09', '9 November 2020', '2020 թ. նոյեմբերի 9', '9 ноября 2020 г.'],
  ['2020-11', 'November 2020', '2020 թ. նոյեմբեր', 'ноябрь 2020 г.'],
  ['2020', '2020', '2020 թ.', '2020 г.'],
  ['199X', '1990s', '1990-ականներ', '1990-е годы'],
  ['12XX', '13th century', 'XIII դար', 'XIII век'],
  ['10XX', '11th century', 'XI դար', 'XI век'],
  ['18XX', '19th century', 'XIX դար', 'XIX век'],
  ['2021-21', 'spring 2021', '2021 թ. գարուն', 'весна 2021 г.'],
  ['2020-11~', 'about November 2020', 'մոտ 2020 թ. նոյեմբեր', 'около: ноябрь 2020 г.'],
  ['2020?', '2020 (unsure)', '2020 թ. (հավանաբար)', '2020 г. (предположительно)'],
  ['2020/2021-05-03', '2020 to 3 May 2021', '2020 թ. – 2021 թ. մայիսի 3', '2020 г. – 3 мая 2021 г.'],
  ['../2021', 'until 2021', 'մինչև 2021 թ.', 'вплоть до: 2021 г.'],
  ['2021/..', 'since 2021', '2021 թ.-ից ի վեր', 'начиная с: 2021 г.'],
  ['2021/', 'from 2021, end unknown', 'սկիզբը՝ 2021 թ., վերջն անհայտ է', 'начало: 2021 г., конец неизвестен'],
  ['[2020-10,2021]', 'October 2020 or 2021', '2020 թ. հոկտեմբեր կամ 2021 թ.', 'октябрь 2020 г. или 2021 г.'],
])('%s is read out in three languages', (date, english, armenian, russian) => {
  expect(['en', 'hy', 'ru'].map((language) => dateInWords(date, language))).toEqual([
    english,
    armenian,
    russian,
  ]);
});

test('what has no usual words stays as it was typed', () => {
  for (const text of ['2020-XX-09', 'Y-17E7', '-0300-05', 'some day', '2020~-11-09'])
    expect(dateInWords(text, 'en')).toBe(text);
  expect(dateInWords('2020-11-09', 'fr')).toBe('2020-11-09');
});
