import { z } from 'zod';
import { common, date, line, prose, reference, review, term } from './parts.ts';

const disturbance = z.strictObject({
  /** Of `cause-categories` and `causes`. */
  category: term.optional(),
  cause: term.optional(),
  /** Of `certainty`. */
  certainty: term.optional(),
  /** Of `disturbance-date-types`: before, on or between what `date` says. */
  dateType: term.optional(),
  date: date.optional(),
  note: prose.optional(),
});

/** EAMENA condition assessment; CIDOC-CRM E14. A later one stands beside it and never over it. */
export const assessment = z.strictObject({
  /** The place or object. */
  of: reference,
  date,
  by: line.optional(),
  /** Of `assessment-methods`. */
  methods: z.array(term).max(20).optional(),
  /** Of `site-status`, as Caucasus Heritage Watch has it. */
  status: term.optional(),
  /** Of `overall-condition`, `damage-severity`, `damage-extent`, `building-damage`. */
  condition: term.optional(),
  severity: term.optional(),
  extent: term.optional(),
  buildingDamage: term.optional(),
  /** Of `observed-changes`. */
  changes: z.array(term).max(20).optional(),
  disturbances: z.array(disturbance).max(100).optional(),
  /** Of `effects`, with `certainty`. */
  effects: z
    .array(z.strictObject({ effect: term, certainty: term.optional() }))
    .max(100)
    .optional(),
  threats: z
    .array(
      z.strictObject({
        category: term.optional(),
        cause: term.optional(),
        /** Of `threat-certainty`. */
        certainty: term.optional(),
        /** Of `potential-impact`. */
        impact: term.optional(),
      }),
    )
    .max(100)
    .optional(),
  /** Items that show the same before and after; one of the two may be missing. */
  pairs: z
    .array(
      z
        .strictObject({ before: reference.optional(), after: reference.optional(), note: line.optional() })
        .refine(({ before, after }) => before !== undefined || after !== undefined, 'a pair has no picture'),
    )
    .max(200)
    .optional(),
  reviews: z.array(review).max(50).optional(),
  description: prose.optional(),
  ...common,
});

export type Assessment = z.infer<typeof assessment>;
