import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { custodyEvent, subjectName } from '../records/item.ts';
import { finding, outcome } from '../records/verification.ts';
import { archive } from './common.ts';

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
  verify: oc.input(z.object({ archive })).output(
    z.object({
      size: z.int(),
      root: z.string().nullable(),
      verdict: outcome,
      findings: z.array(finding.extend({ sequence: z.int().nullable() })).readonly(),
    }),
  ),
};
