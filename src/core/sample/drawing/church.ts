import { arch, heap, jagged, slabs, wall } from './masonry.ts';
import type { Mesh } from './mesh.ts';
import { noise2 } from './noise.ts';
import type { Random } from './random.ts';
import type { Soot } from './shade.ts';
import type { Vector } from './vector.ts';

/** Half lengths of the plan, in metres: to the ends of the arms, and across them. */
const [long, wide, arm] = [7.6, 5.4, 2.6];
const [eaves, ridge, aisle] = [7.4, 9.2, 5.2];

export const churchSoot: readonly Soot[] = [
  { at: [-2.5, -5.4, 3.6], reach: 1.7 },
  { at: [7.6, 0, 4.2], reach: 1.9 },
  { at: [-7.6, 0, 2.6], reach: 1.6 },
];

/** A church on a cross-shaped plan, under a drum with a pointed roof; the drum fallen in where it was harmed. */
export function church(mesh: Mesh, random: Random, isHarmed: boolean): void {
  const fallen = (along: number, up: number): boolean => noise2(along * 5 + 3, up * 4) > 0.24 + 0.5 * up;
  for (const [step, reach] of [
    [0, 0.9],
    [1, 0.55],
    [2, 0.25],
  ] as const)
    mesh.box(
      [-long - reach, -wide - reach, -0.6],
      [long + reach, wide + reach, 0.12 + step * 0.16],
      'tuff',
      0.9,
    );
  // Aisles: the whole rectangle, lower than the arms.
  const south = isHarmed
    ? (along: number) => (along > 9.5 ? Math.min(aisle, jagged(4, 2.2, 5.4)(along)) : aisle)
    : aisle;
  wall(mesh, [-long, -wide], [long, -wide], 0.4, south, 'tuff', { inner: 'plaster' });
  wall(
    mesh,
    [long, -wide],
    [long, wide],
    0.4,
    isHarmed ? (a) => (a < 3 ? Math.min(aisle, jagged(5, 2, 4.6)(a)) : aisle) : aisle,
    'tuff',
    { inner: 'plaster' },
  );
  wall(mesh, [long, wide], [-long, wide], 0.4, aisle, 'tuff', { inner: 'plaster' });
  wall(mesh, [-long, wide], [-long, -wide], 0.4, aisle, 'tuff', { inner: 'plaster' });
  mesh.quad([-long, -wide, 0.45], [long, -wide, 0.45], [long, wide, 0.45], [-long, wide, 0.45], 'earth');
  for (const side of [-1, 1] as const)
    for (const [from, to] of [
      [-long, -arm],
      [arm, long],
    ] as const) {
      const isOpen = isHarmed && side === -1;
      const origin: Vector = [from - (from < 0 ? 0.3 : 0), side * (wide + 0.3), aisle - 0.1];
      slabs(
        mesh,
        origin,
        [to - from + 0.3, 0, 0],
        [0, side * (arm - wide - 0.3), 1.5],
        'slate',
        isOpen && from > 0 ? (s, t) => fallen(s, t) && s < 0.5 : undefined,
      );
    }
  crossArms(mesh, isHarmed, fallen);
  if (isHarmed) {
    brokenDrum(mesh);
    heap(mesh, random, [0.4, -0.3], 3.4, 3.1, 260, { size: [0.2, 0.75] });
    heap(mesh, random, [5.4, -6.6], 3.6, 1.5, 260);
    heap(mesh, random, [-1.5, -6.8], 2.3, 0.7, 110);
    heap(mesh, random, [8.6, -2.2], 2.8, 1.3, 150);
    heap(mesh, random, [-8.8, 1.5], 2, 0.5, 60);
    heap(mesh, random, [-9.5, -4], 4, 0.15, 60, { size: [0.08, 0.28] });
  } else drum(mesh);
  openings(mesh, isHarmed);
}

function crossArms(mesh: Mesh, isHarmed: boolean, fallen: (s: number, t: number) => boolean): void {
  const gables = [
    { turn: 0, half: arm, reach: long, harmed: isHarmed },
    { turn: Math.PI, half: arm, reach: long, harmed: false },
    { turn: Math.PI / 2, half: arm, reach: wide, harmed: false },
    { turn: -Math.PI / 2, half: arm, reach: wide, harmed: isHarmed },
  ];
  for (const { turn, half, reach, harmed } of gables)
    mesh.placed({ at: [0, 0, 0], turn }, () => {
      for (const side of [-1, 1] as const) {
        wall(
          mesh,
          [side === -1 ? 2 : reach, side * half],
          [side === -1 ? reach : 2, side * half],
          aisle - 1,
          eaves,
          'tuff',
          { inner: 'plaster' },
        );
        slabs(
          mesh,
          [1.8, side * (half + 0.28), eaves - 0.12],
          [reach - 1.55, 0, 0],
          [0, -side * (half + 0.28), ridge - eaves + 0.2],
          'slate',
          harmed ? (s, t) => fallen(s + side, t) && s + 0.4 * t > 0.45 : undefined,
        );
        slabs(mesh, [reach + 0.02, side * half, eaves - 0.16], [0.26, 0, 0], [0, side * 0.28, 0.02], 'slate');
      }
      mesh.placed({ at: [reach, 0, 0], turn: Math.PI / 2 }, () => {
        const shape = [
          [-half, aisle - 1],
          [half, aisle - 1],
          [half, eaves],
          [0, ridge],
          [-half, eaves],
        ] as const;
        mesh.placed({ at: [0, 0.01, 0] }, () => mesh.extruded(shape, 0.6, ['tuff', 'tuff']));
        mesh.extruded(
          [
            [-half, eaves - 0.02],
            [half, eaves - 0.02],
            [half, eaves + 0.14],
            [-half, eaves + 0.14],
          ],
          0.1,
          ['tuff', 'tuff'],
          1.15,
        );
      });
    });
}

