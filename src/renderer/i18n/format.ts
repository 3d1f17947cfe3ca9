import { useTranslation } from 'react-i18next';
import { mirrored } from './i18n.ts';

export interface Formats {
  number(value: number): string;
  /** Bytes, in steps of 1,000 as file managers and disks count. */
  bytes(value: number): string;
  percent(fraction: number): string;
  /** RFC 3339 as day and time of this machine's zone. */
  moment(value: string): string;
  day(value: string): string;
  /** Its time of day alone. */
  time(value: string): string;
  /** A wall clock, in milliseconds as if it were UTC, as finely as asked. */
  wall(time: number, as: WallForm): string;
  /** Seconds, in words. */
  duration(seconds: number): string;
  list(values: readonly string[]): string;
}

/** Down to a part of it; or that part `Alone`, where what is around it is told beside it. */
export type WallForm = 'minute' | 'day' | 'month' | 'year' | 'clock' | 'dayAlone' | 'monthAlone';

/** Length of what is written of such a year. */
const beforeCommonEra: Readonly<Partial<Record<WallForm, number>>> = { minute: 19, day: 13, month: 10 };

/** Where the browser knows a language's units not. */
const unitNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  hy: {
    byte: 'բայթ',
    kilobyte: 'ԿԲ',
    megabyte: 'ՄԲ',
    gigabyte: 'ԳԲ',
    terabyte: 'ՏԲ',
    second: 'վրկ',
    minute: 'րոպե',
    hour: 'ժամ',
  },
};

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function formats(language: string): Formats {
  const own = language === mirrored ? 'en' : language;
  // Chromium is built without Armenian. Its numbers and dates in figures are written as in Russian: 3 024, 27.11.2026, 19:53.
  const isKnown = Intl.DateTimeFormat.supportedLocalesOf([own]).length > 0;
  const locale = isKnown ? own : 'ru';
  const dateStyle = isKnown ? 'medium' : 'short';
  const number = new Intl.NumberFormat(locale);
  const moment = new Intl.DateTimeFormat(locale, { dateStyle, timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const utc = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const walls: Readonly<Record<Exclude<WallForm, 'year'>, Intl.DateTimeFormat>> = {
    minute: utc({ dateStyle, timeStyle: 'short' }),
    day: utc({ dateStyle }),
    month: utc({ year: 'numeric', month: isKnown ? 'short' : '2-digit' }),
    clock: utc({ timeStyle: 'short' }),
    dayAlone: utc({ day: 'numeric' }),
    monthAlone: utc({ month: isKnown ? 'short' : '2-digit' }),
  };
  const dated = (value: string, format: Intl.DateTimeFormat): string => {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? value : format.format(at);
  };
  const unit = (value: number, name: string, digits: number): string => {
    if (!isKnown && language in unitNames) {
      const figures = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
      return `${figures} ${unitNames[language]?.[name] ?? name}`;
    }
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      // Short, English has no plural of a byte.
      unitDisplay: name === 'byte' ? 'long' : 'short',
      maximumFractionDigits: digits,
    }).format(value);
  };
  return {
    number: (value) => number.format(value),
    bytes: (value) => {
      const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
      const scaled = value / 1000 ** step;
      return unit(scaled, units[step] ?? 'byte', step > 0 && scaled < 10 ? 1 : 0);
    },
    percent: (fraction) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(fraction),
    moment: (value) => dated(value, moment),
    day: (value) => dated(value, day),
    time: (value) => dated(value, time),
    wall: (time, as) => {
      const written = new Date(time).toISOString();
      if (as === 'year') return String(new Date(time).getUTCFullYear());
      // Of a year before the common era a language's own form would leave out that it is.
      if (written.startsWith('-') && as in beforeCommonEra) return written.slice(0, beforeCommonEra[as]);
      return walls[as].format(time);
    },
    duration: (seconds) =>
      seconds < 90
        ? unit(Math.ceil(seconds), 'second', 0)
        : seconds < 5400
          ? unit(Math.ceil(seconds / 60), 'minute', 0)
          : unit(seconds / 3600, 'hour', 1),
    list: (values) =>
      isKnown ? new Intl.ListFormat(locale, { type: 'conjunction' }).format(values) : values.join(', '),
  };
}

/** Making them takes a millisecond, and each part of a screen asks for them whenever it is drawn. */
const made = new Map<string, Formats>();

/** Dates and numbers as the chosen language writes them. */
export function useFormats(): Formats {
  const { language } = useTranslation().i18n;
  const now = made.get(language) ?? formats(language);
  made.set(language, now);
  return now;
}
