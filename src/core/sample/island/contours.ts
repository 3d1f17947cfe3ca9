import { contours } from 'd3-contour';
import type { Spot } from '../case/villages.ts';

/** A closed line, its end not said again. */
export type Ring = readonly Spot[];

interface Field {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
  /** Metres between the points at which it is measured. */
  readonly step: number;
}

/** What lies higher than each of `levels`: areas, each with its outer ring first, and then those of the hollows within it. */
export function areasAbove(
  { west, east, south, north, step }: Field,
  at: (spot: Spot) => number,
  levels: readonly number[],
): readonly (readonly (readonly Ring[])[])[] {
  const columns = Math.round((east - west) / step) + 1;
  const rows = Math.round((north - south) / step) + 1;
  const values = Array.from({ length: columns * rows }, (_, place) =>
    at([west + (place % columns) * step, south + Math.floor(place / columns) * step]),
  );
  // What was measured at a point counts in the middle of its square there.
  const spotAt = ([column = 0, row = 0]: readonly number[]): Spot => [
    west + (column - 0.5) * step,
    south + (row - 0.5) * step,
  ];
  return contours()
    .size([columns, rows])
    .thresholds([...levels])(values)
    .map(({ coordinates }) => coordinates.map((rings) => rings.map((ring) => ring.slice(0, -1).map(spotAt))));
}

/** Square metres. */
export function areaOf(ring: Ring): number {
  const twice = ring.reduce((sum, [east, north], at) => {
    const [nextEast, nextNorth] = ring[(at + 1) % ring.length] ?? [0, 0];
    return sum + east * nextNorth - nextEast * north;
  }, 0);
  return Math.abs(twice) / 2;
}
