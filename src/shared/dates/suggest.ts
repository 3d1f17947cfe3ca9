import { readEdtf } from './edtf.ts';

/** What a person typed, as EDTF: English, Armenian and Russian. */

const monthStems: readonly (readonly string[])[] = [
  ['january', 'jan', 'январ', 'янв', 'հունվար'],
  ['february', 'feb', 'феврал', 'фев', 'փետրվար'],
  ['march', 'mar', 'март', 'мар', 'մարտ'],
  ['april', 'apr', 'апрел', 'апр', 'ապրիլ'],
  ['may', 'май', 'мая', 'мае', 'մայիս'],
  ['june', 'jun', 'июн', 'հունիս'],
  ['july', 'jul', 'июл', 'հուլիս'],
  ['august', 'aug', 'август', 'авг', 'օգոստոս'],
  ['september', 'sept', 'sep', 'сентябр', 'сен', 'սեպտեմբեր'],
  ['october', 'oct', 'октябр', 'окт', 'հոկտեմբեր'],
  ['november', 'nov', 'ноябр', 'ноя', 'նոյեմբեր'],
  ['december', 'dec', 'декабр', 'дек', 'դեկտեմբեր'],
];
const seasonStems: readonly (readonly string[])[] = [
  ['spring', 'весн', 'գարուն', 'գարնան'],
  ['summer', 'лет', 'ամառ', 'ամռան'],
  ['autumn', 'fall', 'осен', 'աշուն', 'աշնան'],
  ['winter', 'зим', 'ձմեռ', 'ձմռան'],
];
const about = /^(?:around|about|approximately|circa|ca?\.|около|ок\.|примерно|մոտավորապես|մոտ|շուրջ)\s*/u;
const perhaps = /^(?:possibly|perhaps|maybe|probably|возможно|вероятно|հավանաբար|հնարավոր է)\s+/u;
const before = /^(?:before|until|до|մինչև|մինչեւ)\s+/u;
const after = /^(?:after|since|после|с)\s+/u;
/** What stands beside a year and says nothing more. */
const yearWords = /\s*(?:թվական\p{L}*|թ\.?|год[ау]?|г\.?)(?=\s|$|,)/gu;

/** A number of a century, in Arabic or Roman figures: `19th`, `XIX`, also with Cyrillic letters for the Roman ones. */
const ordinal = String.raw`(?:\d{1,2}|[ivxіх]{1,5})(?:st|nd|rd|th|-?й|-?го|-?րդ)?`;
const century = String.raw`century|centuries|cent\.|c\.|век\p{L}*|вв?\.?|դար\p{L}*|դդ?\.`;
const half = String.raw`(?:first|second|1st|2nd|1-я|2-я|перв\p{L}+|втор\p{L}+|առաջին|երկրորդ|1-ին|2-րդ) (?:half|пол\p{L}*\.?|կես\p{L}*)`;

const longest = 200;

/** EDTF texts that it may mean, the likeliest first; none where nothing fits. */
export function suggestDates(text: string): readonly string[] {
  if (text.length > longest) return [];
  const typed = text.trim();
  const plain = typed.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  const found = [typed, ...candidates(plain)];
  return [...new Set(found)].filter((candidate) => readEdtf(candidate).ok);
}

function candidates(text: string): readonly string[] {
  for (const [pattern, mark] of [
    [about, '~'],
    [perhaps, '?'],
  ] as const) {
    if (pattern.test(text)) return candidates(text.replace(pattern, '')).map((date) => marked(date, mark));
  }
  if (text.endsWith('?')) return candidates(text.slice(0, -1).trim()).map((date) => marked(date, '?'));
  if (before.test(text)) return simple(text.replace(before, '')).map((date) => `../${date}`);
  if (after.test(text)) return simple(text.replace(after, '')).map((date) => `${date}/..`);
  const next = /^(\d{2})(\d{2})[/–-](\d{2})$/.exec(text);
  // `1768/69`; what could be a month is left to be one.
  if (next && Number(next[3]) > 12) {
    const [, first = '', year = '', last = ''] = next;
    return [Number(last) > Number(year) ? `${first}${year}/${first}${last}` : ''];
  }
  const centuries = new RegExp(`^(${ordinal})\\s*[–—-]\\s*(${ordinal})\\s*(?:${century})$`, 'u').exec(text);
  if (centuries) return [`${centuryOf(centuries[1])}/${centuryOf(centuries[2])}`];
  const between = /^(.+?)\s*(?:–|—|\.\.|\s-\s|\bto\b)\s*(.+)$/u.exec(text) ?? /^(\d{4})-(\d{4})$/.exec(text);
  if (between) {
    const [, from = '', to = ''] = between;
    return simple(from).flatMap((left) => simple(to).map((right) => `${left}/${right}`));
  }
  return simple(text);
}

