import { parse } from 'edtf';
import { describe, expect, test } from 'vitest';
import { readEdtf } from '../../../src/shared/dates/edtf.ts';
import { suggestDates } from '../../../src/shared/dates/suggest.ts';

test.each<[string, string | null, string | null]>([
  ['2019-05-03', '2019-05-03', '2019-05-03'],
  ['2019-05', '2019-05-01', '2019-05-31'],
  ['2019', '2019-01-01', '2019-12-31'],
  ['2020-02', '2020-02-01', '2020-02-29'],
  ['1900-02', '1900-02-01', '1900-02-28'],
  ['2000-02', '2000-02-01', '2000-02-29'],
  ['2019-02', '2019-02-01', '2019-02-28'],
  ['201X', '2010-01-01', '2019-12-31'],
  ['198', '1980-01-01', '1989-12-31'],
  ['19XX', '1900-01-01', '1999-12-31'],
  ['19', '1900-01-01', '1999-12-31'],
  ['1XXX', '1000-01-01', '1999-12-31'],
  ['19X5', '1905-01-01', '1995-12-31'],
  ['2019-XX', '2019-01-01', '2019-12-31'],
  ['2019-02-XX', '2019-02-01', '2019-02-28'],
  ['1560-XX-25', '1560-01-25', '1560-12-25'],
  ['2019-1X', '2019-10-01', '2019-12-31'],
  ['190X-02-29', '1904-02-29', '1908-02-29'],
  ['2001-21', '2001-03-01', '2001-05-31'],
  ['2001-24', '2000-12-01', '2002-02-28'],
  ['2003-24', '2002-12-01', '2004-02-29'],
  ['2001-33', '2001-01-01', '2001-03-31'],
  ['2001-39', '2001-09-01', '2001-12-31'],
  ['2001-41', '2001-07-01', '2001-12-31'],
  ['1915~', '1915-01-01', '1915-12-31'],
  ['2019-05~-03', '2019-05-03', '2019-05-03'],
  ['1915/1923', '1915-01-01', '1923-12-31'],
  ['2004-02~/2005?', '2004-02-01', '2005-12-31'],
  ['2019/..', '2019-01-01', null],
  ['../2019', null, '2019-12-31'],
  ['/2019', null, '2019-12-31'],
  ['[1667,1668-05,1670..1672]', '1667-01-01', '1672-12-31'],
  ['[1672,1667]', '1667-01-01', '1672-12-31'],
  ['{1960,1961-12}', '1960-01-01', '1961-12-31'],
  ['[..1983]', null, '1983-12-31'],
  ['[1983..]', '1983-01-01', null],
  ['1950S2', '1900-01-01', '1999-12-31'],
  ['Y170000', null, null],
  ['-0044', null, null],
  ['2019-05-03T10:11:12Z', '2019-05-03', '2019-05-03'],
])('%s lasts from %s to %s', (text, earliest, latest) => {
  expect(readEdtf(text)).toMatchObject({ ok: true, earliest, latest });
});

test.each([
  ['', 'empty'],
  ['  ', 'empty'],
  ['2019-02-29', 'no-such-day'],
  ['1900-02-29', 'no-such-day'],
  ['2019-04-31', 'no-such-day'],
  ['2019-13', 'not-edtf'],
  ['2019-13-01', 'not-edtf'],
  ['2021/2019', 'ends-before-it-begins'],
  ['3.5.2019', 'not-edtf'],
  ['մայիս', 'not-edtf'],
  ['май', 'not-edtf'],
  ['٢٠١٩', 'not-edtf'],
  ['x'.repeat(10_000), 'too-long'],
  ['['.repeat(10_000), 'too-long'],
  ['2019/'.repeat(2000), 'too-long'],
  ['Հ'.repeat(400), 'not-edtf'],
])('%.20s is refused, and nothing is thrown', (text, code) => {
  expect(readEdtf(text)).toEqual({ ok: false, code });
});

test('hostile texts are decided at once', () => {
  const began = performance.now();
  for (const part of ['[2019,', '2019..', '{', '?~%', 'X', '-', '1/', 'ա', 'ж', 'س', '\u0000'])
    for (const length of [1, 100, 499, 10_000]) readEdtf(part.repeat(length).slice(0, length));
  for (const part of ['around ', '3.', 'май ', 'մայիս '])
    for (const length of [199, 10_000]) suggestDates(part.repeat(length).slice(0, length));
  expect(performance.now() - began).toBeLessThan(3000);
});

