import { positions } from '../photographs.ts';
import { noise2 } from '../drawing/noise.ts';
import { randomFrom } from '../drawing/random.ts';
import { spotOf, spots, type Spot } from '../case/villages.ts';
import { areaOf, areasAbove, type Ring } from './contours.ts';
import { heightAt, reach, streamFrom } from './relief.ts';

/** What a map shows of the island: rings of areas (holes behind their outer ring), or lines. */
export interface Feature {
  readonly kind: 'area' | 'line';
  readonly lines: readonly (readonly Spot[])[];
}

export interface Layer {
  /** As the maps of others call theirs: the map screen knows land and water by it. */
  readonly name: 'earth' | 'relief' | 'water' | 'fields' | 'roads' | 'buildings';
  /** From which zoom on it is in the tiles. */
  readonly from: number;
  readonly features: readonly Feature[];
}

/** The whole island, drawn anew: the same every time. */
export function islandLayers(): readonly Layer[] {
  const [shore = [], ...heights] = areasAbove({ ...reach, step: 60 }, heightAt, [0, ...levels]);
  return [
    { name: 'earth', from: 5, features: larger(shore, 12_000) },
    { name: 'relief', from: 8, features: heights.flatMap((areas) => larger(areas, 30_000)) },
    { name: 'fields', from: 12, features: villages.flatMap(([at, , seed]) => fieldsAround(at, seed)) },
    {
      name: 'water',
      from: 9,
      features: [
        { kind: 'area', lines: [lake()] },
        ...springs.map((spring): Feature => ({ kind: 'line', lines: [streamFrom(spring)] })),
      ],
    },
    { name: 'roads', from: 9, features: roads.map((road) => ({ kind: 'line', lines: [bent(road)] })) },
    {
      name: 'buildings',
      from: 12,
      features: [...villages.flatMap(([at, count, seed]) => housesAround(at, count, seed)), ...sites()],
    },
  ];
}

/** Metres above the sea, from which on the land has another colour. */
const levels = [90, 170, 250, 330, 410, 490];

/** Those of more than `least` square metres. */
const larger = (areas: readonly (readonly Ring[])[], least: number): Feature[] =>
  areas
    .filter(([outer]) => outer !== undefined && areaOf(outer) > least)
    .map((lines) => ({ kind: 'area', lines }));

const villages: readonly (readonly [at: Spot, houses: number, seed: number])[] = [
  [spots.velmar.at, 52, 3],
  [spots.tuvesh.at, 74, 5],
  [spots.ilmekar.at, 60, 7],
  [spots.harbour.at, 16, 11],
];

const springs: readonly Spot[] = [
  [-1150, -650],
  [-760, 320],
  [260, -700],
  [1500, 1150],
  [3050, 650],
];

const [church, mosque, cemetery] = [
  spotOf(positions.church),
  spotOf(positions.mosque),
  spotOf(positions.cemetery),
];

const roads: readonly (readonly Spot[])[] = [
  // Around the hill, from village to village.
  [spots.velmar.at, church, [-2450, 1250], [-1250, 2350], [-150, 2500], mosque, spots.tuvesh.at],
  [spots.tuvesh.at, [2150, 2350], [3300, 1150], [3700, -250], [3650, -1300], spots.ilmekar.at],
  [spots.ilmekar.at, cemetery, [1500, -2350], [200, -2700], [-700, -3150], spots.harbour.at],
  [spots.harbour.at, [-1900, -2550], spots.bridge.at, spots.velmar.at],
  // Over the saddle.
  [mosque, [700, 1300], [760, 100], [950, -900], [1500, -2350]],
];

/** Rounded between its points (Catmull-Rom), and as crooked as a road that nobody has measured. */
function bent(points: readonly Spot[]): readonly Spot[] {
  const at = (place: number): Spot => points[Math.min(points.length - 1, Math.max(0, place))] ?? [0, 0];
  const path: Spot[] = [];
  for (let place = 0; place < points.length - 1; place += 1) {
    const four = [at(place - 1), at(place), at(place + 1), at(place + 2)] as const;
    for (let part = 0; part < 1; part += 1 / 14) {
      const [east, north] = [spline(four, part, 0), spline(four, part, 1)];
      const wander = 90 * Math.sin(Math.PI * part);
      path.push([
        east + wander * (noise2(east / 260, north / 260) - 0.5),
        north + wander * (noise2(east / 260 + 40, north / 260 + 70) - 0.5),
      ]);
    }
  }
  return [...path, at(points.length - 1)];
}

