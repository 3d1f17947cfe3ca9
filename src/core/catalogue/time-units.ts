import { timeUnits, type TimeUnit } from '../../shared/records/timeline.ts';
import { monthOf } from './time-parts.ts';

/** Calendar units by whole numbers that follow one another. */
interface Reckoning {
  readonly partOf: (time: number) => number;
  readonly startOf: (part: number) => number;
}

const even = (length: number): Reckoning => ({
  partOf: (time) => Math.floor(time / length),
  startOf: (part) => part * length,
});

const months = (count: number): Reckoning => ({
  partOf: count === 1 ? monthOf : (time) => Math.floor(monthOf(time) / count),
  startOf: (part) => {
    const start = new Date(0);
    // `Date.UTC` takes the years before 100 for those of the twentieth century.
    start.setUTCFullYear(Math.floor((part * count) / 12), (((part * count) % 12) + 12) % 12, 1);
    return start.getTime();
  },
});

const units: Readonly<Record<TimeUnit, Reckoning>> = {
  minute: even(60_000),
  'ten-minutes': even(600_000),
  hour: even(3_600_000),
  day: even(86_400_000),
  month: months(1),
  year: months(12),
  decade: months(120),
  century: months(1200),
};

export interface Bins {
  readonly unit: TimeUnit;
  readonly partOf: (time: number) => number;
  readonly first: number;
  readonly edges: readonly number[];
}

/** Whole units, the finest of which no more than `most` are needed. */
export function binsOf(from: number, to: number, most: number): Bins {
  const unit =
    timeUnits.find((name) => units[name].partOf(to - 1) - units[name].partOf(from) < most) ?? 'century';
  const { partOf, startOf } = units[unit];
  const first = partOf(from);
  const count = partOf(to - 1) - first + 1;
  return { unit, partOf, first, edges: Array.from({ length: count + 1 }, (_, at) => startOf(first + at)) };
}
