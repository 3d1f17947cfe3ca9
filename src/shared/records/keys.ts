import { z } from 'zod';

/** What opens an encrypted archive: one of the things its slots were made for. */
export const unlocking = z.discriminatedUnion('by', [
  z.object({ by: z.literal('passphrase'), passphrase: z.string().min(1) }),
  /** BIP 39 words, in any case and with any white space between them. */
  z.object({ by: z.literal('recovery'), words: z.string().min(1) }),
  /** `AGE-SECRET-KEY-1…` of an office key. */
  z.object({ by: z.literal('office'), key: z.string().min(1) }),
]);
export type Unlocking = z.infer<typeof unlocking>;

/** What a slot is to be made for. `officeKey` is an age recipient, `age1…`. */
export const protection = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('passphrase'),
    passphrase: z.string().min(1),
    label: z.string().max(100).nullable(),
  }),
  z.object({ by: z.literal('recovery'), words: z.string().min(1), label: z.string().max(100).nullable() }),
  z.object({ by: z.literal('office'), recipient: z.string().min(1), label: z.string().max(100).nullable() }),
]);
export type Protection = z.infer<typeof protection>;

export const keySlotSummary = z.object({
  id: z.int(),
  kind: z.enum(['passphrase', 'recovery', 'office']),
  /** Whether its bytes are as they were written. */
  whole: z.boolean(),
  label: z.string().nullable(),
  /** RFC 3339, by the clock of the machine that added it. */
  addedAt: z.string().nullable(),
});
export type KeySlotSummary = z.infer<typeof keySlotSummary>;
