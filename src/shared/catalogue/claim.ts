import { z } from 'zod';
import { common, date, languageTag, line, prose, reference, review, script, term } from './parts.ts';

/** A statement. What supports or contradicts it are links; whether it is agreed says what the reviewers said. */
export const claim = z.strictObject({
  statement: prose,
  /** Records that it is about. */
  about: z.array(reference).max(100).optional(),
  /** Of `certainty`. */
  certainty: term.optional(),
  /** Of `risk-factors` and `legal-references`. */
  riskFactors: z.array(term).max(14).optional(),
  legal: z.array(term).max(100).optional(),
  reviews: z.array(review).max(50).optional(),
  ...common,
});

const seconds = z.number().min(0).max(10_000_000);

/** What is written or said in an item, in a person's words or a machine's. */
export const written = z.strictObject({
  of: reference,
  /** Which part of it: a file, a page from 1, a region in thousandths of width and height, seconds. */
  part: z
    .strictObject({
      file: reference.optional(),
      page: z.int().min(1).max(100_000).optional(),
      region: z.tuple([z.int(), z.int(), z.int(), z.int()]).optional(),
      from: seconds.optional(),
      to: seconds.optional(),
    })
    .optional(),
  /** Of `text-kinds`. */
  kind: term,
  language: languageTag.optional(),
  script: script.optional(),
  text: prose,
  author: line.optional(),
  /** Who certified it, and when. */
  certifiedBy: line.optional(),
  certifiedOn: date.optional(),
  isByMachine: z.literal(true).optional(),
  /** The text that it translates or sums up. */
  from: reference.optional(),
  ...common,
});

/** Items and records in the researcher's own order. */
export const collection = z.strictObject({
  title: line,
  description: prose.optional(),
  members: z.array(reference).max(5000).optional(),
  ...common,
});

/** A term that this archive adds to a vocabulary. */
export const ownTerm = z.strictObject({
  vocabulary: term,
  labels: z
    .strictObject({ en: line.optional(), hy: line.optional(), ru: line.optional() })
    .refine((labels) => Object.keys(labels).length > 0, 'it has no label'),
  /** It is offered no more, and stays readable. */
  isRetired: z.literal(true).optional(),
});

export type Claim = z.infer<typeof claim>;
export type Written = z.infer<typeof written>;
export type Collection = z.infer<typeof collection>;
export type OwnTerm = z.infer<typeof ownTerm>;
