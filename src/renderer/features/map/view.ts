/** What is looked at: the middle, and a zoom at which the whole world is `512 · 2^zoom` pixels wide. North is up. */
export interface View {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Degrees. Longitudes go on beyond ±180: what is looked at may reach round the world. */
export interface Extent {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export const mostZoom = 19;
/** Where Web Mercator ends, in degrees. */
export const mostLatitude = 85.0511287798066;

export const worldPixels = (zoom: number): number => 512 * 2 ** zoom;

/** Web Mercator: 0 in the north-west corner of the world, 1 in the south-east. */
export const mercatorX = (longitude: number): number => (longitude + 180) / 360;
export function mercatorY(latitude: number): number {
  const sine = Math.sin((Math.max(-mostLatitude, Math.min(mostLatitude, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
export const longitudeOf = (x: number): number => x * 360 - 180;
export const latitudeOf = (y: number): number =>
  (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** -180 included, 180 not. */
export const wrapped = (longitude: number): number => ((((longitude + 180) % 360) + 360) % 360) - 180;

/** Pixels from the upper left corner, in the copy of the world that is nearest to the middle. */
export function pointOf(view: View, size: Size, longitude: number, latitude: number): Point {
  const world = worldPixels(view.zoom);
  const turns = Math.round((view.longitude - longitude) / 360);
  return {
    x: size.width / 2 + (mercatorX(longitude + turns * 360) - mercatorX(view.longitude)) * world,
    y: size.height / 2 + (mercatorY(latitude) - mercatorY(view.latitude)) * world,
  };
}

export function placeAt(
  view: View,
  size: Size,
  { x, y }: Point,
): { readonly longitude: number; readonly latitude: number } {
  const world = worldPixels(view.zoom);
  return {
    longitude: longitudeOf(mercatorX(view.longitude) + (x - size.width / 2) / world),
    latitude: latitudeOf(Math.max(0, Math.min(1, mercatorY(view.latitude) + (y - size.height / 2) / world))),
  };
}

export function extentOf(view: View, size: Size): Extent {
  const { longitude: west, latitude: north } = placeAt(view, size, { x: 0, y: 0 });
  const { longitude: east, latitude: south } = placeAt(view, size, { x: size.width, y: size.height });
  return { west, south, east, north };
}

/** Within what there is to see: the world fills the height, and goes round. */
export function within(view: View, size: Size): View {
  const least = Math.max(0, Math.log2(size.height / 512));
  const zoom = Math.max(least, Math.min(mostZoom, view.zoom));
  const half = size.height / 2 / worldPixels(zoom);
  const y = Math.max(half, Math.min(1 - half, mercatorY(view.latitude)));
  return { longitude: wrapped(view.longitude), latitude: latitudeOf(y), zoom };
}

/** Zoomed by so many steps, `at` staying where it is. */
export function zoomedAround(view: View, size: Size, at: Point, by: number): View {
  const before = placeAt(view, size, at);
  const zoom = within({ ...view, zoom: view.zoom + by }, size).zoom;
  const world = worldPixels(zoom);
  return {
    longitude: longitudeOf(mercatorX(before.longitude) - (at.x - size.width / 2) / world),
    latitude: latitudeOf(mercatorY(before.latitude) - (at.y - size.height / 2) / world),
    zoom,
  };
}

/** Moved as if the map was dragged by so many pixels. */
export function dragged(view: View, { x, y }: Point): View {
  const world = worldPixels(view.zoom);
  return {
    ...view,
    longitude: longitudeOf(mercatorX(view.longitude) - x / world),
    latitude: latitudeOf(mercatorY(view.latitude) - y / world),
  };
}

/** All of an area, with some room round it; `most`: the zoom beyond which it is not gone. */
export function viewOf({ west, south, east, north }: Extent, size: Size, most = 12, margins = 96): View {
  const right = east < west ? east + 360 : east;
  const room = { width: Math.max(64, size.width - margins), height: Math.max(64, size.height - margins) };
  const [top, bottom] = [mercatorY(north), mercatorY(south)];
  const zoom = Math.min(
    Math.log2(room.width / 512 / Math.max(1e-9, (right - west) / 360)),
    Math.log2(room.height / 512 / Math.max(1e-9, bottom - top)),
    most,
  );
  return within({ longitude: (west + right) / 2, latitude: latitudeOf((top + bottom) / 2), zoom }, size);
}

/** As the contract has areas: longitudes within ±180, the whole world where it is all in view. */
export function areaOf({ west, south, east, north }: Extent): Extent {
  const [top, bottom] = [Math.min(90, north), Math.max(-90, south)];
  if (east - west >= 360) return { west: -180, south: bottom, east: 180, north: top };
  return { west: wrapped(west), south: bottom, east: wrapped(east), north: top };
}

/** Metres, on a sphere. */
export function distanceBetween(
  one: { readonly longitude: number; readonly latitude: number },
  other: { readonly longitude: number; readonly latitude: number },
): number {
  const radians = Math.PI / 180;
  const [from, to] = [one.latitude * radians, other.latitude * radians];
  const across = Math.sin(((other.longitude - one.longitude) * radians) / 2) ** 2;
  const along = Math.sin((to - from) / 2) ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(along + Math.cos(from) * Math.cos(to) * across)));
}

const earthRadius = 6_371_008.8;

/** Metres of a pixel at a latitude. */
export const metresOfPixel = (zoom: number, latitude: number): number =>
  (2 * Math.PI * earthRadius * Math.cos((latitude * Math.PI) / 180)) / worldPixels(zoom);
