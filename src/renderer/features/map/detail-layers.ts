import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { ListedMapFile } from '../../../shared/records/map.ts';
import type { MapColors } from './colors.ts';
import { addressIn } from './own-tiles.ts';

export function detailSource({ id, detail }: ListedMapFile): SourceSpecification {
  if (detail.kind !== 'tiles') throw new Error('no tiles');
  const { minZoom, maxZoom, bounds } = detail;
  const common = {
    tiles: [addressIn(id)],
    minzoom: minZoom,
    maxzoom: maxZoom,
    bounds: [bounds.west, bounds.south, bounds.east, bounds.north] as [number, number, number, number],
  };
  return detail.tiles === 'vector'
    ? { type: 'vector', ...common }
    : { type: 'raster', tileSize: 256, ...common };
}

const isLand = /^(?:earth|land)$/i;
const isWater = /water|ocean|sea|lake|river/i;

/**
 * Little is known of how a person's vector map is made: all of its polygons, lines, points and names are drawn, in one quiet
 * colour. Land and water are known by what such layers are called (`earth` in Protomaps, `water` in both it and OpenMapTiles).
 */
export function detailLayers(
  { id, detail }: ListedMapFile,
  colors: MapColors,
  language: string,
): LayerSpecification[] {
  if (detail.kind !== 'tiles') return [];
  if (detail.tiles === 'raster') return [{ id: `${id} raster`, type: 'raster', source: id }];
  // Land below the rest, wherever the file names it: it would hide what it lies on.
  const landFirst = detail.layers.toSorted((one, other) => +isLand.test(other) - +isLand.test(one));
  const layers = landFirst.map((layer) => ({
    layer,
    common: { source: id, 'source-layer': layer },
    ground: isLand.test(layer) ? colors.land : isWater.test(layer) ? colors.water : null,
  }));
  const isOf = (kind: string): ['==', ['geometry-type'], string] => ['==', ['geometry-type'], kind];
  return [
    ...layers.map(({ layer, common, ground }): LayerSpecification => ({
      id: `${id} ${layer} fill`,
      type: 'fill',
      ...common,
      filter: isOf('Polygon'),
      paint: { 'fill-color': ground ?? colors.detail, 'fill-opacity': ground === null ? 0.35 : 1 },
    })),
    ...layers.map(({ layer, common, ground }): LayerSpecification => ({
      id: `${id} ${layer} line`,
      type: 'line',
      ...common,
      filter: ['any', isOf('LineString'), isOf('Polygon')],
      paint: {
        'line-color': ground === null ? colors.detailStrong : colors.coast,
        'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.4, 16, 1.4],
        'line-opacity': 0.8,
      },
    })),
    ...layers.map(({ layer, common }): LayerSpecification => ({
      id: `${id} ${layer} point`,
      type: 'circle',
      ...common,
      filter: isOf('Point'),
      paint: { 'circle-color': colors.detailStrong, 'circle-radius': 2 },
    })),
    ...layers.map(({ layer, common }): LayerSpecification => ({
      id: `${id} ${layer} name`,
      type: 'symbol',
      ...common,
      layout: {
        'text-field': ['coalesce', ['get', `name:${language}`], ['get', 'name'], ''],
        'text-font': ['Noto Sans Variable', 'Noto Sans Armenian Variable', 'sans-serif'],
        'text-size': 11,
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': 0.5,
      },
      paint: { 'text-color': colors.labelQuiet, 'text-halo-color': colors.halo, 'text-halo-width': 1.2 },
    })),
  ];
}
