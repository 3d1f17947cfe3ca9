import { z } from 'zod';
import { copyGivenOut } from './disposition.ts';
import { recordMention } from './record.ts';

/** What a source said to a purpose and a class of recipient. */
export const consentState = z.enum(['given', 'refused', 'withdrawn', 'none']);

/** A package or report that carried something of a source. */
export const recalledCopy = copyGivenOut.omit({ item: true, exhibit: true }).extend({
  exhibits: z.array(z.object({ item: z.string(), exhibit: z.string() })).readonly(),
  receipts: z.array(z.object({ receivedAt: z.string(), signingKey: z.string() })).readonly(),
});

export const reviewsDue = z.object({
  total: z.int(),
  /** The longest overdue first, and not all of very many. */
  sources: z.array(z.object({ source: recordMention, reviewOn: z.string() })).readonly(),
});

/** Sources of a package's items that did not say that it may be given so. */
export const packageConsents = z.object({
  items: z.int(),
  sources: z
    .array(z.object({ source: recordMention, state: consentState.exclude(['given']), items: z.int() }))
    .readonly(),
  /** Sealed sources were not looked at: they were locked. */
  areSealedLeftOut: z.boolean(),
});

export type ConsentState = z.infer<typeof consentState>;
export type RecalledCopy = z.infer<typeof recalledCopy>;
export type ReviewsDue = z.infer<typeof reviewsDue>;
export type PackageConsents = z.infer<typeof packageConsents>;
