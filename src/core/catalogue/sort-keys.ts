import type { CameraReading } from '../../shared/records/readings.ts';
import { readEdtf } from '../../shared/dates/edtf.ts';
import { fold } from '../search/fold.ts';
import { timeOfDay } from './time-parts.ts';

/** What items are put in order by, as values that an index compares. */

const date = /(-)?([\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?/;

/** First month of the seasons of ISO 8601-2 (21 to 24), in the north. */
const seasons: Readonly<Record<number, number>> = { 21: 3, 22: 6, 23: 9, 24: 12 };

/** As cameras write it, and most people: what it comes to needs no reading of EDTF, which takes a hundred times as long. */
const plain = /^\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.]+)?)?)?$/;

/** A time of day with its offset from UTC: it is the wall clock that counts here. */
const withOffset = /^(\d{4}-\d\d-\d\dT[\d:.]+)(?:Z|[+-]\d\d:\d\d)$/;
const wallClock = (captured: string): string => withOffset.exec(captured)?.[1] ?? captured;

/**
 * Milliseconds since 1970 of the earliest wall clock that a reading or an EDTF date can mean, as if it were UTC; null where
 * no year is told. Of an interval that is open at its beginning its end counts.
 */
export function capturedKey(given: string | null): number | null {
  if (given === null) return null;
  const captured = wallClock(given);
  const isSeason = /^\d{4}-[2-4]\d$/.test(captured);
  if (plain.test(captured) && !isSeason) return firstTime(captured);
  const read = readEdtf(captured);
  const bound = read.ok ? (read.earliest ?? read.latest) : null;
  // A year of five digits begins with none of four.
  if (bound === null) return captured.includes('Y') ? null : firstTime(captured);
  // A bound is a day; where that is the day of the first date, its hour is told as well.
  const [day, first] = [firstTime(bound), firstTime(captured)];
  return day !== null && first !== null && first > day && first - day < millisecondsOfDay ? first : day;
}

const millisecondsOfDay = 86_400_000;

/**
 * The first wall clock that it cannot mean any more, in the same milliseconds; null where `capturedKey` is. Of an interval that
 * is open at its end its beginning counts.
 */
export function capturedEnd(given: string | null): number | null {
  const first = capturedKey(given);
  if (given === null || first === null) return null;
  const captured = wallClock(given);
  const isSeason = /^\d{4}-[2-4]\d$/.test(captured);
  if (!plain.test(captured) || isSeason) {
    const read = readEdtf(captured);
    const bound = read.ok ? (read.latest ?? read.earliest) : null;
    const day = bound === null ? null : firstTime(bound);
    const to = read.ok && read.value.kind === 'interval' ? read.value.to : null;
    const ends = to !== null && typeof to === 'object' ? timeOfDay(to.time).ends : millisecondsOfDay;
    return day === null ? first + 1 : Math.max(first + 1, day + ends);
  }
  const end = new Date(first);
  if (captured.length === 4) end.setUTCFullYear(end.getUTCFullYear() + 1);
  else if (captured.length === 7) end.setUTCMonth(end.getUTCMonth() + 1);
  else if (captured.length === 10) end.setUTCDate(end.getUTCDate() + 1);
  else return first + (captured.length === 16 ? 60_000 : captured.length === 19 ? 1000 : 1);
  return end.getTime();
}

/** Of the first date that stands in a text. */
function firstTime(text: string): number | null {
  const parts = date.exec(text);
  if (!parts) return null;
  const digits = (given: string | undefined, least: number): number =>
    given === undefined ? least : Math.max(least, Number(given.replaceAll('X', '0')));
  const [, before, year, month, day, hour, minute, second, fraction] = parts;
  const told = digits(month, 1);
  const time = new Date(0);
  time.setUTCFullYear(
    digits(year, 0) * (before === undefined ? 1 : -1),
    (seasons[told] ?? (told > 12 ? 1 : told)) - 1,
    digits(day, 1),
  );
  time.setUTCHours(
    digits(hour, 0),
    digits(minute, 0),
    digits(second, 0),
    digits(fraction?.padEnd(3, '0'), 0),
  );
  return time.getTime();
}

/** `2026-K2-100000` comes after `2026-K2-99999`. */
export function numberKey(number: string): string {
  return number.replace(/\d+$/, (sequence) => sequence.padStart(10, '0'));
}

/** Longer beginnings tell hardly any two titles apart, and an index of a million of them is read when an archive is opened. */
const titleLength = 48;

/** `IMG_10` comes after `IMG_9`. */
export function titleKey(title: string): string {
  return fold(title.slice(0, titleLength)).replace(/\d+/g, (digits) => digits.padStart(8, '0'));
}

/** Make and model as people say them: many cameras name the make in both. Null where neither is told. */
export function cameraName(camera: Pick<CameraReading, 'make' | 'model'> | null | undefined): string | null {
  const make = camera?.make?.trim() ?? '';
  const model = camera?.model?.trim() ?? '';
  const name = model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`.trim();
  return name === '' ? null : name;
}
