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

function joined(found: readonly Cluster[], world: number): readonly Cluster[] {
  const left = found.filter((cluster) => !isOnePlace(cluster)).sort((one, other) => other.count - one.count);
  const kept: Cluster[] = [];
  for (const cluster of left) {
    const near = kept.findIndex((one) => {
      const across = (mercatorX(one.longitude) - mercatorX(cluster.longitude)) * world;
      const down = (mercatorY(one.latitude) - mercatorY(cluster.latitude)) * world;
      return Math.hypot(across, down) < together * (radiusOf(one.count) + radiusOf(cluster.count));
    });
    const one = kept[near];
    if (one) kept[near] = both(one, cluster);
    else kept.push(cluster);
  }
  return [...kept, ...found.filter(isOnePlace)];
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
