import type { TimelineLane } from '../../../shared/records/timeline.ts';

export interface Band {
  /** Pixels. */
  readonly from: number;
  readonly to: number;
  readonly row: number;
  readonly items: number;
  /** Whether it goes on beyond what was asked for. */
  readonly opensLeft: boolean;
  readonly opensRight: boolean;
}

/** Rows of doubt in a lane; what finds no room lies over what is there. */
export const mostRows = 3;

/** Spans that do not touch share a row. */
export function bandsOf(
  doubtful: TimelineLane['doubtful'],
  placeOf: (time: number) => number,
  width: number,
): readonly Band[] {
  const ends: number[] = [];
  const bands = doubtful
    .map(({ from, to, items }) => ({
      from: from === null ? -20 : placeOf(from),
      to: to === null ? width + 20 : placeOf(to),
      items,
      opensLeft: from === null,
      opensRight: to === null,
    }))
    .filter((band) => band.to > 0 && band.from < width)
    .sort((one, other) => one.from - other.from || other.to - one.to);
  return bands.map((band, at) => {
    const free = ends.findIndex((end) => end <= band.from);
    const row = free >= 0 ? free : ends.length < mostRows ? ends.length : at % mostRows;
    ends[row] = Math.max(ends[row] ?? -Infinity, band.to);
    return { ...band, row };
  });
}
