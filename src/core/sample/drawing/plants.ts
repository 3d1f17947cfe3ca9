import { heightOf, landGroup, type Land } from './land.ts';
import type { Mesh } from './mesh.ts';
import type { Random } from './random.ts';
import { unit, type Vector } from './vector.ts';
import type { View } from './view.ts';
import type { Season } from './weather.ts';

export type TreeKind = 'round' | 'poplar' | 'cypress' | 'bare';

/** A tree at a place; without leaves in winter, unless it keeps them. */
export function tree(
  mesh: Mesh,
  random: Random,
  land: Land,
  [x, y]: readonly [number, number],
  kind: TreeKind,
  high: number,
  season: Season,
): void {
  mesh.placed({ at: [x, y, heightOf(land, x, y)], turn: random.between(0, 6) }, () => {
    const evergreen = kind === 'cypress';
    const trunk = kind === 'round' ? 0.42 : 0.3;
    mesh.turned(
      [
        [high * 0.035, -0.3],
        [high * 0.022, high * trunk],
        [0.02, high * 0.85],
      ],
      6,
      'bark',
    );
    const isBare = kind === 'bare' || (season === 'winter' && !evergreen);
    if (!evergreen) branches(mesh, random, high, trunk, isBare ? 1 : 0.5);
    if (isBare) return;
    const fill = season === 'autumn' && !evergreen ? 0.62 : 1;
    const [wide, tall, middle] =
      kind === 'round'
        ? [high * 0.36, high * 0.33, high * 0.66]
        : kind === 'poplar'
          ? [high * 0.12, high * 0.44, high * 0.55]
          : [high * 0.13, high * 0.47, high * 0.51];
    const count = Math.round((kind === 'round' ? 760 : 720) * fill);
    const group = mesh.group();
    for (let leaf = 0; leaf < count; leaf += 1) {
      const way = unit([random.between(-1, 1), random.between(-1, 1), random.between(-1, 1)]);
      const lumps = 0.78 + 0.3 * Math.sin(way[0] * 5 + way[1] * 3) * Math.cos(way[2] * 4 + way[1] * 2);
      const deep = Math.pow(random.next(), 0.35) * lumps;
      const taper = evergreen ? 1 - 0.75 * Math.max(0, way[2] * deep) : 1;
      const centre: Vector = [
        way[0] * wide * deep * taper,
        way[1] * wide * deep * taper,
        middle + way[2] * tall * deep,
      ];
      const size = high * random.between(0.02, 0.038) * (evergreen ? 0.8 : 1);
      const shade = Math.min(0.95, 0.25 + 0.5 * deep + 0.2 * way[2] + random.between(-0.1, 0.1));
      blade(mesh, group, random, centre, size, way, (evergreen ? 2 : 1) + Math.max(0.05, shade));
    }
  });
}

function blade(
  mesh: Mesh,
  group: number,
  random: Random,
  [x, y, z]: Vector,
  size: number,
  normal: Vector,
  tint: number,
): void {
  const corner = (): Vector => [
    x + random.between(-size, size),
    y + random.between(-size, size),
    z + random.between(-size, size),
  ];
  const [a, b, c, d] = [corner(), corner(), corner(), corner()];
  const texture = [
    [0, 0],
    [size, 0],
    [0, size],
  ] as const;
  mesh.triangle([a, b, c], [normal, normal, normal], texture, 'leaf', tint, group);
  mesh.triangle([b, c, d], [normal, normal, normal], texture, 'leaf', tint, group);
}

function branches(mesh: Mesh, random: Random, high: number, from: number, spread: number): void {
  for (let branch = 0; branch < 30 * spread; branch += 1) {
    const start = high * random.between(from * 0.8, 0.8);
    const long = (high - start) * random.between(0.4, 0.75) * (spread < 1 ? 0.7 : 1);
    mesh.placed({ at: [0, 0, start], turn: random.between(0, 6.3), tilt: random.between(0.3, 0.95) }, () => {
      mesh.turned(
        [
          [high * 0.011, 0],
          [high * 0.004, long],
        ],
        4,
        'bark',
      );
      for (let twig = 0; twig < 5; twig += 1)
        mesh.placed(
          {
            at: [0, 0, long * random.between(0.3, 0.95)],
            turn: random.between(0, 6.3),
            tilt: random.between(0.4, 1),
          },
          () =>
            mesh.turned(
              [
                [high * 0.004, 0],
                [0.004, long * random.between(0.2, 0.4)],
              ],
              3,
              'bark',
            ),
        );
    });
  }
}

/** Blades of grass before the camera, in tufts; none on the path or where `isFree` says so. */
export function grass(
  mesh: Mesh,
  random: Random,
  land: Land,
  view: View,
  season: Season,
  snow: number,
  isFree: (x: number, y: number) => boolean,
): void {
  const heading = Math.atan2(view.forward[1], view.forward[0]);
  const count = Math.round(1800 * (1 - 0.85 * snow));
  const up: Vector = [0, 0, 1];
  for (let tuft = 0; tuft < count; tuft += 1) {
    const away = 0.8 + 26 * Math.pow(random.next(), 1.7);
    const angle = heading + random.between(-0.75, 0.75);
    const [x, y] = [view.from[0] + Math.cos(angle) * away, view.from[1] + Math.sin(angle) * away];
    const keep = random.next();
    if (land.pathAway(x, y) < 1.1 + keep * 0.6 || !isFree(x, y) || isTorn(land, x, y)) continue;
    const z = heightOf(land, x, y) - 0.03;
    const high = (season === 'summer' ? 0.34 : season === 'spring' ? 0.24 : 0.2) * (0.35 + random.next());
    const blades = away < 7 ? 5 : 2;
    for (let one = 0; one < blades; one += 1) {
      const [lean, way] = [random.between(0, 0.6) * high, random.between(0, 6.3)];
      const [bx, by] = [x + random.between(-0.09, 0.09), y + random.between(-0.09, 0.09)];
      const half = Math.max(0.005, away * 0.0009);
      mesh.triangle(
        [
          [bx - half * Math.sin(heading), by + half * Math.cos(heading), z],
          [bx + half * Math.sin(heading), by - half * Math.cos(heading), z],
          [bx + Math.cos(way) * lean, by + Math.sin(way) * lean, z + high],
        ],
        [up, up, up],
        [
          [0, 0],
          [0, 0],
          [0, 1],
        ],
        'grass',
        random.next(),
        landGroup,
      );
    }
  }
}

const isTorn = ({ torn }: Land, x: number, y: number): boolean =>
  torn.some(({ at, reach }) => Math.max(Math.abs(x - at[0]) / reach[0], Math.abs(y - at[1]) / reach[1]) < 1);
