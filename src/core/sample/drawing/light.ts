import { materialIndex, stride } from './mesh.ts';
import { cross, dot, unit, type Vector } from './vector.ts';

/**
 * Direction to the sun, by the usual approximations (a degree is enough here). `hour`: true local solar time.
 * The sample lies at a latitude of 42° north.
 */
export function sunAt(dayOfYear: number, hour: number): Vector {
  const latitude = (42 * Math.PI) / 180;
  const declination = -0.4093 * Math.cos((2 * Math.PI * (dayOfYear + 10)) / 365);
  const angle = ((hour - 12) * Math.PI) / 12;
  const cd = Math.cos(declination);
  const sd = Math.sin(declination);
  const cl = Math.cos(latitude);
  const sl = Math.sin(latitude);
  return unit([
    -cd * Math.sin(angle),
    cl * sd - sl * cd * Math.cos(angle),
    sl * sd + cl * cd * Math.cos(angle),
  ]);
}

/** Depth as seen from a far lamp over a square of `reach` metres to each side of `centre`. */
export interface ShadowMap {
  readonly size: number;
  readonly depths: Float32Array;
  readonly right: Vector;
  readonly up: Vector;
  readonly to: Vector;
  readonly centre: Vector;
  readonly reach: number;
}

export function shadowMap(
  numbers: Float32Array,
  to: Vector,
  centre: Vector,
  reach: number,
  size: number,
): ShadowMap {
  const right = unit(Math.abs(to[2]) > 0.99 ? [1, 0, 0] : cross([0, 0, 1], to));
  const up = cross(to, right);
  const map: ShadowMap = {
    size,
    depths: new Float32Array(size * size).fill(-Infinity),
    right,
    up,
    to,
    centre,
    reach,
  };
  const factor = size / (2 * reach);
  const cr = dot(centre, right);
  const cu = dot(centre, up);
  const ground = materialIndex.ground;
  for (let at = 0; at < numbers.length; at += stride) {
    if (numbers[at + 24] === ground) continue;
    const corner = (index: number): Vector => {
      const p: Vector = [numbers[at + index]!, numbers[at + index + 1]!, numbers[at + index + 2]!];
      return [(dot(p, right) - cr + reach) * factor, (dot(p, up) - cu + reach) * factor, dot(p, to)];
    };
    fillDepth(map, corner(0), corner(3), corner(6));
  }
  return map;
}

function fillDepth({ size, depths }: ShadowMap, a: Vector, b: Vector, c: Vector): void {
  const area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
  if (Math.abs(area) < 1e-9) return;
  const dx = ((b[2] - a[2]) * (c[1] - a[1]) - (c[2] - a[2]) * (b[1] - a[1])) / area;
  const dy = ((c[2] - a[2]) * (b[0] - a[0]) - (b[2] - a[2]) * (c[0] - a[0])) / area;
  const top = Math.max(0, Math.ceil(Math.min(a[1], b[1], c[1]) - 0.5));
  const bottom = Math.min(size - 1, Math.floor(Math.max(a[1], b[1], c[1]) - 0.5));
  const edges = [
    [a, b],
    [b, c],
    [c, a],
  ] as const;
  for (let y = top; y <= bottom; y += 1) {
    const line = y + 0.5;
    let left = Infinity;
    let right = -Infinity;
    for (const [p, q] of edges) {
      if (p[1] <= line === q[1] <= line) continue;
      const x = p[0] + ((line - p[1]) / (q[1] - p[1])) * (q[0] - p[0]);
      left = Math.min(left, x);
      right = Math.max(right, x);
    }
    const last = Math.min(size - 1, Math.floor(right - 0.5));
    for (let x = Math.max(0, Math.ceil(left - 0.5)); x <= last; x += 1) {
      const depth = a[2] + (x + 0.5 - a[0]) * dx + (line - a[1]) * dy;
      if (depth > depths[y * size + x]!) depths[y * size + x] = depth;
    }
  }
}

/** How much of the lamp reaches a point, from 0 to 1; four places around are asked, so that the edge is soft. */
export function lit(map: ShadowMap, x: number, y: number, z: number, bias: number): number {
  const { size, depths, right, up, to, centre, reach } = map;
  const factor = size / (2 * reach);
  const u =
    ((x - centre[0]) * right[0] + (y - centre[1]) * right[1] + (z - centre[2]) * right[2] + reach) * factor -
    0.5;
  const v =
    ((x - centre[0]) * up[0] + (y - centre[1]) * up[1] + (z - centre[2]) * up[2] + reach) * factor - 0.5;
  const left = Math.floor(u);
  const low = Math.floor(v);
  if (left < 0 || low < 0 || left >= size - 1 || low >= size - 1) return 1;
  const depth = x * to[0] + y * to[1] + z * to[2] + bias;
  const at = low * size + left;
  const fu = u - left;
  const fv = v - low;
  const a = depths[at]! > depth ? 0 : 1;
  const b = depths[at + 1]! > depth ? 0 : 1;
  const c = depths[at + size]! > depth ? 0 : 1;
  const d = depths[at + size + 1]! > depth ? 0 : 1;
  const near = a + (b - a) * fu;
  return near + (c + (d - c) * fu - near) * fv;
}

const turns = 16;
const rings = 4;
/** Where is looked above a point, in one of sixteen turns. */
const rose = new Float32Array(turns * rings * 2);
const away = (ring: number): number => 0.35 + ring * 0.75;
for (let at = 0; at < turns * rings; at += 1) {
  const angle = (Math.floor(at / rings) / turns) * Math.PI * 2 + (at % rings) * 2.4;
  rose[at * 2] = Math.cos(angle) * away(at % rings);
  rose[at * 2 + 1] = Math.sin(angle) * away(at % rings);
}

/** How much of the sky is seen from a point, guessed from what rises above it within three metres; `turn` from 0 up to 1. */
export function openness(
  above: ShadowMap,
  x: number,
  y: number,
  z: number,
  nx: number,
  ny: number,
  nz: number,
  turn: number,
): number {
  const { size, depths, centre, reach } = above;
  const factor = size / (2 * reach);
  // As the map of what is above is laid out: its right is east, its up is north.
  const u0 = (x + nx * 0.15 - centre[0] + reach) * factor;
  const v0 = (y + ny * 0.15 - centre[1] + reach) * factor;
  if (u0 < 0 || v0 < 0 || u0 >= size || v0 >= size) return 1;
  const base = z + nz * 0.15;
  const first = Math.floor(turn * turns) * rings;
  let hidden = 0;
  for (let ring = 0; ring < rings; ring += 1) {
    const u = Math.floor(u0 + rose[(first + ring) * 2]! * factor);
    const v = Math.floor(v0 + rose[(first + ring) * 2 + 1]! * factor);
    if (u < 0 || v < 0 || u >= size || v >= size) continue;
    const over = depths[v * size + u]! - base;
    if (over > 0.15) hidden += Math.min(1, (over / away(ring)) * 0.7);
  }
  return 1 - 0.62 * (hidden / rings);
}
