import type { Land } from './land.ts';
import { lit, openness, type ShadowMap } from './light.ts';
import { materials, type Material } from './mesh.ts';
import { cell2, layered2, mix, noise2, noise3, smooth } from './noise.ts';
import { skyInto } from './sky.ts';
import { carvedHeight, inscription } from './carving.ts';
import { length2, length3, type Vector } from './vector.ts';
import type { Daylight } from './weather.ts';
import { drawDisplay } from './display.ts';

/** Where something burned: soot rises from it. */
export interface Soot {
  readonly at: Vector;
  readonly reach: number;
}

export interface Surroundings {
  readonly land: Land;
  readonly light: Daylight;
  readonly shadows: ShadowMap;
  readonly above: ShadowMap;
  readonly soot: readonly Soot[];
  /** How much a wall was hit by splinters, from 0 to 1. */
  readonly scarred: number;
  /** What the receiver's display shows, where one is in the picture. */
  readonly display: string;
}

/** Colour, and how the surface is bent, of one point: kept, so that nothing is made anew for each of a million. */
const colour = new Float64Array(3);
const bent = new Float64Array(3);
const sky = new Float64Array(3);
/** Colour of the light that the ground throws back. */
const earth = new Float64Array([0.62, 0.55, 0.42]);

/** What is painted. `fine`: metres that a pixel takes there; what is finer is left out. */
const spot = { x: 0, y: 0, z: 0, u: 0, v: 0, nz: 0, tint: 0, fine: 0 };
type Spot = Readonly<typeof spot>;

const set = (r: number, g: number, b: number): void => {
  colour[0] = r;
  colour[1] = g;
  colour[2] = b;
};
const times = (by: number): void => {
  colour[0]! *= by;
  colour[1]! *= by;
  colour[2]! *= by;
};
const towards = (r: number, g: number, b: number, part: number): void => {
  colour[0]! += (r - colour[0]!) * part;
  colour[1]! += (g - colour[1]!) * part;
  colour[2]! += (b - colour[2]!) * part;
};

/**
 * Linear light that reaches `from`, where the camera is, from the triangle at `at`, along the ray (rx, ry, rz), whose length
 * needs not be one. `pixel`: how wide a pixel is at distance one.
 */
