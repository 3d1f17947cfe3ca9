import { add, cross, dot, scale, subtract, unit, type Vector } from './vector.ts';

/** Where a camera stands and looks. */
export interface View {
  readonly from: Vector;
  readonly forward: Vector;
  readonly right: Vector;
  readonly up: Vector;
  readonly width: number;
  readonly height: number;
  /** Pixels of one unit at distance one. */
  readonly focal: number;
}

/** `millimetres`: focal length on a frame 36 mm wide. */
export function viewOf(
  from: Vector,
  to: Vector,
  millimetres: number,
  [width, height]: readonly [number, number],
  tilt = 0,
): View {
  const forward = unit(subtract(to, from));
  const level = unit(cross(forward, [0, 0, 1]));
  const upright = cross(level, forward);
  const right = add(scale(level, Math.cos(tilt)), scale(upright, Math.sin(tilt)));
  const up = cross(right, forward);
  return { from, forward, right, up, width, height, focal: (millimetres / 36) * Math.max(width, height) };
}

/** The direction that a point of the picture was seen in; not of length one. */
export function rayOf(view: View, x: number, y: number): Vector {
  const [a, b] = [(x - view.width / 2) / view.focal, (view.height / 2 - y) / view.focal];
  const { forward: f, right: r, up: u } = view;
  return [f[0] + a * r[0] + b * u[0], f[1] + a * r[1] + b * u[1], f[2] + a * r[2] + b * u[2]];
}

/** In the picture, and how far in front of the camera; null behind it. */
export function seen(view: View, point: Vector): readonly [number, number, number] | null {
  const way = subtract(point, view.from);
  const depth = dot(way, view.forward);
  if (depth < 0.05) return null;
  const size = view.focal / depth;
  return [view.width / 2 + dot(way, view.right) * size, view.height / 2 - dot(way, view.up) * size, depth];
}
