import { arch, heap, jagged, wall } from './masonry.ts';
import type { Mesh } from './mesh.ts';
import { noise2 } from './noise.ts';
import type { Random } from './random.ts';
import type { Soot } from './shade.ts';

const half = 5.6;
const top = 7;
/** Where the minaret stands, and how wide its shaft is. */
const [mx, my] = [7.2, 5];
const shaft = 0.95;

export const mosqueSoot: readonly Soot[] = [
  { at: [-2.6, -half, 3.3], reach: 1.8 },
  { at: [2.6, -half, 3.3], reach: 1.5 },
  { at: [half, -2.6, 3.3], reach: 1.7 },
];

/** A prayer hall under a dome, with a porch and a minaret; the minaret felled and the dome broken where it was harmed. */
export function mosque(mesh: Mesh, random: Random, isHarmed: boolean): void {
  mesh.box([-half - 0.4, -half - 4.4, -0.6], [half + 0.4, half + 0.4, 0.35], 'lime', 0.85);
  const corner = isHarmed
    ? (along: number) => (along > 8.4 ? Math.min(top, jagged(6, 2.4, 6.4)(along)) : top)
    : top;
  wall(mesh, [-half, -half], [half, -half], 0.3, corner, 'lime', { inner: 'plaster' });
  wall(
    mesh,
    [half, -half],
    [half, half],
    0.3,
    isHarmed ? (a) => (a < 2.6 ? Math.min(top, jagged(7, 2, 5.5)(a)) : top) : top,
    'lime',
    { inner: 'plaster' },
  );
  wall(mesh, [half, half], [-half, half], 0.3, top, 'lime', { inner: 'plaster' });
  wall(mesh, [-half, half], [-half, -half], 0.3, top, 'lime', { inner: 'plaster' });
  if (isHarmed) roofWithHole(mesh);
  else {
    mesh.box([-half - 0.2, -half - 0.2, top - 0.05], [half + 0.2, half + 0.2, top + 0.22], 'lime', 1.12);
    mesh.box([-half, -half, top + 0.2], [half, half, top + 0.3], 'lead');
  }
  dome(mesh, isHarmed);
  porch(mesh, isHarmed);
  windows(mesh);
  if (isHarmed) felled(mesh, random);
  else minaret(mesh);
}

function roofWithHole(mesh: Mesh): void {
  for (let x = 0; x < 16; x += 1)
    for (let y = 0; y < 16; y += 1) {
      const [px, py] = [-half + (x * half) / 8, -half + (y * half) / 8];
      if (px + half / 16 > 2.2 && py < -1.6 && noise2(x * 0.5, y * 0.5) < 0.75) continue;
      mesh.box([px, py, top - 0.05], [px + half / 8, py + half / 8, top + 0.25], 'lead');
    }
}

function dome(mesh: Mesh, isHarmed: boolean): void {
  // What stands has something to stand on: up to where the first part is gone.
  const stands = (step: number, side: number): boolean => {
    if (!isHarmed) return true;
    const facing = Math.cos(((side + 0.5) / 32) * Math.PI * 2 + 0.9);
    const isLeft = noise2(side * 0.45, step * 0.55) + facing * 0.75 - step * 0.012 < 0.62;
    return isLeft && (step === 0 || stands(step - 1, side));
  };
  mesh.turned(
    [
      [5.05, top + 0.2],
      [5.05, top + 1.9],
      [5.25, top + 1.95],
      [5.25, top + 2.15],
    ],
    16,
    'lime',
    {
      isFaceted: true,
      keeps: (step, side) => stands(step, side * 2),
    },
  );
  const profile = (radius: number) =>
    Array.from({ length: 15 }, (_, step) => {
      const angle = (step / 14) * (Math.PI / 2);
      return [radius * Math.cos(angle), top + 2.1 + radius * 0.86 * Math.pow(Math.sin(angle), 0.94)] as const;
    });
  mesh.turned(profile(4.95), 32, 'lead', { keeps: stands });
  if (isHarmed) mesh.turned(profile(4.7), 32, 'plaster', { keeps: stands });
  else {
    mesh.turned(
      [
        [0.12, 13.2],
        [0.16, 13.6],
        [0.05, 13.8],
        [0.2, 14.1],
        [0.04, 14.4],
        [0.02, 15],
      ],
      8,
      'gold',
    );
    crescent(mesh, 15.2);
  }
  for (let side = 0; side < 8; side += 1) {
    const angle = ((side * 2 + 0.5) * Math.PI * 2) / 16;
    const away = 5.05 * Math.cos(Math.PI / 16);
    if (stands(1, side * 4))
      arch(
        mesh,
        [Math.cos(angle) * away, Math.sin(angle) * away, top + 0.5],
        angle + Math.PI / 2,
        0.6,
        1.2,
        'lime',
      );
  }
}

