import { z } from 'zod';
import { problems } from './verification.ts';

/** What is wrong with one original: in the archive it was to come from, or on the disk it was to go to. */
export const copyProblem = z.object({
  /** `originals/ab/…` */
  path: z.string(),
  where: z.enum(['source', 'destination']),
  problem: z.enum(problems),
  detail: z.string(),
});
export type CopyProblem = z.infer<typeof copyProblem>;

export const backupResult = z.object({
  backupId: z.uuid(),
  path: z.string(),
  /** It lies on the archive's own disk, and counts as no second copy. */
  sameDisk: z.boolean(),
  /** Whether the folder holds the archive as it was when the run began, except for what the archive itself has not. */
  complete: z.boolean(),
  /** Files that the archive has, and their bytes. */
  files: z.int(),
  bytes: z.int(),
  copied: z.int(),
  copiedBytes: z.int(),
  /** Read back from the disk in this run. */
  checked: z.int(),
  /** Originals that were destroyed in the archive and taken off the disk. */
  removed: z.int(),
  /** Events in the log that the backup holds. */
  logSize: z.int(),
  problems: z.array(copyProblem).readonly(),
});
export type BackupResult = z.infer<typeof backupResult>;

export const backupSummary = z.object({
  id: z.uuid(),
  label: z.string().nullable(),
  /** Of the last run; null: it was before that was noted. */
  path: z.string().nullable(),
  /** It lay on the archive's own disk then, and counts as no second copy. */
  sameDisk: z.boolean(),
  volume: z.object({
    fileSystem: z.string().nullable(),
    label: z.string().nullable(),
    volumeId: z.string().nullable(),
    deviceSerial: z.string().nullable(),
    deviceModel: z.string().nullable(),
    readOnly: z.boolean().nullable(),
  }),
  createdAt: z.string(),
  /** End of the last complete run; null: there was none. */
  finishedAt: z.string().nullable(),
  retiredAt: z.string().nullable(),
  /** Files of the archive that were not found whole on it. */
  filesLacking: z.int(),
});
export type BackupSummary = z.infer<typeof backupSummary>;

/** Why it is time for a backup. `days` since the last complete one; `files` that came since. */
export const backupReminder = z.object({
  reason: z.enum(['never', 'age', 'count']),
  days: z.int().nullable(),
  files: z.int(),
});
export type BackupReminder = z.infer<typeof backupReminder>;

export const backupRules = z.object({
  /** Days after which a backup is overdue, if there is something new. */
  days: z.int().min(1).max(3650),
  /** New files after which it is. */
  files: z.int().min(1).max(1_000_000),
});
export type BackupRules = z.infer<typeof backupRules>;

export const backupOverview = z.object({
  backups: z.array(backupSummary).readonly(),
  rules: backupRules,
  reminder: backupReminder.nullable(),
});
export type BackupOverview = z.infer<typeof backupOverview>;

export const restoreResult = z.object({
  backupId: z.uuid(),
  path: z.string(),
  /** Whether there is an archive at `path` now. */
  complete: z.boolean(),
  files: z.int(),
  bytes: z.int(),
  copied: z.int(),
  copiedBytes: z.int(),
  checked: z.int(),
  logSize: z.int(),
  /** What the backup has not whole, or the disk does not give back; with `partial` the archive is without the former. */
  problems: z.array(copyProblem).readonly(),
});
export type RestoreResult = z.infer<typeof restoreResult>;

export const repairResult = z.object({
  path: z.string(),
  /** What was broken, now in damaged/: paths in the archive. */
  movedAside: z.array(z.string()).readonly(),
  /** archive.json was made anew: from a copy of it, or from the catalogue. */
  description: z.enum(['whole', 'from-copy', 'from-catalogue']),
  /** Of the catalogue; null: it was whole. */
  snapshot: z
    .object({
      /** RFC 3339. */
      takenAt: z.string(),
      /** Events in it. */
      logSize: z.int(),
      /** Events of after it that the broken catalogue still gave, and that prove themselves: kept beside the log. */
      salvaged: z.int(),
      /** Events that are known to have been, or null if nothing says how many there were. */
      acknowledged: z.int().nullable(),
    })
    .nullable(),
  /** Originals newer than the snapshot, taken in again: the record is new, its first name is lost. */
  found: z.array(z.object({ path: z.string(), number: z.string() })).readonly(),
  /** Records whose original is not there. */
  missing: z.array(z.object({ path: z.string(), number: z.string() })).readonly(),
  /** What lies among the originals and could not be taken in. */
  refused: z.array(z.object({ path: z.string(), reason: z.string() })).readonly(),
});
export type RepairResult = z.infer<typeof repairResult>;
