import { gzipSync } from 'node:zlib';
import { degreesOf } from '../case/villages.ts';
import { islandLayers } from './features.ts';
import { reach } from './relief.ts';
import { varint } from './varint.ts';
import { inWorld, tilesOf } from './vector-tile.ts';

const [leastZoom, mostZoom] = [5, 13];
const headerLength = 127;
const gzip = 2;
const vector = 1;

interface Tile {
  readonly id: number;
  readonly bytes: Buffer;
}

/** A map of the invented island as a person's own would be: a PMTiles file, version 3 of its specification. */
export function islandTiles(attribution: string): Buffer {
  const layers = islandLayers();
  const tileAt = tilesOf(layers, mostZoom);
  const tiles: Tile[] = [];
  const [left, up] = inWorld([reach.west, reach.north]);
  const [right, down] = inWorld([reach.east, reach.south]);
  for (let z = leastZoom; z <= mostZoom; z += 1) {
    const size = 2 ** z;
    for (let x = Math.floor(left * size); x <= Math.floor(right * size); x += 1)
      for (let y = Math.floor(up * size); y <= Math.floor(down * size); y += 1) {
        const tile = tileAt({ z, x, y });
        if (tile) tiles.push({ id: tileId(z, x, y), bytes: packed(tile) });
      }
  }
  tiles.sort((one, other) => one.id - other.id);
  const directory = packed(directoryOf(tiles));
  const metadata = packed(
    Buffer.from(
      JSON.stringify({
        name: attribution,
        attribution,
        vector_layers: layers.map(({ name }) => ({ id: name, fields: {} })),
      }),
    ),
  );
  const content = Buffer.concat(tiles.map(({ bytes }) => bytes));
  return Buffer.concat([headerOf(tiles, [directory, metadata, content]), directory, metadata, content]);
}

/** The same bytes on every system: the header of gzip names the one that packed it. */
function packed(bytes: Uint8Array): Buffer {
  const made = gzipSync(bytes, { level: 9 });
  made[9] = 255;
  return made;
}

/** Of all tiles, zoom after zoom, in the order of a Hilbert curve. */
function tileId(z: number, column: number, row: number): number {
  let [x, y] = [column, row];
  let id = (4 ** z - 1) / 3;
  for (let side = 2 ** z / 2; side >= 1; side /= 2) {
    const [isRight, isDown] = [(x & side) > 0 ? 1 : 0, (y & side) > 0 ? 1 : 0];
    id += side * side * ((3 * isRight) ^ isDown);
    if (isDown === 0) {
      if (isRight === 1) [x, y] = [2 * side - 1 - (x & (2 * side - 1)), 2 * side - 1 - (y & (2 * side - 1))];
      [x, y] = [y, x];
    }
  }
  return id;
}

/** "Directory encoding": ids as what lies between them, how many tiles each entry is, lengths, offsets (0: behind the last). */
function directoryOf(tiles: readonly Tile[]): Buffer {
  return Buffer.from([
    ...varint(tiles.length),
    ...tiles.flatMap(({ id }, at) => varint(id - (tiles[at - 1]?.id ?? 0))),
    ...tiles.flatMap(() => varint(1)),
    ...tiles.flatMap(({ bytes }) => varint(bytes.length)),
    ...tiles.flatMap((_, at) => varint(at === 0 ? 1 : 0)),
  ]);
}

function headerOf(
  tiles: readonly Tile[],
  [directory, metadata, content]: readonly [Buffer, Buffer, Buffer],
): Buffer {
  const header = Buffer.alloc(headerLength);
  header.write('PMTiles', 'latin1');
  header[7] = 3;
  let offset = headerLength;
  const section = (at: number, length: number): void => {
    header.writeBigUInt64LE(BigInt(offset), at);
    header.writeBigUInt64LE(BigInt(length), at + 8);
    offset += length;
  };
  section(8, directory.length);
  section(24, metadata.length);
  // No leaf directories.
  section(40, 0);
  section(56, content.length);
  for (const at of [72, 80, 88]) header.writeBigUInt64LE(BigInt(tiles.length), at);
  const isClustered = 1;
  header.set([isClustered, gzip, gzip, vector, leastZoom, mostZoom], 96);
  const [west, south] = degreesOf([reach.west, reach.south]);
  const [east, north] = degreesOf([reach.east, reach.north]);
  for (const [at, degrees] of [west, south, east, north].entries())
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + at * 4);
  header[118] = 11;
  for (const [at, degrees] of degreesOf([0, 0]).entries())
    header.writeInt32LE(Math.round(degrees * 1e7), 119 + at * 4);
  return header;
}