export function shadeInto(
  out: Float64Array,
  numbers: Float32Array,
  at: number,
  around: Surroundings,
  from: Vector,
  rx: number,
  ry: number,
  rz: number,
  pixel: number,
): void {
  const fx = from[0];
  const fy = from[1];
  const fz = from[2];
  // Where the ray meets the triangle's plane (Möller and Trumbore); beyond its edges too.
  const ax = numbers[at]!;
  const ay = numbers[at + 1]!;
  const az = numbers[at + 2]!;
  const e1x = numbers[at + 3]! - ax;
  const e1y = numbers[at + 4]! - ay;
  const e1z = numbers[at + 5]! - az;
  const e2x = numbers[at + 6]! - ax;
  const e2y = numbers[at + 7]! - ay;
  const e2z = numbers[at + 8]! - az;
  const px = ry * e2z - rz * e2y;
  const py = rz * e2x - rx * e2z;
  const pz = rx * e2y - ry * e2x;
  const tx = fx - ax;
  const ty = fy - ay;
  const tz = fz - az;
  const qx = ty * e1z - tz * e1y;
  const qy = tz * e1x - tx * e1z;
  const qz = tx * e1y - ty * e1x;
  const inverse = 1 / (e1x * px + e1y * py + e1z * pz || 1e-12);
  const b = Math.min(1.2, Math.max(-0.2, (tx * px + ty * py + tz * pz) * inverse));
  const c = Math.min(1.2, Math.max(-0.2, (rx * qx + ry * qy + rz * qz) * inverse));
  const a = 1 - b - c;
  const x = ax + e1x * b + e2x * c;
  const y = ay + e1y * b + e2y * c;
  const z = az + e1z * b + e2z * c;
  const n = at + 9;
  let nx = numbers[n]! * a + numbers[n + 3]! * b + numbers[n + 6]! * c;
  let ny = numbers[n + 1]! * a + numbers[n + 4]! * b + numbers[n + 7]! * c;
  let nz = numbers[n + 2]! * a + numbers[n + 5]! * b + numbers[n + 8]! * c;
  const u = numbers[at + 18]! * a + numbers[at + 20]! * b + numbers[at + 22]! * c;
  const v = numbers[at + 19]! * a + numbers[at + 21]! * b + numbers[at + 23]! * c;
  if (nx * rx + ny * ry + nz * rz > 0) {
    nx = -nx;
    ny = -ny;
    nz = -nz;
  }
  const distance = length3(x - fx, y - fy, z - fz);
  const material = materials[numbers[at + 24]!]!;
  bent.fill(0);
  spot.x = x;
  spot.y = y;
  spot.z = z;
  spot.u = u;
  spot.v = v;
  spot.nz = nz;
  spot.tint = numbers[at + 25]!;
  spot.fine = distance * pixel;
  paint(material, around, spot);
  nx += bent[0]!;
  ny += bent[1]!;
  nz += bent[2]!;
  const length = 1 / (length3(nx, ny, nz) || 1);
  nx *= length;
  ny *= length;
  nz *= length;
  stain(around, material, x, y, z);
  lie(around, material, x, y, nz);

  const { light, shadows, above } = around;
  const { sun, sunColour, skyColour, horizonColour } = light;
  const isLeaf = material === 'leaf' || material === 'grass';
  const facing = nx * sun[0] + ny * sun[1] + nz * sun[2];
  const direct = isLeaf ? 0.42 * Math.abs(facing) + 0.3 : Math.max(0, facing);
  const bias = 0.09 + 0.12 * (1 - Math.max(0, facing));
  const sunny = direct > 0 ? direct * lit(shadows, x, y, z, isLeaf ? 0.5 : bias) : 0;
  const open =
    material === 'grass'
      ? 0.8
      : openness(above, x, y, z, nx, ny, nz, cell2(x * 31 + z * 53, y * 29 + z * 17));
  const fromSky = (0.5 + 0.5 * nz) * open;
  const fromGround = (0.5 - 0.5 * nz) * open * 0.4;
  const bounced = fromGround * (0.35 + (sunColour[1] * Math.max(0, sun[2])) / 3);
  const glint = shine(material, nx, ny, nz, rx, ry, rz, sun) * sunny;
  for (let channel = 0; channel < 3; channel += 1) {
    const ambient =
      (skyColour[channel]! * 0.62 + horizonColour[channel]! * 0.5) * fromSky + bounced * earth[channel]!;
    out[channel] = colour[channel]! * (ambient + sunColour[channel]! * sunny) + glint * sunColour[channel]!;
  }
  const hidden = 1 - Math.exp(-light.thickness * distance * (1 - 0.3 * smooth(0, 900, z)));
  if (hidden > 0.004) {
    const far = 1 / length3(rx, ry, rz);
    skyInto(sky, light, rx * far, ry * far, 0.004);
    for (let channel = 0; channel < 3; channel += 1)
      out[channel]! += (sky[channel]! * 0.94 - out[channel]!) * hidden;
  }
}

