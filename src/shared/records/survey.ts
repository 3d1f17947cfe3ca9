import { z } from 'zod';

/** What an import would meet, before anything is stored. */
export const surveyEntry = z.object({
  /** Absolute; `pathBytes` (base64) only where it is not valid UTF-8. */
  path: z.string(),
  pathBytes: z.string().optional(),
  kind: z.enum(['file', 'sidecar', 'skipped', 'failed']),
  size: z.int().nullable(),
  /** Milliseconds since 1970, by the file system. */
  modified: z.number().nullable(),
  /** Why it is not taken in: of skipped ones a reason of the walk, of failed ones the system's code. */
  reason: z.string().nullable(),
});

export const surveyResult = z.object({
  files: z.int(),
  bytes: z.int(),
  entries: z.array(surveyEntry).readonly(),
  /** How many more there are than are listed. */
  omitted: z.int(),
  /** Bytes free on the disk of the archive; null: its file system does not say. */
  free: z.int().nullable(),
});

/** A picture that is not stored yet, drawn small by the confined decoder. */
export const glance = z.object({
  mediaType: z.string(),
  /** WebP in base64; null: nothing to see. */
  image: z.base64().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
});

export type SurveyEntry = z.infer<typeof surveyEntry>;
export type SurveyResult = z.infer<typeof surveyResult>;
export type Glance = z.infer<typeof glance>;
