import { cemetery, cemeterySoot, cemeteryTorn } from './cemetery.ts';
import { church, churchSoot } from './church.ts';
import { addLand, heightOf, type Land, type Torn } from './land.ts';
import { daylight, type Weather } from './weather.ts';
import { shadowMap, sunAt } from './light.ts';
import { heap } from './masonry.ts';
import { Mesh } from './mesh.ts';
import { mosque, mosqueSoot } from './mosque.ts';
import { grass, tree, type TreeKind } from './plants.ts';
import { randomFrom } from './random.ts';
import type { Soot, Surroundings } from './shade.ts';
import type { View } from './view.ts';

export type Site = 'church' | 'mosque' | 'cemetery';

export interface SceneRequest {
  readonly site: Site;
  readonly isHarmed: boolean;
  readonly weather: Weather;
  readonly dayOfYear: number;
  /** True local solar time. */
  readonly hour: number;
  /** What the receiver that lies on a stone shows; empty: there is none. */
  readonly display: string;
}

interface Ground {
  readonly land: Land;
  readonly soot: readonly Soot[];
  readonly trees: readonly (readonly [number, number, TreeKind, number])[];
  /** Where the carved stone stands, and which way it looks. */
  readonly panel: readonly [number, number, number, 1 | 2 | 3];
  /** Half the sides of what is built on, where no grass grows. */
  readonly built: readonly [number, number];
}

/** How far a point lies from a line through these points. */
function along(...points: readonly (readonly [number, number])[]): (x: number, y: number) => number {
  const pieces = points.slice(1).map(([bx, by], at) => {
    const [ax, ay] = points[at] ?? [bx, by];
    return { ax, ay, dx: bx - ax, dy: by - ay, squared: (bx - ax) ** 2 + (by - ay) ** 2 };
  });
  return (x, y) => {
    let nearest = Infinity;
    for (const { ax, ay, dx, dy, squared } of pieces) {
      const part = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
      const wayX = x - ax - dx * part;
      const wayY = y - ay - dy * part;
      nearest = Math.min(nearest, wayX * wayX + wayY * wayY);
    }
    return Math.sqrt(nearest);
  };
}

const grounds: Readonly<Record<Site, Ground>> = {
  church: {
    land: {
      seed: 3.7,
      flat: 19,
      peaks: 1250,
      pathAway: along([-8, 0], [-19, -2], [-34, -16], [-60, -70]),
      torn: [],
    },
    soot: churchSoot,
    trees: [
      [-17, 9, 'round', 8],
      [24, 7, 'round', 9.5],
      [21, -3, 'round', 7],
      [-24, -19, 'round', 6],
      [9, 24, 'poplar', 15],
      [14, 27, 'poplar', 17],
      [19, 26, 'poplar', 14],
      [-30, 14, 'round', 8],
      [33, -24, 'round', 7],
      [-14, 27, 'round', 8],
      [27, 14, 'bare', 7],
    ],
    panel: [-10.6, -7.4, 0.35, 1],
    built: [8.6, 6.4],
  },
  mosque: {
    land: {
      seed: 11.3,
      flat: 24,
      peaks: 780,
      pathAway: along([0, -10], [1, -18], [14, -30], [60, -50]),
      torn: [],
    },
    soot: mosqueSoot,
    trees: [
      [-13, -9, 'cypress', 11],
      [-14, 3, 'cypress', 13],
      [-8, 19, 'round', 8],
      [16, 13, 'round', 9],
      [22, 4, 'round', 7],
      [-24, -16, 'poplar', 14],
      [-28, -12, 'poplar', 16],
      [-31, -7, 'poplar', 15],
      [3, 21, 'round', 9],
      [30, -18, 'round', 7],
      [-20, 24, 'poplar', 16],
    ],
    panel: [-9.2, -9.6, 0.2, 2],
    built: [6.2, 10.4],
  },
  cemetery: {
    land: { seed: 23.9, flat: 12, peaks: 950, pathAway: along([0, -13], [0.4, 2], [6, 6.4]), torn: [] },
    soot: cemeterySoot,
    trees: [
      [-9, 9.6, 'round', 9],
      [3, 11, 'cypress', 9],
      [13.5, 3, 'cypress', 10],
      [-15, -9, 'round', 8],
      [16, -10.6, 'round', 7.5],
      [24, 10, 'round', 10],
      [-23, 2, 'round', 9],
      [-4, 19, 'poplar', 14],
      [4, 21, 'poplar', 15],
      [-26, -15, 'round', 8],
      [11, 23, 'bare', 8],
    ],
    panel: [-4.6, 6.6, 0.1, 3],
    built: [0, 0],
  },
};

export function landOf(site: Site, isHarmed: boolean): Land {
  const { land } = grounds[site];
  return isHarmed && site === 'cemetery'
    ? { ...land, torn: cemeteryTorn }
    : isHarmed
      ? { ...land, torn: tornAround[site] }
      : land;
}

const tornAround: Readonly<Record<Site, readonly Torn[]>> = {
  cemetery: cemeteryTorn,
  church: [{ at: [4, -8.6], reach: [7, 3] }],
  mosque: [
    { at: [11, -2], reach: [6, 7] },
    { at: [3, -12], reach: [7, 3] },
  ],
};

