import type { WarningCode } from '../../shared/records/warning-codes.ts';
import { z } from 'zod';
import { mediaTypes } from './media-types.ts';
import type { TableForm } from './read-table.ts';
import { tableRefusals } from './table-refusals.ts';
import {
  COLUMN_LIMIT,
  PAGE_LIMIT,
  PIXEL_LIMIT,
  READ_LIMIT,
  ROW_LIMIT,
  THUMBNAIL_SIDE,
  TILE_SIDE,
} from './wire-limits.ts';

/** What a child may say. It may have been taken over by the file it decodes: anything else, and it is killed. */

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null(), z.object({ binary: z.int().min(0) })]);
const tagName = z.string().min(1).max(500);
/** Family 0 group, family 1 group, name, 1 where ExifTool shows this one of its duplicates, value, printed form. */
const tag = z
  .tuple([
    tagName,
    tagName,
    tagName,
    z.union([z.literal(0), z.literal(1)]),
    z.union([scalar, z.array(scalar)]),
  ])
  .rest(z.string().max(10_000));

const side = z.int().positive().max(10_000_000);
const pictureWarnings = ['not-decodable', 'decode-limit'] as const satisfies readonly WarningCode[];
const warning = z.object({ code: z.enum(pictureWarnings), detail: z.string().max(500) });
const mediaType = z.string().refine((name) => Object.hasOwn(mediaTypes, name));

export const drawRefusals = [
  'not-drawn',
  'preview-wanted',
  'no-such-page',
  'locked',
  'damaged',
  'too-large',
] as const;

export const childMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    reader: z.string().regex(/^[\w .-]{1,60}$/),
    confinement: z.enum(['landlock', 'limits', 'permission', 'none']),
  }),
  z.object({ type: z.literal('memory'), bytes: z.int().min(0) }),
  z.object({ type: z.literal('read'), offset: z.int().min(0), length: z.int().min(1).max(READ_LIMIT) }),
  z.object({ type: z.literal('sniffed'), mediaType }),
  z.object({
    type: z.literal('picture'),
    mediaType,
    width: side.nullable(),
    height: side.nullable(),
    /** The body is the thumbnail. */
    thumbnail: z
      .object({
        width: z.int().min(1).max(THUMBNAIL_SIDE),
        height: z.int().min(1).max(THUMBNAIL_SIDE),
      })
      .nullable(),
    /** The decoder cannot read this type; a preview that the file carries would do. */
    previewWanted: z.boolean(),
    warnings: z.array(warning).max(20),
  }),
  z.object({
    type: z.literal('metadata'),
    tags: z.array(tag).max(50_000),
    truncated: z.boolean(),
    failure: z.string().max(2_000),
  }),
  z.object({
    type: z.literal('drawn'),
    mediaType,
    /** The body is a JPEG. */
    drawing: z
      .object({
        /** Of the upright picture, and how many pages there are. */
        width: side,
        height: side,
        pages: z.int().min(1).max(PAGE_LIMIT),
        isPage: z.boolean(),
        drawnWidth: z.int().min(1).max(TILE_SIDE),
        drawnHeight: z.int().min(1).max(TILE_SIDE),
      })
      .refine(({ width, height }) => width * height <= PIXEL_LIMIT)
      .nullable(),
    refused: z.enum(drawRefusals).nullable(),
  }),
  z.object({
    type: z.literal('table'),
    /** The body has the rows: each line a JSON array of where it stood and its cells. */
    table: z
      .object({
        sheets: z.array(z.string().max(200)).max(1000),
        sheet: z.int().min(0).max(1000),
        heading: z.array(z.string()).max(COLUMN_LIMIT),
        rows: z.int().min(0).max(ROW_LIMIT),
        uncomputed: z.int().min(0),
      })
      .nullable(),
    refused: z.enum(tableRefusals).nullable(),
  }),
  /** The body is the largest JPEG inside the file, empty where there is none. */
  z.object({ type: z.literal('preview') }),
  /** The body is the words of a document, as UTF-8; empty where there are none. */
  z.object({ type: z.literal('text') }),
]);

export type ChildMessage = z.infer<typeof childMessage>;
export type ResultType = 'picture' | 'metadata' | 'preview' | 'drawn' | 'text' | 'table';
export type ResultOf<T extends ResultType> = Extract<ChildMessage, { type: T }>;

export interface DrawRequest {
  /** From 0. */
  readonly page: number;
  /** A piece with every pixel, counted from 0 in steps of TILE_SIDE; null: the whole, at most WHOLE_SIDE. */
  readonly tile: { readonly column: number; readonly row: number } | null;
  /** EXIF orientation where the picture itself names none. */
  readonly orientation: number | null;
}

/** What a child is asked. One at a time; every task says how long its file is. */
export type Task =
  | { readonly type: 'task'; readonly task: 'picture'; readonly size: number }
  | {
      readonly type: 'task';
      readonly task: 'thumbnail';
      readonly size: number;
      readonly orientation: number | null;
    }
  | (DrawRequest & {
      readonly type: 'task';
      readonly task: 'draw';
      readonly size: number;
      /** A JPEG out of a RAW file: it is not asked what it is. */
      readonly isPreview: boolean;
    })
  | {
      readonly type: 'task';
      readonly task: 'table';
      readonly size: number;
      readonly form: TableForm;
      /** Of a workbook, from 0; null: the first one that is not hidden. */
      readonly sheet: number | null;
    }
  | { readonly type: 'task'; readonly task: 'text'; readonly size: number }
  | { readonly type: 'task'; readonly task: 'metadata'; readonly size: number }
  | { readonly type: 'task'; readonly task: 'preview'; readonly size: number };
