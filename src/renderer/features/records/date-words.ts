import { useTranslation } from 'react-i18next';
import { readEdtf, type EdtfInterval, type EdtfPoint, type EdtfValue } from '../../../shared/dates/edtf.ts';
import type { records } from '../../i18n/en/records.ts';

type Key = keyof typeof records.date;
/** A message of `records.date`. */
export type SayDate = (key: Key, values?: Readonly<Record<string, string>>) => string;

const months = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9', 'm10', 'm11', 'm12'] as const;
const monthsOf = [
  'of1',
  'of2',
  'of3',
  'of4',
  'of5',
  'of6',
  'of7',
  'of8',
  'of9',
  'of10',
  'of11',
  'of12',
] as const;
const seasons = ['spring', 'summer', 'autumn', 'winter'] as const;

/** A date as it was asserted (EDTF), for reading. What cannot be put into words stays as it was written. */
export function dateInWords(text: string, say: SayDate): string {
  const read = readEdtf(text);
  return read.ok ? valueInWords(read.value, say) : text;
}

function valueInWords(value: EdtfValue, say: SayDate): string {
  if (value.kind === 'set') {
    const [first = '', ...others] = value.members.map((member) => valueInWords(member, say));
    return others.reduce((one, other) => say(value.of === 'one' ? 'or' : 'and', { one, other }), first);
  }
  return value.kind === 'interval' ? intervalInWords(value, say) : pointInWords(value, say);
}

function intervalInWords({ from, to }: EdtfInterval, say: SayDate): string {
  const [begins, ends] = [from, to].map((end) =>
    end === 'open' || end === 'unknown' ? null : pointInWords(end, say),
  );
  if (begins && ends) return say('fromTo', { from: begins, to: ends });
  if (begins) return say(to === 'open' ? 'since' : 'fromUnknown', { date: begins });
  if (ends) return say(from === 'open' ? 'until' : 'toUnknown', { date: ends });
  return say('unknown');
}

function pointInWords(point: EdtfPoint, say: SayDate): string {
  const plain = plainPoint(point, say);
  if (plain === null) return point.text;
  const about = point.approximate ? say('about', { date: plain }) : plain;
  return point.uncertain ? say('unsure', { date: about }) : about;
}

function plainPoint(point: EdtfPoint, say: SayDate): string | null {
  const { kind, year, month, day, season, significant, partly, time } = point;
  if (partly || significant !== null || year === null || year < 0) return null;
  const written = String(year);
  if (kind === 'year') return say('year', { year: written });
  if (kind === 'decade') return say('decade', { year: written });
  if (kind === 'century') {
    const number = Math.floor(year / 100) + 1;
    return say('century', { ordinal: ordinal(number), roman: roman(number) });
  }
  const seasonKey = season === null ? undefined : seasons[season - 21];
  if (kind === 'season') return seasonKey ? say('inSeason', { season: say(seasonKey), year: written }) : null;
  if (kind !== 'month' && kind !== 'day') return null;
  const key = months[(month ?? 0) - 1];
  const keyOf = monthsOf[(month ?? 0) - 1];
  if (!key || !keyOf) return null;
  if (kind === 'month') return say('inMonth', { month: say(key), year: written });
  const date = say('onDay', { day: String(day ?? 0), month: say(keyOf), year: written });
  return time === null ? date : `${date}, ${time.slice(0, 5)}`;
}

/** English. */
function ordinal(number: number): string {
  const [tens, ones] = [Math.floor(number / 10) % 10, number % 10];
  const ending = tens === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][ones] ?? 'th');
  return `${String(number)}${ending}`;
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

/** Dates in the language of the window. */
export function useDateWords(): (text: string) => string {
  const { t } = useTranslation('records');
  return (text) => dateInWords(text, (key, values) => t(`date.${key}`, { defaultValue: '', ...values }));
}
