import { cell2, noise2, smooth } from './noise.ts';

const line = (away: number, wide: number): number => smooth(wide, wide * 0.55, Math.abs(away));

/** Two bands that cross over and under each other. */
function interlace(u: number, v: number, pitch: number): number {
  const p = u / pitch;
  const q = v / pitch;
  const one = Math.abs(((((p + q) % 1) + 1) % 1) - 0.5);
  const two = Math.abs(((((p - q) % 1) + 1) % 1) - 0.5);
  const over = (Math.floor(p + q) + Math.floor(p - q)) % 2 === 0;
  const a = smooth(0.3, 0.18, one);
  const b = smooth(0.3, 0.18, two);
  return Math.max(a * (over ? 1 : 0.8), b * (over ? 0.8 : 1));
}

/** How far a carved panel of 1 by 1.8 metres stands out, from 0 to 1. Kinds: 1 a cross, 2 stars, 3 a lamp of seven arms. */
export function carvedHeight(kind: number, u: number, v: number): number {
  const frame = Math.min(u, 1 - u, v, 1.8 - v);
  if (frame < 0.05) return 1;
  if (frame < 0.16) return 0.25 + 0.6 * interlace(u, v, 0.075);
  if (frame < 0.185) return 0.95;
  if (kind === 2) return stars(u, v);
  if (kind === 3) return lamp(u, v);
  return crossStone(u, v);
}

function crossStone(u: number, v: number): number {
  const x = u - 0.5;
  const y = v - 1.12;
  const ends = (a: number): number => 0.035 + 0.035 * smooth(0.1, 0.3, Math.abs(a));
  const upright = y > -0.46 && y < 0.4 ? line(x, ends(y)) : 0;
  const beam = Math.abs(x) < 0.26 ? line(y - 0.06, ends(x)) : 0;
  const rosette = Math.hypot(x, v - 0.42);
  const petals =
    smooth(0.2, 0.17, rosette) * (0.45 + 0.5 * line(((Math.atan2(v - 0.42, x) * 8) / Math.PI) % 1, 0.7));
  const ring = line(rosette - 0.2, 0.025);
  const leaves =
    line(Math.abs(x) - 0.13 - 0.12 * Math.sin((v - 0.62) * 5), 0.02) * (v > 0.6 && v < 1.0 ? 1 : 0);
  return Math.max(0.18 + 0.22 * interlace(u, v, 0.11), upright, beam, petals, ring, leaves);
}

/** Stars of eight points, and the bands between them. */
function stars(u: number, v: number): number {
  const pitch = 0.21;
  const x = (((u - 0.5) / pitch + 50.5) % 1) - 0.5;
  const y = ((v / pitch + 50.5) % 1) - 0.5;
  const square = Math.max(Math.abs(x), Math.abs(y));
  const turned = (Math.abs(x) + Math.abs(y)) * 0.7071;
  const star = Math.min(square, turned);
  return Math.max(
    line(star - 0.3, 0.055),
    smooth(0.14, 0.1, Math.hypot(x, y)),
    0.2,
    0.75 * line(Math.max(square, turned) - 0.46, 0.05),
  );
}

function lamp(u: number, v: number): number {
  const x = Math.abs(u - 0.5);
  const y = v - 1.3;
  let height = 0.2;
  const stem = y < 0.12 && y > -0.52 ? line(x, 0.022) : 0;
  for (const reach of [0.09, 0.17, 0.25]) {
    const arm = y < 0.1 ? line(Math.hypot(x, y - 0.1) - reach, 0.018) : 0;
    const flame = smooth(0.03, 0.02, Math.hypot(x - reach, (y - 0.15) * 0.7));
    height = Math.max(height, arm, flame);
  }
  const foot = y < -0.46 && y > -0.52 ? smooth(0.16, 0.14, x) : 0;
  const middle = smooth(0.03, 0.02, Math.hypot(x, (y - 0.16) * 0.7));
  const text = v < 0.72 ? 0.2 + 0.7 * (1 - inscription(u, v * 0.9, 77)) * 0.5 : 0;
  return Math.max(height, stem, foot, middle, text);
}

/** How deep a gravestone is cut, from 0 to 1: a sign above, and rows of letters of no script beneath. */
export function inscription(u: number, v: number, seed: number): number {
  const row = Math.floor(v / 0.085);
  const top = 6 + (seed % 4);
  if (row >= top) {
    const x = u;
    const y = v - 0.085 * (top + 1.6);
    const away = Math.hypot(x, y);
    if (seed % 3 === 0) {
      // Two triangles.
      const one = Math.max(y, Math.abs(x) * 0.866 - y * 0.5);
      const two = Math.max(-y, Math.abs(x) * 0.866 + y * 0.5);
      return Math.max(line(one - 0.055, 0.011), line(two - 0.055, 0.011));
    }
    if (seed % 3 === 1)
      return Math.max(
        line(away - 0.09, 0.012),
        away < 0.08 ? line(Math.sin(Math.atan2(y, x) * 3) * away, 0.014) : 0,
      );
    return Math.max(
      y < 0 ? line(Math.hypot(x, y) - 0.08, 0.01) : 0,
      y < 0 ? line(Math.hypot(x, y) - 0.045, 0.01) : 0,
      y < 0.02 && y > -0.13 ? line(x, 0.01) : 0,
    );
  }
  if (row < 2) return 0;
  const letter = Math.floor((u + 2) / 0.047);
  if (Math.abs(u) > 0.19 - 0.06 * cell2(row + seed, 4) || cell2(letter + seed, row) < 0.13) return 0;
  const x = (u + 2) / 0.047 - letter;
  const y = v / 0.085 - row;
  if (x > 0.78 || y < 0.2 || y > 0.82) return 0;
  const form = Math.floor(cell2(letter * 3 + seed, row * 5) * 5);
  const strokes = [
    Math.max(line(x - 0.15, 0.13), line(y - 0.74, 0.1)),
    Math.max(line(x - 0.65, 0.13), line(y - 0.74, 0.1), line(y - 0.28, 0.1)),
    Math.max(line(x - 0.15, 0.13), line(x - 0.65, 0.13), line(y - 0.74, 0.1)),
    Math.max(line(x - 0.4, 0.13), y > 0.6 ? line(y - 0.72, 0.1) : 0),
    Math.max(line(x - y * 0.8, 0.14), x < 0.4 ? line(x + y * 0.8 - 0.7, 0.13) : 0),
  ];
  return (strokes[form] ?? 0) * (0.7 + 0.3 * noise2(u * 40, v * 40));
}