describe('what a date is can be put into words of any language', () => {
  const valueOf = (text: string): unknown => {
    const read = readEdtf(text);
    return read.ok ? read.value : null;
  };
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['2019-05-03', { kind: 'day', year: 2019, month: 5, day: 3, approximate: false, uncertain: false }],
    ['1915%', { kind: 'year', year: 1915, approximate: true, uncertain: true, partly: false }],
    ['?2019-05', { kind: 'month', uncertain: true, partly: true }],
    ['201X', { kind: 'decade', year: 2010 }],
    ['18XX', { kind: 'century', year: 1800 }],
    ['2001-22', { kind: 'season', year: 2001, season: 22 }],
    ['XXXX-12-03', { kind: 'pattern', year: null, month: 12, day: 3 }],
    ['-0044-03', { kind: 'month', year: -44, month: 3 }],
    ['1950S2', { kind: 'year', year: 1950, significant: 2 }],
    ['2019-05-03T10:11:12', { kind: 'day', time: '10:11:12' }],
    ['2019~/..', { kind: 'interval', from: { kind: 'year', approximate: true }, to: 'open' }],
    ['/2019', { kind: 'interval', from: 'unknown' }],
    ['[2018,2019]', { kind: 'set', of: 'one', members: [{ year: 2018 }, { year: 2019 }] }],
    ['{2018..2019}', { kind: 'set', of: 'all', members: [{ kind: 'interval' }] }],
  ])('%s', (text, expected) => {
    expect(valueOf(text)).toMatchObject(expected);
  });
});

test.each<[string, readonly string[]]>([
  ['3.5.2019', ['2019-05-03']],
  ['XIX в.', ['18XX']],
  ['ХІХ век', ['18XX']],
  ['в XIX веке', []],
  ['IX–XI вв.', ['08XX/10XX']],
  ['18th-19th centuries', ['17XX/18XX']],
  ['12-13 դդ.', ['11XX/12XX']],
  ['XVII դար', ['16XX']],
  ['21st c.', ['20XX']],
  ['second half of the 19th century', ['1851/1900']],
  ['1-я пол. XX века', ['1901/1950']],
  ['XIX դարի', ['18XX']],
  ['0 century', []],
  ['1768/69', ['1768/1769']],
  ['1768–69', ['1768/1769']],
  ['1768/67', []],
  ['1915/12', ['1915-12']],
  ['03/05/2019', ['2019-05-03', '2019-03-05']],
  ['25/05/2019', ['2019-05-25']],
  ['2019-05', ['2019-05']],
  ['2019/5/3', ['2019-05-03']],
  ['05.2019', ['2019-05']],
  ['May 2019', ['2019-05']],
  ['May 3, 2019', ['2019-05-03']],
  ['3 мая 2019 г.', ['2019-05-03']],
  ['в 2019', []],
  ['Декабрь 1988', ['1988-12']],
  ['2019 թ. մայիսի 3', ['2019-05-03']],
  ['ՄԱՅԻՍ 2019', ['2019-05']],
  ['around 1915', ['1915~']],
  ['около 1915 года', ['1915~']],
  ['մոտ 1915 թ.', ['1915~']],
  ['1915?', ['1915?']],
  ['around 1915?', ['1915%']],
  ['1915-1923', ['1915/1923']],
  ['1915 – 1923', ['1915/1923']],
  ['before 1990', ['../1990']],
  ['после 1990', ['1990/..']],
  ['1990s', ['199X']],
  ['1990-е', ['199X']],
  ['19th century', ['18XX']],
  ['summer 2006', ['2006-22']],
  ['гарчик', []],
  ['31.02.2019', []],
  ['', []],
])('"%s" may mean %j', (text, expected) => {
  expect(suggestDates(text)).toEqual(expected);
});

test('what is read without the package is what the package takes', () => {
  const points = ['2020', '0999', '2020-11', '2020-11-09', '2020-01-31', '2020-23'].flatMap((date) =>
    ['', '?', '~', '%'].map((mark) => date + mark),
  );
  const intervals = points.flatMap((one) =>
    ['/..', '/', ...points.map((other) => `/${other}`)].map((end) => one + end),
  );
  const begun = points.flatMap((one) => [`../${one}`, `/${one}`]);
  const taken = (text: string): boolean => {
    try {
      return parse(text, { level: 3 }) !== undefined;
    } catch {
      return false;
    }
  };
  for (const text of [...points, ...intervals, ...begun]) {
    const read = readEdtf(text);
    if (read.ok || read.code === 'not-edtf') expect([text, read.ok]).toEqual([text, taken(text)]);
  }
  // None of the letters of its grammar may be missing among those that are looked at.
  for (const text of [
    '2020-11-09T10:11:12+04:00',
    'Y-17E7',
    '1950S2',
    '[1667,1670..]',
    '{1960, 1961-12}',
    '15XX',
  ])
    expect([text, readEdtf(text).ok]).toEqual([text, taken(text)]);
});
