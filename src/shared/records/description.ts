import { z } from 'zod';
import { assertedPosition } from './item.ts';

export const confidentialities = ['public', 'restricted', 'confidential', 'sealed'] as const;
export const reviewStates = ['unreviewed', 'in-review', 'reviewed', 'needs-attention'] as const;

/** What a person may assert of an item. Absent: left as it is; null, or an empty list: taken away. */
export const itemChanges = z.strictObject({
  title: z.string().nullable().optional(),
  description: z.string().nullable().optional(),
  /** EDTF. */
  captured: z.string().nullable().optional(),
  position: assertedPosition.nullable().optional(),
  /** BCP 47. */
  languages: z.array(z.string()).nullable().optional(),
  rights: z.string().nullable().optional(),
  confidentiality: z.enum(confidentialities).optional(),
  isGraphic: z.boolean().optional(),
  reviewState: z.enum(reviewStates).optional(),
  tags: z.array(z.string()).nullable().optional(),
  addTags: z.array(z.string()).optional(),
  removeTags: z.array(z.string()).optional(),
});

/** An item that was left as it is, and why: a code of errors/texts.ts, or `edited-since` where an undo comes too late. */
export const refusedItem = z.object({
  number: z.string(),
  code: z.enum([
    'item-destroyed',
    'item-hidden',
    'item-combined',
    'edited-elsewhere',
    'edited-since',
    'files-arranged',
  ]),
});

export const editSummary = z.object({
  /** UUID by which it is undone. */
  act: z.uuid(),
  edited: z.int(),
  /** Items that said the same already. */
  unchanged: z.int(),
  /** Of the first thousand that were edited: their revision from now on. */
  items: z.array(z.object({ id: z.uuid(), number: z.string(), revision: z.int() })).readonly(),
  refused: z.array(refusedItem).readonly(),
});

export const editPreview = z.object({
  /** Items that would be edited or are so already. */
  items: z.int(),
  refused: z.array(refusedItem).readonly(),
  fields: z
    .array(
      z.object({
        field: z.string(),
        changed: z.int(),
        /** Items that say something else now. */
        overwrites: z.int(),
        examples: z.array(z.object({ number: z.string(), old: z.unknown() })).readonly(),
      }),
    )
    .readonly(),
});

export const itemRevision = z.object({
  revision: z.int(),
  at: z.string(),
  identityName: z.string().nullable(),
  act: z.uuid().nullable(),
  changes: z
    .array(z.object({ field: z.string(), old: z.unknown(), new: z.unknown(), erased: z.boolean() }))
    .readonly(),
});

export type ItemChanges = z.infer<typeof itemChanges>;
export type RefusedItem = z.infer<typeof refusedItem>;
export type EditSummary = z.infer<typeof editSummary>;
export type EditPreview = z.infer<typeof editPreview>;
export type ItemRevisionView = z.infer<typeof itemRevision>;
