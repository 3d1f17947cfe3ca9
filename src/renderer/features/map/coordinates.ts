import { readPosition } from '../../../shared/coordinates/read-position.ts';

/** Latitude and longitude in degrees as they are typed or pasted in any usual form; null of anything else. */
export function readCoordinates(
  text: string,
): { readonly latitude: number; readonly longitude: number } | null {
  const read = readPosition(text);
  return read && { latitude: read.latitude, longitude: read.longitude };
}

/** Five decimals: a metre. */
export const coordinatesText = (latitude: number, longitude: number): string =>
  `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
