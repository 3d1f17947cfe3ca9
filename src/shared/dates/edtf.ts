import { parse } from 'edtf';
import { daysIn, daysOf, dayText, isBefore, type Day } from './calendar.ts';

/**
 * Dates as people assert them: EDTF (ISO 8601-2). The package `edtf` says whether a text is one; what it comes to is worked
 * out here, because its bounds of sets and open ends are wrong and it loses `?` and `~` where it prints.
 */

interface Qualified {
  readonly approximate: boolean;
  readonly uncertain: boolean;
  /** Only a part of it is so (`2019-05~-03`). */
  readonly partly: boolean;
}

/** One date. What is unspecified is null; `year` of a decade or a century is its first. */
export interface EdtfPoint extends Qualified {
  readonly kind: 'day' | 'month' | 'year' | 'decade' | 'century' | 'season' | 'pattern';
  readonly year: number | null;
  /** From 1. */
  readonly month: number | null;
  readonly day: number | null;
  /** 21 to 41, as ISO 8601-2 numbers seasons, quarters and other parts of a year. */
  readonly season: number | null;
  /** `hh:mm:ss` with what stands behind it, or null. */
  readonly time: string | null;
  /** Digits that count of a year given with `S`, or null. */
  readonly significant: number | null;
  readonly text: string;
}

export interface EdtfInterval {
  readonly kind: 'interval';
  readonly from: EdtfPoint | 'open' | 'unknown';
  readonly to: EdtfPoint | 'open' | 'unknown';
}

export interface EdtfSet {
  readonly kind: 'set';
  /** `one`: one of them, nobody knows which; `all`: each of them. */
  readonly of: 'one' | 'all';
  readonly members: readonly (EdtfPoint | EdtfInterval)[];
}

export type EdtfValue = EdtfPoint | EdtfInterval | EdtfSet;

export type EdtfReading =
  | {
      readonly ok: true;
      readonly value: EdtfValue;
      /** Calendar days, `YYYY-MM-DD`; null for an open end and for years that have no four digits. */
      readonly earliest: string | null;
      readonly latest: string | null;
    }
  | { readonly ok: false; readonly code: EdtfProblem };

export type EdtfProblem = 'empty' | 'too-long' | 'not-edtf' | 'no-such-day' | 'ends-before-it-begins';

const longest = 500;

const season = String.raw`\d{4}-2[1-4]`;
const date = String.raw`\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?[?~%]?`;
/** Calendar dates, seasons and intervals of dates, which are most of all; whether there is such a day is worked out below. */
const plain = new RegExp(String.raw`^(?:${season}|${date}|${date}/(?:${date}|\.\.)?|(?:\.\.)?/${date})$`);

/** What its grammar knows. Most of what people write in words is none of it, and the package takes long to say so. */
const characters = /^[\dXYESTZ.,:~?%+\-−/[\]{} ]*$/;

interface Bounded<Value> {
  readonly value: Value;
  /** Null: open. */
  readonly first: Day | null;
  readonly last: Day | null;
}

class DateProblem extends Error {
  readonly code: EdtfProblem;
  constructor(code: EdtfProblem) {
    super(code);
    this.code = code;
  }
}

/** Reads a date. Never throws: what is wrong is a code. `?` and `~` do not widen the bounds: nobody knows by how much. */
export function readEdtf(text: string): EdtfReading {
  if (text.trim() === '') return { ok: false, code: 'empty' };
  if (text.length > longest) return { ok: false, code: 'too-long' };
  if (!characters.test(text)) return { ok: false, code: 'not-edtf' };
  try {
    // The package takes a fifth of a millisecond and more for each.
    if (!plain.test(text)) parse(text, { level: 3 });
  } catch {
    // Only of February the package lets through what is too late.
    return { ok: false, code: /^\d{4}-(?:0[1-9]|1[0-2])-31$/.test(text) ? 'no-such-day' : 'not-edtf' };
  }
  try {
    const { value, first, last } = read(text);
    if (first && last && isBefore(last, first)) throw new DateProblem('ends-before-it-begins');
    return { ok: true, value, earliest: dayText(first), latest: dayText(last) };
  } catch (error) {
    return { ok: false, code: error instanceof DateProblem ? error.code : 'not-edtf' };
  }
}

function read(text: string): Bounded<EdtfValue> {
  const set = /^([[{])(.*)[\]}]$/.exec(text);
  if (set) return readSet(set[1] === '[' ? 'one' : 'all', set[2] ?? '');
  const [from, to, more] = text.split('/');
  if (from !== undefined && to !== undefined && more === undefined) return readInterval(from, to);
  return readPoint(text);
}

function readSet(of: EdtfSet['of'], inside: string): Bounded<EdtfSet> {
  const members = inside.split(',').map((member) => {
    const [from, to] = member.trim().split('..');
    if (to === undefined) return readPoint(from ?? '');
    return readInterval(from === '' ? '..' : (from ?? ''), to === '' ? '..' : to);
  });
  const firsts = members.map(({ first }) => first);
  const lasts = members.map(({ last }) => last);
  return {
    value: { kind: 'set', of, members: members.map(({ value }) => value) },
    first: firsts.reduce((left, right) => (left && right ? (isBefore(right, left) ? right : left) : null)),
    last: lasts.reduce((left, right) => (left && right ? (isBefore(left, right) ? right : left) : null)),
  };
}

