import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { protection, unlocking } from '../records/keys.ts';
import { progress } from '../records/progress.ts';
import { placeAnswer } from '../records/replica.ts';
import { sampleLanguages } from '../records/sample.ts';
import { archive } from './common.ts';

export const archives = {
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
  /** Fails as `create` would because of where it is to be, before anybody writes recovery words on paper. */
  tryPlace: oc.input(z.object({ path: z.string().min(1) })).output(z.object({})),
  open: oc
    .input(
      z.object({
        path: z.string().min(1),
        access: z.enum(['write', 'read']),
        unlock: unlocking.nullable().optional(),
        /** What became of a folder that stands elsewhere than it stood; needed for writing only. */
        as: placeAnswer.nullable().optional(),
      }),
    )
    .output(z.object({ archive, name: z.string(), archiveId: z.uuid() })),
  /** Where an archive of this name may be made, the sample or another: a path that is free, in a folder of the person's. */
  proposeSample: oc
    .input(z.object({ name: z.string().trim().min(1).max(500) }))
    .output(z.object({ path: z.string(), folder: z.string() })),
  /**
   * Draws the sample archive, which must not be there yet, with records in a language: English where none is named. Its progress, then
   * where it is.
   */
  createSample: oc
    .input(
      z.object({
        path: z.string().min(1),
        name: z.string().trim().min(1).max(500),
        language: z.enum(sampleLanguages).optional(),
      }),
    )
    .output(
      eventIterator(
        progress,
        z.object({ name: z.string(), archiveId: z.uuid(), path: z.string(), items: z.int() }),
      ),
    ),
  /** What is open: a page that was loaded anew goes on with it. */
  opened: oc.output(
    z
      .array(
        z.object({
          archive,
          name: z.string(),
          archiveId: z.uuid(),
          path: z.string(),
          access: z.enum(['write', 'read']),
          isEncrypted: z.boolean(),
        }),
      )
      .readonly(),
  ),
  /** Whether it takes a key to open it. */
  isEncrypted: oc.input(z.object({ path: z.string().min(1) })).output(z.boolean()),
  close: oc.input(z.object({ archive })).output(z.void()),
  /** Stops what runs, closes every archive and wipes every key: what a lock button and a clock call. */
  lock: oc.output(z.void()),
};
