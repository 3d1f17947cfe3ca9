import { oc } from '@orpc/contract';
import { z } from 'zod';
import { itemState } from '../records/disposition.ts';
import { itemRecord, itemSummary } from '../records/item.ts';
import { archive } from './common.ts';

export const items = {
  list: oc
    .input(
      z.object({
        archive,
        query: z.string().nullable(),
        /** Items in this state, instead of those that are not hidden; not together with a query. */
        state: itemState.nullable().optional(),
        limit: z.int().min(0).nullable(),
        offset: z.int().min(0),
      }),
    )
    .output(z.object({ total: z.int(), items: z.array(itemSummary).readonly() })),
  show: oc.input(z.object({ archive, item: z.string().min(1) })).output(itemRecord),
};