function paint(material: Material, around: Surroundings, spot: Spot): void {
  const { x, y, z, u, v, tint, fine } = spot;
  switch (material) {
    case 'ground':
      paintGround(around, spot);
      break;
    case 'tuff':
      paintBlocks(spot, [0.4, 0.62], [0.43, 0.245, 0.165], [0.5, 0.36, 0.25], around.scarred);
      break;
    case 'lime':
      paintBlocks(spot, [0.46, 0.8], [0.66, 0.57, 0.43], [0.72, 0.66, 0.54], around.scarred);
      break;
    case 'fieldstone':
      paintBlocks(spot, [0.24, 0.34], [0.34, 0.31, 0.27], [0.46, 0.42, 0.35], 0.3);
      break;
    case 'slate': {
      const row = Math.floor(v / 0.42);
      const stone = cell2(Math.floor(u / 0.55 + row * 0.37), row);
      set(0.24, 0.2, 0.17);
      times(0.75 + 0.5 * stone);
      towards(0.3, 0.3, 0.18, 0.5 * smooth(0.5, 0.8, layered2(u * 0.9, v * 0.9, 3)));
      const edge = v / 0.42 - row;
      if (fine < 0.12) times(edge < 0.16 ? 0.55 : 1);
      roughen(x, y, z, 9, 0.22, fine);
      break;
    }
    case 'lead': {
      set(0.3, 0.39, 0.37);
      times(0.85 + 0.3 * layered2(u * 0.8, v * 2.2, 3));
      const seam = Math.abs(((u * 1.05) % 1) - 0.5);
      if (fine < 0.06 && seam < 0.045) times(0.6);
      towards(0.22, 0.24, 0.22, 0.5 * smooth(0.5, 0.75, noise2(u * 3, v * 0.4)));
      break;
    }
    case 'rubble':
    case 'headstone':
    case 'engraved': {
      set(0.43, 0.41, 0.38);
      if (material === 'rubble')
        set(0.4 + 0.2 * (tint - 1), 0.3 + 0.2 * (tint - 1), 0.23 + 0.17 * (tint - 1));
      else times(0.75 + 0.6 * (tint - 0.7));
      times(0.7 + 0.6 * layered2(u * 3 + tint * 9, v * 3, 3));
      const moss = smooth(0.56, 0.75, layered2(u * 2.1 + tint * 31, v * 2.1 + z, 3));
      towards(0.36, 0.36, 0.17, (material === 'rubble' ? 0.15 : 0.55) * moss);
      roughen(x, y, z, 11, 0.3, fine);
      if (material === 'engraved' && fine < 0.02) {
        const depth = inscription(u, v, Math.floor(tint * 1000));
        times(1 - 0.62 * depth);
      }
      break;
    }
    case 'void':
      set(0.02, 0.018, 0.016);
      break;
    case 'wood': {
      set(0.21, 0.12, 0.065);
      times(0.6 + 0.7 * layered2(u * 14, v * 1.3, 3));
      if (fine < 0.03 && Math.abs(((u * 5) % 1) - 0.5) < 0.06) times(0.35);
      break;
    }
    case 'metal':
      set(0.07, 0.07, 0.075);
      break;
    case 'gold':
      set(0.62, 0.43, 0.12);
      break;
    case 'case':
      set(0.72, 0.36, 0.05);
      break;
    case 'bark':
      set(0.16, 0.12, 0.09);
      times(0.6 + 0.8 * noise2(u * 16, v * 3));
      break;
    case 'leaf':
      paintLeaf(around, spot);
      break;
    case 'grass':
      grassColour(around, x, y);
      times(0.7 + 0.75 * tint);
      break;
    case 'plaster':
      set(0.62, 0.58, 0.5);
      times(0.75 + 0.4 * layered2(u * 0.7, v * 0.7, 4));
      if (noise2(u * 0.9 + 7, v * 0.9) > 0.66)
        paintBlocks(spot, [0.3, 0.5], [0.4, 0.3, 0.22], [0.45, 0.35, 0.26], 0.2);
      break;
    case 'earth':
      set(0.23, 0.165, 0.11);
      times(0.6 + 0.8 * layered2(x * 2.6, y * 2.6 + z, 4));
      roughen(x, y, z, 5, 0.6, fine);
      break;
    case 'panel':
      paintPanel(around, spot);
      break;
    case 'pole':
      if (Math.floor(v / 0.1) % 2 === 0) set(0.72, 0.06, 0.05);
      else set(0.82, 0.82, 0.8);
      break;
    case 'display':
      set(0.42, 0.47, 0.36);
      if (drawDisplay(around.display, u, v)) set(0.04, 0.05, 0.04);
      break;
    case 'char':
      set(0.03, 0.027, 0.025);
      times(0.5 + noise3(x * 5, y * 5, z * 5));
      break;
  }
}

