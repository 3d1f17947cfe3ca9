import { oc } from '@orpc/contract';
import { z } from 'zod';
import { itemState } from '../records/disposition.ts';
import { itemRecord, itemSummary } from '../records/item.ts';
import { itemFilter, itemOrder, itemRow } from '../records/item-row.ts';
import { archive } from './common.ts';

/** A list as it was when it was asked for, by which any part of it is had by position. */
const snapshot = z.string().min(1);

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
  /** Puts items in order once; what is taken in or changed later moves nothing. The oldest of several are forgotten. */
  snapshot: oc
    .input(z.object({ archive, filter: itemFilter, sort: itemOrder }))
    .output(z.object({ snapshot, total: z.int() })),
  /** As the items are now, at the places they had. Throws `snapshot-gone`, as all that takes one: ask for a new one. */
  rows: oc
    .input(z.object({ archive, snapshot, from: z.int().min(0), count: z.int().min(1).max(500) }))
    .output(z.object({ rows: z.array(itemRow).readonly() })),
  /** Position of an item (id or number), from 0; null if it is not among them. */
  place: oc
    .input(z.object({ archive, snapshot, item: z.string().min(1) }))
    .output(z.object({ position: z.int().nullable() })),
  release: oc.input(z.object({ archive, snapshot })),
};
