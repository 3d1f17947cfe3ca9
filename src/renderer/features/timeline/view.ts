import type { Timeline, TimeUnit } from '../../../shared/records/timeline.ts';

/** A part of the time, in milliseconds of wall clocks as if they were UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const minute = 60_000;
/** Nothing finer is known of most dates. */
const shortest = 20 * minute;

const length = ({ from, to }: Span): number => to - from;

/** Everything, with a little room on both sides. */
export function wholeOf(extent: Span): Span {
  const room = Math.max(length(extent) * 0.08, (shortest - length(extent)) / 2, minute);
  return whole({ from: extent.from - room, to: extent.to + room });
}

/** Whole bins where everything was counted, else nearly so. */
export function firstView(extent: Span, edges: readonly number[]): Span {
  const [from = NaN, to = NaN] = [edges[0], edges.at(-1)];
  if (!(from <= extent.from && to >= extent.to)) return wholeOf(extent);
  const room = Math.max((to - from) / 200, minute);
  return within({ from: from - room, to: to + room }, extent);
}

const whole = ({ from, to }: Span): Span => ({ from: Math.floor(from), to: Math.ceil(to) });

/** As it was asked for, as far as there is anything. */
export function within(view: Span, extent: Span): Span {
  const all = wholeOf(extent);
  const long = Math.min(Math.max(length(view), shortest), length(all));
  const middle = (view.from + view.to) / 2;
  const from = Math.min(Math.max(middle - long / 2, all.from), all.to - long);
  return whole({ from, to: from + long });
}

/** `by` above 1 shows more; what is at `at` stays where it is. */
export const zoomed = ({ from, to }: Span, at: number, by: number): Span => ({
  from: at - (at - from) * by,
  to: at + (to - at) * by,
});

/** By a part of what is shown. */
export const moved = (view: Span, part: number): Span => ({
  from: view.from + length(view) * part,
  to: view.to + length(view) * part,
});

/** Place in a number of pixels, and back. */
export const placeOf = (view: Span, width: number, time: number): number =>
  ((time - view.from) / length(view)) * width;
export const timeAt = (view: Span, width: number, place: number): number =>
  view.from + (place / Math.max(1, width)) * length(view);

/** Index of the bin that a time is of; the nearest where it is of none. */
export function binAt(edges: readonly number[], time: number): number {
  const after = edges.findIndex((edge) => edge > time);
  return Math.max(0, Math.min(edges.length - 2, after === -1 ? edges.length : after - 1));
}

/** Whole bins from one time to another. */
export function binsBetween(edges: readonly number[], one: number, other: number): Span {
  const [first, last] = [binAt(edges, Math.min(one, other)), binAt(edges, Math.max(one, other))];
  return { from: edges[first] ?? one, to: edges[last + 1] ?? other };
}

const text = (time: number): string => {
  const [, sign = '', year = '', rest = ''] =
    /^([-+]?)(\d+)-(.*)$/.exec(new Date(time).toISOString().slice(0, -8)) ?? [];
  return `${sign === '-' ? '-' : ''}${year.slice(-4)}-${rest}`;
};

/** An EDTF date or interval: years, months or days where the span is of whole ones, else minutes. */
export function edtfOf({ from, to }: Span): string {
  const last = to - minute;
  const starts = (part: RegExp): boolean => part.test(text(from)) && part.test(text(to));
  const digits = starts(/-01-01T00:00$/)
    ? -12
    : starts(/-01T00:00$/)
      ? -9
      : starts(/T00:00$/)
        ? -6
        : undefined;
  const [first, end] = [text(from).slice(0, digits), text(last).slice(0, digits)];
  return first === end && digits !== undefined ? first : `${first}/${end}`;
}

/** How many items may be of each bin beside those that are of it for sure. */
export function possible(
  { edges, lanes }: Pick<Timeline, 'edges' | 'lanes'>,
  lane: number,
): readonly number[] {
  const bins = Math.max(0, edges.length - 1);
  const change = new Array<number>(bins + 1).fill(0);
  const at = new Map(edges.map((edge, index) => [edge, index]));
  for (const { from, to, items } of lanes[lane]?.doubtful ?? []) {
    const first = from === null ? 0 : (at.get(from) ?? 0);
    const end = to === null ? bins : (at.get(to) ?? bins);
    change[first] = (change[first] ?? 0) + items;
    change[end] = (change[end] ?? 0) - items;
  }
  let sum = 0;
  return change.slice(0, bins).map((more) => (sum += more));
}

export interface Tick {
  readonly time: number;
  readonly unit: TickUnit;
  /** Whether the part of the time around it begins here: a year among months, a day among hours. */
  readonly isMain: boolean;
}
export type TickUnit = 'minute' | 'day' | 'month' | 'year';

/** Steps that people count by, from the finest: minutes, or months. */
const steps: readonly (readonly [unit: TickUnit, minutes: number, months: number])[] = [
  ...[1, 5, 10, 30, 60, 180, 360, 720].map((minutes) => ['minute', minutes, 0] as const),
  ...[1, 2, 7].map((days) => ['day', days * 1440, 0] as const),
  ...[1, 3, 6].map((months) => ['month', 0, months] as const),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map((years) => ['year', 0, years * 12] as const),
];

const monthMinutes = 43_830;

/** About one each `apart` pixels. */
export function ticksOf(view: Span, width: number, apart: number): readonly Tick[] {
  const least = (length(view) / minute) * (apart / Math.max(1, width));
  const [unit, minutes, months] = steps.find(
    ([, own, long]) => Math.max(own, long * monthMinutes) >= least,
  ) ??
    steps.at(-1) ?? ['year', 0, 12];
  const ticks: Tick[] = [];
  const add = (time: number, isMain: boolean): void => {
    if (time >= view.from && time <= view.to) ticks.push({ time, unit, isMain });
  };
  if (unit === 'minute') {
    const step = minutes * minute;
    for (let time = Math.ceil(view.from / step) * step; time <= view.to; time += step)
      add(time, time % (1440 * minute) === 0);
  } else if (unit === 'day') {
    // Days are counted anew in each month; the last ones that would stand close to its end are left out.
    const days = minutes / 1440;
    for (let month = monthStart(view.from, 0), at = 1; month <= view.to; month = monthStart(view.from, at++))
      for (let day = 0; day <= (days === 1 ? 30 : 31 - days); day += days) {
        const time = month + day * 1440 * minute;
        if (new Date(time).getUTCMonth() === new Date(month).getUTCMonth()) add(time, day === 0);
      }
  } else {
    const first = new Date(view.from);
    const start = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months;
    for (let month = start; ; month += months) {
      const time = new Date(0).setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
      if (time > view.to) break;
      add(time, unit === 'month' && month % 12 === 0);
    }
  }
  return ticks;
}

function monthStart(time: number, after: number): number {
  const date = new Date(time);
  return new Date(0).setUTCFullYear(date.getUTCFullYear(), date.getUTCMonth() + after, 1);
}

/** What stands around a tick, and is written once. */
export const around: Readonly<Record<TickUnit, 'day' | 'month' | 'year' | null>> = {
  minute: 'day',
  day: 'month',
  month: 'year',
  year: null,
};

/** How finely the beginning of a bin is told. */
export const fineness: Readonly<Record<TimeUnit, TickUnit>> = {
  minute: 'minute',
  'ten-minutes': 'minute',
  hour: 'minute',
  day: 'day',
  month: 'month',
  year: 'year',
  decade: 'year',
  century: 'year',
};
