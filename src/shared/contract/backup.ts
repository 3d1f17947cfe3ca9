import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  backupOverview,
  backupReminder,
  backupResult,
  backupRules,
  repairResult,
  restoreResult,
} from '../records/backup.ts';
import { unlocking } from '../records/keys.ts';
import { progress } from '../records/progress.ts';
import { archive } from './common.ts';

export const backup = {
  /** Brings the backup at `destination` up to date, or begins one there. */
  run: oc
    .input(
      z.object({
        archive,
        destination: z.string().min(1),
        /** What stands on the disk; null: as it was. */
        label: z.string().trim().min(1).max(200).nullable(),
      }),
    )
    .output(eventIterator(progress, backupResult)),
  /** Whether a backup at `destination` would lie on the archive's own disk, which protects against little. */
  look: oc
    .input(z.object({ archive, destination: z.string().min(1) }))
    .output(z.object({ sameDisk: z.boolean() })),
  /** Makes an archive of a backup, in a folder of its own. */
  restore: oc
    .input(
      z.object({
        backup: z.string().min(1),
        destination: z.string().min(1),
        /** Without the originals that the backup has not whole. */
        partial: z.boolean(),
        unlock: unlocking.nullable().optional(),
      }),
    )
    .output(eventIterator(progress, restoreResult)),
  /** Brings back an archive whose archive.json or catalogue is destroyed. */
  repair: oc
    .input(
      z.object({
        path: z.string().min(1),
        /** A backup whose catalogue may be newer than the snapshots in the archive. */
        from: z.string().min(1).nullable(),
        unlock: unlocking.nullable().optional(),
      }),
    )
    .output(eventIterator(progress, repairResult)),
  overview: oc.input(z.object({ archive })).output(backupOverview),
  /** Whether it is time for a backup; cheap enough to ask with everything else. */
  reminder: oc.input(z.object({ archive })).output(backupReminder.nullable()),
  setRules: oc.input(z.object({ archive, rules: backupRules.partial() })).output(backupRules),
  /** By id or label: lost, or given up. */
  forget: oc.input(z.object({ archive, backup: z.string().min(1) })).output(z.object({ id: z.uuid() })),
  /** A snapshot of the catalogue inside the archive. */
  snapshot: oc.input(z.object({ archive })).output(z.object({ path: z.string() })),
};
