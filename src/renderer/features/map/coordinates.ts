/** Latitude and longitude in degrees as they are typed or pasted: `39.684, 45.2328`; null of anything else. */
export function readCoordinates(
  text: string,
): { readonly latitude: number; readonly longitude: number } | null {
  const [, north, east] =
    /^\s*([-−]?\d{1,2}(?:\.\d+)?)°?\s*[,;\s]\s*([-−]?\d{1,3}(?:\.\d+)?)°?\s*$/.exec(text) ?? [];
  if (north === undefined || east === undefined) return null;
  const [latitude, longitude] = [Number(north.replace('−', '-')), Number(east.replace('−', '-'))];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

/** Five decimals: a metre. */
export const coordinatesText = (latitude: number, longitude: number): string =>
  `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
