import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Area } from '../../shared/records/item-row.ts';
import type { TilesDetail } from '../../shared/records/map.ts';
import type { OpenOriginal } from '../vault/vault.ts';

const unpacked = promisify(gunzip);
const headerLength = 127;
/** Bytes of metadata, packed and unpacked: it names layers, and a file from anywhere may hold a bomb. */
const mostMetadata = 4 * 1_048_576;
const mostLayers = 100;
const longestAttribution = 1000;
/** Letters of it that are looked at: with its mark-up it is longer than what is shown. */
const mostAttribution = 16_384;
const none = 1;
const gzip = 2;
const vector = 1;
/** PNG, JPEG, WebP, AVIF. */
const pictures = [2, 3, 4, 5];

/** Cut before anything else looks at them: of a million that are wrong each would be complained about. */
const firstLayers = (given: unknown): unknown => (Array.isArray(given) ? given.slice(0, mostLayers) : given);

const metadata = z.object({
  attribution: z.string().optional(),
  vector_layers: z.preprocess(firstLayers, z.array(z.object({ id: z.string().max(200) })).optional()),
});

/**
 * What a PMTiles file (version 3 of its specification) says it holds. Its directories and tiles are read by whoever draws them.
 * Throws AppError `map-unusable` of what is none, is cut off, or says what cannot be.
 */
export async function readTiles(file: OpenOriginal, name: string): Promise<TilesDetail> {
  const refuse = (reason: string): AppError => new AppError('map-unusable', { name, reason });
  const header = Buffer.from(await file.read(0, headerLength));
  if (header.length < headerLength || header.toString('latin1', 0, 7) !== 'PMTiles')
    throw refuse('it is no PMTiles file');
  if (header[7] !== 3) throw refuse(`it is of version ${header[7] ?? 0} of PMTiles, and 3 is read here`);
  const section = (at: number): { readonly offset: number; readonly length: number } => {
    const [offset, length] = [header.readBigUInt64LE(at), header.readBigUInt64LE(at + 8)];
    if (offset + length > BigInt(file.size)) throw refuse('it was cut off');
    return { offset: Number(offset), length: Number(length) };
  };
  const root = section(8);
  const told = section(24);
  section(40);
  section(56);
  if (root.length === 0 || root.length > 16_384 || root.offset + root.length > 16_384)
    throw refuse('its first directory does not stand where it has to');
  const [packing, tilePacking, type] = [header[97], header[98], header[99] ?? 0];
  if (packing !== none && packing !== gzip) throw refuse('its directories are packed in a way not read here');
  const isVector = type === vector;
  if (!isVector && !pictures.includes(type)) throw refuse('its tiles are of a kind not drawn here');
  if (isVector && tilePacking !== none && tilePacking !== gzip)
    throw refuse('its tiles are packed in a way not read here');
  const [minZoom, maxZoom] = [header[100] ?? 0, header[101] ?? 0];
  if (minZoom > maxZoom || maxZoom > 24) throw refuse('the zooms it names cannot be');
  if (told.length > mostMetadata) throw refuse('its metadata are longer than they may be');
  const { attribution = null, vector_layers: layers = [] } = await readMetadata(
    await file.read(told.offset, told.length),
    packing,
    refuse,
  );
  return {
    kind: 'tiles',
    tiles: isVector ? 'vector' : 'raster',
    minZoom,
    maxZoom,
    bounds: boundsIn(header, refuse),
    layers: [...new Set(layers.map(({ id }) => id))],
    attribution: attribution === null ? null : withoutMarkup(attribution),
  };
}

/** It may be mark-up; here it is text. A tag ends before the next one begins, so that each letter is looked at once. */
const withoutMarkup = (text: string): string =>
  text
    .slice(0, mostAttribution)
    .replace(/<[^<>]*>/g, '')
    .slice(0, longestAttribution);

function boundsIn(header: Buffer, refuse: (reason: string) => AppError): Area {
  const degrees = (at: number): number => header.readInt32LE(at) / 1e7;
  const [west, south, east, north] = [degrees(102), degrees(106), degrees(110), degrees(114)];
  const isPossible = Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && north <= 90;
  if (!isPossible || south > north) throw refuse('the area it names lies nowhere');
  return { west, south, east, north };
}

async function readMetadata(
  packed: Uint8Array,
  packing: number,
  refuse: (reason: string) => AppError,
): Promise<z.infer<typeof metadata>> {
  if (packed.length === 0) return {};
  try {
    const bytes = packing === gzip ? await unpacked(packed, { maxOutputLength: mostMetadata }) : packed;
    return metadata.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    throw refuse('its metadata cannot be read');
  }
}
