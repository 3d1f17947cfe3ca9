import { arch, heap, jagged, slabs, wall } from './masonry.ts';
import { heightOf, type Land, type Torn } from './land.ts';
import type { Mesh } from './mesh.ts';
import { noise2 } from './noise.ts';
import type { Random } from './random.ts';
import type { Soot } from './shade.ts';

export const cemeterySoot: readonly Soot[] = [{ at: [9.5, 6.1, 2], reach: 1.3 }];

/** A lane that a heavy machine cleared, and two places where it turned. */
export const cemeteryTorn: readonly Torn[] = [
  { at: [-1, -1.4], reach: [15, 2.9] },
  { at: [-13, 3.5], reach: [3.4, 3] },
  { at: [6, 8.2], reach: [4, 3.2] },
];

const inLane = (x: number, y: number): boolean => Math.abs(y + 1.4) < 2.7 && Math.abs(x + 1) < 14.5;

/** Rows of gravestones around a house of stone, within a low wall; a part cleared by a machine where it was harmed. */
export function cemetery(mesh: Mesh, random: Random, land: Land, isHarmed: boolean): void {
  const ground = (x: number, y: number): number => heightOf(land, x, y);
  for (let row = -4; row <= 4; row += 1)
    for (let place = -7; place <= 7; place += 1) {
      const [x, y] = [
        place * 1.9 + random.between(-0.35, 0.35) + (row % 2) * 0.7,
        row * 2.6 + random.between(-0.25, 0.25),
      ];
      const [turn, kind, seed] = [random.between(-0.09, 0.09), random.whole(4), random.next()];
      const [fell, lean] = [random.next(), random.between(-0.07, 0.07)];
      if (Math.abs(x - 9.5) < 3.4 && Math.abs(y - 8) < 3) continue;
      if (land.pathAway(x, y) < 1.1 || seed < 0.08) continue;
      if (isHarmed && inLane(x, y)) continue;
      const down = isHarmed && fell < 0.62;
      const tilt = down ? (fell < 0.36 ? -1.5 : 1.47) + lean : lean;
      const broken = down && fell > 0.2 && fell < 0.34;
      mesh.placed(
        {
          at: [x, y, ground(x, y) + (down ? 0.12 : -0.12)],
          turn: turn + (down ? lean * 8 : 0),
          tilt,
          roll: down ? 0 : lean * 0.6,
        },
        () => gravestone(mesh, random, kind, seed, broken),
      );
      if (down) heap(mesh, random, [x, y], 0.7, 0.1, 7, { size: [0.08, 0.24], ground });
    }
  house(mesh, random, isHarmed, ground);
  enclosure(mesh, isHarmed, ground);
  if (!isHarmed) return;
  // Pushed together at the ends of the lane.
  for (const [x, y, count] of [
    [-14.6, -1.6, 26],
    [12.6, -2, 20],
    [-3, -4.6, 12],
  ] as const) {
    for (let stone = 0; stone < count; stone += 1) {
      const [px, py] = [x + random.between(-2, 2), y + random.between(-1.6, 1.6)];
      const rise = 1.3 * Math.max(0, 1 - Math.hypot(px - x, py - y) / 2.4);
      mesh.placed(
        {
          at: [px, py, ground(px, py) + rise],
          turn: random.between(0, 6.3),
          tilt: random.between(-1.6, 1.6),
          roll: random.between(-0.6, 0.6),
        },
        () => gravestone(mesh, random, random.whole(4), random.next(), random.next() < 0.5),
      );
    }
    heap(mesh, random, [x, y], 2.5, 1.1, 90, { ground, size: [0.1, 0.4] });
  }
}

/** In the plane x, z, upright, its foot at the origin. */
function gravestone(mesh: Mesh, random: Random, kind: number, seed: number, isBroken: boolean): void {
  const [half, high, thick] = [0.28 + seed * 0.12, 1 + ((seed * 7.3) % 0.55), 0.16 + ((seed * 3.1) % 0.1)];
  const points: (readonly [number, number])[] = [
    [-half, 0],
    [half, 0],
  ];
  if (isBroken)
    points.push(
      [half, high * random.between(0.4, 0.6)],
      [half * 0.2, high * random.between(0.5, 0.7)],
      [-half, high * 0.45],
    );
  else if (kind === 0)
    for (let step = 0; step <= 8; step += 1)
      points.push([
        half * Math.cos((Math.PI * step) / 8),
        high - half + half * Math.sin((Math.PI * step) / 8),
      ]);
  else if (kind === 1) points.push([half, high * 0.84], [0, high], [-half, high * 0.84]);
  else if (kind === 2)
    points.push(
      [half, high * 0.8],
      [half * 0.72, high * 0.9],
      [half * 0.3, high],
      [-half * 0.3, high],
      [-half * 0.72, high * 0.9],
      [-half, high * 0.8],
    );
  else points.push([half, high * 0.97], [-half, high]);
  mesh.extruded(points, thick, ['engraved', 'headstone'], 0.72 + seed * 0.55);
  if (kind === 3 && !isBroken)
    mesh.box(
      [-half - 0.05, -0.05, high - 0.02],
      [half + 0.05, thick + 0.05, high + 0.1],
      'headstone',
      0.9 + seed * 0.3,
    );
  if (!isBroken && seed > 0.35)
    mesh.box([-half - 0.12, -0.16, -0.3], [half + 0.12, thick + 0.14, 0.22], 'headstone', 0.85);
}

