import { stride } from './mesh.ts';
import { cell2, smooth } from './noise.ts';
import { fill, project } from './raster.ts';
import { shadeInto } from './shade.ts';
import { skyInto } from './sky.ts';
import type { Scene } from './scene.ts';
import { unit } from './vector.ts';
import { rayOf, type View } from './view.ts';
import type { Daylight } from './weather.ts';

/** How a camera renders what it saw. */
export interface Development {
  /** Brighter above 1. */
  readonly exposure: number;
  /** Warmer above 0, colder below. */
  readonly warmth: number;
  readonly grain: number;
  readonly seed: number;
}

/** Rows that are drawn in one go: they need room for four samples a pixel. */
const band = 60;

/** Red, green and blue bytes of a picture, row by row. Pixels on an edge are sampled finer. */
export function drawPicture({ numbers, around }: Scene, view: View, development: Development): Uint8Array {
  const { width, height } = view;
  const bytes = new Uint8Array(width * height * 3);
  const projected = project(numbers, view, 2);
  const samples = width * 2 * band * 2;
  const nearness = new Float32Array(samples);
  const ids = new Int32Array(samples);
  const out = new Float64Array(3);
  const sum = new Float64Array(3);
  const pixel = 1 / view.focal;
  const { right: r, up: u, forward: f } = view;
  const groupOf = (id: number): number => (id < 0 ? -1 : numbers[id * stride + 26]!);
  const sample = (id: number, x: number, y: number): void => {
    const a = (x - width / 2) * pixel;
    const b = (height / 2 - y) * pixel;
    const dx = f[0] + a * r[0] + b * u[0];
    const dy = f[1] + a * r[1] + b * u[1];
    const dz = f[2] + a * r[2] + b * u[2];
    if (id >= 0) {
      shadeInto(out, numbers, id * stride, around, view.from, dx, dy, dz, pixel);
      return;
    }
    skyBetween(out, sky, x, y);
  };
  const sky = skyGrid(view, around.light);
  const corners = new Int32Array(4);
  /** An edge: each face that shows in the pixel is looked at once, and weighs as many quarters as it fills. */
  const mixed = (x: number, y: number): void => {
    sum.fill(0);
    let taken = 0;
    for (let part = 0; part < 4; part += 1) {
      if ((taken >> part) & 1) continue;
      const group = groupOf(corners[part]!);
      let quarters = 0;
      for (let other = part; other < 4; other += 1) {
        if (groupOf(corners[other]!) !== group) continue;
        taken |= 1 << other;
        quarters += 0.25;
      }
      sample(corners[part]!, x + 0.25 + 0.5 * (part % 2), y + 0.25 + 0.5 * (part >> 1));
      for (let channel = 0; channel < 3; channel += 1)
        sum[channel]! += Math.min(2.5, out[channel]!) * quarters;
    }
    out.set(sum);
  };
  for (let top = 0; top < height; top += band) {
    const rows = Math.min(band, height - top);
    fill(projected, width * 2, top * 2, (top + rows) * 2, nearness, ids);
    for (let row = 0; row < rows; row += 1) {
      const y = top + row;
      for (let x = 0; x < width; x += 1) {
        const at = row * 2 * width * 2 + x * 2;
        corners[0] = ids[at]!;
        corners[1] = ids[at + 1]!;
        corners[2] = ids[at + width * 2]!;
        corners[3] = ids[at + width * 2 + 1]!;
        const first = groupOf(corners[0]);
        if (first === groupOf(corners[1]) && first === groupOf(corners[2]) && first === groupOf(corners[3])) {
          sample(corners[0], x + 0.5, y + 0.5);
        } else mixed(x, y);
        develop(out, bytes, (y * width + x) * 3, x / width - 0.5, y / height - 0.5, development, x, y);
      }
    }
  }
  return bytes;
}

/** The sky changes slowly over a picture: it is looked at every so many pixels. */
const skyStep = 4;

interface SkyGrid {
  readonly columns: number;
  readonly values: Float32Array;
}

function skyGrid(view: View, light: Daylight): SkyGrid {
  const columns = Math.ceil(view.width / skyStep) + 2;
  const rows = Math.ceil(view.height / skyStep) + 2;
  const values = new Float32Array(columns * rows * 3);
  const out = new Float64Array(3);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const [x, y, z] = unit(rayOf(view, column * skyStep, row * skyStep));
      skyInto(out, light, x, y, z);
      values.set(out, (row * columns + column) * 3);
    }
  return { columns, values };
}

function skyBetween(out: Float64Array, { columns, values }: SkyGrid, x: number, y: number): void {
  const column = Math.floor(x / skyStep);
  const row = Math.floor(y / skyStep);
  const u = x / skyStep - column;
  const v = y / skyStep - row;
  const at = (row * columns + column) * 3;
  const below = at + columns * 3;
  for (let channel = 0; channel < 3; channel += 1) {
    const upper = values[at + channel]! * (1 - u) + values[at + 3 + channel]! * u;
    const lower = values[below + channel]! * (1 - u) + values[below + 3 + channel]! * u;
    out[channel] = upper * (1 - v) + lower * v;
  }
}

/** Filmic curve (Hejl and Burgess-Dawson), which holds the gamma of sRGB already, up to a light of eight. */
const curve = Float32Array.from({ length: 4096 }, (_, at) => {
  const v = Math.max(0, at / 512 - 0.004);
  return (v * (6.2 * v + 0.5)) / (v * (6.2 * v + 1.7) + 0.06);
});

const tone = (light: number, noise: number): number => {
  const value = curve[Math.min(4095, Math.max(0, light * 512)) | 0]!;
  return Math.min(255, Math.max(0, 255 * (value + noise * (1 - 0.6 * value)) + 0.5)) | 0;
};

/** From linear light to what a camera writes: exposure, corners, a curve with a shoulder, grain. */
function develop(
  out: Float64Array,
  bytes: Uint8Array,
  at: number,
  cx: number,
  cy: number,
  { exposure, warmth, grain, seed }: Development,
  x: number,
  y: number,
): void {
  const corner = exposure * (1 - 0.55 * smooth(0.25, 0.95, cx * cx * 1.2 + cy * cy * 1.2));
  const noise = grain * (cell2(x + seed * 31, y) + 0.5 * cell2((x >> 1) + 7, (y >> 1) + seed) - 0.75);
  bytes[at] = tone(out[0]! * corner * (1 + warmth * 0.1), noise);
  bytes[at + 1] = tone(out[1]! * corner * (1 + warmth * 0.02), noise);
  bytes[at + 2] = tone(out[2]! * corner * (1 - warmth * 0.12), noise);
}
