import { z } from 'zod';
import { kindNames, type RecordKind } from '../catalogue/kinds.ts';
import { area } from './item-row.ts';

/** Records beside items, as the contract carries them. What each kind holds is in shared/catalogue. */

export const recordKind = z.enum(kindNames as readonly [RecordKind, ...RecordKind[]]);

export const agreement = z.enum(['not-reviewed', 'under-review', 'agreed', 'contested']);

export const recordFilter = z.object({
  /** Words that all stand in it, begun, or as names that sound alike in any script. */
  query: z.string().max(1000).nullable().optional(),
  type: z.string().nullable().optional(),
  status: z.string().nullable().optional(),
  agreement: agreement.nullable().optional(),
  /** EDTF: whose date may lie within it. */
  date: z.string().nullable().optional(),
  area: area.nullable().optional(),
  confidentiality: z.string().nullable().optional(),
  legal: z.string().nullable().optional(),
  riskFactor: z.string().nullable().optional(),
  /** Id of a record or item that its content names. */
  names: z.string().nullable().optional(),
  /** Those that were taken away; else those that were not. */
  removed: z.boolean().optional(),
});

export const recordOrder = z.object({
  by: z.enum(['name', 'number', 'date', 'added']),
  descending: z.boolean(),
});

/** A record that another one names, or is linked with: enough to show and to open it. */
export const recordMention = z.object({
  id: z.string(),
  /** `item` or a kind of record. */
  kind: z.string(),
  number: z.string(),
  name: z.string(),
});

export const placeStatus = z.object({
  status: z.string(),
  agreement,
  /** EDTF, of the assessment that says so. */
  date: z.string(),
  assessment: z.uuid(),
});

export const recordRow = recordMention.extend({
  kind: recordKind,
  /** What it is called besides. */
  otherNames: z.array(z.string()).readonly(),
  types: z.array(z.string()).readonly(),
  status: z.string().nullable(),
  agreement: agreement.nullable(),
  date: z.string().nullable(),
  /** Longitude, latitude: degrees. */
  position: z.tuple([z.number(), z.number()]).nullable(),
  confidentiality: z.string(),
  /** Items that are linked with it or that it names. */
  items: z.int(),
  /** Records that name it or are linked with it. */
  records: z.int(),
  /** An item to show a picture of. */
  picture: z.uuid().nullable(),
});

export const recordFacet = z.array(z.object({ value: z.string(), count: z.int() })).readonly();

export const recordList = z.object({
  total: z.int(),
  rows: z.array(recordRow).readonly(),
  facets: z.object({
    type: recordFacet,
    status: recordFacet,
    agreement: recordFacet,
    confidentiality: recordFacet,
    legal: recordFacet,
    riskFactor: recordFacet,
    /** Years. */
    year: recordFacet,
  }),
});

export const linkView = z.object({
  id: z.uuid(),
  type: z.string(),
  /** Whether this record is where it begins. */
  end: z.enum(['from', 'to']),
  other: recordMention,
  certainty: z.string().nullable(),
  note: z.string().nullable(),
});

export const recordView = z.object({
  id: z.uuid(),
  kind: recordKind,
  number: z.string(),
  revision: z.int(),
  createdAt: z.string(),
  isRemoved: z.boolean(),
  content: z.record(z.string(), z.unknown()),
  /** Of a place or object: what its assessments say, the latest first. */
  statuses: z.array(placeStatus).readonly(),
  /** What its content names. */
  names: z.array(recordMention).readonly(),
  /** Records whose content names it, and in which member. */
  namedBy: z.array(z.object({ member: z.string(), record: recordMention })).readonly(),
  links: z.array(linkView).readonly(),
});

export const recordRevision = z.object({
  revision: z.int(),
  at: z.string(),
  identityName: z.string().nullable(),
  act: z.uuid().nullable(),
  changes: z.array(z.object({ member: z.string(), old: z.unknown(), new: z.unknown() })).readonly(),
});

export const vocabulary = z.object({
  id: z.string(),
  source: z.string(),
  drafts: z.array(z.string()).readonly(),
  terms: z
    .array(
      z.object({
        id: z.string(),
        labels: z.object({
          en: z.string().optional(),
          hy: z.string().optional(),
          ru: z.string().optional(),
        }),
        alone: z.object({ en: z.string(), hy: z.string(), ru: z.string() }).optional(),
        inverse: z.object({ en: z.string(), hy: z.string(), ru: z.string() }).optional(),
        isOwn: z.literal(true).optional(),
        isRetired: z.literal(true).optional(),
      }),
    )
    .readonly(),
});

export type RecordFilter = z.infer<typeof recordFilter>;
export type RecordOrder = z.infer<typeof recordOrder>;
export type RecordMention = z.infer<typeof recordMention>;
export type RecordRow = z.infer<typeof recordRow>;
export type RecordList = z.infer<typeof recordList>;
export type RecordView = z.infer<typeof recordView>;
export type RecordRevisionView = z.infer<typeof recordRevision>;
export type LinkView = z.infer<typeof linkView>;
export type VocabularyView = z.infer<typeof vocabulary>;
