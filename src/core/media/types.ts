import type { FileReadings } from '../../shared/records/readings.ts';

/** Bytes of one file, wherever they lie. A short read only at the end. */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

export interface Thumbnail {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly mediaType: string;
}

export interface Inspection {
  readonly mediaType: string;
  readonly extension: string;
  readonly reader: string | null;
  readonly metadata: Record<string, unknown>;
  readonly readings: FileReadings;
  readonly thumbnail: Thumbnail | null;
}

/** Never rejects because of what is in a file; only when aborted or closed. */
export interface MediaInspector {
  inspect(source: ByteSource, options: { readonly signal?: AbortSignal }): Promise<Inspection>;
  close(): Promise<void>;
}
