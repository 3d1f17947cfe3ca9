import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { progress } from '../records/progress.ts';
import { packageConsents } from '../records/consent.ts';
import { copyGivenOut } from '../records/disposition.ts';
import { snapshotPart } from '../records/selection.ts';
import { archive } from './common.ts';

const selection = z.discriminatedUnion('by', [
  z.object({ by: z.literal('all') }),
  z.object({ by: z.literal('items'), items: z.array(z.string().min(1)).min(1) }),
  z.object({ by: z.literal('query'), query: z.string().min(1) }),
  snapshotPart,
]);

export const exportProfiles = ['transfer'] as const;

/** For what and for whom it is given out: terms of `consent-purposes` and `recipient-classes`. */
const giving = z.object({ purpose: z.string(), recipient: z.string().nullable() }).nullable().optional();

const exportSummary = z.object({
  path: z.string(),
  files: z.int(),
  bytes: z.int(),
  tagmanifestSha256: z.string(),
  signedBy: z.array(z.string()).readonly(),
  withheld: z.array(z.unknown()).readonly(),
});

const packagePreview = z.object({
  items: z.int(),
  files: z.int(),
  /** Of the originals. */
  bytes: z.int(),
  /** Items to be shown blurred until somebody opens them. */
  graphic: z.int(),
  /** How many items are marked how; levels that none has are left out. */
  confidentiality: z.array(z.object({ level: z.string(), items: z.int() })).readonly(),
  /** Chosen, and not to be given out: hidden, destroyed, or cleared after they were handed over. */
  leftOut: z.int(),
  /** Where it was said for what and for whom: sources who did not agree to that. */
  consents: packageConsents.nullable(),
  /** The first of them, by id. */
  first: z.array(z.uuid()).readonly(),
});

/** A package or report that an item went out with, and who signed that a package is there. */
const carriedIn = copyGivenOut.extend({
  receipts: z.array(z.object({ receivedAt: z.string(), signingKey: z.string() })).readonly(),
});

export const packages = {
  /** What a package of this selection would hold; nothing is written. */
  preview: oc
    .input(z.object({ archive, selection, giving, language: z.string().min(2).max(35).optional() }))
    .output(packagePreview),
  /** The packages and reports that items went out with, the oldest first. */
  carrying: oc
    .input(z.object({ archive, items: z.array(z.string().min(1)).min(1).max(1000) }))
    .output(z.array(carriedIn).readonly()),
  export: oc
    .input(
      z.object({
        archive,
        destination: z.string().min(1),
        profile: z.enum(exportProfiles),
        form: z.enum(['folder', 'zip']),
        selection,
        giving,
      }),
    )
    .output(eventIterator(progress, exportSummary)),
};

export type PackagePreview = z.infer<typeof packagePreview>;
export type CarriedIn = z.infer<typeof carriedIn>;
export type ExportSummary = z.infer<typeof exportSummary>;
export type Selection = z.infer<typeof selection>;
