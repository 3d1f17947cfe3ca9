import { z } from 'zod';

/** A snapshot of long work, at most ten a second. Counts are absolute; totals are null while unknown. */
export const progress = z.object({
  type: z.literal('progress'),
  phase: z.enum([
    'draw',
    'scan',
    'import',
    'export',
    'verify',
    'backup',
    'restore',
    'repair',
    'edit',
    'report',
  ]),
  done: z.int().nonnegative(),
  total: z.int().nonnegative().nullable(),
  bytes: z.int().nonnegative(),
  totalBytes: z.int().nonnegative().nullable(),
  /** Bytes a second over the last seconds. */
  rate: z.number().nonnegative(),
  failures: z.int().nonnegative(),
});

export type Progress = z.infer<typeof progress>;
