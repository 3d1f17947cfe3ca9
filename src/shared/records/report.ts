import { z } from 'zod';

/** Reports and submission dossiers: what is asked for, and what became of it. */

export const reportLanguages = ['en', 'hy', 'ru'] as const;
export const reportForms = ['pdf', 'docx'] as const;
export const reportGroups = ['legal-references', 'risk-factors', 'none'] as const;
/** Which of several names is shown: that of the report's language, the official one, the one in local use. */
export const nameChoices = ['language', 'official', 'in-local-use'] as const;

export const reportRequest = z.object({
  /** Ids or numbers of places and incidents; empty: every incident. */
  about: z.array(z.string().min(1)).max(1000),
  language: z.enum(reportLanguages),
  groupBy: z.enum(reportGroups),
  /** Of `recipient-classes`: who may be told what is decided by it. */
  recipient: z.string().min(1),
  names: z.enum(nameChoices),
  /** For single places and actors (UUID): the name to be shown, as it stands in the record. */
  chosenNames: z.record(z.uuid(), z.string()).optional(),
  /** Heading of the document; absent: what kind of document it is. */
  title: z.string().max(500).optional(),
  /** With a small picture of each exhibit that is not graphic. */
  withPictures: z.boolean(),
});

/** Why something is not in the document. */
export const leftOutReasons = [
  /** No exhibit that may be shown stands behind it. */
  'no-exhibit',
  /** It is marked more confidential than this recipient may be told. */
  'confidentiality',
  /** It names somebody who is protected from this recipient. */
  'names-protected',
  /** Its source has not consented to this recipient, or has withdrawn. */
  'no-consent',
  /** It is hidden, destroyed or handed over. */
  'not-here',
] as const;

export const leftOut = z.object({
  reason: z.enum(leftOutReasons),
  /** Of the record or item that it belongs to. */
  id: z.uuid(),
  number: z.string(),
  kind: z.string(),
  /** A sentence, where it is only that. */
  text: z.string().nullable(),
});

export const reportPreview = z.object({
  incidents: z.int(),
  places: z.int(),
  sentences: z.int(),
  /** In the order of their numbers E-0001, E-0002 and so on. */
  exhibits: z.array(z.object({ label: z.string(), id: z.uuid(), number: z.string() })).readonly(),
  leftOut: z.array(leftOut).readonly(),
  /** What the document says, a line each, without its layout. */
  text: z.string(),
});

export const reportWritten = reportPreview.omit({ text: true }).extend({
  path: z.string(),
  bytes: z.int(),
  /** Lower-case hex. */
  sha256: z.string(),
});

export type ReportLanguage = (typeof reportLanguages)[number];
export type ReportForm = (typeof reportForms)[number];
export type ReportRequest = z.infer<typeof reportRequest>;
export type ReportPreview = z.infer<typeof reportPreview>;
export type ReportWritten = z.infer<typeof reportWritten>;
export type LeftOut = z.infer<typeof leftOut>;
