import { z } from 'zod';

/** What showed the time that a camera's clock is compared with. */
export const clockReferences = ['gps', 'phone', 'radio', 'station', 'computer', 'other'] as const;

/** The most that a person may widen an uncertainty to, in seconds: a year. */
export const mostUncertain = 366 * 86_400;

/** How an asserted time of capture is known that was derived from a reading: what the file says, and how far its clock was off. */
export const capturedBasis = z.strictObject({
  by: z.literal('clock-check'),
  check: z.uuid(),
  /** Number of the item whose picture shows the reference. */
  item: z.string(),
  kind: z.enum(clockReferences),
  /** Whose reading it is, and what it says: a wall clock, and the offset from UTC if the file tells one. */
  file: z.uuid(),
  reading: z.string(),
  readingOffset: z.string().nullable(),
  /** What was added to the reading: more than nothing where the clock was behind. */
  seconds: z.int(),
  /** Seconds by which the result may be too early or too late. */
  uncertainty: z.int().min(0),
});

/**
 * To which pictures a check applies: those that came by one of the accessions (numbers), and whose reading lies between. Null: no
 * bound. `from` and `to` are EDTF by the camera's own clock, both included.
 */
export const clockPeriod = z.strictObject({
  accessions: z.array(z.string().min(1)).min(1).max(1000).nullable(),
  from: z.string().min(1).max(100).nullable(),
  to: z.string().min(1).max(100).nullable(),
});

export const clockCamera = z.strictObject({
  make: z.string().nullable(),
  model: z.string().nullable(),
  /** Null: its files carry none, and every camera of this make and model is taken for it. */
  serial: z.string().nullable(),
});

/** What a person says of a picture that shows a clock. */
export const clockDraft = z.strictObject({
  item: z.string().min(1),
  /** As it is read off the picture (shared/dates/reference-time.ts). */
  reference: z.string().max(200),
  kind: z.enum(clockReferences),
  note: z.string().max(2000).nullable(),
  /** Seconds; null: what follows from what was typed. Never less than that. */
  uncertainty: z.int().min(0).max(mostUncertain).nullable(),
  /** Null: the accession of the picture, and those of the same camera round it. */
  period: clockPeriod.nullable(),
});

/** What makes a person look again before a check is made. */
export const clockWarnings = [
  'far-off',
  'after-taking-in',
  'satellite-differs', // the satellite clock in the file says that the camera's was right
  'whole-hours',
  'no-serial',
  'differs',
] as const;

/** Of these, what has to be right before anything is changed by it, unless a person says that it is. */
export const doubtfulWarnings: readonly ClockWarning[] = ['far-off', 'after-taking-in', 'satellite-differs'];

export const clockCheck = z.object({
  id: z.uuid(),
  /** Whose picture shows the reference. */
  item: z.object({ id: z.uuid(), number: z.string() }),
  camera: clockCamera.extend({ name: z.string() }),
  /** Null where the picture is hidden, as are `readingOffset`, `reference` and `note`. */
  reading: z.string().nullable(),
  readingOffset: z.string().nullable(),
  reference: z.string().nullable(),
  kind: z.enum(clockReferences),
  note: z.string().nullable(),
  seconds: z.int(),
  uncertainty: z.int(),
  period: clockPeriod,
  madeAt: z.string(),
  identityName: z.string().nullable(),
  retractedAt: z.string().nullable(),
  /** How many items have their time by it now. */
  items: z.int(),
});

/** Why a picture is left as it is. */
export const clockSkips = [
  'by-hand', // a person typed when it was captured
  'no-reading',
  'other-camera',
  'other-clock', // its time is told by another clock than the one that was checked: in UTC, or without an offset
  'out-of-period',
  'nearer-check',
  'after-taking-in', // it would have been captured after it was taken in
  'impossible', // before the year 0 or after 9999
  'hidden', // withdrawn or in quarantine
] as const;
export type ClockSkip = (typeof clockSkips)[number];

const dated = z.object({ number: z.string(), reading: z.string(), captured: z.string() });

/** What applying a check comes to, before it is done. */
export const clockPlan = z.object({
  seconds: z.int(),
  uncertainty: z.int(),
  /** The least uncertainty that follows from what was typed. */
  least: z.int(),
  /** Canonical. */
  reference: z.string(),
  period: clockPeriod,
  warnings: z.array(z.enum(clockWarnings)).readonly(),
  /** Whose time becomes another, and whose is so already. */
  items: z.int(),
  unchanged: z.int(),
  /** Of the former those whose uncertainty another check makes wider. */
  widened: z.int(),
  first: dated.nullable(),
  last: dated.nullable(),
  skipped: z
    .array(
      z.object({
        reason: z.enum(clockSkips),
        items: z.int(),
        /** A few; of `by-hand` up to a hundred. */
        examples: z
          .array(z.object({ id: z.uuid(), number: z.string(), captured: z.string().nullable() }))
          .readonly(),
      }),
    )
    .readonly(),
});

/** What there is to know before a person reads a clock off a picture. */
export const clockPicture = z.object({
  item: z.object({ id: z.uuid(), number: z.string(), title: z.string(), isGraphic: z.boolean() }),
  file: z.uuid(),
  reading: z.string(),
  readingOffset: z.string().nullable(),
  camera: clockCamera.extend({ name: z.string() }),
  /** The accession of the picture, and those of the same camera whose pictures were taken between its first and its last. */
  accessions: z.array(z.string()).readonly(),
  /** What was noted of the device's clock when the picture was taken in, as it was typed; `seconds` where both are times. */
  noted: z
    .object({
      deviceShowed: z.string().nullable(),
      referenceShowed: z.string().nullable(),
      reference: z.string().nullable(),
      seconds: z.int().nullable(),
    })
    .nullable(),
});

export const clockSummary = z.object({
  /** By which it is undone. */
  act: z.uuid(),
  edited: z.int(),
  unchanged: z.int(),
  skipped: clockPlan.shape.skipped,
});

export type CapturedBasis = z.infer<typeof capturedBasis>;
export type ClockPeriod = z.infer<typeof clockPeriod>;
export type ClockCamera = z.infer<typeof clockCamera>;
export type ClockDraft = z.infer<typeof clockDraft>;
export type ClockWarning = (typeof clockWarnings)[number];
export type ClockReference = (typeof clockReferences)[number];
export type ClockCheck = z.infer<typeof clockCheck>;
export type ClockPlan = z.infer<typeof clockPlan>;
export type ClockPicture = z.infer<typeof clockPicture>;
export type ClockSummary = z.infer<typeof clockSummary>;
