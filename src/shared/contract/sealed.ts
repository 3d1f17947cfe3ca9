import { oc } from '@orpc/contract';
import { z } from 'zod';
import { protection, unlocking } from '../records/keys.ts';
import { sealedRecord } from '../records/sealed.ts';
import { archive } from './common.ts';

export const sealed = {
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
};