function marked(date: string, mark: '~' | '?'): string {
  if (date.includes('/')) return date;
  const other = mark === '~' ? '?' : '~';
  return date.endsWith(other) ? `${date.slice(0, -1)}%` : date + mark;
}

function simple(given: string): readonly string[] {
  const text = given.replace(yearWords, ' ').replace(/\s+/g, ' ').trim();
  if (/^\d{4}$/.test(text)) return [text];
  const decade = /^(\d{3})0(?:'?s|-?е(?:\s*год\p{L}*)?|-?ական\p{L}*)$/u.exec(text);
  if (decade) return [`${decade[1] ?? ''}X`];
  const whole = new RegExp(`^(${half})?\\s*(?:of the )?(${ordinal})\\s*(?:${century})$`, 'u').exec(text);
  if (whole) return [halfOf(centuryOf(whole[2]), whole[1])];
  return numeric(text) ?? named(text);
}

/** `18XX` of `19th` or `xix`; what is no number of a century gives no date. */
function centuryOf(given = ''): string {
  const [figures = ''] = /^(?:\d+|[ivxіх]+)/u.exec(given) ?? [];
  const number = /^\d/.test(figures) ? Number(figures) : roman(figures);
  return number < 1 ? '' : `${String(number - 1).padStart(2, '0')}XX`;
}

const romanValues: Readonly<Record<string, number>> = { i: 1, і: 1, v: 5, x: 10, х: 10 };

function roman(figures: string): number {
  const values = [...figures.matchAll(/./gu)].map(([figure]) => romanValues[figure] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

function halfOf(date: string, half: string | undefined): string {
  const first = Number(date.slice(0, 2)) * 100;
  if (half === undefined || date === '') return date;
  const padded = (year: number): string => String(year).padStart(4, '0');
  const isSecond = /^(?:second|2|втор|երկրորդ)/u.test(half);
  return isSecond
    ? `${padded(first + 51)}/${padded(first + 100)}`
    : `${padded(first + 1)}/${padded(first + 50)}`;
}

function numeric(text: string): readonly string[] | null {
  const yearFirst = /^(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?$/.exec(text);
  if (yearFirst) return [joined(yearFirst[1], yearFirst[2], yearFirst[3])];
  const monthYear = /^(\d{1,2})[./-](\d{4})$/.exec(text);
  if (monthYear) return [joined(monthYear[2], monthYear[1])];
  const [, one, separator, two, year] = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  if (one === undefined || two === undefined) return null;
  const dayFirst = joined(year, two, one);
  // With points the day always stands first; with strokes it depends on who writes.
  return separator === '.' ? [dayFirst] : [dayFirst, joined(year, one, two)];
}

function joined(year?: string, month?: string, day?: string): string {
  const parts = [year, month?.padStart(2, '0'), day?.padStart(2, '0')];
  return parts.filter((part) => part !== undefined).join('-');
}

/** With the name of a month or a season, in any order. */
function named(text: string): readonly string[] {
  const words = text.match(/[\p{L}\p{M}]+|\d+/gu) ?? [];
  const year = words.find((word) => /^\d{4}$/.test(word));
  const day = words.find((word) => /^\d{1,2}$/.test(word));
  const rest = words.filter(
    (word) => word !== year && word !== day && !/^(?:st|nd|rd|th|of|ի|ին)$/u.test(word),
  );
  const [name] = rest;
  if (year === undefined || name === undefined || rest.length > 1) return [];
  const month = indexIn(monthStems, name);
  if (month >= 0) return [joined(year, String(month + 1), day)];
  const season = indexIn(seasonStems, name);
  return season >= 0 && day === undefined ? [`${year}-${21 + season}`] : [];
}

/** Armenian and Russian names have endings; English ones are written out or cut short. */
function indexIn(stems: readonly (readonly string[])[], name: string): number {
  return stems.findIndex((names) =>
    names.some((stem) => (/^[a-z]/.test(stem) ? name === stem : name.startsWith(stem))),
  );
}
