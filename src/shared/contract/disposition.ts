import { oc } from '@orpc/contract';
import { z } from 'zod';
import { backupHolding, copyGivenOut, loneSearch } from '../records/disposition.ts';
import { archive, personName } from './common.ts';

const items = z.array(z.string().min(1)).min(1);
/** Id in the vocabulary of reasons. */
const reason = z.string().min(1);
/** In the catalogue alone, from which it can be erased. */
const note = z.string().trim().min(1).max(20_000).nullable();
const fields = z.array(z.string().min(1)).min(1);
const numbers = z.array(z.string()).readonly();

const stateChange = z.object({
  changed: z.array(z.object({ id: z.uuid(), number: z.string(), event: z.int() })).readonly(),
  /** Numbers of items that were so already. */
  unchanged: numbers,
});

export const destroyed = z.object({
  destroyed: z.array(z.object({ id: z.uuid(), number: z.string(), event: z.int() })).readonly(),
  /** Numbers of items that had been destroyed before. */
  already: numbers,
  files: z.int(),
  bytes: z.int(),
  /** Backups that hold files of these items until they next run. */
  backups: z.array(backupHolding).readonly(),
  /** Packages that carried these items: copies in other hands. */
  copies: z.array(copyGivenOut).readonly(),
  /** Sealed text was locked: some of it may be about these items still. */
  sealedLeft: z.boolean(),
  /** Names of kept searches that went with them. */
  searches: z.array(z.string()).readonly(),
});

export const dispositionRequest = z.object({
  request: z.int(),
  action: z.enum(['destroy', 'one-identity']),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  requestedAt: z.string(),
  requestedBy: z.string(),
  /** Numbers. */
  items: numbers,
});

/** What to do about sealed text while it is locked: nobody can tell then which item it is about. */
const lockedSealed = z.enum(['refuse', 'leave']);
/** Whether kept searches go that find these items alone. */
const removesSearches = z.boolean().default(false);

export const disposition = {
  /** The reasons there are, in three languages. */
  reasons: oc.output(
    z
      .array(
        z.object({ id: z.string(), labels: z.object({ en: z.string(), hy: z.string(), ru: z.string() }) }),
      )
      .readonly(),
  ),
  hide: oc
    .input(z.object({ archive, act: z.enum(['withdraw', 'quarantine']), items, reason, note }))
    .output(stateChange),
  unhide: oc.input(z.object({ archive, act: z.enum(['reinstate', 'release']), items })).output(stateChange),
  hold: oc
    .input(
      z.object({ archive, items, reason, note, reference: z.string().trim().min(1).max(500).nullable() }),
    )
    .output(stateChange),
  lift: oc.input(z.object({ archive, items, hold: z.int().nullable() })).output(stateChange),
  /** What a destruction would come to. */
  preview: oc.input(z.object({ archive, items })).output(
    z.object({
      /** Numbers of items that would be destroyed. */
      items: numbers,
      already: numbers,
      held: numbers,
      files: z.int(),
      bytes: z.int(),
      identities: z.union([z.literal(1), z.literal(2)]),
      searches: z.array(loneSearch).readonly(),
    }),
  ),
  /** `confirmed`: how many items whoever asks believes that it destroys. */
  destroy: oc
    .input(z.object({ archive, items, reason, note, confirmed: z.int(), lockedSealed, removesSearches }))
    .output(destroyed),
  /** Where two identities are demanded: what the first one asks for. */
  request: oc.input(z.object({ archive, items, reason, note })).output(dispositionRequest),
  approve: oc
    .input(z.object({ archive, request: z.int(), confirmed: z.int(), lockedSealed, removesSearches }))
    .output(destroyed),
  cancel: oc.input(z.object({ archive, request: z.int() })).output(z.void()),
  /** How many identities it takes to destroy. To go back to one is a request that another identity approves. */
  require: oc
    .input(z.object({ archive, identities: z.union([z.literal(1), z.literal(2)]) }))
    .output(z.object({ identities: z.union([z.literal(1), z.literal(2)]), request: z.int().nullable() })),
  /** Takes what a record says about a person out of it and out of the log, while the record stands. */
  erase: oc
    .input(
      z.object({
        archive,
        reason: reason.nullable(),
        what: z.discriminatedUnion('record', [
          z.object({ record: z.literal('identity'), name: personName }),
          z.object({ record: z.literal('item'), item: z.string().min(1), fields, removesSearches }),
          z.object({ record: z.literal('accession'), number: z.string().min(1), fields }),
        ]),
      }),
    )
    .output(
      z.object({
        subject: z.object({ kind: z.string(), id: z.uuid() }),
        fields: numbers,
        event: z.int(),
        /** Values that went out of the log. */
        values: z.int(),
        /** Names of kept searches that went with it. */
        searches: z.array(z.string()).readonly(),
      }),
    ),
  status: oc.input(z.object({ archive })).output(
    z.object({
      identities: z.union([z.literal(1), z.literal(2)]),
      requests: z.array(dispositionRequest).readonly(),
      /** Backups that held a destroyed item when they last ran. */
      backups: z.array(backupHolding.extend({ item: z.string() })).readonly(),
      /** A destruction was cut off, and something of it is left to do. */
      unfinished: z.boolean(),
    }),
  ),
};
