import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { custodyEvent, subjectName } from '../records/item.ts';
import { finding, outcome } from '../records/verification.ts';
import { archive, notedCheckpoint } from './common.ts';

const loggedEvent = custodyEvent.extend({ leaf: z.string(), subjectName: subjectName.nullable().optional() });

export const custody = {
  log: oc
    // `named`: with what the catalogue calls the subject of each event, for people.
    .input(z.object({ archive, item: z.string().min(1).nullable(), named: z.boolean() }))
    .output(eventIterator(loggedEvent, z.object({ size: z.int(), root: z.string() }))),
  /** Up to `count` events before place `before` (null: the end of the log), the newest first, named for people. */
  page: oc
    .input(z.object({ archive, before: z.int().min(0).nullable(), count: z.int().min(1).max(500) }))
    .output(z.object({ size: z.int(), events: z.array(loggedEvent).readonly() })),
  /** Signs the log's head, to be noted on paper or given to somebody; null while nobody unlocked the key. */
  checkpoint: oc
    .input(z.object({ archive }))
    .output(z.object({ size: z.int(), root: z.string(), key: z.string(), note: z.string().nullable() })),
  verify: oc.input(z.object({ archive, checkpoints: z.array(notedCheckpoint).optional() })).output(
    z.object({
      size: z.int(),
      root: z.string().nullable(),
      verdict: outcome,
      findings: z.array(finding.extend({ sequence: z.int().nullable() })).readonly(),
    }),
  ),
};
