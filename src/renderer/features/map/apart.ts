import type { Cluster } from '../../../shared/records/map.ts';
import { radiusOf } from './radius.ts';
import { latitudeOf, longitudeOf, mercatorX, mercatorY, worldPixels } from './view.ts';

/** A cluster, and where its circle is drawn. */
export interface Placed extends Cluster {
  readonly shownLatitude: number;
  readonly shownLongitude: number;
}

const rounds = 6;
/** Pixels between two circles. */
const gap = 2;

/**
 * Groups whose circles would hide each other are one; such as would only touch are moved apart, by no more than it takes. Single
 * items, and what lies in one place, stay by themselves and where they are, because they stand for a place. `zoom`: at which the
 * groups were made. At any nearer one they part by themselves.
 */
export function movedApart(found: readonly Cluster[], zoom: number): Placed[] {
  const world = worldPixels(zoom);
  const clusters = joined(found, world);
  const points = clusters.map((cluster) => ({
    x: mercatorX(cluster.longitude) * world,
    y: mercatorY(cluster.latitude) * world,
    radius: radiusOf(cluster.count),
    isFixed: isOnePlace(cluster),
  }));
  const order = points
    .map((_, index) => index)
    .sort((one, other) => (points[one]?.x ?? 0) - (points[other]?.x ?? 0));
  for (let round = 0; round < rounds; round += 1) {
    for (let at = 0; at < order.length; at += 1) {
      const one = points[order[at] ?? 0];
      if (!one) continue;
      for (let next = at + 1; next < order.length; next += 1) {
        const other = points[order[next] ?? 0];
        // Largest circles are 64 pixels across, and none moves far.
        if (!other || other.x - one.x > 80) break;
        part(one, other);
      }
    }
  }
  return clusters.map((cluster, index) => {
    const { x, y } = points[index] ?? { x: 0, y: 0 };
    return { ...cluster, shownLongitude: longitudeOf(x / world), shownLatitude: latitudeOf(y / world) };
  });
}

const isOnePlace = ({ count, bounds }: Cluster): boolean =>
  count === 1 || (bounds.west === bounds.east && bounds.south === bounds.north);

/** Circles nearer together than this part of what they need are one. */
const together = 0.7;
/** Pixels of a square in which is looked for what is near: no two circles need more. */
const square = 96;

/** Found by squares, so that a thousand groups are not compared with a thousand. */
function joined(found: readonly Cluster[], world: number): readonly Cluster[] {
  const left = found.filter((cluster) => !isOnePlace(cluster)).sort((one, other) => other.count - one.count);
  const kept: { cluster: Cluster; x: number; y: number; radius: number }[] = [];
  const squares = new Map<string, number[]>();
  for (const cluster of left) {
    const [x, y] = [mercatorX(cluster.longitude) * world, mercatorY(cluster.latitude) * world];
    const radius = radiusOf(cluster.count);
    const [column, row] = [Math.floor(x / square), Math.floor(y / square)];
    let near: number | undefined;
    for (let index = 0; index < 9 && near === undefined; index += 1) {
      const key = `${column + (index % 3) - 1} ${row + Math.floor(index / 3) - 1}`;
      near = squares.get(key)?.find((at) => {
        const one = kept[at];
        return one && Math.hypot(one.x - x, one.y - y) < together * (one.radius + radius);
      });
    }
    const one = near === undefined ? undefined : kept[near];
    if (one) {
      // It stays in the square that it was found in: the smaller ones move it little.
      one.cluster = both(one.cluster, cluster);
      one.radius = radiusOf(one.cluster.count);
    } else {
      const key = `${column} ${row}`;
      squares.set(key, [...(squares.get(key) ?? []), kept.length]);
      kept.push({ cluster, x, y, radius });
    }
  }
  return [...kept.map(({ cluster }) => cluster), ...found.filter(isOnePlace)];
}

function both(one: Cluster, other: Cluster): Cluster {
  const count = one.count + other.count;
  const middle = (a: number, b: number): number => (a * one.count + b * other.count) / count;
  return {
    count,
    item: null,
    longitude: middle(one.longitude, other.longitude),
    latitude: latitudeOf(middle(mercatorY(one.latitude), mercatorY(other.latitude))),
    bounds: {
      west: Math.min(one.bounds.west, other.bounds.west),
      south: Math.min(one.bounds.south, other.bounds.south),
      east: Math.max(one.bounds.east, other.bounds.east),
      north: Math.max(one.bounds.north, other.bounds.north),
    },
  };
}

interface Circle {
  x: number;
  y: number;
  readonly radius: number;
  readonly isFixed: boolean;
}

function part(one: Circle, other: Circle): void {
  const [across, down] = [other.x - one.x, other.y - one.y];
  const distance = Math.hypot(across, down);
  const missing = one.radius + other.radius + gap - distance;
  if (missing <= 0 || (one.isFixed && other.isFixed)) return;
  const [east, south] = distance === 0 ? [1, 0] : [across / distance, down / distance];
  const share = one.isFixed ? 0 : other.isFixed ? 1 : 0.5;
  one.x -= east * missing * share;
  one.y -= south * missing * share;
  other.x += east * missing * (1 - share);
  other.y += south * missing * (1 - share);
}
