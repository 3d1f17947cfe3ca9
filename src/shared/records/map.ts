import { z } from 'zod';
import { area } from './item-row.ts';

/**
 * How exactly a position that a person gives is known, with the metres it lies within. The first three are those of Atlos; a
 * settlement's district and a region are wider.
 */
export const precisionClasses = [
  { id: 'exact', metres: 10 },
  { id: 'vicinity', metres: 100 },
  { id: 'locality', metres: 1000 },
  { id: 'district', metres: 10_000 },
  { id: 'region', metres: 50_000 },
] as const;
export type PrecisionClass = (typeof precisionClasses)[number]['id'];

/** Items that lie together at a zoom, drawn as one. */
export const cluster = z.object({
  /** In the middle of them. */
  latitude: z.number(),
  longitude: z.number(),
  count: z.int().min(1),
  /** The item, where it is one. */
  item: z.uuid().nullable(),
  /** What they lie in. */
  bounds: area,
});

/** Files of a person's own that make a map more detailed. */
export const mapFileKinds = ['tiles', 'gazetteer'] as const;

/** What a tile file holds, as its header and metadata say. */
export const tilesDetail = z.object({
  kind: z.literal('tiles'),
  tiles: z.enum(['vector', 'raster']),
  minZoom: z.int(),
  maxZoom: z.int(),
  bounds: area,
  /** Names of the layers of vector tiles. */
  layers: z.array(z.string()).readonly(),
  attribution: z.string().nullable(),
});

export const gazetteerDetail = z.object({
  kind: z.literal('gazetteer'),
  places: z.int(),
  names: z.int(),
  /** Lines of which no place could be made, and the first of them with what is wrong. */
  skipped: z.int(),
  problems: z
    .array(
      z.object({ line: z.int(), problem: z.enum(['columns', 'name', 'position', 'encoding', 'too-long']) }),
    )
    .readonly(),
});

export const mapFile = z.object({
  id: z.uuid(),
  name: z.string(),
  size: z.int(),
  sha256: z.string(),
  addedAt: z.string(),
  detail: z.discriminatedUnion('kind', [tilesDetail, gazetteerDetail]),
});

/** A map file, and where its bytes are to be had in ranges: relative to what the host serves media under, and for a few minutes. */
export const listedMapFile = mapFile.extend({ address: z.string() });

/** A place of a gazetteer. */
export const namedPlace = z.object({
  /** As it is shown: the gazetteer's first name. */
  name: z.string(),
  /** The name by which it was found, where that is another one. */
  also: z.string().nullable(),
  latitude: z.number(),
  longitude: z.number(),
  /** Metres around the position that the place may reach: by what kind of place it is, or how many people live there. */
  radius: z.number(),
  population: z.int(),
});

/** A name to be written on the map. */
export const mapLabel = z.object({
  name: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  /** From 0, the greatest. */
  rank: z.int(),
});

export type Cluster = z.infer<typeof cluster>;
export type MapFileKind = (typeof mapFileKinds)[number];
export type TilesDetail = z.infer<typeof tilesDetail>;
export type GazetteerDetail = z.infer<typeof gazetteerDetail>;
export type MapFile = z.infer<typeof mapFile>;
export type ListedMapFile = z.infer<typeof listedMapFile>;
export type NamedPlace = z.infer<typeof namedPlace>;
export type MapLabel = z.infer<typeof mapLabel>;
