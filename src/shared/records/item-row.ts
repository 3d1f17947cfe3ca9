import { z } from 'zod';
import { confidentialities, reviewStates } from './description.ts';
import { itemState } from './disposition.ts';
import { itemSummary } from './item.ts';
import { defectCodes } from './warning-codes.ts';

/** What kind of thing the first file of an item is, by what stands in it. */
export const itemKinds = ['picture', 'document', 'video', 'sound', 'other'] as const;

export const area = z.object({
  west: z.number().min(-180).max(180),
  south: z.number().min(-90).max(90),
  east: z.number().min(-180).max(180),
  north: z.number().min(-90).max(90),
});
export type Area = z.infer<typeof area>;

/** Which items a list is of: those to which everything that is not null applies. */
export const itemFilter = z.object({
  /** As core/search/query.ts reads it. */
  query: z.string().nullable(),
  /** Make and model of any file, as `camera` of a row has it. */
  camera: z.string().nullable(),
  /** Serial number of that camera, as it writes it. */
  serial: z.string().nullable().optional(),
  /** In any case. */
  tag: z.string().nullable().optional(),
  kind: z.enum(itemKinds).nullable().optional(),
  /** EDTF: whose time of capture may lie within it. */
  date: z.string().nullable().optional(),
  /** Only those of which nobody and no file says when they were captured; nothing is left together with `date`. */
  undated: z.boolean().optional(),
  /** Whether it has a position, asserted or read. */
  position: z.boolean().nullable().optional(),
  /** Code of a warning about any file. */
  warning: z.string().nullable().optional(),
  /** Only those with a warning about any file, whichever it is. */
  warned: z.boolean().optional(),
  confidentiality: z.enum(confidentialities).nullable().optional(),
  review: z.enum(reviewStates).nullable().optional(),
  /** Whose position lies in it: degrees, WGS 84; `west` is east of `east` where it crosses the 180th meridian. */
  area: area.nullable().optional(),
  /** Only those to which nobody gave a title. */
  untitled: z.boolean().optional(),
  /** Number of the accession that any file was taken in by. */
  accession: z.string().nullable(),
  /** Null: those that are not hidden. */
  state: itemState.nullable(),
});

export const itemOrder = z.object({
  /** What has no date comes last either way. Equals stand in the order they were added. */
  by: z.enum(['captured', 'number', 'added', 'title']),
  descending: z.boolean(),
});

/** One line or cell, with what its place is laid out by before any picture is there. */
export const itemRow = itemSummary.extend({
  /** Of the first file, as all that follows; null where there is none or nothing of it is shown. */
  mediaType: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** EXIF orientation 1 to 8. */
  orientation: z.int().nullable(),
  camera: z.string().nullable(),
  /** The first warning that it cannot be drawn, or that what it says of itself is damaged. */
  defect: z.enum(defectCodes).nullable(),
  confidentiality: z.string(),
});

/** A row, and where its picture is to be had: relative to what the host serves media under, and for a few minutes. */
export const listedRow = itemRow.extend({ thumbnail: z.string().nullable() });

export type ItemFilter = z.infer<typeof itemFilter>;
export type ItemOrder = z.infer<typeof itemOrder>;
export type ItemRow = z.infer<typeof itemRow>;
export type ListedRow = z.infer<typeof listedRow>;

/** A camera by make and model, with how many items have a file of it. */
export const cameraCount = z.object({
  name: z.string(),
  items: z.int(),
  serials: z.array(z.object({ serial: z.string(), items: z.int() })).readonly(),
});
export type CameraCount = z.infer<typeof cameraCount>;
export type ItemKind = (typeof itemKinds)[number];
