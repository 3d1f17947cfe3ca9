import { layered2, smooth } from '../drawing/noise.ts';
import type { Spot } from '../case/villages.ts';

/** What all of the island lies in, in metres from its middle. */
export const reach = { west: -6300, east: 6500, south: -5500, north: 5300 } as const;

interface Hill {
  readonly at: Spot;
  readonly height: number;
  readonly width: number;
}

const hills: readonly Hill[] = [
  { at: [-520, -420], height: 390, width: 1050 },
  { at: [-1450, 1500], height: 170, width: 900 },
  { at: [2060, 560], height: 230, width: 900 },
  { at: [3150, 1350], height: 120, width: 800 },
  { at: [1650, -3000], height: 130, width: 800 },
];

/** 1 in the middle, 0 at the shore, below it at sea. */
function inland([east, north]: Spot): number {
  const across = Math.hypot((east - 100) / 5150, (north + 100) / 4350);
  const bays = layered2(east / 2100 + 31.3, north / 2100 + 12.9, 5) - 0.5;
  return 1 - across + 0.62 * bays;
}

/** Metres above the sea. */
export function heightAt(spot: Spot): number {
  const within = inland(spot);
  const raised = hills.reduce((sum, { at, height, width }) => {
    const far = Math.hypot(spot[0] - at[0], spot[1] - at[1]) / width;
    return sum + height * Math.exp(-far * far);
  }, 0);
  const rough = 46 * (layered2(spot[0] / 700 + 5.1, spot[1] / 700 + 9.7, 4) - 0.5);
  return within * 180 + (raised + rough) * smooth(0, 0.25, within);
}

/** Straight down, from a spring to the sea. */
export function streamFrom(spring: Spot): readonly Spot[] {
  const path: Spot[] = [spring];
  let [east, north] = spring;
  let [goingEast, goingNorth] = [0, 0];
  for (let step = 0; step < 400 && heightAt([east, north]) > 0; step += 1) {
    // As a ball would roll, and a little towards the sea: it goes on through a hollow that noise has made.
    const [slopeEast, slopeNorth] = slopeAt([east, north]);
    const out = 9 / (Math.hypot(east, north) || 1);
    goingEast = 0.8 * goingEast - slopeEast + out * east;
    goingNorth = 0.8 * goingNorth - slopeNorth + out * north;
    const length = Math.hypot(goingEast, goingNorth) || 1;
    east += (goingEast / length) * 45;
    north += (goingNorth / length) * 45;
    path.push([east, north]);
  }
  return path;
}

function slopeAt([east, north]: Spot): Spot {
  const by = 120;
  return [
    heightAt([east + by, north]) - heightAt([east - by, north]),
    heightAt([east, north + by]) - heightAt([east, north - by]),
  ];
}
