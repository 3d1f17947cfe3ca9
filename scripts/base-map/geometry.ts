import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature, mesh, type Topology } from 'topojson-client';
import { cutLine, cutRing, type Position } from './antimeridian.ts';

/** Decimals of a degree: a hundred metres, finer than what world-atlas keeps. */
const decimals = 3;

/**
 * Land (a feature for each polygon) and the lines between countries out of world-atlas (Natural Earth, 1:10 million), as texts of
 * GeoJSON. A coast is no line between countries: without those lines there is land and water, and nothing else.
 */
export function baseMapTexts(): { readonly land: string; readonly boundaries: string } {
  const path = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
  const topology = JSON.parse(readFileSync(path, 'utf8')) as Topology;
  const { land, countries } = topology.objects;
  const polygons = feature(topology, land).features.flatMap(({ geometry }) =>
    geometry.coordinates.flatMap((rings) => parted(rings.map((ring) => cutRing(ring.map(positionOf))))),
  );
  const lines = mesh(topology, countries, (one, other) => one !== other).coordinates;
  return {
    land: collection('Polygon', polygons),
    boundaries: collection('LineString', lines.flatMap((line) => cutLine(line.map(positionOf))).map(rounded)),
  };
}

/** Each part of the outer ring, with the holes that begin within what it lies in. */
function parted([outer = [], ...holes]: readonly Position[][][]): Position[][][] {
  return outer.map((part) => {
    const across = part.map(([longitude]) => longitude);
    const [west, east] = [Math.min(...across), Math.max(...across)];
    const inner = holes.flat().filter(([first]) => first && first[0] >= west && first[0] <= east);
    return [part, ...inner].map(rounded).filter((ring) => ring.length > 3);
  });
}

const positionOf = ([longitude = 0, latitude = 0]: readonly number[]): Position => [longitude, latitude];

function rounded(line: readonly Position[]): Position[] {
  const points: Position[] = [];
  for (const [longitude, latitude] of line) {
    const point: Position = [Number(longitude.toFixed(decimals)), Number(latitude.toFixed(decimals))];
    const last = points.at(-1);
    if (last?.[0] !== point[0] || last[1] !== point[1]) points.push(point);
  }
  return points;
}

function collection(type: string, shapes: readonly unknown[]): string {
  const features = shapes.map((coordinates) => ({
    type: 'Feature',
    properties: {},
    geometry: { type, coordinates },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}
