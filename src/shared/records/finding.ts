import { z } from 'zod';

/** What a list of things to look into is made of, in the order in which it is shown. */
export const findingKinds = [
  'same-places',
  'captured-outside',
  'far-from-place',
  'incident-without-evidence',
  'item-without-place',
  'missing-frames',
  'not-translated',
] as const;
export const findingKind = z.enum(findingKinds);

/** A record or an item that a finding is about. */
export const findingSubject = z.object({
  id: z.uuid(),
  /** `item` or a kind of record. */
  kind: z.string(),
  number: z.string(),
  name: z.string(),
});

export const finding = z.object({
  kind: findingKind,
  /** The same as long as it is about the same. */
  key: z.string(),
  /** What it rests on: another one when that changed. */
  facts: z.string(),
  /** Records it is about; then of many items the first ones. */
  subjects: z.array(findingSubject).readonly(),
  /** Items it is about, where they are more than one. */
  items: z.int(),
  /** Figures and texts by which it is put in words: metres, days, dates, file names. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Of one that was put aside: why, and the record that says so. */
  aside: z.object({ reason: z.string(), record: z.string() }).nullable(),
});

export const findingCounts = z.object({
  counts: z.array(z.object({ kind: findingKind, open: z.int(), aside: z.int() })).readonly(),
  /** Whether it is being looked through: what is told is as it was before. */
  isWorking: z.boolean(),
  /** When it was last looked through; null: not yet. */
  asOf: z.string().nullable(),
});

export const findingPage = z.object({ total: z.int(), findings: z.array(finding).readonly() });

export type FindingKind = z.infer<typeof findingKind>;
export type Finding = z.infer<typeof finding>;
export type FindingCounts = z.infer<typeof findingCounts>;
export type FindingPage = z.infer<typeof findingPage>;
