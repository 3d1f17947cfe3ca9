import { z } from 'zod';
import { common, date, line, name, prose, reference, term } from './parts.ts';

/**
 * A person, group, unit or organisation. Of somebody who is named by a pseudonym `names` has that alone; the real name is a
 * sealed record.
 */
export const actor = z.strictObject({
  names: z.array(name).min(1).max(200),
  /** Of `actor-types`. */
  type: term.optional(),
  isPseudonymous: z.literal(true).optional(),
  /** What somebody does or did: an office, a rank, a trade. */
  functions: z
    .array(z.strictObject({ what: line, period: date.optional() }))
    .max(100)
    .optional(),
  affiliations: z
    .array(z.strictObject({ actor: reference, period: date.optional() }))
    .max(100)
    .optional(),
  description: prose.optional(),
  ...common,
});

/** One answer to one question, and for whom it holds. */
export const consent = z.strictObject({
  /** Of `consent-purposes`. */
  purpose: term,
  /** Of `recipient-classes`; where it is to share. */
  recipient: term.optional(),
  isGiven: z.boolean(),
  date: date.optional(),
  withdrawnOn: date.optional(),
  /** The item that the signed form is. */
  form: reference.optional(),
  note: prose.optional(),
});

/** Who told or gave something: HURIDOCS Events Standard Formats, Information. */
export const source = z.strictObject({
  /** What it goes by here. */
  title: line,
  actor: reference.optional(),
  /** Of `source-connections`. */
  connection: term.optional(),
  /** Of `reliability`; or in the Admiralty scale `source-reliability` and `information-credibility`, apart. */
  reliability: term.optional(),
  sourceReliability: term.optional(),
  informationCredibility: term.optional(),
  date: date.optional(),
  languages: z.array(line).max(20).optional(),
  wishesAnonymity: z.boolean().optional(),
  consents: z.array(consent).max(100).optional(),
  /** When to ask again whether all this still holds. */
  reviewOn: date.optional(),
  description: prose.optional(),
  ...common,
});

export type Actor = z.infer<typeof actor>;
export type Source = z.infer<typeof source>;
export type Consent = z.infer<typeof consent>;
