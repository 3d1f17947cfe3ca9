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

/**
 * Nothing is known of how a person's vector map is made: all of its polygons, lines, points and names are drawn, in one quiet
 * colour, the same for every layer.
 */
export function detailLayers(
  { id, detail }: ListedMapFile,
  colors: MapColors,
  language: string,
): LayerSpecification[] {
  if (detail.kind !== 'tiles') return [];
  if (detail.tiles === 'raster') return [{ id: `${id} raster`, type: 'raster', source: id }];
  const layers = detail.layers.map((layer) => ({ layer, common: { source: id, 'source-layer': layer } }));
  const isOf = (kind: string): ['==', ['geometry-type'], string] => ['==', ['geometry-type'], kind];
  return [
    ...layers.map(({ layer, common }): LayerSpecification => {
      const isWater = /water|ocean|sea|lake|river/i.test(layer);
      return {
        id: `${id} ${layer} fill`,
        type: 'fill',
        ...common,
        filter: isOf('Polygon'),
        paint: {
          'fill-color': isWater ? colors.water : colors.detail,
          'fill-opacity': isWater ? 1 : 0.35,
        },
      };
    }),
    ...layers.map(({ layer, common }): LayerSpecification => ({
      id: `${id} ${layer} line`,
      type: 'line',
      ...common,
      filter: ['any', isOf('LineString'), isOf('Polygon')],
      paint: {
        'line-color': colors.detailStrong,
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
