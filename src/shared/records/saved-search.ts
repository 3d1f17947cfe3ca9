import { z } from 'zod';
import { itemFilter, itemOrder } from './item-row.ts';

/** A list as somebody wants to come back to it: it is searched anew each time. */
export const savedSearch = z.object({
  name: z.string().trim().min(1).max(100),
  filter: itemFilter,
  sort: itemOrder,
});
export type SavedSearch = z.infer<typeof savedSearch>;

/** What may be typed next. */
export const suggestion = z.object({
  kind: z.enum(['field', 'tag', 'camera', 'word']),
  /** Stands for the whole of what was typed so far. */
  text: z.string(),
  /** What it adds. */
  label: z.string(),
  /** Items that have it; null where nobody counted. */
  items: z.int().nullable(),
});
export type Suggestion = z.infer<typeof suggestion>;

/** What was typed before a colon and is no field: it was looked for as a word. */
export const unknownField = z.object({
  field: z.string(),
  /** A field that was most likely meant, if one is near. */
  meant: z.string().nullable(),
});
export type UnknownField = z.infer<typeof unknownField>;
