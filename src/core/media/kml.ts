import { withoutMarkup } from './extract-text.ts';
import { GeoColumns } from './geo-columns.ts';
import { TableRefused } from './table-refusals.ts';
import type { ReadTable } from './table-sink.ts';
import { zipParts } from './unzip.ts';
import { readXml } from './xml.ts';

const longestKml = 64 * 1_048_576;

interface Geometry {
  readonly type: string;
  readonly coordinates?: unknown;
  readonly geometries?: Geometry[];
}

/**
 * Placemarks of a KML file (OGC 12-007r2), or of the first in a KMZ: name, description, ExtendedData, and points, lines and areas.
 * Folders, styles and links to elsewhere are left; nothing is fetched. Throws `TableRefused`.
 */
export function readKml(bytes: Buffer): ReadTable {
  const columns = new GeoColumns();
  let [count, isKml] = [0, false];
  const inside: string[] = [];
  let properties = new Map<string, string>();
  let field: string | null = null;
  let text = '';
  /** Geometries that hold others, the innermost last; `found` is the placemark's own. */
  let holders: Geometry[][] = [];
  let found: Geometry[] = [];
  let rings: unknown[] = [];
  let coordinates: readonly (readonly number[])[] = [];
  const put = (geometry: Geometry): void => void (holders.at(-1) ?? found).push(geometry);
  readXml(kmlIn(bytes), {
    open(element, attributes) {
      inside.push(element);
      text = '';
      if (element === 'kml' || element === 'Document' || element === 'Folder') isKml = true;
      if (element === 'Placemark')
        [properties, field, holders, found, isKml] = [new Map<string, string>(), null, [], [], true];
      else if (element === 'Data' || element === 'SimpleData') field = attributes.get('name') ?? null;
      else if (element === 'MultiGeometry') holders.push([]);
      else if (element === 'Polygon') rings = [];
    },
    text: (piece) => void (text += piece),
    close(element) {
      inside.pop();
      const parent = inside.at(-1);
      if (parent === 'Placemark' && (element === 'name' || element === 'description'))
        properties.set(element, element === 'name' ? text.trim() : withoutMarkup(text));
      else if (element === 'SimpleData' || (element === 'value' && parent === 'Data')) {
        if (field !== null) properties.set(field, text.trim());
      } else if (element === 'coordinates') coordinates = positionsIn(text);
      else if (element === 'Point') put({ type: 'Point', coordinates: coordinates[0] ?? [] });
      else if (element === 'LineString') put({ type: 'LineString', coordinates });
      else if (element === 'LinearRing') {
        if (inside.includes('Polygon')) rings.push(coordinates);
        else put({ type: 'LineString', coordinates });
      } else if (element === 'Polygon') put({ type: 'Polygon', coordinates: rings });
      else if (element === 'MultiGeometry')
        put({ type: 'GeometryCollection', geometries: holders.pop() ?? [] });
      else if (element === 'Placemark') {
        const [only, another] = found;
        const shape = another ? { type: 'GeometryCollection', geometries: found } : only;
        columns.add(properties, shape ? JSON.stringify(shape) : '');
        count += 1;
      }
      text = '';
    },
  });
  if (!isKml) throw new TableRefused('not-of-the-form');
  if (count === 0) throw new TableRefused('empty');
  return columns.finish();
}

function kmlIn(bytes: Buffer): Buffer {
  if (bytes.readUInt16BE(0) !== 0x504b) return bytes;
  for (const part of zipParts(bytes)) {
    if (!/\.kml$/i.test(part.name)) continue;
    try {
      return part.read(longestKml);
    } catch {
      throw new TableRefused('too-large');
    }
  }
  throw new TableRefused('not-of-the-form');
}

/** Longitude, latitude and, which is left, a height: parted by commas, one after the other. */
function positionsIn(text: string): readonly (readonly number[])[] {
  return text
    .trim()
    .split(/\s+/)
    .map((tuple) => tuple.split(',').slice(0, 2).map(Number));
}
