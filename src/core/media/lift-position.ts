import type { PositionReading, ReadingWarning } from '../../shared/records/readings.ts';
import { nameOf } from './lift-time.ts';
import { numberOf, type TagTable } from './tag-table.ts';

/** The position a file states, in signed degrees; out of range or without a hemisphere it is null with a warning. */
export function liftPosition(
  tags: TagTable,
  reader: string,
): { readonly position: PositionReading | null; readonly warnings: readonly ReadingWarning[] } {
  // ExifTool composes signed degrees only where the file says which hemisphere; in XMP each value says it itself.
  const group = tags.in('Composite', 'GPSLatitude') ? 'Composite' : 'XMP';
  const tag = tags.in(group, 'GPSLatitude');
  const [latitude, longitude] = [numberOf(tag), numberOf(tags.in(group, 'GPSLongitude'))];
  if (!tag || latitude === null || longitude === null) {
    const raw = tags.shown('GPSLatitude') ?? tags.shown('GPSLongitude');
    if (!raw) return { position: null, warnings: [] };
    return warned('position-incomplete', 'the position lacks a hemisphere, a coordinate, or a number');
  }
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    return warned('position-impossible', `latitude ${latitude}, longitude ${longitude}`);
  }
  const direction = numberOf(tags.shown('GPSImgDirection'));
  const accuracy = numberOf(tags.shown('GPSHPositioningError'));
  const warnings: ReadingWarning[] = [];
  if (latitude === 0 && longitude === 0) {
    warnings.push({
      code: 'position-zero',
      detail: 'latitude and longitude are both 0: devices write this when they have no fix',
    });
  }
  return {
    position: {
      latitude,
      longitude,
      altitude: numberOf(tags.in('Composite', 'GPSAltitude') ?? tags.shown('GPSAltitude')),
      direction: direction !== null && direction >= 0 && direction <= 360 ? direction : null,
      accuracy: accuracy !== null && accuracy >= 0 ? accuracy : null,
      source: `${nameOf(tags.in('GPS', 'GPSLatitude') ?? tag)} (${reader})`,
    },
    warnings,
  };
}

function warned(
  code: ReadingWarning['code'],
  detail: string,
): { position: null; warnings: ReadingWarning[] } {
  return { position: null, warnings: [{ code, detail }] };
}
