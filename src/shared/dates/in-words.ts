import { readEdtf, type EdtfInterval, type EdtfPoint, type EdtfValue } from './edtf.ts';

/**
 * Dates (EDTF) as a reader of English, Armenian or Russian would write them. Chromium and some builds of Node know no Armenian,
 * so the words stand here. What has no usual form in words stays as it was typed.
 */

export type DateLanguage = 'en' | 'hy' | 'ru';

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
  readonly approximate: string;
  readonly uncertain: string;
  readonly open: string;
  readonly unknown: string;
  readonly oneOf: string;
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
    approximate: 'about',
    uncertain: 'perhaps',
    open: 'no end',
    unknown: 'unknown',
    oneOf: 'one of:',
  },
  hy: {
    months: armenianMonths,
    monthsOfDays: armenianMonths.map((month) => `${month}ի`),
    seasons: ['գարուն', 'ամառ', 'աշուն', 'ձմեռ'],
    day: (day, month, year) => `${year} թ. ${month} ${day}`,
    month: (month, year) => `${year} թ. ${month}`,
    year: (year) => `${year} թ.`,
    decade: (year) => `${year}-ական թթ.`,
    approximate: 'մոտավորապես',
    uncertain: 'հնարավոր է՝',
    open: 'առանց վերջի',
    unknown: 'անհայտ',
    oneOf: 'հետևյալներից մեկը՝',
  },
  ru: {
    months: russianMonths,
    monthsOfDays: russianMonthsOfDays,
    seasons: ['весна', 'лето', 'осень', 'зима'],
    day: (day, month, year) => `${day} ${month} ${year} г.`,
    month: (month, year) => `${month} ${year} г.`,
    year: (year) => `${year} г.`,
    decade: (year) => `${year}-е гг.`,
    approximate: 'примерно',
    uncertain: 'возможно,',
    open: 'без конца',
    unknown: 'неизвестно',
    oneOf: 'одно из:',
  },
};

/** Any text: what is no date comes back as it is. */
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
  const members = value.members.map((member) => valueInWords(member, as)).join(', ');
  return value.of === 'one' ? `${as.oneOf} ${members}` : members;
}

function intervalInWords({ from, to }: EdtfInterval, as: Words): string {
  const end = (point: EdtfInterval['from']): string =>
    typeof point === 'string' ? as[point] : pointInWords(point, as);
  return `${end(from)} – ${end(to)}`;
}

function pointInWords(point: EdtfPoint, as: Words): string {
  const plain = plainly(point, as);
  // What is in doubt of a part only is not told apart in words.
  if (plain === null || point.partly) return point.text;
  const doubts = [point.uncertain ? as.uncertain : null, point.approximate ? as.approximate : null];
  return [...doubts.filter((doubt) => doubt !== null), plain].join(' ');
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
      return `${year}–${year + 99}`;
    case 'pattern':
      return null;
  }
}
