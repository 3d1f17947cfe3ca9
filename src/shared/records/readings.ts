import type { WarningCode } from './warning-codes.ts';
import { z } from 'zod';

/**
 * What a file says about itself. A reading stays on the file for ever; what a person asserts stands on the item.
 * Every reading names the tag it came from and the program that read it; impossible values are null plus a warning.
 */

/** How the UTC instant of a capture time is known. */
export const timeBases = [
  'offset-tag', // the camera wrote an offset beside the time (Exif OffsetTimeOriginal, QuickTime with zone, XMP with zone)
  'gps', // a GPS clock in the same file gives UTC, and with it the offset
  'utc', // the format defines the value as UTC (QuickTime CreateDate, PNG tIME)
  'local', // a wall clock without a zone: no instant can be derived
] as const;

export const capturedReading = z.object({
  /** Local wall clock `YYYY-MM-DDThh:mm:ss[.fff]` as the camera wrote it, never shifted. */
  value: z.string(),
  /** `±hh:mm`, `Z`, or null where the file names none. */
  offset: z.string().nullable(),
  /** `YYYY-MM-DDThh:mm:ss[.fff]Z` where derivable. */
  utc: z.string().nullable(),
  basis: z.enum(timeBases),
  /** Tag and reader, as in `EXIF:DateTimeOriginal (ExifTool 13.59)`. */
  source: z.string(),
});

export const positionReading = z.object({
  /** Degrees, WGS 84 unless a warning says otherwise; north and east positive. */
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  /** Metres above sea level (negative below), or null. */
  altitude: z.number().nullable(),
  /** Degrees clockwise from north in which the camera looked, 0 to 360, or null. */
  direction: z.number().nullable(),
  /** Horizontal error in metres, or null. */
  accuracy: z.number().nullable(),
  source: z.string(),
});

export const cameraReading = z.object({
  make: z.string().nullable(),
  model: z.string().nullable(),
  serial: z.string().nullable(),
  lens: z.string().nullable(),
});

/** A contradiction or defect found while reading; `code` is stable, `detail` is for people. */
export const readingWarning = z.object({ code: z.string(), detail: z.string() });

export const fileReadings = z.object({
  /** Pixels as stored, before orientation. */
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  /** EXIF orientation 1 to 8. */
  orientation: z.int().min(1).max(8).nullable(),
  captured: capturedReading.nullable(),
  position: positionReading.nullable(),
  camera: cameraReading.nullable(),
  software: z.string().nullable(),
  warnings: z.array(readingWarning).readonly(),
});

export type CapturedReading = z.infer<typeof capturedReading>;
export type PositionReading = z.infer<typeof positionReading>;
export type CameraReading = z.infer<typeof cameraReading>;
/** As this program warns. What is read of an archive may have been written by a newer one, with codes that are unknown here. */
export interface ReadingWarning {
  readonly code: WarningCode;
  readonly detail: string;
}
/** Each once: two tags may be read of one place. */
export const differentWarnings = <One extends z.infer<typeof readingWarning>>(
  warnings: readonly One[],
): readonly One[] => [...new Map(warnings.map((one) => [JSON.stringify(one), one])).values()];

export type FileReadings = z.infer<typeof fileReadings>;

export const noReadings: FileReadings = {
  width: null,
  height: null,
  orientation: null,
  captured: null,
  position: null,
  camera: null,
  software: null,
  warnings: [],
};
