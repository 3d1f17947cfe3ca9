import type { Spot } from '../case/villages.ts';

/** A closed line, its end not said again; what is higher lies to its left. */
export type Ring = readonly Spot[];

interface Field {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
  /** Metres between the points at which it is measured. */
  readonly step: number;
}

/** What was measured at each point of a field, row after row from the south. */
export interface Measured extends Field {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array;
}

export function measured(field: Field, at: (spot: Spot) => number): Measured {
  const { west, east, south, north, step } = field;
  const columns = Math.round((east - west) / step) + 1;
  const rows = Math.round((north - south) / step) + 1;
  const values = Float64Array.from({ length: columns * rows }, (_, place) =>
    at([west + (place % columns) * step, south + Math.floor(place / columns) * step]),
  );
  return { ...field, columns, rows, values };
}

/** Everything that lies higher than `level`: each outer ring with those of the hollows within it. Marching squares. */
export function areasAbove(field: Measured, level: number): readonly (readonly Ring[])[] {
  const rings = ringsAt(field, level);
  const outer = rings.filter((ring) => areaOf(ring) > 0);
  const holes = rings.filter((ring) => areaOf(ring) < 0);
  return outer.map((ring) => [
    ring,
    ...holes.filter((hole) => hole[0] !== undefined && isWithin(hole[0], ring)),
  ]);
}

function ringsAt({ west, south, step, columns, rows, values }: Measured, level: number): readonly Ring[] {
  const value = (column: number, row: number): number => (values[row * columns + column] ?? 0) - level;
  // Edges are named by the point that they begin at, those that lead to the north behind those that lead to the east.
  const horizontal = (column: number, row: number): number => row * columns + column;
  const vertical = (column: number, row: number): number => columns * rows + row * columns + column;
  const points = new Map<number, Spot>();
  const next = new Map<number, number>();
  const cross = (edge: number, column: number, row: number, isVertical: boolean): number => {
    const [a, b] = [value(column, row), isVertical ? value(column, row + 1) : value(column + 1, row)];
    const part = a / (a - b);
    points.set(edge, [
      west + (column + (isVertical ? 0 : part)) * step,
      south + (row + (isVertical ? part : 0)) * step,
    ]);
    return edge;
  };
  for (let row = 0; row < rows - 1; row += 1)
    for (let column = 0; column < columns - 1; column += 1) {
      const corners = [
        value(column, row) > 0,
        value(column + 1, row) > 0,
        value(column + 1, row + 1) > 0,
        value(column, row + 1) > 0,
      ];
      const edge = [
        () => cross(horizontal(column, row), column, row, false),
        () => cross(vertical(column + 1, row), column + 1, row, true),
        () => cross(horizontal(column, row + 1), column, row + 1, false),
        () => cross(vertical(column, row), column, row, true),
      ];
      // Around the cell against the clock: a line comes in where it leaves what is high, and goes out where it enters it again.
      const leaves = [0, 1, 2, 3].filter(
        (side) => corners[side] === true && corners[(side + 1) % 4] !== true,
      );
      const enters = [0, 1, 2, 3].filter(
        (side) => corners[side] !== true && corners[(side + 1) % 4] === true,
      );
      for (const from of leaves) {
        // Of two the nearer: high corners that only touch stay apart.
        const to = enters.toSorted((one, other) => ((from - one + 4) % 4) - ((from - other + 4) % 4))[0];
        const [begin, end] = [edge[from]?.(), to === undefined ? undefined : edge[to]?.()];
        if (begin !== undefined && end !== undefined) next.set(begin, end);
      }
    }
  const rings: Ring[] = [];
  while (next.size > 0) {
    const [start] = next.keys();
    const ring: Spot[] = [];
    for (let edge = start; edge !== undefined;) {
      const point = points.get(edge);
      if (point) ring.push(point);
      const following: number | undefined = next.get(edge);
      next.delete(edge);
      edge = following;
    }
    if (ring.length > 4) rings.push(ring.slice(0, -1));
  }
  return rings;
}

/** Square metres, positive of a ring that runs against the clock. */
export function areaOf(ring: Ring): number {
  return (
    ring.reduce((sum, [east, north], at) => {
      const [nextEast, nextNorth] = ring[(at + 1) % ring.length] ?? [0, 0];
      return sum + east * nextNorth - nextEast * north;
    }, 0) / 2
  );
}

export function isWithin([east, north]: Spot, ring: Ring): boolean {
  return ring.reduce((inside, [aEast, aNorth], at) => {
    const [bEast, bNorth] = ring[(at + 1) % ring.length] ?? [0, 0];
    const isCrossed =
      aNorth > north !== bNorth > north &&
      east < ((bEast - aEast) * (north - aNorth)) / (bNorth - aNorth) + aEast;
    return isCrossed ? !inside : inside;
  }, false);
}
