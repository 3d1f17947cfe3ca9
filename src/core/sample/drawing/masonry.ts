import type { Material, Mesh } from './mesh.ts';
import type { Random } from './random.ts';
import { noise2 } from './noise.ts';
import type { Vector } from './vector.ts';

/** How high a wall stands at a distance along it, in metres. */
export type Profile = (along: number) => number;

/** A broken edge between `low` and `high`, in steps as stones give it. */
export function jagged(seed: number, low: number, high: number, pace = 0.45): Profile {
  return (along) => {
    const coarse = noise2(along * pace + seed * 7.1, seed * 3.3);
    const step = Math.floor((low + (high - low) * coarse) / 0.4) * 0.4;
    return Math.max(0.2, step + 0.25 * noise2(along * 3.7 + seed, 9));
  };
}

/** From a to b (in plan), with its thickness to the left, between `base` and the profile. */
export function wall(
  mesh: Mesh,
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
  base: number,
  profile: Profile | number,
  material: Material,
  options: { readonly thickness?: number; readonly inner?: Material; readonly tint?: number } = {},
): void {
  const { thickness = 0.7, inner = material, tint = 1 } = options;
  const length = Math.hypot(bx - ax, by - ay);
  const turn = Math.atan2(by - ay, bx - ax);
  const isWhole = typeof profile === 'number';
  const strips = isWhole ? 1 : Math.ceil(length / 0.36);
  mesh.placed({ at: [ax, ay, 0], turn }, () => {
    let before = base;
    for (let strip = 0; strip < strips; strip += 1) {
      const [from, to] = [(length * strip) / strips, (length * (strip + 1)) / strips];
      const top = isWhole ? profile : Math.max(base, profile((from + to) / 2));
      if (top > base) {
        mesh.quad([from, 0, base], [to, 0, base], [to, 0, top], [from, 0, top], material, tint, [from, base]);
        mesh.quad(
          [to, thickness, base],
          [from, thickness, base],
          [from, thickness, top],
          [to, thickness, top],
          inner,
          tint,
          [-to, base],
        );
        mesh.quad([from, 0, top], [to, 0, top], [to, thickness, top], [from, thickness, top], 'rubble', 1);
      }
      if (top !== before && strip > 0) {
        const [low, high] = [Math.min(top, before), Math.max(top, before)];
        mesh.quad(
          [from, 0, low],
          [from, thickness, low],
          [from, thickness, high],
          [from, 0, high],
          'rubble',
          1,
        );
      }
      before = top;
    }
    mesh.quad(
      [0, thickness, base],
      [0, 0, base],
      [0, 0, isWhole ? profile : profile(0)],
      [0, thickness, isWhole ? profile : profile(0)],
      material,
      tint,
    );
    const end = isWhole ? profile : Math.max(base, profile(length));
    mesh.quad(
      [length, 0, base],
      [length, thickness, base],
      [length, thickness, end],
      [length, 0, end],
      material,
      tint,
    );
  });
}

/** Stone slabs over a parallelogram: `keeps` leaves out those that fell, given how far along and up, from 0 to 1. */
export function slabs(
  mesh: Mesh,
  origin: Vector,
  along: Vector,
  up: Vector,
  material: Material,
  keeps?: (along: number, up: number) => boolean,
): void {
  const at = (s: number, t: number): Vector => [
    origin[0] + along[0] * s + up[0] * t,
    origin[1] + along[1] * s + up[1] * t,
    origin[2] + along[2] * s + up[2] * t,
  ];
  if (!keeps) {
    mesh.quad(at(0, 0), at(1, 0), at(1, 1), at(0, 1), material);
    return;
  }
  const [wide, high] = [Math.hypot(...along), Math.hypot(...up)];
  const [columns, rows] = [Math.ceil(wide / 0.6), Math.ceil(high / 0.5)];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const [s0, s1, t0, t1] = [column / columns, (column + 1) / columns, row / rows, (row + 1) / rows];
      if (!keeps((s0 + s1) / 2, (t0 + t1) / 2)) continue;
      mesh.quad(at(s0, t0), at(s1, t0), at(s1, t1), at(s0, t1), material, 1, [s0 * wide, t0 * high]);
    }
}

/** A dark opening with a round head in the plane x, z, and stones that frame it; a little before the wall. */
export function arch(
  mesh: Mesh,
  at: Vector,
  turn: number,
  wide: number,
  high: number,
  frame: Material,
  inside: Material = 'void',
): void {
  const outline = (half: number, top: number, extra: number): (readonly [number, number])[] => {
    const spring = top - half;
    const points: (readonly [number, number])[] = [
      [-half, -extra],
      [half, -extra],
    ];
    for (let step = 0; step <= 10; step += 1) {
      const angle = (Math.PI * step) / 10;
      points.push([half * Math.cos(angle), spring + half * Math.sin(angle)]);
    }
    return points;
  };
  mesh.placed({ at, turn }, () => {
    mesh.placed({ at: [0, -0.07, 0] }, () =>
      mesh.extruded(outline(wide / 2 + 0.16, high + 0.16, 0.08), 0.1, [frame, frame], 1.12),
    );
    mesh.placed({ at: [0, -0.1, 0] }, () =>
      mesh.extruded(outline(wide / 2, high, 0), 0.02, [inside, inside]),
    );
  });
}

/** Broken stones in a heap: highest in the middle, some rolled away. */
export function heap(
  mesh: Mesh,
  random: Random,
  [x, y]: readonly [number, number],
  reach: number,
  height: number,
  count: number,
  options: {
    readonly material?: Material;
    readonly size?: readonly [number, number];
    readonly ground?: (x: number, y: number) => number;
    readonly paleness?: number;
  } = {},
): void {
  const { material = 'rubble', size = [0.14, 0.5], ground = () => 0, paleness = 0 } = options;
  for (let stone = 0; stone < count; stone += 1) {
    const away = Math.sqrt(random.next()) * reach * (random.next() < 0.12 ? 1.6 : 1);
    const angle = random.between(0, Math.PI * 2);
    const [px, py] = [x + Math.cos(angle) * away, y + Math.sin(angle) * away];
    const rise = height * Math.max(0, 1 - away / reach) * random.between(0.55, 1);
    const half = random.between(size[0], size[1]) * (random.next() < 0.12 ? 1.5 : 1) * 0.5;
    const jitter = (): number => random.between(-0.18, 0.18) * half;
    mesh.placed(
      {
        at: [px, py, ground(px, py) + rise + half * 0.25],
        turn: random.between(0, 6.3),
        tilt: random.between(-0.7, 0.7),
        roll: random.between(-0.7, 0.7),
      },
      () => {
        const [a, b, c] = [
          half * random.between(0.8, 1.6),
          half * random.between(0.7, 1.1),
          half * random.between(0.5, 0.9),
        ];
        mesh.box([-a, -b, -c], [a, b, c], material, paleness + random.between(0.8, 1.25), jitter);
      },
    );
  }
  // What lies beneath: a mound, so that no grass shows between the stones.
  if (height > 0.3)
    mesh.placed({ at: [x, y, ground(x, y) - 0.1] }, () =>
      mesh.turned(
        [
          [reach * 0.85, 0],
          [reach * 0.55, height * 0.42],
          [reach * 0.25, height * 0.75],
          [0, height * 0.86],
        ],
        14,
        'earth',
      ),
    );
}
