import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { editPreview, editSummary, itemChanges, itemRevision } from '../records/description.ts';
import { itemState } from '../records/disposition.ts';
import { itemFacets } from '../records/facets.ts';
import { itemRecord, itemSummary } from '../records/item.ts';
import { itemFilter, itemOrder, listedRow } from '../records/item-row.ts';
import { progress } from '../records/progress.ts';
import { mostBins, timeline } from '../records/timeline.ts';
import { itemSelection } from '../records/selection.ts';
import { archive } from './common.ts';

const item = z.string().min(1);

const placedFiles = z.array(z.object({ id: z.uuid(), role: z.string() })).readonly();
const arrangement = z.object({
  act: z.uuid(),
  /** The item that has the files now. */
  item: z.uuid(),
  number: z.string(),
  files: placedFiles,
});
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
  /** Moves the files of `items` to the end of `into`. What is emptied keeps its number, and leads there. */
  combine: oc
    .input(z.object({ archive, into: item, items: z.array(item).min(1).max(1000) }))
    .output(arrangement),
  /** Makes a new item of these files. */
  split: oc.input(z.object({ archive, item, files: z.array(z.uuid()).min(1) })).output(arrangement),
  /** Order and roles of all files of an item. */
  arrange: oc.input(z.object({ archive, item, files: placedFiles })).output(arrangement),
  tags: oc
    .input(z.object({ archive }))
    .output(z.array(z.object({ tag: z.string(), items: z.int() })).readonly()),
  /** What a list can be narrowed by. Throws `search-not-understood`, as `snapshot` does. */
  facets: oc.input(z.object({ archive, filter: itemFilter })).output(itemFacets),
  /** When items were captured, by camera. Null: from the first, or to the last. Throws `search-not-understood`. */
  timeline: oc
    .input(
      z.object({
        archive,
        filter: itemFilter,
        from: z.int().nullable(),
        to: z.int().nullable(),
        bins: z.int().min(1).max(mostBins),
      }),
    )
    .output(timeline),
  /** Puts items in order once; what is taken in or changed later moves nothing. The oldest of several are forgotten. */
  snapshot: oc
    .input(z.object({ archive, filter: itemFilter, sort: itemOrder }))
    .output(z.object({ snapshot, total: z.int() })),
  /** As the items are now, at the places they had. Throws `snapshot-gone`, as all that takes one: ask for a new one. */
  rows: oc
    .input(z.object({ archive, snapshot, from: z.int().min(0), count: z.int().min(1).max(500) }))
    .output(z.object({ rows: z.array(listedRow).readonly() })),
  /** Single items as a list shows them, in the order asked. */
  some: oc
    .input(z.object({ archive, items: z.array(item).min(1).max(100) }))
    .output(z.object({ rows: z.array(listedRow).readonly() })),
  /** Position of an item (id or number), from 0; null if it is not among them. */
  place: oc
    .input(z.object({ archive, snapshot, item: z.string().min(1) }))
    .output(z.object({ position: z.int().nullable() })),
  release: oc.input(z.object({ archive, snapshot })),
  /**
   * How many files still lack their picture or their words, while those are made in the background; ends with it. Told ever
   * more rarely, so that a page which looks anew each time keeps no archive from being locked.
   */
  catchingUp: oc.input(z.object({ archive })).output(eventIterator(z.object({ missing: z.int() }))),
};
