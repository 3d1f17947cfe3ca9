import { z } from 'zod';

/** Whether originals still are what was taken in (docs/cli.md, "Confirm and check"). */

export const fixityProblems = ['changed', 'missing', 'unreadable', 'blocked'] as const;

/** A backup that has an original, as this archive last saw it there. */
export const backupHolding = z.object({
  id: z.uuid(),
  label: z.string().nullable(),
  /** When its copy was last read and matched. */
  verifiedAt: z.string(),
});

export const damagedFile = z.object({
  number: z.string(),
  name: z.string(),
  sha256: z.string(),
  problem: z.enum(fixityProblems),
  detail: z.string(),
  /** Where it is good, as far as this archive knows. */
  backups: z.array(backupHolding).readonly(),
});

export const confirmSummary = z.object({
  /** Read from the medium now, and as they were taken in. */
  confirmed: z.int(),
  /** Had been confirmed before. */
  alreadyConfirmed: z.int(),
  /** Match, but were read from memory, which proves nothing of the medium. */
  fromMemory: z.int(),
  damaged: z.array(damagedFile).readonly(),
  bytes: z.int(),
});

export const partScope = z.union([
  /** So many per cent of the originals, those first that were not checked for longest. */
  z.object({ sample: z.number().positive().max(100) }),
  /** Everything that was not checked for so many days. */
  z.object({ olderThanDays: z.number().nonnegative().max(100_000) }),
]);

export const checkScope = z.union([
  partScope,
  /** These, by id. */
  z.object({ files: z.array(z.uuid()).min(1).max(1000) }),
]);

export const checkSummary = z.object({
  /** Files that matched in this run, and in an earlier one that it went on with. */
  verified: z.int(),
  wanted: z.int(),
  resumed: z.boolean(),
  /** Files that the last check of which is older, or that were never checked since they were stored. */
  leftUnchecked: z.int(),
  damaged: z.array(damagedFile).readonly(),
  bytes: z.int(),
});

export const cardEntry = z.object({
  path: z.string(),
  /** Number of the item that has these bytes, where one has. */
  number: z.string().nullable(),
  reason: z.string(),
});

/** A file that a person unticked when the rest was taken in: whoever clears the card loses it. */
export const leftOutEntry = z.object({
  path: z.string(),
  size: z.int(),
  /** Number of the accession, when it was left out, and who acted then. */
  accession: z.string(),
  at: z.string(),
  by: z.string().nullable(),
});

export const cardVerdicts = [
  'may-clear',
  /** Everything is safe but what was left out on purpose. */
  'left-out',
  'not-yet',
  /** There is nothing on it. */
  'empty',
] as const;

export const cardReport = z.object({
  verdict: z.enum(cardVerdicts),
  /** Everything on it is in the archive, confirmed, and on a backup: the verdict is `may-clear`. */
  mayClear: z.boolean(),
  files: z.int(),
  bytes: z.int(),
  inArchive: z.int(),
  confirmed: z.int(),
  backedUp: z.int(),
  /** Left by operating systems, and links: not taken in, and not looked for. */
  skipped: z.int(),
  /** Left out on purpose, and not in the archive. */
  leftOut: z.int(),
  /** How many of the card's files each backup holds. */
  backups: z
    .array(
      z.object({
        id: z.uuid(),
        label: z.string().nullable(),
        files: z.int(),
        /** It lies on the archive's own disk, and counts for nothing here. */
        sameDisk: z.boolean(),
        finishedAt: z.string().nullable(),
      }),
    )
    .readonly(),
  /** What speaks against clearing it; the first ten thousand. */
  notInArchive: z.array(cardEntry).readonly(),
  notConfirmed: z.array(cardEntry).readonly(),
  notBackedUp: z.array(cardEntry).readonly(),
  unreadable: z.array(cardEntry).readonly(),
  /** What would be lost; the first ten thousand. */
  leftOutFiles: z.array(leftOutEntry).readonly(),
});

export const recoverSummary = z.object({
  recovered: z.int(),
  bytes: z.int(),
  /** Damaged here, and not whole there either. */
  notRecovered: z.array(z.object({ number: z.string(), name: z.string(), reason: z.string() })).readonly(),
});

export const fixityReminder = z.object({
  /** Files that were found damaged or gone when they were last read. */
  damaged: z.int(),
  /** Since the file that was not read for longest was read; null: there is no file. */
  days: z.int().nullable(),
  /** Days after which that is too long. */
  after: z.int(),
  isOverdue: z.boolean(),
});

export type FixityReminder = z.infer<typeof fixityReminder>;
export type BackupHolding = z.infer<typeof backupHolding>;
export type DamagedFile = z.infer<typeof damagedFile>;
export type ConfirmSummary = z.infer<typeof confirmSummary>;
export type PartScope = z.infer<typeof partScope>;
export type CheckScope = z.infer<typeof checkScope>;
export type CheckSummary = z.infer<typeof checkSummary>;
export type CardEntry = z.infer<typeof cardEntry>;
export type LeftOutEntry = z.infer<typeof leftOutEntry>;
export type CardReport = z.infer<typeof cardReport>;
export type RecoverSummary = z.infer<typeof recoverSummary>;
