import { z } from 'zod';
import { readEdtf } from '../dates/edtf.ts';

/** What records of several kinds are made of. Members that hold nothing are absent. */

/** Trimmed, valid Unicode, not empty. */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => value.isWellFormed(), 'it is not valid Unicode');

export const line = text(500);
export const prose = text(100_000);

/** A term of a vocabulary: its id in resources/vocabularies, or the id (UUID) of one that this archive added. */
export const term = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(200);

/** EDTF (ISO 8601-2), levels 0 and 1 and what of level 2 can be bounded. */
export const date = text(500).refine((value) => readEdtf(value).ok, 'it is no date in EDTF');

/** Id of another record, or of an item. */
export const reference = z.uuid();

/** BCP 47. */
export const languageTag = line.refine((value) => {
  try {
    return Intl.getCanonicalLocales(value)[0] === value;
  } catch {
    return false;
  }
}, 'it is no language tag such as hy, ru or az-Latn');

/** ISO 15924. */
export const script = z.string().regex(/^[A-Z][a-z]{3}$/);

export const name = z.strictObject({
  text: line,
  language: languageTag.optional(),
  script: script.optional(),
  /** Of `name-kinds`. */
  kind: term.optional(),
  /** Whose name for it this is: who makes it official, or who calls it so. */
  accordingTo: line.optional(),
  period: date.optional(),
  source: line.optional(),
});

const longitude = z.number().min(-180).max(180);
const latitude = z.number().min(-90).max(90);
const position = z.tuple([longitude, latitude]);
const mostPoints = 10_000;

/** RFC 7946, WGS 84: longitude before latitude. */
export const shape = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Point'), coordinates: position }),
  z.strictObject({ type: z.literal('LineString'), coordinates: z.array(position).min(2).max(mostPoints) }),
  z.strictObject({
    type: z.literal('Polygon'),
    /** Rings, each closed, the first one around the others. */
    coordinates: z
      .array(
        z
          .array(position)
          .min(4)
          .max(mostPoints)
          .refine((ring) => ring[0]?.join() === ring.at(-1)?.join(), 'a ring ends where it begins'),
      )
      .min(1)
      .max(100),
  }),
]);

export const geometry = z.strictObject({
  shape,
  /** Metres within which it lies. */
  precision: z.number().min(0).max(40_000_000).optional(),
  /** How it is known. */
  basis: line.optional(),
});

/**
 * What somebody who was asked thinks of a statement. It is agreed only when everybody who is named agrees; with one who
 * does not, it is contested.
 */
export const review = z.strictObject({
  reviewer: line,
  /** Absent: has not said yet. */
  agrees: z.boolean().optional(),
  /** The dissent, in the reviewer's words. */
  note: text(5000).optional(),
  on: date.optional(),
});

export const confidentiality = z.enum(['public', 'restricted', 'confidential', 'sealed']);

/** Of every kind of record. */
export const common = {
  confidentiality: confidentiality.optional(),
  /** The cataloguer's own, for nobody outside. */
  note: prose.optional(),
};

export type Name = z.infer<typeof name>;
export type Shape = z.infer<typeof shape>;
export type Geometry = z.infer<typeof geometry>;
export type Review = z.infer<typeof review>;
