import { oc } from '@orpc/contract';
import { z } from 'zod';
import { keySlotSummary, protection } from '../records/keys.ts';
import { archive } from './common.ts';

export const keys = {
  /** Twelve new words, to be written down and asked back before anything is made with them. */
  proposeWords: oc.output(z.object({ words: z.string() })),
  list: oc.input(z.object({ archive })).output(z.array(keySlotSummary).readonly()),
  add: oc.input(z.object({ archive, protection })).output(z.object({ slot: z.int() })),
  revoke: oc.input(z.object({ archive, slot: z.int() })).output(z.void()),
  changePassphrase: oc
    .input(z.object({ archive, from: z.string().min(1), to: z.string().min(1) }))
    .output(z.object({ slot: z.int() })),
};