/** Stones in rows; the weather has run down over them. */
function paintBlocks(
  { x, y, z, u, v, tint, fine }: Spot,
  [high, long]: readonly [number, number],
  dark: Vector,
  pale: Vector,
  scarred: number,
): void {
  const row = Math.floor(v / high);
  const shifted = u / (long * (0.8 + 0.5 * cell2(row, 11))) + cell2(row, 3) * 5;
  const stone = Math.floor(shifted);
  const kind = cell2(stone, row * 7);
  set(mix(dark[0], pale[0], kind), mix(dark[1], pale[1], kind), mix(dark[2], pale[2], kind));
  times(tint * (0.82 + 0.36 * cell2(stone * 3, row)));
  times(0.8 + 0.42 * layered2(u * 5, v * 5, 2));
  const run = layered2(u * 1.7 + 40, v * 0.16, 2);
  times(1 - 0.38 * smooth(0.52, 0.8, run));
  times(0.62 + 0.38 * smooth(-0.1, 1.3, z));
  const fade = 1 - smooth(0.02, 0.09, fine);
  if (fade > 0) {
    const su = (shifted - stone) * long;
    const sv = v - row * high;
    const gap = Math.min(su, long - su, sv, high - sv);
    times(1 - 0.5 * fade * (1 - smooth(0.006, 0.02, gap)));
    if (fine < 0.01 && gap < 0.03) bent[2]! += sv < high / 2 ? -0.25 : 0.25;
  }
  if (scarred > 0) {
    // Where splinters hit, the stone is fresh and pale, and darker in its middle.
    const cu = Math.floor(u * 1.9);
    const cv = Math.floor(v * 1.9);
    if (cell2(cu + 5, cv + 91) < scarred * 0.42) {
      const hu = cell2(cu, cv) * 0.6 + 0.2;
      const hv = cell2(cv, cu) * 0.6 + 0.2;
      const reach = 0.06 + 0.2 * cell2(cu + 17, cv);
      const away = length2(u * 1.9 - cu - hu, v * 1.9 - cv - hv) * (0.8 + 0.5 * noise2(u * 17, v * 17));
      if (away < reach) towards(0.74, 0.62, 0.5, 0.75);
      if (away < reach * 0.5) times(0.5);
    }
  }
  roughen(x, y, z, 8, 0.2, fine);
}

