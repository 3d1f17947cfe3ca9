import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { editPreview, editSummary, itemChanges, itemRevision } from '../records/description.ts';
import { itemState } from '../records/disposition.ts';
import { itemRecord, itemSummary } from '../records/item.ts';
import { progress } from '../records/progress.ts';
import { itemSelection } from '../records/selection.ts';
import { archive } from './common.ts';

const item = z.string().min(1);

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
  show: oc.input(z.object({ archive, item })).output(itemRecord),
  /** Long where it is about many: its progress, then what it came to. */
  edit: oc
    .input(
      z.object({
        archive,
        selection: itemSelection,
        changes: itemChanges,
        /** Where it is about one item: the revision that the changes were made from. */
        expectedRevision: z.int().optional(),
        /** Chosen by the caller, so that an edit which is stopped half-way can be undone. */
        act: z.uuid().optional(),
      }),
    )
    .output(eventIterator(progress, editSummary)),
  previewEdit: oc
    .input(z.object({ archive, selection: itemSelection, changes: itemChanges }))
    .output(editPreview),
  undo: oc.input(z.object({ archive, act: z.string().min(1) })).output(eventIterator(progress, editSummary)),
  revisions: oc.input(z.object({ archive, item })).output(z.array(itemRevision).readonly()),
  restoreRevision: oc.input(z.object({ archive, item, revision: z.int().min(1) })).output(editSummary),
  tags: oc
    .input(z.object({ archive }))
    .output(z.array(z.object({ tag: z.string(), items: z.int() })).readonly()),
};
