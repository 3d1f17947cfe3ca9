import { oc } from '@orpc/contract';
import { z } from 'zod';
import { itemRecord, itemSummary } from '../records/item.ts';
import { archive } from './common.ts';

export const items = {
  list: oc
    .input(
      z.object({
        archive,
        query: z.string().nullable(),
        limit: z.int().min(0).nullable(),
        offset: z.int().min(0),
      }),
    )
    .output(z.object({ total: z.int(), items: z.array(itemSummary).readonly() })),
  show: oc.input(z.object({ archive, item: z.string().min(1) })).output(itemRecord),
};
