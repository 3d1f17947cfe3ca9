import { expect, test } from 'vitest';
import { dateInWords } from '../../src/shared/dates/in-words.ts';

test.each([
  ['2020-11-09', '9 November 2020', '2020 թ. նոյեմբերի 9', '9 ноября 2020 г.'],
  ['2020-11', 'November 2020', '2020 թ. նոյեմբեր', 'ноябрь 2020 г.'],
  ['2020', '2020', '2020 թ.', '2020 г.'],
  ['199X', '1990s', '1990-ական թթ.', '1990-е гг.'],
  ['18XX', '1800–1899', '1800–1899', '1800–1899'],
  ['2021-21', 'spring 2021', '2021 թ. գարուն', 'весна 2021 г.'],
  ['2020~', 'about 2020', 'մոտավորապես 2020 թ.', 'примерно 2020 г.'],
  ['2020-11?', 'perhaps November 2020', 'հնարավոր է՝ 2020 թ. նոյեմբեր', 'возможно, ноябрь 2020 г.'],
  ['2020/2021-05-03', '2020 – 3 May 2021', '2020 թ. – 2021 թ. մայիսի 3', '2020 г. – 3 мая 2021 г.'],
  ['2020/..', '2020 – no end', '2020 թ. – առանց վերջի', '2020 г. – без конца'],
  [
    '[2020-10,2021]',
    'one of: October 2020, 2021',
    'հետևյալներից մեկը՝ 2020 թ. հոկտեմբեր, 2021 թ.',
    'одно из: октябрь 2020 г., 2021 г.',
  ],
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
