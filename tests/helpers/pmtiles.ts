import { gzipSync } from 'node:zlib';

/** What may be wrong with a file that a test makes. */
export interface TilesLike {
  readonly version?: number;
  readonly type?: number;
  readonly bounds?: readonly [west: number, south: number, east: number, north: number];
  readonly metadata?: Buffer;
  readonly tile?: Buffer;
  readonly packing?: number;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
  return [...bytes, left];
}

const field = (number: number, bytes: readonly number[]): number[] => [
  ...varint(number * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
const text = (value: string): number[] => [...Buffer.from(value)];
const zigzag = (value: number): number => (value < 0 ? -value * 2 - 1 : value * 2);

/** A Mapbox vector tile with a square, a line across it and a point with a name, in one layer `things`. */
export function vectorTile(name: string): Buffer {
  const moves = (command: number, pairs: readonly (readonly [number, number])[]): number[] => [
    ...varint(command + pairs.length * 8),
    ...pairs.flat().flatMap((value) => varint(zigzag(value))),
  ];
  const square = [
    ...moves(1, [[1024, 1024]]),
    ...moves(2, [
      [2048, 0],
      [0, 2048],
      [-2048, 0],
    ]),
    ...varint(7 + 8),
  ];
  const line = [...moves(1, [[0, 2048]]), ...moves(2, [[4096, 0]])];
  const point = moves(1, [[2048, 2048]]);
  const feature = (type: number, geometry: readonly number[], tags: readonly number[] = []): number[] =>
    field(2, [...(tags.length > 0 ? field(2, tags) : []), ...varint(3 * 8), type, ...field(4, geometry)]);
  const layer = [
    ...[15 * 8, 2],
    ...field(1, text('things')),
    ...feature(3, square),
    ...feature(2, line),
    ...feature(1, point, [0, 0]),
    ...field(3, text('name')),
    ...field(4, field(1, text(name))),
    ...[5 * 8, ...varint(4096)],
  ];
  return Buffer.from(field(3, layer));
}

/** A PMTiles file (version 3) of zooms 0 to 3, with the same tile everywhere. */
export function pmtiles(like: TilesLike = {}): Buffer {
  const { version = 3, type = 1, bounds = [-180, -85, 180, 85], packing = 2 } = like;
  const tile = like.tile ?? gzipSync(vectorTile('Noravank'));
  const tiles = 1 + 4 + 16 + 64;
  const root = gzipSync(
    Buffer.from([1, 0, ...varint(tiles), ...varint(tile.length), 1].flatMap((part) => part)),
  );
  const metadata =
    like.metadata ??
    gzipSync(
      JSON.stringify({ vector_layers: [{ id: 'things', fields: {} }], attribution: '<b>Drawn</b> here' }),
    );
  const header = Buffer.alloc(127);
  header.write('PMTiles', 'latin1');
  header[7] = version;
  let at = 127;
  for (const [place, length] of [
    [8, root.length],
    [24, metadata.length],
    [40, 0],
    [56, tile.length],
  ] as const) {
    header.writeBigUInt64LE(BigInt(at), place);
    header.writeBigUInt64LE(BigInt(length), place + 8);
    at += length;
  }
  for (const [place, count] of [
    [72, tiles],
    [80, 1],
    [88, 1],
  ] as const)
    header.writeBigUInt64LE(BigInt(count), place);
  header.set([1, packing, type === 1 ? 2 : 1, type, 0, 3], 96);
  for (const [index, degrees] of bounds.entries())
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + index * 4);
  return Buffer.concat([header, root, metadata, tile]);
}
