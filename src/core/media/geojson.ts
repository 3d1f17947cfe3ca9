import { GeoColumns } from './geo-columns.ts';
import { TableRefused } from './table-refusals.ts';
import type { ReadTable } from './table-sink.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Features of a GeoJSON text (RFC 7946) with what they say and where they lie. Throws `TableRefused`. */
export function readGeoJson(bytes: Uint8Array): ReadTable {
  let whole: unknown;
  try {
    whole = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new TableRefused('not-of-the-form');
  }
  if (!isObject(whole) || typeof whole.type !== 'string') throw new TableRefused('not-of-the-form');
  refuseOtherSystems(whole.crs);
  const features = whole.type === 'FeatureCollection' ? whole.features : [whole];
  if (!Array.isArray(features)) throw new TableRefused('not-of-the-form');
  const columns = new GeoColumns();
  for (const feature of features as readonly unknown[]) {
    if (!isObject(feature)) throw new TableRefused('not-of-the-form');
    const isFeature = feature.type === 'Feature';
    const geometry = isFeature ? feature.geometry : feature;
    const properties = isFeature && isObject(feature.properties) ? feature.properties : {};
    columns.add(
      Object.entries(properties).map(([name, value]) => [name, textOf(value)] as const),
      isObject(geometry) ? JSON.stringify(geometry) : '',
    );
  }
  if (features.length === 0) throw new TableRefused('empty');
  return columns.finish();
}

/** Before RFC 7946 a file could be in another system; degrees are not guessed from metres. */
function refuseOtherSystems(crs: unknown): void {
  if (!isObject(crs)) return;
  const name = isObject(crs.properties) ? String(crs.properties.name) : '';
  if (!/CRS84|EPSG:{1,2}4326$/i.test(name)) throw new TableRefused('other-reference-system');
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join('; ');
  return JSON.stringify(value);
}
