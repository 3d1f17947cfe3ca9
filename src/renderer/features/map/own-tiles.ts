import type { AddProtocolAction } from 'maplibre-gl';
import { Compression, PMTiles, type Source } from 'pmtiles';

/** What MapLibre asks for by `own://…` comes from a person's own map files, in ranges, from the host that served this page. */
export const tileProtocol = 'own';
export const addressIn = (file: string): string => `${tileProtocol}://${file}/{z}/{x}/{y}`;

/** Bytes that one tile or directory may unpack to: a file from anywhere may hold a bomb. */
const most = 24 * 1_048_576;

const open = new Map<string, PMTiles>();

/** `read`: bytes of a file's content. Called again for a file that is there already, it changes nothing. */
export function holdOwnTiles(
  file: string,
  read: (offset: number, length: number, signal: AbortSignal | undefined) => Promise<ArrayBuffer>,
): void {
  if (open.has(file)) return;
  const source: Source = {
    getKey: () => file,
    getBytes: async (offset, length, signal) => ({ data: await read(offset, length, signal) }),
  };
  open.set(file, new PMTiles(source, undefined, unpack));
}

/** When the archive is left: another one's files have other ids, and nothing of these is kept. */
export function forgetOwnTiles(): void {
  open.clear();
}

export const tilesOf: AddProtocolAction = async ({ url }, { signal }) => {
  const [, file, z, x, y] = /^own:\/\/([^/]+)\/(\d+)\/(\d+)\/(\d+)$/.exec(url) ?? [];
  const tiles = file === undefined ? undefined : open.get(file);
  if (!tiles) return { data: new Uint8Array() };
  const tile = await tiles.getZxy(Number(z), Number(x), Number(y), signal);
  return { data: tile ? new Uint8Array(tile.data) : new Uint8Array() };
};

async function unpack(packed: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  if (compression === Compression.None || compression === Compression.Unknown) return packed;
  if (compression !== Compression.Gzip) throw new Error('packed in a way that is not read here');
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let length = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts).arrayBuffer();
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new Error('it unpacks to more than a tile can hold');
    }
    parts.push(value);
  }
}
