import { deflateRaw } from 'node:zlib';
import { promisify } from 'node:util';
import type { FileReadings } from '../../shared/records/readings.ts';
import { sha256 } from '../cryptography/digest.ts';
import type { ByteSource, MediaInspector, Thumbnail } from '../media/types.ts';

const compress = promisify(deflateRaw);

/** What a file says of itself, as it is stored with it. */
export interface LookedInto {
  readonly mediaType: string;
  readonly extension: string;
  readonly reader: string | null;
  readonly readings: FileReadings;
  /** Every tag: raw DEFLATE of UTF-8 JSON. */
  readonly metadata: Uint8Array;
  /** Of the JSON text. */
  readonly metadataSha256: Uint8Array;
  readonly hasMetadata: boolean;
  readonly thumbnail: Thumbnail | null;
  /** The words of a document; absent of what has none. */
  readonly text?: string;
}

/** Has a file's metadata read and its thumbnail made, in a process apart. */
export async function lookInto(
  inspector: MediaInspector,
  bytes: ByteSource,
  signal: AbortSignal,
): Promise<LookedInto> {
  const { metadata, ...looked } = await inspector.inspect(bytes, { signal });
  const text = JSON.stringify(metadata);
  return {
    ...looked,
    metadata: await compress(text),
    metadataSha256: sha256(text),
    hasMetadata: Object.keys(metadata).length > 0,
  };
}
