import { readEdtf, type EdtfInterval, type EdtfPoint, type EdtfValue } from './edtf.ts';

/**
 * Dates (EDTF) as a reader of English, Armenian or Russian would write them, in the window and in documents. Chromium and some
 * builds of Node know no Armenian, so the words stand here. What has no usual form in words stays as it was typed.
 */

type DateLanguage = 'en' | 'hy' | 'ru';

interface Words {
  readonly months: readonly string[];
  /** As they stand behind a day. */
  readonly monthsOfDays: readonly string[];
  /** Spring, summer, autumn, winter. */
  readonly seasons: readonly string[];
  day(day: number, month: string, year: number): string;
  month(month: string, year: number): string;
  year(year: number): string;
  decade(year: number): string;
  century(number: number): string;
  approximate(date: string): string;
  uncertain(date: string): string;
  interval(from: string, to: string): string;
  since(date: string): string;
  until(date: string): string;
  endUnknown(from: string): string;
  beginningUnknown(to: string): string;
  readonly unknown: string;
  readonly or: string;
  readonly and: string;
}

const englishMonths =
  'January February March April May June July August September October November December'.split(' ');
const russianMonths = 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'.split(
  ' ',
);
const russianMonthsOfDays =
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' ');
const armenianMonths =
  'հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր դեկտեմբեր'.split(' ');

const words: Readonly<Record<DateLanguage, Words>> = {
  en: {
    months: englishMonths,
    monthsOfDays: englishMonths,
    seasons: ['spring', 'summer', 'autumn', 'winter'],
    day: (day, month, year) => `${day} ${month} ${year}`,
    month: (month, year) => `${month} ${year}`,
    year: (year) => `${year}`,
    decade: (year) => `${year}s`,
    century: (number) => `${ordinal(number)} century`,
    approximate: (date) => `about ${date}`,
    uncertain: (date) => `${date} (unsure)`,
    interval: (from, to) => `${from} to ${to}`,
    since: (date) => `since ${date}`,
    until: (date) => `until ${date}`,
    endUnknown: (from) => `from ${from}, end unknown`,
    beginningUnknown: (to) => `to ${to}, beginning unknown`,
    unknown: 'unknown',
    or: 'or',
    and: 'and',
  },
  hy: {
    months: armenianMonths,
    monthsOfDays: armenianMonths.map((month) => `${month}ի`),
    seasons: ['գարուն', 'ամառ', 'աշուն', 'ձմեռ'],
    day: (day, month, year) => `${year} թ. ${month} ${day}`,
    month: (month, year) => `${year} թ. ${month}`,
    year: (year) => `${year} թ.`,
    decade: (year) => `${year}-ականներ`,
    century: (number) => `${roman(number)} դար`,
    approximate: (date) => `մոտ ${date}`,
    uncertain: (date) => `${date} (հավանաբար)`,
    interval: (from, to) => `${from} – ${to}`,
    since: (date) => `${date}-ից ի վեր`,
    until: (date) => `մինչև ${date}`,
    endUnknown: (from) => `սկիզբը՝ ${from}, վերջն անհայտ է`,
    beginningUnknown: (to) => `վերջը՝ ${to}, սկիզբն անհայտ է`,
    unknown: 'անհայտ',
    or: 'կամ',
    and: 'և',
  },
  ru: {
    months: russianMonths,
    monthsOfDays: russianMonthsOfDays,
    seasons: ['весна', 'лето', 'осень', 'зима'],
    day: (day, month, year) => `${day} ${month} ${year} г.`,
    month: (month, year) => `${month} ${year} г.`,
    year: (year) => `${year} г.`,
    decade: (year) => `${year}-е годы`,
    century: (number) => `${roman(number)} век`,
    approximate: (date) => `около: ${date}`,
    uncertain: (date) => `${date} (предположительно)`,
    interval: (from, to) => `${from} – ${to}`,
    since: (date) => `начиная с: ${date}`,
    until: (date) => `вплоть до: ${date}`,
    endUnknown: (from) => `начало: ${from}, конец неизвестен`,
    beginningUnknown: (to) => `конец: ${to}, начало неизвестно`,
    unknown: 'неизвестно',
    or: 'или',
    and: 'и',
  },
};

/** Any text: what is no date comes back as it is. `language`: BCP 47. */
export function dateInWords(text: string, language: string): string {
  const read = readEdtf(text);
  const spoken = language.split('-')[0] ?? '';
  if (!read.ok || !isKnown(spoken)) return text;
  return valueInWords(read.value, words[spoken]);
}

function isKnown(language: string): language is DateLanguage {
  return Object.hasOwn(words, language);
}

function valueInWords(value: EdtfValue, as: Words): string {
  if (value.kind === 'interval') return intervalInWords(value, as);
  if (value.kind !== 'set') return pointInWords(value, as);
  const members = value.members.map((member) => valueInWords(member, as));
  return members.join(` ${value.of === 'one' ? as.or : as.and} `);
}

function intervalInWords({ from, to }: EdtfInterval, as: Words): string {
  const [begins, ends] = [from, to].map((end) => (typeof end === 'string' ? null : pointInWords(end, as)));
  if (begins != null && ends != null) return as.interval(begins, ends);
  if (begins != null) return to === 'open' ? as.since(begins) : as.endUnknown(begins);
  if (ends != null) return from === 'open' ? as.until(ends) : as.beginningUnknown(ends);
  return as.unknown;
}

function pointInWords(point: EdtfPoint, as: Words): string {
  const plain = plainly(point, as);
  // What is in doubt of a part only is not told apart in words.
  if (plain === null || point.partly) return point.text;
  const about = point.approximate ? as.approximate(plain) : plain;
  return point.uncertain ? as.uncertain(about) : about;
}

function plainly({ kind, year, month, day, season, time, significant }: EdtfPoint, as: Words): string | null {
  if (year === null || year < 0 || significant !== null) return null;
  switch (kind) {
    case 'day': {
      const name = as.monthsOfDays[(month ?? 0) - 1];
      if (name === undefined || day === null) return null;
      const written = as.day(day, name, year);
      return time === null ? written : `${written}, ${time}`;
    }
    case 'month': {
      const name = as.months[(month ?? 0) - 1];
      return name === undefined ? null : as.month(name, year);
    }
    case 'season': {
      const name = as.seasons[(season ?? 0) - 21];
      return name === undefined ? null : as.month(name, year);
    }
    case 'year':
      return as.year(year);
    case 'decade':
      return as.decade(year);
    case 'century':
      return as.century(Math.floor(year / 100) + 1);
    case 'pattern':
      return null;
  }
}

/** English. */
function ordinal(number: number): string {
  const [tens, ones] = [Math.floor(number / 10) % 10, number % 10];
  const ending = tens === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][ones] ?? 'th');
  return `${number}${ending}`;
}

function roman(number: number): string {
  const steps = [
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const;
  let [left, written] = [number, ''];
  for (const [value, letters] of steps)
    while (left >= value) [left, written] = [left - value, written + letters];
  return written;
}
