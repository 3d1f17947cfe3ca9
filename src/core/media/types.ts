import type { PictureBasis, PictureRefusal } from '../../shared/records/picture.ts';
import type { FileReadings } from '../../shared/records/readings.ts';
import type { Failure } from './confined-process.ts';
import type { DrawRequest, ResultOf } from './messages.ts';
import type { TableForm } from './read-table.ts';
import type { TableRefusal } from './table-refusals.ts';

/** Bytes to be inspected, wherever they lie. `read` may be short only at the end. */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

export interface Thumbnail {
  readonly bytes: Uint8Array;
  /** Pixels; the longer side is at most 512. Upright, sRGB. */
  readonly width: number;
  readonly height: number;
  readonly mediaType: 'image/webp';
}

export interface Inspection {
  /** By content, from the closed table in media-types.ts; unknown: `application/octet-stream` and `bin`. */
  readonly mediaType: string;
  readonly extension: string;
  /** The program that read the metadata, as in `ExifTool 13.59`, or null where none did. */
  readonly reader: string | null;
  /** Every tag with its raw value: `{ 'EXIF:IFD0': { Make: 'NIKON' } }`. JSON-safe; `{binary: n}` stands for n bytes. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly readings: FileReadings;
  readonly thumbnail: Thumbnail | null;
  /** The words of a document; absent of what has none. */
  readonly text?: string;
}

/** What came of drawing a file, or why nothing did. */
export type Drawing =
  | {
      readonly kind: 'drawn';
      readonly basis: PictureBasis;
      /** JPEG, upright, sRGB, without metadata. */
      readonly bytes: Uint8Array;
      /** Pixels of the upright picture as a whole, and of what was drawn of it. */
      readonly width: number;
      readonly height: number;
      readonly drawnWidth: number;
      readonly drawnHeight: number;
      readonly pages: number;
    }
  | { readonly kind: 'none'; readonly reason: PictureRefusal; readonly mediaType: string | null };

export interface MediaDrawer {
  /** Draws a file for somebody to look at. Rejects as `inspect` does; an abort ends the process that draws. */
  draw(
    source: ByteSource,
    request: DrawRequest,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<Drawing>;
}

/** A table that a file holds, or why none could be made of it. */
export type TableReading =
  | (NonNullable<ResultOf<'table'>['table']> & {
      readonly kind: 'table';
      /** A line for each row: a JSON array of where it stood and its cells. Not looked into yet. */
      readonly body: Uint8Array;
    })
  | { readonly kind: 'none'; readonly reason: TableRefusal | Failure };

export interface TableReader {
  /** Reads a spreadsheet or a file of places. Rejects as `inspect` does. */
  readTable(
    source: ByteSource,
    request: { readonly form: TableForm; readonly sheet: number | null },
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<TableReading>;
}

export interface MediaInspector {
  /**
   * Never rejects because of what is in the file: that is a warning among the readings. It rejects when aborted,
   * when the inspector is closed, and with the source's own error when the source cannot be read.
   */
  inspect(source: ByteSource, options?: { readonly signal?: AbortSignal | undefined }): Promise<Inspection>;
  /** Resolves when every child process has ended. */
  close(): Promise<void>;
}

/** Looks at a picture, and reads nothing about it. */
export interface MediaGlancer {
  /** Rejects as `inspect` does. */
  glance(
    source: ByteSource,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<Pick<Inspection, 'mediaType' | 'thumbnail'>>;
}

export interface MediaLimits {
  /** Milliseconds that a child may work on one task, waiting for bytes not counted. */
  readonly decodeTime: number;
  readonly metadataTime: number;
  /** Bytes resident in a child above which it is killed. */
  readonly decodeMemory: number;
  readonly metadataMemory: number;
  /** Bytes resident above which a child is replaced once it is idle: wasm memory and heaps never shrink. */
  readonly retireMemory: number;
  /** Milliseconds for a child to start. */
  readonly startTime: number;
}

/** For children that yield to a window: twice the time, for where something else wants the processor too. */
export const yieldingLimits = { decodeTime: 120_000, metadataTime: 60_000 } satisfies Partial<MediaLimits>;

export const defaultLimits: MediaLimits = {
  decodeTime: 60_000,
  metadataTime: 30_000,
  decodeMemory: 1_024 * 1_048_576,
  metadataMemory: 512 * 1_048_576,
  retireMemory: 200 * 1_048_576,
  startTime: 30_000,
};