function paintGround(around: Surroundings, { x, y, z, nz, fine }: Spot): void {
  const { land, light } = around;
  const away = length2(x, y);
  const coarse = grassColour(around, x, y);
  times(0.78 + 0.44 * coarse);
  if (fine < 0.5) times(0.72 + 0.56 * layered2(x * 1.9, y * 1.9, 2));
  if (fine < 0.05) times(0.75 + 0.5 * noise2(x * 13, y * 13));
  // Woods on the slopes, bare rock where it is steep or high.
  if (away > 160) {
    const wood =
      smooth(0.5, 0.6, layered2(x / 310 + 9, y / 310, 5)) * smooth(160, 420, away) * smooth(900, 500, z);
    const autumn = light.weather.season === 'autumn' ? 0.09 : 0;
    towards(
      0.045 + autumn,
      0.075 + autumn * 0.35,
      0.03,
      wood * (light.weather.season === 'winter' ? 0.7 : 0.95),
    );
    if (wood > 0.3) times(0.7 + 0.6 * noise2(x / 9, y / 9));
    towards(0.34, 0.32, 0.3, Math.max(smooth(0.86, 0.7, nz), 0.8 * smooth(620, 900, z)));
    if (light.weather.season !== 'summer')
      towards(
        0.86,
        0.88,
        0.92,
        smooth(820, 1050, z + 160 * (layered2(x / 120, y / 120, 3) - 0.5)) * smooth(0.55, 0.8, nz),
      );
  }
  const path = smooth(1.5, 0.7, land.pathAway(x, y) + (noise2(x * 0.8, y * 0.8) - 0.5) * 0.9);
  if (path > 0) {
    const grit = 0.7 + 0.6 * (fine < 0.1 ? noise2(x * 9, y * 9) : 0.5);
    towards(0.42 * grit, 0.35 * grit, 0.26 * grit, path * 0.85);
  }
  for (const { at, reach } of land.torn) {
    const inside = 1 - Math.max(Math.abs(x - at[0]) / reach[0], Math.abs(y - at[1]) / reach[1]);
    const bare = smooth(-0.06, 0.16, inside + (layered2(x * 0.6, y * 0.6, 3) - 0.5) * 0.5);
    if (bare <= 0) continue;
    const clod = 0.55 + 0.9 * layered2(x * 2.3, y * 2.3, 4);
    towards(0.25 * clod, 0.18 * clod, 0.12 * clod, bare * 0.94);
    // The chains of a heavy machine.
    const lane = Math.min(Math.abs(Math.abs(y - at[1]) - 0.95), 9);
    if (reach[0] > 6 && lane < 0.24 && fine < 0.08) times(((x * 4.5) % 1) + 1 > 1.45 ? 0.62 : 1.05);
    bent[0]! += (noise2(x * 3.1, y * 3.1) - 0.5) * 1.1 * bare;
    bent[1]! += (noise2(x * 3.1 + 50, y * 3.1) - 0.5) * 1.1 * bare;
  }
  if (fine < 0.08) {
    bent[0]! += (noise2(x * 6, y * 6) - 0.5) * 0.5;
    bent[1]! += (noise2(x * 6 + 31, y * 6) - 0.5) * 0.5;
  }
}

/** Returns how dry it is there, from 0 to 1. */
function grassColour({ light, land }: Surroundings, x: number, y: number): number {
  const { season } = light.weather;
  const dry = layered2(x / 11 + land.seed, y / 11, 3);
  if (season === 'spring') set(mix(0.11, 0.2, dry), mix(0.19, 0.26, dry), mix(0.05, 0.08, dry));
  else if (season === 'summer') set(mix(0.2, 0.4, dry), mix(0.21, 0.33, dry), mix(0.08, 0.16, dry));
  else if (season === 'autumn') set(mix(0.24, 0.38, dry), mix(0.19, 0.27, dry), mix(0.08, 0.13, dry));
  else set(mix(0.2, 0.29, dry), mix(0.18, 0.24, dry), mix(0.12, 0.15, dry));
  return dry;
}

function paintLeaf({ light }: Surroundings, { tint, u, v }: Spot): void {
  const { season } = light.weather;
  const kind = Math.floor(tint);
  const shade = tint - kind;
  if (kind === 2) set(0.035, 0.075, 0.035);
  else if (season === 'spring') set(0.14, 0.24, 0.05);
  else if (season === 'summer') set(0.075, 0.135, 0.04);
  else if (season === 'autumn') set(0.45 - 0.2 * shade, 0.22 + 0.08 * shade, 0.035);
  else set(0.15, 0.11, 0.08);
  times(0.55 + 0.9 * shade);
  times(0.8 + 0.4 * noise2(u * 9, v * 9));
}

