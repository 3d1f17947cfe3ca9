import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { custodyEvent, subjectName } from '../records/item.ts';
import { finding, outcome } from '../records/verification.ts';
import { archive, notedCheckpoint } from './common.ts';

export const custody = {
  log: oc
    // `named`: with what the catalogue calls the subject of each event, for people.
    .input(z.object({ archive, item: z.string().min(1).nullable(), named: z.boolean() }))
    .output(
      eventIterator(
        custodyEvent.extend({ leaf: z.string(), subjectName: subjectName.nullable().optional() }),
        z.object({ size: z.int(), root: z.string() }),
      ),
    ),
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
