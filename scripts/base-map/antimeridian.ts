/** Longitude and latitude in degrees. */
export type Position = readonly [longitude: number, latitude: number];

/**
 * world-atlas has shapes as they lie on a sphere: they go on across the antimeridian, and Antarctica goes round. A flat map needs them
 * cut there. Gives the parts of a ring that lie between -180 and 180, each closed.
 */
export function cutRing(ring: readonly Position[]): Position[][] {
  const whole = unrolled(ring);
  const [first, last] = [whole[0], whole.at(-1)];
  if (!first || !last) return [];
  // Once round the pole: closed along it.
  if (Math.abs(last[0] - first[0]) > 180) {
    const pole = first[1] < 0 ? -90 : 90;
    whole.push([last[0], pole], [first[0], pole], first);
  }
  return [-360, 0, 360]
    .map((shift) => clip(clip(moved(whole, shift), -180, 1), 180, -1))
    .filter((part) => part.length > 3);
}

/** The parts of a line that lie between -180 and 180. */
export function cutLine(line: readonly Position[]): Position[][] {
  const parts: Position[][] = [];
  let part: Position[] = [];
  for (const position of line) {
    const before = part.at(-1);
    if (before && Math.abs(position[0] - before[0]) > 180) {
      parts.push(part);
      part = [];
    }
    part.push(position);
  }
  return [...parts, part].filter(({ length }) => length > 1);
}

/** Without jumps: longitudes go on beyond ±180. */
function unrolled(ring: readonly Position[]): Position[] {
  let turns = 0;
  return ring.map(([longitude, latitude], at) => {
    const before = ring[at - 1]?.[0] ?? longitude;
    if (longitude - before > 180) turns -= 1;
    else if (longitude - before < -180) turns += 1;
    return [longitude + turns * 360, latitude];
  });
}

const moved = (ring: readonly Position[], by: number): Position[] =>
  ring.map(([longitude, latitude]) => [longitude + by, latitude]);

/** Sutherland and Hodgman's way, at one meridian: `side` 1 keeps what is east of it, -1 what is west. */
function clip(ring: readonly Position[], meridian: number, side: 1 | -1): Position[] {
  const isIn = ([longitude]: Position): boolean => (longitude - meridian) * side >= 0;
  const kept: Position[] = [];
  for (const [at, position] of ring.entries()) {
    const before = ring[at === 0 ? ring.length - 1 : at - 1] ?? position;
    if (isIn(position) !== isIn(before)) {
      const part = (meridian - before[0]) / (position[0] - before[0]);
      kept.push([meridian, before[1] + part * (position[1] - before[1])]);
    }
    if (isIn(position)) kept.push(position);
  }
  const [first, last] = [kept[0], kept.at(-1)];
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) kept.push(first);
  return kept;
}
