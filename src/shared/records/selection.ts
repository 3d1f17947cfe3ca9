import { z } from 'zod';

/** Ranges of a list that was made before (`items.snapshot`). */
export const snapshotPart = z.object({
  by: z.literal('snapshot'),
  snapshot: z.string().min(1),
  /** Positions from 0, the second one included. */
  ranges: z.array(z.tuple([z.int().min(0), z.int().min(0)])).min(1),
});

/** Which items are meant: named one by one, or as part of a list. */
export const itemSelection = z.discriminatedUnion('by', [
  z.object({ by: z.literal('items'), items: z.array(z.string().min(1)).min(1).max(1000) }),
  snapshotPart,
]);

export type ItemSelection = z.infer<typeof itemSelection>;
