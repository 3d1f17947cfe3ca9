import { z } from 'zod';

export const entryStatuses = ['imported', 'duplicate', 'skipped', 'failed'] as const;

/** What became of one input file. */
export const importEntry = z.object({
  /** Absolute path; invalid UTF-8 shows as U+FFFD, and `pathBytes` has the bytes. */
  path: z.string(),
  /** Base64 of the path's bytes, only where they are not valid UTF-8. */
  pathBytes: z.string().optional(),
  status: z.enum(entryStatuses),
  /** Done by an earlier, interrupted run of the same command. */
  resumed: z.boolean(),
  itemId: z.uuid().nullable(),
  sha256: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});

export const importSummary = z.object({
  accessionId: z.uuid(),
  imported: z.int(),
  duplicates: z.int(),
  skipped: z.int(),
  /** Unticked before anything was stored; their entries are among the skipped ones. */
  leftOut: z.int(),
  failed: z.int(),
  /** Bytes of the imported files. */
  bytes: z.int(),
});

export type ImportEntry = z.infer<typeof importEntry>;
export type ImportSummary = z.infer<typeof importSummary>;
export type EntryStatus = (typeof entryStatuses)[number];
