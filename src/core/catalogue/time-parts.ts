/** Parts of time by whole numbers that follow one another. By reckoning: a `Date` for each of a million items takes a third of a second. */

const day = 86_400_000;

/** Months since January of the year 0 of the proleptic Gregorian calendar. `time` in milliseconds since 1970. */
export function monthOf(time: number): number {
  // Years begin with March, so that the day that is now and then stands last; in eras of 400 years.
  const days = Math.floor(time / day) + 719_468;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  return (year + era * 400) * 12 + Math.floor((5 * ofYear + 2) / 153) + 2;
}

export const yearOf = (time: number): number => Math.floor(monthOf(time) / 12);

/** Days since 1970. */
export const dayOf = (time: number): number => Math.floor(time / day);

const two = (number: number): string => String(number).padStart(2, '0');

/** As EDTF. */
export function yearText(year: number): string {
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`;
}

export function monthText(month: number): string {
  const year = Math.floor(month / 12);
  return `${yearText(year)}-${two(month - year * 12 + 1)}`;
}

export function dayText(days: number): string {
  return `${monthText(monthOf(days * day))}-${two(new Date(days * day).getUTCDate())}`;
}

/** Milliseconds of a day that a time of day begins and ends at; as of items, its offset from UTC does not count. */
export function timeOfDay(time: string | null | undefined): {
  readonly begins: number;
  readonly ends: number;
} {
  const [, hours, minutes, seconds] = /^(\d\d):(\d\d)(?::(\d\d))?/.exec(time ?? '') ?? [];
  if (hours === undefined) return { begins: 0, ends: 86_400_000 };
  const begins = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) * 1000;
  return { begins, ends: begins + (seconds === undefined ? 60_000 : 1000) };
}