function crescent(mesh: Mesh, height: number): void {
  for (let step = 0; step < 12; step += 1) {
    const [a, b] = [-1.0 + (step * 5.1) / 12 - 2.1, -1.0 + ((step + 1) * 5.1) / 12 - 2.1];
    const at = (angle: number, r: number) => [r * Math.cos(angle), 0, height + r * Math.sin(angle)] as const;
    mesh.quad(at(a, 0.16), at(a, 0.24), at(b, 0.24), at(b, 0.16), 'gold');
  }
}

function porch(mesh: Mesh, isHarmed: boolean): void {
  const front = -half - 3.7;
  const columns = [-5.2, -1.75, 1.75, 5.2];
  for (const [at, x] of columns.entries()) {
    const broken = isHarmed && at > 1;
    mesh.placed({ at: [x, front, 0.35] }, () => {
      mesh.box([-0.34, -0.34, 0], [0.34, 0.34, 0.35], 'lime', 1.1);
      mesh.turned(
        [
          [0.24, 0.35],
          [0.21, broken ? 0.8 + at * 0.3 : 3],
        ],
        14,
        'lime',
        { tint: 1.15 },
      );
      if (broken) return;
      mesh.turned(
        [
          [0.22, 3],
          [0.42, 3.45],
          [0.42, 3.6],
        ],
        8,
        'lime',
        { isFaceted: true, tint: 1.15 },
      );
    });
  }
  for (const [at, x] of [-3.5, 0, 3.5].entries()) {
    if (isHarmed && at > 0) continue;
    for (const y of [front, -half - 0.25]) archBetween(mesh, x - 1.75, x + 1.75, y);
    mesh.box([x - 1.9, front - 0.3, 5.1], [x + 1.9, -half, 5.45], 'lime', 1.12);
    mesh.placed({ at: [x, (front - half) / 2, 5.4] }, () =>
      mesh.turned(
        Array.from(
          { length: 9 },
          (_, step) =>
            [
              1.55 * Math.cos((step / 8) * (Math.PI / 2)),
              1.1 * Math.sin((step / 8) * (Math.PI / 2)),
            ] as const,
        ),
        20,
        'lead',
      ),
    );
  }
}

/** A wall with a round opening in it, from column to column. */
function archBetween(mesh: Mesh, from: number, to: number, y: number): void {
  const [centre, radius] = [(from + to) / 2, (to - from) / 2 - 0.2];
  const steps = 12;
  for (let step = 0; step < steps; step += 1) {
    const [a, b] = [Math.PI - (step * Math.PI) / steps, Math.PI - ((step + 1) * Math.PI) / steps];
    const at = (angle: number) =>
      [centre + radius * Math.cos(angle), 3.55 + radius * 0.92 * Math.sin(angle)] as const;
    const [p, q] = [at(a), at(b)];
    mesh.placed({ at: [0, y - 0.2, 0] }, () =>
      mesh.extruded([p, q, [q[0], 5.15], [p[0], 5.15]], 0.4, ['lime', 'lime'], step % 2 ? 1.1 : 0.86),
    );
  }
  for (const [x0, x1] of [
    [from, from + 0.22],
    [to - 0.22, to],
  ] as const)
    mesh.box([x0, y - 0.2, 3.55], [x1, y + 0.2, 5.15], 'lime');
}

function windows(mesh: Mesh): void {
  const sides = [
    [0, 0],
    [Math.PI / 2, 0],
    [Math.PI, 0],
    [-Math.PI / 2, 0],
  ] as const;
  for (const [turn] of sides)
    mesh.placed({ at: [0, 0, 0], turn }, () => {
      for (const x of [-2.6, 2.6]) {
        arch(mesh, [x, -half, 1.2], 0, 1, 1.9, 'lime');
        arch(mesh, [x, -half, 4.3], 0, 0.8, 1.6, 'lime');
      }
    });
  arch(mesh, [0, -half, 0.35], 0, 1.6, 2.9, 'lime', 'wood');
  mesh.placed({ at: [0, -half - 0.12, 3.75] }, () => mesh.box([-1, 0, 0], [1, 0.05, 0.7], 'lime', 1.3));
}