function spline([a, b, c, d]: readonly [Spot, Spot, Spot, Spot], part: number, axis: 0 | 1): number {
  const [before, from, to, after] = [a[axis], b[axis], c[axis], d[axis]];
  return (
    from +
    0.5 *
      part *
      (to -
        before +
        part * (2 * before - 5 * from + 4 * to - after + part * (3 * (from - to) + after - before)))
  );
}

function lake(): Ring {
  const [east, north] = spots.lake.at;
  return Array.from({ length: 40 }, (_, step): Spot => {
    const angle = (step / 40) * 2 * Math.PI;
    const far = 210 + 190 * noise2(Math.cos(angle) * 1.3 + 7, Math.sin(angle) * 1.3 + 3);
    return [east + far * 1.25 * Math.cos(angle), north + far * 0.8 * Math.sin(angle)];
  });
}

/** A rectangle about a spot, against the clock; `turn` in radians. */
function box([east, north]: Spot, long: number, wide: number, turn: number): Ring {
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([along = 0, across = 0]): Spot => {
    const [x, y] = [(along * long) / 2, (across * wide) / 2];
    return [east + x * cosine - y * sine, north + x * sine + y * cosine];
  });
}

function housesAround(middle: Spot, count: number, seed: number): Feature[] {
  const random = randomFrom(seed);
  const houses: Spot[] = [];
  const turn = random.between(0, Math.PI / 2);
  const features: Feature[] = [];
  for (let attempt = 0; attempt < 4000 && features.length < count; attempt += 1) {
    const [angle, far] = [random.between(0, 2 * Math.PI), 40 + 330 * random.next() ** 0.8];
    const at: Spot = [middle[0] + far * Math.cos(angle), middle[1] + 0.75 * far * Math.sin(angle)];
    const isFree = houses.every((other) => Math.hypot(other[0] - at[0], other[1] - at[1]) > 38);
    if (!isFree || heightAt(at) < 4) continue;
    houses.push(at);
    const own = turn + random.between(-0.25, 0.25) + (random.next() < 0.5 ? Math.PI / 2 : 0);
    features.push({ kind: 'area', lines: [box(at, random.between(15, 26), random.between(11, 16), own)] });
  }
  return features;
}

/** Strips of land around a village, as they were shared out long ago. */
function fieldsAround(middle: Spot, seed: number): Feature[] {
  const random = randomFrom(seed + 100);
  const turn = random.between(0, Math.PI);
  const features: Feature[] = [];
  for (let column = -6; column <= 6; column += 1)
    for (let row = -5; row <= 5; row += 1) {
      const [x, y] = [column * 165 + random.between(-12, 12), row * 120 + random.between(-8, 8)];
      const at: Spot = [
        middle[0] + x * Math.cos(turn) - y * Math.sin(turn),
        middle[1] + x * Math.sin(turn) + y * Math.cos(turn),
      ];
      const far = Math.hypot(at[0] - middle[0], at[1] - middle[1]);
      const height = heightAt(at);
      if (far < 430 || far > 880 || height < 14 || height > 240 || random.next() < 0.4) continue;
      features.push({ kind: 'area', lines: [box(at, 148, random.between(70, 104), turn)] });
    }
  return features;
}

/** What the pictures show: the church, the mosque, and the wall around the graves with the tomb house in it. */
const sites = (): Feature[] =>
  [
    box(church, 15.2, 10.8, 0),
    box(mosque, 17, 17, 0),
    box(cemetery, 34, 30, 0),
    box([cemetery[0] + 9.4, cemetery[1] + 7.6], 5, 4, 0),
  ].map((ring) => ({ kind: 'area', lines: [ring] }));
