import { z } from 'zod';

/** A text about an item that only a session with the second key sees. */
export const sealedRecord = z.object({
  id: z.uuid(),
  /** UUID of the item. */
  item: z.uuid(),
  /** What it is, as `source-name`, `residence`, `note`. */
  field: z.string(),
  text: z.string(),
  writtenAt: z.string(),
  /** UUID of the identity that wrote it, or null. */
  by: z.uuid().nullable(),
});
export type SealedRecord = z.infer<typeof sealedRecord>;