function minaret(mesh: Mesh): void {
  mesh.box([mx - 1.35, my - 1.35, -0.5], [mx + 1.35, my + 1.35, 5.4], 'lime', 0.97);
  mesh.placed({ at: [mx, my, 0] }, () => {
    mesh.turned(
      [
        [1.4, 5.4],
        [1.5, 5.55],
        [1.4, 5.7],
        [shaft, 7.2],
        [shaft, 8.6],
        [1.08, 8.7],
        [shaft, 8.85],
        [shaft * 0.95, 16.6],
        [1.55, 17.5],
        [1.55, 17.7],
      ],
      16,
      'lime',
      { isFaceted: true },
    );
    mesh.turned(
      [
        [1.5, 17.7],
        [1.5, 18.7],
        [1.42, 18.7],
        [1.42, 17.7],
      ],
      16,
      'lime',
      { isFaceted: true, tint: 1.12 },
    );
    mesh.turned(
      [
        [0.78, 17.6],
        [0.78, 21.2],
        [0.95, 21.3],
        [0.95, 21.5],
      ],
      16,
      'lime',
      { isFaceted: true },
    );
    mesh.turned(
      [
        [1.02, 21.45],
        [0.5, 23.6],
        [0.06, 25.6],
        [0, 25.7],
      ],
      16,
      'lead',
    );
    mesh.turned(
      [
        [0.05, 25.5],
        [0.1, 25.8],
        [0.02, 26.2],
      ],
      8,
      'gold',
    );
    crescent(mesh, 26.4);
    arch(mesh, [0, -0.78, 17.75], 0, 0.55, 1.7, 'lime');
  });
  arch(mesh, [mx, my - 1.35, 0.2], 0, 0.8, 2, 'lime', 'wood');
}

/** A stump, and what fell of the shaft, in pieces away to the south-east. */
function felled(mesh: Mesh, random: Random): void {
  wall(mesh, [mx - 1.35, my - 1.35], [mx + 1.35, my - 1.35], -0.5, jagged(8, 3, 5.4, 1.2), 'lime');
  wall(mesh, [mx + 1.35, my - 1.35], [mx + 1.35, my + 1.35], -0.5, jagged(9, 2.4, 5.2, 1.2), 'lime');
  wall(mesh, [mx + 1.35, my + 1.35], [mx - 1.35, my + 1.35], -0.5, jagged(10, 3.6, 5.6, 1.2), 'lime');
  wall(mesh, [mx - 1.35, my + 1.35], [mx - 1.35, my - 1.35], -0.5, jagged(11, 4, 5.6, 1.2), 'lime');
  heap(mesh, random, [mx, my], 1.2, 3.4, 60, { paleness: 1 });
  const lying = [
    [3.2, 2.8],
    [6.9, 2.4],
    [10, 1.5],
    [12.4, 1.9],
  ] as const;
  for (const [away, length] of lying) {
    const turn = -0.75 + random.between(-0.16, 0.16);
    mesh.placed({ at: [mx + Math.cos(-0.75) * away, my + Math.sin(-0.75) * away, 0.75], turn }, () =>
      mesh.placed({ at: [0, 0, 0], roll: Math.PI / 2 }, () => {
        const edge = (): number => random.between(-0.12, 0.12);
        mesh.turned(
          [
            [0.3, edge()],
            [shaft * 0.92, edge()],
            [shaft * 0.95, length + edge()],
            [0.3, length + edge()],
          ],
          16,
          'lime',
          { isFaceted: true },
        );
      }),
    );
    heap(
      mesh,
      random,
      [mx + Math.cos(turn) * (away + 0.8), my + Math.sin(turn) * (away + 0.8)],
      1.9,
      0.5,
      46,
      { paleness: 1, size: [0.12, 0.42] },
    );
  }
  heap(mesh, random, [4.6, -6.2], 3.3, 1.5, 230, { paleness: 1, size: [0.15, 0.55] });
  heap(mesh, random, [2.4, -8.6], 3.2, 0.8, 150, { paleness: 1 });
  heap(mesh, random, [2, -1], 3, 1.6, 120, { paleness: 1, size: [0.2, 0.6] });
  heap(mesh, random, [7.2, -2], 3, 0.9, 120, { paleness: 1 });
  heap(mesh, random, [-6, -11], 5, 0.12, 50, { paleness: 1, size: [0.08, 0.25] });
}