function drum(mesh: Mesh): void {
  const sides = 12;
  mesh.box([-arm, -arm, eaves - 0.5], [arm, arm, 9.4], 'tuff');
  mesh.turned(
    [
      [2.62, 9.2],
      [2.75, 9.4],
      [2.75, 9.6],
      [2.5, 9.7],
      [2.5, 13],
      [2.72, 13.05],
      [2.72, 13.35],
    ],
    sides,
    'tuff',
    { isFaceted: true },
  );
  mesh.turned(
    [
      [2.95, 13.3],
      [1.6, 15.6],
      [0.16, 18.2],
      [0, 18.3],
    ],
    sides,
    'slate',
    { isFaceted: true },
  );
  mesh.box([-0.03, -0.03, 18.2], [0.03, 0.03, 19.3], 'gold');
  mesh.box([-0.03, -0.3, 18.8], [0.03, 0.3, 18.87], 'gold');
  for (let side = 0; side < sides; side += 1) {
    const angle = ((side + 0.5) * Math.PI * 2) / sides;
    const away = 2.5 * Math.cos(Math.PI / sides);
    if (side % 3 === 0)
      arch(
        mesh,
        [Math.cos(angle) * away, Math.sin(angle) * away, 10.2],
        angle + Math.PI / 2,
        0.42,
        1.9,
        'tuff',
      );
    else
      arch(
        mesh,
        [Math.cos(angle) * away, Math.sin(angle) * away, 10.1],
        angle + Math.PI / 2,
        0.85,
        2.5,
        'tuff',
        'tuff',
      );
  }
}

function brokenDrum(mesh: Mesh): void {
  const edge = jagged(2, 8, 12.6, 0.6);
  const sides = 12;
  for (let side = 0; side < sides; side += 1) {
    const [a, b] = [(side * Math.PI * 2) / sides, ((side + 1) * Math.PI * 2) / sides];
    const start = side * 1.3;
    const fallenSide = side > 7 && side < 11;
    if (side < 2 && noise2(side, 3) > 0.6) continue;
    wall(
      mesh,
      [2.6 * Math.cos(a), 2.6 * Math.sin(a)],
      [2.6 * Math.cos(b), 2.6 * Math.sin(b)],
      7.2,
      (along) => edge(start + along) - (fallenSide ? 2.6 : 0),
      'tuff',
      { thickness: 0.6, inner: 'plaster' },
    );
  }
}

function openings(mesh: Mesh, isHarmed: boolean): void {
  const [south, north, east, west] = [0, Math.PI, Math.PI / 2, -Math.PI / 2];
  // The door, between columns.
  arch(mesh, [-long, 0, 0.45], west, 1.5, 2.9, 'tuff', isHarmed ? 'void' : 'wood');
  mesh.box([-long - 0.35, -1.25, 0.4], [-long, -0.98, 3], 'tuff', 1.2);
  mesh.box([-long - 0.35, 0.98, 0.4], [-long, 1.25, 3], 'tuff', 1.2);
  arch(mesh, [-long, 0, 5.6], west, 0.5, 1.6, 'tuff');
  arch(mesh, [long, 0, 3.2], east, 0.6, 2, 'tuff');
  for (const x of [-5.1, 5.1]) {
    if (!(isHarmed && x > 0)) arch(mesh, [x, -wide, 1.9], south, 0.5, 1.8, 'tuff');
    arch(mesh, [x, wide, 1.9], north, 0.5, 1.8, 'tuff');
  }
  arch(mesh, [0, -wide, 0.45], south, 1.1, 2.4, 'tuff', isHarmed ? 'void' : 'wood');
  arch(mesh, [0, -wide, 4.6], south, 0.55, 1.7, 'tuff');
  arch(mesh, [0, wide, 4.2], north, 0.55, 1.9, 'tuff');
  for (const [x, y, turn] of [
    [-3.1, -wide, south],
    [2.9, wide, north],
  ] as const)
    mesh.placed({ at: [x, y, 1], turn }, () => mesh.box([-0.7, -0.06, 0], [0.7, 0, 0.06], 'tuff', 1.2));
}
