import type { Shape } from './parts.ts';

type Position = readonly [longitude: number, latitude: number];

/** A point to show a shape at: of a line or an area the middle of what it spans. Degrees. */
export function middleOf(shape: Shape): Position {
  if (shape.type === 'Point') return shape.coordinates;
  const points = shape.type === 'LineString' ? shape.coordinates : (shape.coordinates[0] ?? []);
  const middle = (axis: 0 | 1): number => {
    const values = points.map((point) => point[axis]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  };
  return [middle(0), middle(1)];
}

const earthRadius = 6_371_008.8;

/** Metres between two points on a sphere of the earth's mean radius. */
export function metresBetween([lon, lat]: Position, [otherLon, otherLat]: Position): number {
  const radians = Math.PI / 180;
  const half =
    Math.sin(((otherLat - lat) * radians) / 2) ** 2 +
    Math.cos(lat * radians) * Math.cos(otherLat * radians) * Math.sin(((otherLon - lon) * radians) / 2) ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(half)));
}
