import type { Mesh } from './mesh.ts';
import { layered2, noise2, smooth } from './noise.ts';
import { cross, subtract, unit, type Vector } from './vector.ts';
import type { View } from './view.ts';

/** Earth that was torn open: a round place, or a lane along x. */
export interface Torn {
  readonly at: readonly [number, number];
  readonly reach: readonly [number, number];
}

export interface Land {
  readonly seed: number;
  /** How far the flat place around the middle reaches, in metres. */
  readonly flat: number;
  /** How high the mountains are, in metres. */
  readonly peaks: number;
  /** How far a point lies from the middle of the path, in metres. */
  readonly pathAway: (x: number, y: number) => number;
  readonly torn: readonly Torn[];
}

/** Metres above the place where the building stands. */
export function heightOf(land: Land, x: number, y: number): number {
  const away = Math.hypot(x, y);
  const { seed, flat, peaks } = land;
  const open = smooth(flat, flat + 70, away);
  let height = (layered2(x / 190 + seed, y / 190, 4) - 0.5) * 46 * open;
  height += (noise2(x / 7 + seed, y / 7) - 0.5) * 0.22 * smooth(9, 18, away);
  const far = smooth(250, 4200, away);
  if (far > 0) {
    let rise = 0;
    let weight = 0.55;
    let size = 2900;
    for (let octave = 0; octave < 5; octave += 1) {
      const ridge = 1 - Math.abs(2 * noise2(x / size + seed * 3.1 + octave * 7.7, y / size + seed) - 1);
      rise += weight * ridge * ridge * (octave === 0 ? 1 : 0.4 + rise);
      weight *= 0.48;
      size /= 2.13;
    }
    height += far * peaks * (rise * 1.25 - 0.2);
  }
  for (const { at, reach } of land.torn) {
    const inside = 1 - Math.max(Math.abs(x - at[0]) / reach[0], Math.abs(y - at[1]) / reach[1]);
    if (inside > 0) height -= 0.22 * smooth(0, 0.5, inside) * (0.4 + noise2(x * 1.3, y * 1.3));
  }
  return height;
}

/** What grows on it is seen as one with it. */
export const landGroup = 1;

/** Few rings where the land is nearly flat, many where the mountains are; in metres from the camera. */
const rings = 112;
const ringAt = (ring: number): number =>
  ring <= 40
    ? 0.35 * Math.pow(180 / 0.35, ring / 40)
    : 180 * Math.pow(13_000 / 180, (ring - 40) / (rings - 40));

/** The land as far as the camera sees, finer where it is near. */
export function addLand(mesh: Mesh, land: Land, view: View): void {
  const heading = Math.atan2(view.forward[1], view.forward[0]);
  const wide = Math.min(
    Math.PI,
    Math.atan((Math.max(view.width, view.height) / 2 / view.focal) * 1.25) + 0.35,
  );
  const spokes = 130;
  const points: Vector[][] = [];
  for (let ring = 0; ring <= rings; ring += 1) {
    const distance = ringAt(ring);
    const row: Vector[] = [];
    for (let spoke = 0; spoke <= spokes; spoke += 1) {
      const angle = heading + wide * ((2 * spoke) / spokes - 1);
      const x = view.from[0] + Math.cos(angle) * distance;
      const y = view.from[1] + Math.sin(angle) * distance;
      row.push([x, y, heightOf(land, x, y)]);
    }
    points.push(row);
  }
  const normals = points.map((row, ring) =>
    row.map((_, spoke) => {
      const across = subtract(row[Math.min(spokes, spoke + 1)]!, row[Math.max(0, spoke - 1)]!);
      const out = subtract(
        points[Math.min(rings, ring + 1)]![spoke]!,
        points[Math.max(0, ring - 1)]![spoke]!,
      );
      return unit(cross(out, across));
    }),
  );
  for (let ring = 0; ring < rings; ring += 1) {
    for (let spoke = 0; spoke < spokes; spoke += 1) {
      const corner = (r: number, s: number): readonly [Vector, Vector] => [
        points[ring + r]![spoke + s]!,
        normals[ring + r]![spoke + s]!,
      ];
      const a = corner(0, 0);
      const b = corner(1, 0);
      const c = corner(1, 1);
      const d = corner(0, 1);
      const none = [0, 0] as const;
      mesh.triangle([a[0], b[0], c[0]], [a[1], b[1], c[1]], [none, none, none], 'ground', 1, landGroup);
      mesh.triangle([a[0], c[0], d[0]], [a[1], c[1], d[1]], [none, none, none], 'ground', 1, landGroup);
    }
  }
}