function house(
  mesh: Mesh,
  random: Random,
  isHarmed: boolean,
  ground: (x: number, y: number) => number,
): void {
  const [x, y] = [9.5, 8.2];
  mesh.placed({ at: [x, y, ground(x, y)] }, () => {
    const [a, b, high] = [2.5, 2, 2.7];
    wall(
      mesh,
      [-a, -b],
      [a, -b],
      -0.5,
      isHarmed ? (s) => (s > 3.4 ? jagged(3, 0.6, 2.6)(s) : high) : high,
      'fieldstone',
      { thickness: 0.5, inner: 'plaster' },
    );
    wall(mesh, [a, -b], [a, b], -0.5, isHarmed ? jagged(12, 0.4, 2.8) : high, 'fieldstone', {
      thickness: 0.5,
      inner: 'plaster',
    });
    wall(mesh, [a, b], [-a, b], -0.5, high, 'fieldstone', { thickness: 0.5, inner: 'plaster' });
    wall(mesh, [-a, b], [-a, -b], -0.5, high, 'fieldstone', { thickness: 0.5, inner: 'plaster' });
    const steps = 8;
    for (let step = 0; step < steps; step += 1) {
      const at = (part: number) =>
        [-(b + 0.2) * Math.cos(part * Math.PI), high - 0.05 + 1.5 * Math.sin(part * Math.PI)] as const;
      const [p, q] = [at(step / steps), at((step + 1) / steps)];
      slabs(
        mesh,
        [-a - 0.15, p[0], p[1]],
        [2 * a + 0.3, 0, 0],
        [0, q[0] - p[0], q[1] - p[1]],
        'slate',
        isHarmed ? (s) => s < 0.42 + 0.2 * noise2(step, 2) : undefined,
      );
    }
    for (const side of isHarmed ? [-1] : [-1, 1])
      mesh.placed({ at: [side * (a - 0.02), 0, high - 0.1], turn: (side * Math.PI) / 2 }, () => {
        const points = Array.from(
          { length: 11 },
          (_, step) => [b * Math.cos((Math.PI * step) / 10), 1.45 * Math.sin((Math.PI * step) / 10)] as const,
        );
        mesh.extruded(points, 0.4, ['fieldstone', 'fieldstone']);
      });
    arch(mesh, [-0.8, -b, 0], 0, 1, 2, 'headstone', isHarmed ? 'void' : 'wood');
    if (!isHarmed) arch(mesh, [1.3, -b, 1.1], 0, 0.5, 0.9, 'headstone');
  });
  if (!isHarmed) return;
  heap(mesh, random, [x + 2.2, y - 1], 2.6, 1.2, 190, { ground, size: [0.14, 0.42] });
  heap(mesh, random, [x + 0.8, y], 1.4, 1, 60, { ground });
}

function enclosure(mesh: Mesh, isHarmed: boolean, ground: (x: number, y: number) => number): void {
  const [a, b] = [17, 13];
  const corners = [
    [-a, -b],
    [a, -b],
    [a, b],
    [-a, b],
  ] as const;
  for (const [at, from] of corners.entries()) {
    const to = corners[(at + 1) % 4] ?? from;
    const pieces = 12;
    for (let piece = 0; piece < pieces; piece += 1) {
      const on = (part: number) =>
        [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part] as const;
      const [p, q] = [on(piece / pieces), on((piece + 1) / pieces)];
      if (at === 0 && (piece === 5 || piece === 6)) continue;
      if (isHarmed && at === 3 && piece > 4 && piece < 8) continue;
      const z = ground((p[0] + q[0]) / 2, (p[1] + q[1]) / 2);
      const edge = jagged(at * 20 + piece, isHarmed ? 0.5 : 0.95, 1.35, 1.4);
      wall(mesh, p, q, z - 0.7, (along) => z + edge(along), 'fieldstone', { thickness: 0.45 });
    }
  }
}
