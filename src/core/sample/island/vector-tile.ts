import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import { degreesOf, type Spot } from '../case/villages.ts';
import type { Feature, Layer } from './features.ts';

/** Units that a tile is wide, and what is drawn around it so that its edge does not show: Mapbox Vector Tile 2.1. */
const [extent, buffer] = [8192, 256];

/** What is used of it: its own declarations import one another as a bundler would, and Node's way of resolving knows none of them. */
const TileIndex = GeoJSONVT as unknown as new (
  data: GeoJSON.FeatureCollection,
  options: { readonly maxZoom: number; readonly extent: number; readonly buffer: number },
) => { getTile(z: number, x: number, y: number): { readonly features: readonly unknown[] } | null };

export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Where a spot lies in the square of the world (EPSG:3857), from 0 to 1, to the right and down. */
export function inWorld(spot: Spot): readonly [x: number, y: number] {
  const [longitude, latitude] = degreesOf(spot);
  return [longitude / 360 + 0.5, 0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI)];
}

/** Cuts layers into tiles down to `maxZoom`: one tile, or null where nothing lies in it. */
export function tilesOf(
  layers: readonly Layer[],
  maxZoom: number,
): (address: TileAddress) => Uint8Array | null {
  const cut = layers.map(({ name, from, features }) => ({
    name,
    from,
    index: new TileIndex(
      { type: 'FeatureCollection', features: features.map(asGeoJson) },
      { maxZoom, extent, buffer },
    ),
  }));
  return ({ z, x, y }) => {
    const drawn = cut.flatMap(({ name, from, index }) => {
      const tile = z < from ? null : index.getTile(z, x, y);
      return tile && tile.features.length > 0 ? [[name, tile] as const] : [];
    });
    return drawn.length === 0 ? null : fromGeojsonVt(Object.fromEntries(drawn), { version: 2, extent });
  };
}

function asGeoJson({ kind, lines }: Feature): GeoJSON.Feature {
  const placed = lines.map((line) => line.map((spot) => [...degreesOf(spot)]));
  return {
    type: 'Feature',
    properties: null,
    geometry:
      kind === 'line'
        ? { type: 'MultiLineString', coordinates: placed }
        : { type: 'Polygon', coordinates: placed.map((ring) => [...ring, ...ring.slice(0, 1)]) },
  };
}
