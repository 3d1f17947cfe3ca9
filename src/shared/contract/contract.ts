import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { accessionDescription } from '../records/accession.ts';
import { fullDate, identityBackup, identityRecord } from '../records/identity.ts';
import { importEntry, importSummary } from '../records/import.ts';
import { custodyEvent, itemRecord, itemSummary, subjectName } from '../records/item.ts';
import { keySlotSummary, protection, unlocking } from '../records/keys.ts';
import { progress } from '../records/progress.ts';
import { sealedRecord } from '../records/sealed.ts';
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

const personName = z.string().trim().min(1).max(500);
/** An identity's passphrase; null: its key is not protected. */
const secret = z.string().min(1).nullable();

const newIdentity = {
  name: personName,
  role: z.string().trim().min(1).max(500).nullable(),
  organisation: z.string().trim().min(1).max(500).nullable(),
  isOffice: z.boolean(),
  passphrase: secret,
};

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
          /** What is to open it; null or absent: an archive in clear. */
          encryption: z.array(protection).min(1).nullable().optional(),
        }),
      )
      .output(z.object({ path: z.string(), archiveId: z.uuid(), replicaId: z.uuid(), name: z.string() })),
    open: oc
      .input(
        z.object({
          path: z.string().min(1),
          access: z.enum(['write', 'read']),
          unlock: unlocking.nullable().optional(),
        }),
      )
      .output(z.object({ archive, name: z.string(), archiveId: z.uuid() })),
    /** Whether it takes a key to open it. */
    isEncrypted: oc.input(z.object({ path: z.string().min(1) })).output(z.boolean()),
    close: oc.input(z.object({ archive })).output(z.void()),
    /** Stops what runs, closes every archive and wipes every key: what a lock button and a clock call. */
    lock: oc.output(z.void()),
  },
  keys: {
    /** Twelve new words, to be written down and asked back before anything is made with them. */
    proposeWords: oc.output(z.object({ words: z.string() })),
    list: oc.input(z.object({ archive })).output(z.array(keySlotSummary).readonly()),
    add: oc.input(z.object({ archive, protection })).output(z.object({ slot: z.int() })),
    revoke: oc.input(z.object({ archive, slot: z.int() })).output(z.void()),
    changePassphrase: oc
      .input(z.object({ archive, from: z.string().min(1), to: z.string().min(1) }))
      .output(z.object({ slot: z.int() })),
  },
  identities: {
    list: oc.input(z.object({ archive })).output(z.array(identityRecord).readonly()),
    /** A new identity with a key of its own, unlocked from then on. What comes back is shown once. */
    create: oc.input(z.object({ archive, ...newIdentity })).output(identityBackup),
    /** A key brought back, from words or from a minisign secret key file. */
    import: oc
      .input(
        z.object({
          archive,
          ...newIdentity,
          from: z.union([
            z.object({ words: z.string().min(1) }),
            z.object({ secretKey: z.string().min(1), filePassphrase: z.string().nullable() }),
          ]),
        }),
      )
      .output(identityBackup),
    export: oc.input(z.object({ archive, name: personName, passphrase: secret })).output(identityBackup),
    retire: oc
      .input(
        z.object({
          archive,
          name: personName,
          proof: z.union([
            z.object({ statement: z.string().min(1) }),
            z.object({ by: personName, passphrase: secret }),
          ]),
          compromisedSince: fullDate.nullable(),
        }),
      )
      .output(identityRecord),
    /** Names who acts, without proof. Whoever was unlocked is locked. */
    choose: oc.input(z.object({ archive, name: personName.nullable() })).output(z.void()),
    unlock: oc.input(z.object({ archive, name: personName, passphrase: secret })).output(z.void()),
    /** Whoever was unlocked is only claimed from then on; the archive stays open. */
    lock: oc.input(z.object({ archive })).output(z.void()),
  },
  sealed: {
    state: oc.input(z.object({ archive })).output(z.enum(['none', 'locked', 'unlocked'])),
    create: oc.input(z.object({ archive, protections: z.array(protection).min(1) })).output(z.void()),
    unlock: oc.input(z.object({ archive, unlock: unlocking })).output(z.void()),
    lock: oc.input(z.object({ archive })).output(z.void()),
    write: oc
      .input(
        z.object({
          archive,
          item: z.string().min(1),
          field: z.string().trim().min(1).max(100),
          text: z.string().max(1_000_000),
        }),
      )
      .output(sealedRecord),
    read: oc.input(z.object({ archive, item: z.string().min(1) })).output(z.array(sealedRecord).readonly()),
    find: oc.input(z.object({ archive, query: z.string().min(1) })).output(z.array(sealedRecord).readonly()),
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
    run: oc
      .input(
        z.object({
          path: anyPath,
          unlock: unlocking.nullable().optional(),
          /** Public keys, as minisign writes them, whose signature a package must bear. */
          keys: z.array(z.string().min(1)).optional(),
        }),
      )
      .output(eventIterator(progress, verification)),
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
