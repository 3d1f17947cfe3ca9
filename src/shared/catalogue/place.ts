import { z } from 'zod';
import { common, date, geometry, line, name, prose, reference, term } from './parts.ts';

/** EAMENA, Caucasus Heritage Watch; CIDOC-CRM E27 Site, E53 Place. */
export const place = z.strictObject({
  names: z.array(name).min(1).max(200),
  /** Of `place-types`. */
  types: z.array(term).max(50).optional(),
  geometry: geometry.optional(),
  /** Where it lies is told to nobody outside. */
  isLocationWithheld: z.literal(true).optional(),
  /** Administrative areas, and according to whom. */
  areas: z
    .array(z.strictObject({ name: line, accordingTo: line.optional(), period: date.optional() }))
    .max(100)
    .optional(),
  /** When it was built or used. */
  period: date.optional(),
  /** As what it is protected, and by whom. */
  designations: z
    .array(z.strictObject({ what: line, by: line.optional(), date: date.optional() }))
    .max(100)
    .optional(),
  registers: z
    .array(z.strictObject({ register: line, number: line }))
    .max(100)
    .optional(),
  /** The state that changes are measured against. */
  baseline: z
    .strictObject({ date: date.optional(), what: prose, items: z.array(reference).max(100).optional() })
    .optional(),
  description: prose.optional(),
  /** The place that this one turned out to be, and that has its names and links now. */
  mergedInto: reference.optional(),
  ...common,
});

/** A movable object: Object ID (Getty, ICOM); CIDOC-CRM E22. */
export const object = z.strictObject({
  names: z.array(name).min(1).max(200),
  /** Type of object. */
  type: line.optional(),
  /** Where it is. */
  place: reference.optional(),
  /** Where it comes from. */
  from: reference.optional(),
  measurements: line.optional(),
  materials: line.optional(),
  inscriptions: prose.optional(),
  period: date.optional(),
  maker: line.optional(),
  subject: line.optional(),
  distinguishingFeatures: prose.optional(),
  description: prose.optional(),
  registers: z
    .array(z.strictObject({ register: line, number: line }))
    .max(100)
    .optional(),
  ...common,
});

export type Place = z.infer<typeof place>;
export type HeritageObject = z.infer<typeof object>;
