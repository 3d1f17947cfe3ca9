/** Proleptic Gregorian days, as EDTF counts them; years from -9999 to 9999. */

export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** `YYYY-MM-DD`; null for a year that has no such form, and so no place in an index of texts. */
export function dayText(day: Day | null): string | null {
  if (!day || day.year < 0 || day.year > 9999) return null;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(day.year).padStart(4, '0')}-${two(day.month)}-${two(day.day)}`;
}

export function isBefore(left: Day, right: Day): boolean {
  const difference = left.year - right.year || left.month - right.month || left.day - right.day;
  return difference < 0;
}

/** Numbers of two or four digits that a pattern stands for, `X` being any digit. */
function matching(pattern: string | null, from: number, to: number): number[] {
  const length = to > 99 ? 4 : 2;
  if (pattern === null || /^X+$/.test(pattern)) return range(from, to);
  if (!pattern.includes('X')) return [Number(pattern)].filter((value) => value >= from && value <= to);
  const wanted = new RegExp(`^${pattern.replaceAll('X', '\\d')}$`);
  return range(from, to).filter((value) => wanted.test(String(value).padStart(length, '0')));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** First and last day of what a pattern of year, month and day stands for; null if there is no such day. */
export function daysOf(
  negative: boolean,
  year: string,
  month: string | null,
  day: string | null,
): { readonly first: Day; readonly last: Day } | null {
  const years = matching(year, 0, 9999).map((value) => (negative ? -value : value));
  years.sort((left, right) => left - right);
  const months = matching(month, 1, 12);
  const days = matching(day, 1, 31);
  const find = (reversed: boolean): Day | null => {
    const order = <Value>(list: readonly Value[]): readonly Value[] => (reversed ? list.toReversed() : list);
    for (const y of order(years))
      for (const m of order(months))
        for (const d of order(days)) if (d <= daysIn(y, m)) return { year: y, month: m, day: d };
    return null;
  };
  const [first, last] = [find(false), find(true)];
  return first && last ? { first, last } : null;
}
