import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { accessionDescription } from '../records/accession.ts';
import { importEntry, importSummary } from '../records/import.ts';
import { custodyEvent, itemRecord, itemSummary, subjectName } from '../records/item.ts';
import { progress } from '../records/progress.ts';
import { finding, outcome, verification } from '../records/verification.ts';

/**
 * Everything a host can ask of the core. Validated at this edge, in both directions, and nowhere again. Long work is a
 * stream: its snapshots and per-file results first, what it came to at the end; aborting the stream stops the work.
 */

/** An open archive, as `archives.open` gave it. */
const archive = z.string().min(1);

/** A path as text, or its bytes in base64 where the file system's names need not be UTF-8. */
const anyPath = z.union([z.object({ text: z.string().min(1) }), z.object({ bytes: z.base64() })]);

const selection = z.discriminatedUnion('by', [
  z.object({ by: z.literal('all') }),
  z.object({ by: z.literal('items'), items: z.array(z.string().min(1)).min(1) }),
  z.object({ by: z.literal('query'), query: z.string().min(1) }),
]);

export const exportProfiles = ['transfer'] as const;

const exportSummary = z.object({
  path: z.string(),
  files: z.int(),
  bytes: z.int(),
  tagmanifestSha256: z.string(),
  signedBy: z.array(z.string()).readonly(),
  withheld: z.array(z.unknown()).readonly(),
});

export const contract = {
  archives: {
    create: oc
      .input(
        z.object({
          path: z.string().min(1),
          name: z.string().trim().min(1).max(500),
          operator: z.string().trim().min(1).max(500).nullable(),
        }),
      )
      .output(z.object({ path: z.string(), archiveId: z.uuid(), replicaId: z.uuid(), name: z.string() })),
    open: oc
      .input(z.object({ path: z.string().min(1), access: z.enum(['write', 'read']) }))
      .output(z.object({ archive, name: z.string(), archiveId: z.uuid() })),
    close: oc.input(z.object({ archive })).output(z.void()),
  },
  ingest: {
    run: oc
      .input(
        z.object({
          archive,
          paths: z.array(anyPath).min(1),
          workingFolder: z.string(),
          description: accessionDescription,
        }),
      )
      .output(eventIterator(progress, importSummary)),
    /** What became of each input file of an accession, in the order they were met. */
    entries: oc.input(z.object({ archive, accession: z.uuid() })).output(eventIterator(importEntry)),
    /** Files that an accession stored and whose reading left warnings: how many, and the first items that have them. */
    warnings: oc
      .input(z.object({ archive, accession: z.uuid() }))
      .output(z.object({ files: z.int(), items: z.array(z.string()).readonly() })),
  },
  items: {
    list: oc
      .input(
        z.object({
          archive,
          query: z.string().nullable(),
          limit: z.int().min(0).nullable(),
          offset: z.int().min(0),
        }),
      )
      .output(z.object({ total: z.int(), items: z.array(itemSummary).readonly() })),
    show: oc.input(z.object({ archive, item: z.string().min(1) })).output(itemRecord),
  },
  packages: {
    export: oc
      .input(
        z.object({
          archive,
          destination: z.string().min(1),
          profile: z.enum(exportProfiles),
          form: z.enum(['folder', 'zip']),
          selection,
        }),
      )
      .output(eventIterator(progress, exportSummary)),
  },
  verification: {
    run: oc.input(z.object({ path: anyPath })).output(eventIterator(progress, verification)),
  },
  custody: {
    log: oc
      // `named`: with what the catalogue calls the subject of each event, for people.
      .input(z.object({ archive, item: z.string().min(1).nullable(), named: z.boolean() }))
      .output(
        eventIterator(
          custodyEvent.extend({ leaf: z.string(), subjectName: subjectName.nullable().optional() }),
          z.object({ size: z.int(), root: z.string() }),
        ),
      ),
    verify: oc.input(z.object({ archive })).output(
      z.object({
        size: z.int(),
        root: z.string().nullable(),
        verdict: outcome,
        findings: z.array(finding.extend({ sequence: z.int().nullable() })).readonly(),
      }),
    ),
  },
};

export type ExportSummary = z.infer<typeof exportSummary>;
export type Selection = z.infer<typeof selection>;
