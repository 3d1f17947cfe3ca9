import { z } from 'zod';
import { common, date, line, prose, reference, term } from './parts.ts';

/** Who had what part in an act: HURIDOCS Events Standard Formats, Involvement. */
const involvement = z.strictObject({
  actor: reference,
  /** Of `roles`. */
  role: term,
  /** Of `involvement`. */
  degree: term.optional(),
  /** Absent: it is alleged. Who found it, where somebody entitled to did. */
  foundBy: line.optional(),
  note: prose.optional(),
});

/** Who did what to whom. */
const act = z.strictObject({
  what: line,
  date: date.optional(),
  means: line.optional(),
  involvements: z.array(involvement).max(200).optional(),
  note: prose.optional(),
});

export const incident = z.strictObject({
  title: line,
  /** Of `incident-types`. */
  types: z.array(term).max(20).optional(),
  date: date.optional(),
  /** Of `date-types`. */
  dateType: term.optional(),
  places: z.array(reference).max(100).optional(),
  narrative: prose.optional(),
  acts: z.array(act).max(200).optional(),
  /** Of `violation-status`; absent: alleged. */
  status: term.optional(),
  /** Who found it to be so. */
  statusBy: line.optional(),
  /** Of `legal-references`. */
  legal: z.array(term).max(100).optional(),
  /** Of `risk-factors`. */
  riskFactors: z.array(term).max(14).optional(),
  ...common,
});

export type Incident = z.infer<typeof incident>;
export type Act = z.infer<typeof act>;
