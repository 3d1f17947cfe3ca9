import { middle, type Spot } from '../case/villages.ts';
import type { Layer } from './features.ts';
import { varint } from './varint.ts';

/** Units that a tile is wide: Mapbox Vector Tile 2.1, `extent`. */
const extent = 8192;
/** What is drawn around a tile, so that its edge does not show. */
const buffer = 256;
const metresPerDegree = 111_320;

type Point = readonly [x: number, y: number];

/** Where a spot lies in the square of the world (EPSG:3857), from 0 to 1, to the right and down. */
export function inWorld([east, north]: Spot): Point {
  const latitude = ((middle.latitude + north / metresPerDegree) * Math.PI) / 180;
  const longitude = middle.longitude + east / (metresPerDegree * Math.cos((middle.latitude * Math.PI) / 180));
  return [longitude / 360 + 0.5, 0.5 - Math.asinh(Math.tan(latitude)) / (2 * Math.PI)];
}

/** One tile, or null where nothing lies in it. */
export function vectorTile(
  layers: readonly Layer[],
  { z, x, y }: { readonly z: number; readonly x: number; readonly y: number },
): Buffer | null {
  const size = 2 ** z;
  const place = (spot: Spot): Point => {
    const [right, down] = inWorld(spot);
    return [Math.round((right * size - x) * extent), Math.round((down * size - y) * extent)];
  };
  const written = layers.flatMap(({ name, from, features }) => {
    if (z < from) return [];
    const drawn = features.flatMap(({ kind, lines }) => {
      const placed = lines.map((line) => thinned(line.map(place)));
      const geometry =
        kind === 'area' ? areaCommands(placed.map(clipped)) : lineCommands(placed.flatMap(partsWithin));
      return geometry.length === 0 ? [] : [featureBytes(kind, geometry)];
    });
    return drawn.length === 0 ? [] : [layerBytes(name, drawn)];
  });
  return written.length === 0 ? null : Buffer.from(written.flat());
}

/** Without points that are nearer to the one before than anybody sees. */
function thinned(line: readonly Point[]): readonly Point[] {
  const kept: Point[] = [];
  for (const [at, point] of line.entries()) {
    const last = kept.at(-1);
    const isFar = !last || Math.abs(point[0] - last[0]) + Math.abs(point[1] - last[1]) >= 5;
    if (isFar || (at === line.length - 1 && kept.length < 2)) kept.push(point);
  }
  return kept;
}

const [least, most] = [-buffer, extent + buffer];

/** The part of a ring that lies in the tile or near it (Sutherland and Hodgman). */
function clipped(ring: readonly Point[]): readonly Point[] {
  const sides: readonly (readonly [axis: 0 | 1, limit: number, sign: 1 | -1])[] = [
    [0, least, 1],
    [0, most, -1],
    [1, least, 1],
    [1, most, -1],
  ];
  return sides.reduce<readonly Point[]>((points, [axis, limit, sign]) => {
    const inside = (point: Point): boolean => (point[axis] - limit) * sign >= 0;
    return points.flatMap((point, at) => {
      const before = points.at(at - 1) ?? point;
      const crossing = inside(point) === inside(before) ? [] : [crossingOf(before, point, axis, limit)];
      return inside(point) ? [...crossing, point] : crossing;
    });
  }, ring);
}

function crossingOf(from: Point, to: Point, axis: 0 | 1, limit: number): Point {
  const part = (limit - from[axis]) / (to[axis] - from[axis]);
  const along = (one: 0 | 1): number => Math.round(from[one] + part * (to[one] - from[one]));
  return axis === 0 ? [limit, along(1)] : [along(0), limit];
}

/** The parts of a line that lie in the tile, each with the points next to it: those are near, and harm nothing. */
function partsWithin(line: readonly Point[]): readonly (readonly Point[])[] {
  const parts: Point[][] = [];
  let open: Point[] | null = null;
  for (const [at, point] of line.entries()) {
    const before = line[at - 1];
    if (!before) continue;
    const isNear = ([0, 1] as const).every(
      (axis) => Math.max(point[axis], before[axis]) >= least && Math.min(point[axis], before[axis]) <= most,
    );
    if (!isNear) open = null;
    else if (open) open.push(point);
    else parts.push((open = [before, point]));
  }
  return parts;
}

const zigzag = (value: number): number => (value < 0 ? -value * 2 - 1 : value * 2);

/** MoveTo the first point and LineTo the others, each from the one before; the pen stays where it is left. */
function pen() {
  let [x, y] = [0, 0];
  const command = (id: 1 | 2, points: readonly Point[]): number[] => [
    ...varint(id | (points.length << 3)),
    ...points.flatMap(([toX, toY]) => {
      const moved = [...varint(zigzag(toX - x)), ...varint(zigzag(toY - y))];
      [x, y] = [toX, toY];
      return moved;
    }),
  ];
  return (points: readonly Point[]): number[] => [
    ...command(1, points.slice(0, 1)),
    ...command(2, points.slice(1)),
  ];
}

const closePath = 15;

function areaCommands([outer = [], ...holes]: readonly (readonly Point[])[]): number[] {
  const draw = pen();
  if (outer.length < 3) return [];
  return [outer, ...holes.filter((hole) => hole.length >= 3)].flatMap((ring) => [...draw(ring), closePath]);
}

function lineCommands(parts: readonly (readonly Point[])[]): number[] {
  const draw = pen();
  return parts.flatMap(draw);
}

/** A field of a protocol buffer with a length. */
const field = (number: number, bytes: readonly number[]): number[] => [
  (number << 3) | 2,
  ...varint(bytes.length),
  ...bytes,
];

const featureBytes = (kind: 'area' | 'line', geometry: readonly number[]): number[] =>
  field(2, [0x18, kind === 'area' ? 3 : 2, ...field(4, geometry)]);

const layerBytes = (name: string, features: readonly (readonly number[])[]): number[] =>
  field(3, [
    ...field(1, [...Buffer.from(name)]),
    ...features.flat(),
    ...[0x28, ...varint(extent)],
    ...[0x78, 2],
  ]);
