import { layered2, smooth } from './noise.ts';
import type { Daylight } from './weather.ts';

/** What is seen in a direction of length one above the land; linear light into `out`. */
export function skyInto(out: Float64Array, light: Daylight, x: number, y: number, z: number): void {
  const { sun, weather, skyColour: high, horizonColour: low, sunColour } = light;
  const lift = Math.max(0, z);
  const part = Math.pow(1 - Math.min(1, lift), 3.2);
  const towards = x * sun[0] + y * sun[1] + z * sun[2];
  const glow = Math.pow(Math.max(0, towards), 6) * 0.16 + Math.pow(Math.max(0, towards), 90) * 0.5;
  const veil = 1 - 0.9 * smooth(0.6, 1, weather.cloud);
  let r = high[0] + (low[0] - high[0]) * part + sunColour[0] * glow * veil * 0.3;
  let g = high[1] + (low[1] - high[1]) * part + sunColour[1] * glow * veil * 0.3;
  let b = high[2] + (low[2] - high[2]) * part + sunColour[2] * glow * veil * 0.3;
  if (lift > 0.005 && weather.cloud > 0.02) {
    const reach = 1.5 / (lift + 0.1);
    const u = x * reach + weather.seed * 13.7;
    const v = y * reach * 1.25 + weather.seed * 7.3;
    const wisps = layered2(u * 1.1, v * 1.1, 4);
    const edge = 0.78 - weather.cloud * 0.62;
    const cover = smooth(edge, edge + 0.2, wisps) * smooth(0.005, 0.1, lift);
    if (cover > 0) {
      // Thicker towards the sun: the side that is turned away from it is darker.
      const ahead = layered2((u + sun[0] * 0.16) * 1.1, (v + sun[1] * 0.16) * 1.1, 3);
      const bright = Math.min(
        1.15,
        Math.max(0.35, 0.82 + (wisps - ahead) * 2.4 - 0.28 * smooth(edge + 0.1, 1, wisps)),
      );
      const day = Math.min(1, Math.max(0.12, sun[2] * 3 + 0.2));
      const warm = 1 - Math.min(1, Math.max(0, sun[2] * 2.6));
      const cr = bright * day * (0.92 + 0.14 * warm);
      const cg = bright * day * (0.93 - 0.12 * warm);
      const cb = bright * day * (0.96 - 0.26 * warm);
      const dense = cover * 0.93;
      r += (cr - r) * dense;
      g += (cg - g) * dense;
      b += (cb - b) * dense;
    }
  }
  out[0] = r;
  out[1] = g;
  out[2] = b;
}