function readInterval(from: string, to: string): Bounded<EdtfInterval> {
  const [begins, ends] = [readEnd(from), readEnd(to)];
  if (begins.first && ends.last && isBefore(ends.last, begins.first))
    throw new DateProblem('ends-before-it-begins');
  return {
    value: { kind: 'interval', from: begins.value, to: ends.value },
    first: begins.first,
    last: ends.last,
  };
}

function readEnd(text: string): Bounded<EdtfPoint | 'open' | 'unknown'> {
  if (text === '..' || text === '')
    return { value: text === '' ? 'unknown' : 'open', first: null, last: null };
  return readPoint(text);
}

const dateForm = /^(-?)([\dX]{2,4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?(?:T(.+))?$/;
const yearForm = /^Y?(-?\d+)(?:E(\d+))?(?:S(\d+))?$/;

function readPoint(given: string): Bounded<EdtfPoint> {
  const qualified = qualifiers(given);
  const text = given.replace(/[?~%]/g, '');
  const blank = { year: null, month: null, day: null, season: null, time: null, significant: null };
  const point = { ...blank, ...qualified, text: given };
  const date = dateForm.exec(text);
  if (!date || /[YES]/.test(text)) return readYear(text, point);
  const [, sign, digits = '', month = null, day = null, time = null] = date;
  const negative = sign === '-';
  const year = digits.padEnd(4, 'X');
  const part = month === null || month.includes('X') ? 0 : Number(month);
  if (part > 20) return readSeason(year, negative, part, point);
  const days = daysOf(negative, year, month, day);
  if (!days) throw new DateProblem('no-such-day');
  const known = (pattern: string | null): number | null =>
    pattern === null || pattern.includes('X') ? null : Number(pattern);
  const signed = (value: number | null): number | null => (value !== null && negative ? -value : value);
  const own = { ...point, year: signed(known(year)), month: known(month), day: known(day), time };
  const kind = kindOf(year, month, day);
  const start =
    kind === 'decade' || kind === 'century' ? signed(Number(year.replaceAll('X', '0'))) : own.year;
  return { value: { ...own, kind, year: start }, ...days };
}

/** `2019-XX` and `2019-05-XX` are a year and a month: that there is more to know is in the text. */
function kindOf(year: string, month: string | null, day: string | null): EdtfPoint['kind'] {
  const unknown = (pattern: string | null): boolean => pattern === null || /^X+$/.test(pattern);
  if (/^\d{4}$/.test(year)) {
    if (unknown(month)) return unknown(day) ? 'year' : 'pattern';
    if (month?.includes('X') === true) return 'pattern';
    if (unknown(day)) return 'month';
    return day?.includes('X') === true ? 'pattern' : 'day';
  }
  if (month !== null || day !== null) return 'pattern';
  if (/^\d{3}X$/.test(year)) return 'decade';
  return /^\d{2}XX$/.test(year) ? 'century' : 'pattern';
}

/** Years of more than four digits, by exponent, or with fewer digits that count. */
function readYear(text: string, point: Omit<EdtfPoint, 'kind'>): Bounded<EdtfPoint> {
  const [, digits, exponent, significant] = yearForm.exec(text) ?? [];
  const year = Number(digits) * 10 ** Number(exponent ?? 0);
  if (!Number.isSafeInteger(year)) throw new DateProblem('not-edtf');
  const counted = significant === undefined ? null : Number(significant);
  const length = String(Math.abs(year)).length;
  const span = counted === null || counted >= length ? 1 : 10 ** (length - counted);
  const from = Math.floor(year / span) * span;
  return {
    value: { ...point, kind: 'year', year, significant: counted },
    first: { year: from, month: 1, day: 1 },
    last: { year: from + span - 1, month: 12, day: 31 },
  };
}

/**
 * First and last month, of the year before (0 and below), the year itself, or the one after. Seasons without a hemisphere are
 * those of the northern one; a winter may be the one that ends in its year or the one that begins in it, and so is a summer
 * of the south.
 */
const seasons: Readonly<Record<number, readonly [number, number] | undefined>> = {
  21: [3, 5],
  22: [6, 8],
  23: [9, 11],
  24: [0, 14],
  25: [3, 5],
  26: [6, 8],
  27: [9, 11],
  28: [0, 14],
  29: [9, 11],
  30: [0, 14],
  31: [3, 5],
  32: [6, 8],
  33: [1, 3],
  34: [4, 6],
  35: [7, 9],
  36: [10, 12],
  37: [1, 4],
  38: [5, 8],
  39: [9, 12],
  40: [1, 6],
  41: [7, 12],
};

function readSeason(
  pattern: string,
  negative: boolean,
  season: number,
  point: Omit<EdtfPoint, 'kind'>,
): Bounded<EdtfPoint> {
  const months = seasons[season];
  const years = daysOf(negative, pattern, null, null);
  if (!months || !years) throw new DateProblem('not-edtf');
  const year = pattern.includes('X') ? null : years.first.year;
  const at = (base: number, month: number): { readonly year: number; readonly month: number } => ({
    year: base + Math.floor((month - 1) / 12),
    month: ((month + 11) % 12) + 1,
  });
  const first = at(years.first.year, months[0]);
  const last = at(years.last.year, months[1]);
  return {
    value: { ...point, kind: 'season', year, season },
    first: { ...first, day: 1 },
    last: { ...last, day: daysIn(last.year, last.month) },
  };
}

function qualifiers(text: string): Qualified {
  const approximate = /[~%]/.test(text);
  const uncertain = /[?%]/.test(text);
  return { approximate, uncertain, partly: (approximate || uncertain) && !/[?~%]$/.test(text) };
}