function paintPanel({ scarred, display }: Surroundings, { u, v, x, y, z, tint, fine }: Spot): void {
  const kind = Math.floor(tint);
  const step = Math.max(0.006, fine);
  const height = (p: number, q: number): number => carvedHeight(kind, p, q);
  const here = height(u, v);
  const beside = height(u + step, v);
  const over = height(u, v + step);
  if (kind === 2) set(0.66, 0.58, 0.45);
  else if (kind === 3) set(0.4, 0.39, 0.37);
  else set(0.46, 0.3, 0.22);
  times(0.72 + 0.5 * layered2(u * 4, v * 4, 4));
  times(0.45 + 0.62 * here);
  const depth = 0.035 / step;
  bent[0]! -= (beside - here) * depth;
  bent[2]! -= (over - here) * depth;
  towards(0.5, 0.5, 0.3, 0.4 * smooth(0.58, 0.75, layered2(u * 3 + 11, v * 3, 3)));
  if (scarred > 0 && display === '') {
    const cu = Math.floor(u * 5);
    const cv = Math.floor(v * 5);
    if (cell2(cu + 3, cv + 7) < scarred * 0.5) {
      const away = length2(u * 5 - cu - 0.5, v * 5 - cv - 0.5) * (0.7 + 0.7 * noise2(u * 21, v * 21));
      if (away < 0.42) towards(0.74, 0.66, 0.55, kind === 2 ? 0.3 : 0.8);
      if (away < (kind === 2 ? 0.36 : 0.2)) times(0.5);
    }
    // A strip hacked off.
    const hacked = smooth(0.07, 0.02, Math.abs(v - 1.1 - 0.25 * (u - 0.5) + 0.1 * (noise2(u * 6, 3) - 0.5)));
    towards(0.7, 0.6, 0.5, hacked * 0.8);
    if (kind === 2) times(1 - 0.45 * hacked);
    bent[2]! += hacked * (noise2(u * 30, v * 8) - 0.5) * 1.4;
  }
  roughen(x, y, z, 14, 0.16, fine);
}

/** Soot above where it burned. */
function stain({ soot }: Surroundings, material: Material, x: number, y: number, z: number): void {
  if (material === 'ground' || material === 'grass' || material === 'leaf') return;
  for (const { at, reach } of soot) {
    const rise = z - at[2];
    if (Math.abs(x - at[0]) > reach * 1.5 || Math.abs(y - at[1]) > reach * 1.5 || rise > reach * 4) continue;
    const narrow = rise > 0 ? 2.6 : 0.7;
    const away =
      length3(x - at[0], y - at[1], rise / narrow) + (layered2(x * 1.1 + y, z * 0.8, 3) - 0.5) * reach * 0.9;
    const part = smooth(reach, reach * 0.25, away);
    if (part > 0) towards(0.025, 0.022, 0.02, part * 0.9);
  }
}

/** Snow on what is turned upwards. */
function lie({ light, land }: Surroundings, material: Material, x: number, y: number, nz: number): void {
  const { snow } = light.weather;
  if (snow === 0 || material === 'display' || material === 'case' || material === 'metal') return;
  const trodden = material === 'ground' ? 0.5 * smooth(1.4, 0.6, land.pathAway(x, y)) : 0;
  const depth = snow - trodden + (layered2(x / 3, y / 3, 3) - 0.5) * 0.8;
  const part = smooth(0.35, 0.6, depth) * smooth(0.55, 0.8, nz);
  towards(0.84, 0.87, 0.92, part * 0.96);
}

function roughen(x: number, y: number, z: number, often: number, by: number, fine: number): void {
  if (fine * often > 0.5) return;
  const one = noise2((x + 0.43 * y) * often, (z + 0.37 * y) * often) - 0.5;
  const two = noise2((y - 0.41 * x) * often + 19, (z + 0.33 * x) * often + 7) - 0.5;
  bent[0]! += one * by;
  bent[1]! += two * by;
  bent[2]! += (one - two) * by * 0.7;
}

function shine(
  m: Material,
  nx: number,
  ny: number,
  nz: number,
  rx: number,
  ry: number,
  rz: number,
  sun: Vector,
): number {
  if (m !== 'lead' && m !== 'gold' && m !== 'metal' && m !== 'case') return 0;
  const length = 1 / length3(rx, ry, rz);
  const hx = sun[0] - rx * length;
  const hy = sun[1] - ry * length;
  const hz = sun[2] - rz * length;
  const facing = (nx * hx + ny * hy + nz * hz) / length3(hx, hy, hz);
  return (m === 'lead' ? 0.14 : 0.5) * Math.pow(Math.max(0, facing), m === 'lead' ? 14 : 40);
}
