import { Compression, PMTiles, TileType } from 'pmtiles';
import { expect, test } from 'vitest';
import { areaOf, areasAbove } from '../../src/core/sample/island/contours.ts';
import { islandLayers } from '../../src/core/sample/island/features.ts';
import { heightAt, reach } from '../../src/core/sample/island/relief.ts';
import { islandTiles } from '../../src/core/sample/island/tile-archive.ts';
import { inWorld } from '../../src/core/sample/island/vector-tile.ts';
import { gazetteer } from '../../src/core/sample/case/gazetteer.ts';
import { spotOf, spots } from '../../src/core/sample/case/villages.ts';
import { readerOf } from '../../src/core/map/gazetteer-format.ts';
import { positions } from '../../src/core/sample/photographs.ts';

const bytes = islandTiles('An invented island');
const tiles = new PMTiles({
  getKey: () => 'island',
  getBytes: async (offset, length) => ({
    data: new Uint8Array(bytes.subarray(offset, offset + length)).buffer,
  }),
});

test('a reader of PMTiles finds every tile of the island, and none in the sea around it', async () => {
  expect(await tiles.getHeader()).toMatchObject({
    ...{ tileType: TileType.Mvt, internalCompression: Compression.Gzip, tileCompression: Compression.Gzip },
    ...{ minZoom: 5, maxZoom: 13 },
  });
  expect(await tiles.getMetadata()).toMatchObject({ attribution: 'An invented island' });
  for (let z = 5; z <= 13; z += 1)
    for (const [latitude, longitude] of Object.values(positions)) {
      const [x, y] = inWorld(spotOf([latitude, longitude])).map((part) => Math.floor(part * 2 ** z));
      expect(await tiles.getZxy(z, x ?? 0, y ?? 0)).toBeDefined();
    }
  const [x, y] = inWorld([reach.west - 5000, 0]).map((part) => Math.floor(part * 2 ** 13));
  expect(await tiles.getZxy(13, x ?? 0, y ?? 0)).toBeUndefined();
});

test('a tile has the layers by which the map screen knows land and water', async () => {
  const [x, y] = inWorld(spots.velmar.at).map((part) => Math.floor(part * 2 ** 13));
  const tile = await tiles.getZxy(13, x ?? 0, y ?? 0);
  const text = Buffer.from(tile?.data ?? new ArrayBuffer(0)).toString('latin1');
  for (const layer of ['earth', 'fields', 'roads', 'buildings']) expect(text).toContain(layer);
});

test('it is the same every time', () => {
  expect(islandTiles('An invented island').equals(bytes)).toBe(true);
});

test('the sea is all around it, and what has a name and is no cape stands on land', () => {
  const steps = Array.from({ length: 101 }, (_, step) => step / 100);
  for (const part of steps) {
    const [east, north] = [
      reach.west + part * (reach.east - reach.west),
      reach.south + part * (reach.north - reach.south),
    ];
    for (const edge of [
      [east, reach.south],
      [east, reach.north],
      [reach.west, north],
      [reach.east, north],
    ] as const)
      expect(heightAt(edge)).toBeLessThan(0);
  }
  for (const { at } of Object.values(spots)) expect(heightAt(at)).toBeGreaterThan(0);
  for (const position of Object.values(positions)) expect(heightAt(spotOf(position))).toBeGreaterThan(0);
});

test('what lies above a level is bounded by rings with their hollows', () => {
  const field = { west: -10, east: 10, south: -10, north: 10, step: 0.5 };
  // A wall around a pond.
  const wall = ([east, north]: readonly [number, number]): number =>
    2 - Math.abs(Math.hypot(east, north) - 5);
  const [[[outer = [], hollow = [], ...rings] = [], ...others] = []] = areasAbove(field, wall, [0]);
  expect([...rings, ...others]).toEqual([]);
  expect(areaOf(outer)).toBeCloseTo(Math.PI * 49, -1);
  expect(areaOf(hollow)).toBeCloseTo(Math.PI * 9, -1);
  const wide = (of: (spot: readonly [number, number]) => number): number[] => [
    Math.min(...outer.map(of)),
    Math.max(...outer.map(of)),
  ];
  for (const ends of [wide(([east]) => east), wide(([, north]) => north)])
    expect(ends.map(Math.round)).toEqual([-7, 7]);
});

test('every line of the gazetteer is read, in whichever language comes first', () => {
  for (const language of ['en', 'hy', 'ru'] as const) {
    const [heading = '', ...lines] = gazetteer(language).trimEnd().split('\n');
    const reader = readerOf([heading]);
    const read = lines.map((line) => reader?.read(line));
    expect(read).toHaveLength(Object.keys(spots).length);
    expect(read[1]).toMatchObject({
      names: expect.arrayContaining(['Velmar', 'Վելմար', 'Велмар']) as string[],
    });
  }
});

test('the map has roads, water, fields and houses on it', () => {
  const counted = Object.fromEntries(islandLayers().map(({ name, features }) => [name, features.length]));
  expect(counted['earth']).toBeGreaterThan(0);
  expect(counted['relief']).toBeGreaterThan(6);
  expect(counted['water']).toBe(6);
  expect(counted['roads']).toBe(5);
  expect(counted['fields']).toBeGreaterThan(50);
  expect(counted['buildings']).toBeGreaterThan(150);
});
