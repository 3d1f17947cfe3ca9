import type { Vector } from './vector.ts';

export type Season = 'spring' | 'summer' | 'autumn' | 'winter';

export interface Weather {
  readonly season: Season;
  /** How much of the sky is clouded, from 0 to 1. */
  readonly cloud: number;
  /** Thin air is 0, fog 1. */
  readonly haze: number;
  /** How much of the ground lies under snow, from 0 to 1. */
  readonly snow: number;
  /** Other clouds for another number. */
  readonly seed: number;
}

/** All that light depends on. */
export interface Daylight {
  readonly weather: Weather;
  readonly sun: Vector;
  readonly sunColour: Vector;
  readonly skyColour: Vector;
  readonly horizonColour: Vector;
  /** Share of the light that is hidden at the distance of a metre. */
  readonly thickness: number;
}

const blend = (a: Vector, b: Vector, part: number): Vector => [
  a[0] + (b[0] - a[0]) * part,
  a[1] + (b[1] - a[1]) * part,
  a[2] + (b[2] - a[2]) * part,
];
const within = (low: number, high: number, value: number): number =>
  Math.min(1, Math.max(0, (value - low) / (high - low)));

export function daylight(sun: Vector, weather: Weather): Daylight {
  const up = sun[2];
  const covered = within(0.6, 1, weather.cloud);
  const strength = 3.4 * within(-0.03, 0.3, up) * (1 - 0.94 * covered);
  const hue = blend([1, 0.52, 0.24], [1, 0.94, 0.85], within(0.02, 0.5, up));
  const day = within(-0.1, 0.35, up);
  const clear = blend([0.1, 0.15, 0.34], [0.16, 0.34, 0.78], day);
  const grey: Vector = [0.5 * day + 0.1, 0.54 * day + 0.11, 0.6 * day + 0.12];
  const low = blend([0.85, 0.5, 0.34], [0.66, 0.79, 0.95], within(0, 0.35, up));
  return {
    weather,
    sun,
    sunColour: [hue[0] * strength, hue[1] * strength, hue[2] * strength],
    skyColour: blend(clear, grey, covered),
    horizonColour: blend(
      low,
      [0.66 * day + 0.12, 0.7 * day + 0.12, 0.75 * day + 0.12],
      Math.max(covered, weather.haze * 0.7),
    ),
    thickness: 0.00007 + 0.0004 * weather.haze + 0.02 * Math.max(0, weather.haze - 0.6) ** 2,
  };
}
