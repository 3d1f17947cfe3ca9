import { randomFrom } from './random.ts';

/** Value noise over a lattice of 256 by 256: the grain of everything that is drawn. */
const values = new Float32Array(65_536);
const random = randomFrom(20_191);
for (let at = 0; at < values.length; at += 1) values[at] = random.next();

/** A number from 0 up to 1 for a cell of the lattice. */
export function cell2(x: number, y: number): number {
  return values[((y & 255) << 8) | (x & 255)]!;
}

/** From 0 to 1, smooth. */
export function noise2(x: number, y: number): number {
  const left = Math.floor(x);
  const low = Math.floor(y);
  let u = x - left;
  let v = y - low;
  u = u * u * (3 - 2 * u);
  v = v * v * (3 - 2 * v);
  const a = cell2(left, low);
  const b = cell2(left + 1, low);
  const c = cell2(left, low + 1);
  const d = cell2(left + 1, low + 1);
  const near = a + (b - a) * u;
  return near + (c + (d - c) * u - near) * v;
}

export function noise3(x: number, y: number, z: number): number {
  const level = Math.floor(z);
  let w = z - level;
  w = w * w * (3 - 2 * w);
  const shift = level * 37;
  const below = noise2(x + shift, y + shift * 1.7);
  return below + (noise2(x + shift + 37, y + shift * 1.7 + 62.9) - below) * w;
}

/** Noise upon finer noise, from 0 to 1. */
export function layered2(x: number, y: number, octaves: number): number {
  let sum = 0;
  let weight = 0.5;
  let total = 0;
  for (let octave = 0; octave < octaves; octave += 1) {
    sum += weight * noise2(x, y);
    total += weight;
    weight *= 0.5;
    x = x * 2.03 + 17.1;
    y = y * 2.03 + 31.7;
  }
  return sum / total;
}

export function smooth(low: number, high: number, value: number): number {
  const part = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return part * part * (3 - 2 * part);
}

export const mix = (from: number, to: number, part: number): number => from + (to - from) * part;
