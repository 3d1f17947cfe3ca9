import { z } from 'zod';

/** What may have become of an item, beside being current. Several can hold at once. */
export const itemStates = ['withdrawn', 'quarantined', 'held', 'handed-over', 'destroyed'] as const;
export const itemState = z.enum(itemStates);

export const legalHold = z.object({
  /** By which it is lifted. */
  hold: z.int(),
  /** Id in the vocabulary of disposition reasons. */
  reason: z.string(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  placedAt: z.string(),
  event: z.int(),
});

/** Absent where an item is current and nothing holds it. */
export const itemDisposition = z.object({
  /** What decides about it, in this order: destroyed, handed over, quarantined, withdrawn, held. */
  state: itemState,
  states: z
    .array(
      z.object({
        state: itemState,
        reason: z.string(),
        note: z.string().nullable(),
        since: z.string(),
        /** Place of the event in the log. */
        event: z.int(),
      }),
    )
    .readonly(),
  holds: z.array(legalHold).readonly(),
});

/** A copy of a destroyed item that this program cannot reach: a package or report it went out with. */
export const copyGivenOut = z.object({
  item: z.string(),
  exhibit: z.string(),
  /** A package, or a report or dossier that showed it. */
  kind: z.enum(['package', 'report']),
  id: z.uuid(),
  createdAt: z.string(),
  /** Of a package. */
  profile: z.string().nullable(),
  /** What stands for it: of a package's tag manifest, of a report's file. */
  sha256: z.string(),
  /** For what and for whom: ids of terms, where they were said when it was made. */
  purpose: z.string().nullable(),
  recipient: z.string().nullable(),
});

/** A kept search that finds no other items than those that are to go. */
export const loneSearch = z.object({
  name: z.string(),
  /** Whether it looks for words or a tag: such as an item has no more once they are erased. */
  hasWords: z.boolean(),
});

export const backupHolding = z.object({ backup: z.uuid(), name: z.string().nullable() });

export type ItemState = z.infer<typeof itemState>;
export type LegalHold = z.infer<typeof legalHold>;
export type ItemDisposition = z.infer<typeof itemDisposition>;
export type CopyGivenOut = z.infer<typeof copyGivenOut>;
export type LoneSearch = z.infer<typeof loneSearch>;
export type BackupHolding = z.infer<typeof backupHolding>;