export interface Scene {
  readonly numbers: Float32Array;
  readonly around: Surroundings;
}

/** Everything that is seen, and the light on it. The same request gives the same scene. */
export function sceneOf(request: SceneRequest, view: View, seed: number): Scene {
  const { site, isHarmed, weather, display } = request;
  const { soot, built } = grounds[site];
  const land = landOf(site, isHarmed);
  const still = standing(request, land);
  const mesh = new Mesh();
  addLand(mesh, land, view);
  grass(
    mesh,
    randomFrom(seed),
    land,
    view,
    weather.season,
    weather.snow,
    (x, y) => Math.abs(x) > built[0] || Math.abs(y) > built[1],
  );
  const numbers = new Float32Array(still.length + mesh.numbers.length);
  numbers.set(still);
  numbers.set(mesh.numbers, still.length);
  const sun = sunAt(request.dayOfYear, request.hour);
  const shines = sun[2] > 0.03 ? sun : ([sun[0], sun[1], 0.03] as const);
  return {
    numbers,
    around: {
      land,
      light: daylight(sun, weather),
      shadows: shadowMap(still, shines, [0, 0, 4], 36, 960),
      above: shadowMap(still, [0, 0, 1], [0, 0, 0], 36, 420),
      soot: isHarmed ? soot : [],
      scarred: isHarmed ? 0.7 : 0,
      display,
    },
  };
}

/** What stands there whoever looks: kept from picture to picture, for most show the same. */
let kept: { readonly key: string; readonly numbers: Float32Array } | null = null;

function standing({ site, isHarmed, weather, display }: SceneRequest, land: Land): Float32Array {
  const key = [site, isHarmed, weather.season, display !== ''].join();
  if (kept?.key === key) return kept.numbers;
  const mesh = new Mesh();
  const random = randomFrom(77);
  if (site === 'church') church(mesh, random, isHarmed);
  else if (site === 'mosque') mosque(mesh, random, isHarmed);
  else cemetery(mesh, random, land, isHarmed);
  const { trees, panel } = grounds[site];
  for (const [at, [x, y, kind, high]] of trees.entries())
    tree(
      mesh,
      randomFrom(500 + at),
      land,
      [x, y],
      isHarmed && at === 1 ? 'bare' : kind,
      high,
      weather.season,
    );
  carvedStone(mesh, land, panel);
  if (display !== '') receiver(mesh, land, panel);
  const stones = randomFrom(9);
  for (let group = 0; group < 14; group += 1)
    heap(mesh, stones, [stones.between(-30, 30), stones.between(-30, -11)], 1.2, 0, 5, {
      material: 'headstone',
      ground: (x, y) => heightOf(land, x, y),
      size: [0.1, 0.45],
    });
  kept = { key, numbers: mesh.numbers.slice() };
  return kept.numbers;
}

/** A stone of 1 by 1.8 metres, and beside it a pole of one metre, striped by tens of centimetres. */
function carvedStone(mesh: Mesh, land: Land, [x, y, turn, kind]: Ground['panel']): void {
  mesh.placed({ at: [x, y, heightOf(land, x, y)], turn }, () => {
    const stone = kind === 2 ? 'lime' : kind === 3 ? 'headstone' : 'tuff';
    mesh.box([-0.62, -0.12, -0.4], [0.62, 0.42, 0.14], stone, 0.9);
    mesh.box([-0.5, 0.001, 0.14], [0.5, 0.28, 1.94], stone, 1);
    mesh.placed({ at: [-0.5, -0.001, 0.14] }, () =>
      mesh.quad([0, 0, 0], [1, 0, 0], [1, 0, 1.8], [0, 0, 1.8], 'panel', kind),
    );
    mesh.placed({ at: [0.72, -0.06, 0] }, () =>
      mesh.turned(
        [
          [0.014, 0],
          [0.014, 1],
          [0.001, 1.02],
        ],
        8,
        'pole',
      ),
    );
  });
}

function receiver(mesh: Mesh, land: Land, [x, y]: Ground['panel']): void {
  mesh.placed({ at: [x + 1.9, y - 0.8, heightOf(land, x, y)], turn: 0.25 }, () => {
    mesh.box([-0.5, -0.32, -0.3], [0.55, 0.4, 0.34], 'headstone', 0.95);
    mesh.placed({ at: [0, 0, 0.34], tilt: 0.35 }, () => {
      mesh.box([-0.045, -0.07, 0], [0.045, 0.07, 0.026], 'case');
      mesh.box([-0.034, -0.012, 0.024], [0.034, 0.036, 0.027], 'metal');
      mesh.placed({ at: [-0.03, -0.008, 0.0275] }, () =>
        mesh.quad([0, 0, 0], [0.06, 0, 0], [0.06, 0.04, 0], [0, 0.04, 0], 'display'),
      );
      for (const at of [-0.022, 0, 0.022])
        mesh.box([at - 0.007, -0.045, 0.026], [at + 0.007, -0.03, 0.03], 'metal');
    });
  });
}

/** Where the carved stone of a site and the receiver beside it are. */
export const panelOf = (site: Site): Ground['panel'] => grounds[site].panel;
