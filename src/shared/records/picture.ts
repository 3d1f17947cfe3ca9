import { z } from 'zod';

/** Why nothing of a file can be shown. */
export const pictureRefusals = [
  /** No such file, or nothing of it may be seen. */
  'not-there',
  /** The stored original cannot be read: checking it is what tells why. */
  'unreadable',
  /** Of a kind that this program does not draw: video, sound, text, vector drawings. */
  'not-drawn',
  /** A RAW file without a preview in it, or no reader here that finds it. */
  'no-preview',
  'no-such-page',
  /** A document that asks for a password. */
  'locked',
  'damaged',
  /** More bytes or pixels than the decoder takes. */
  'too-large',
  /** The decoder took too long, too much memory, or ended. */
  'stopped',
] as const;

/** What is drawn: the picture itself, a preview that the file carries (RAW), or a page of a document at a size of our choice. */
export const pictureBases = ['picture', 'embedded', 'page'] as const;

export const picture = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('drawn'),
    basis: z.enum(pictureBases),
    /** Pixels, upright: those of the file, or of its preview; of a document's page, what 200 dots an inch come to. */
    width: z.int(),
    height: z.int(),
    pages: z.int().min(1),
    /** All of it, the longer side at most 2560 pixels. */
    whole: z.object({ address: z.string(), width: z.int(), height: z.int() }),
    /** The same in pieces without any loss of pixels; none where the whole has them all. */
    tiles: z
      .array(z.object({ address: z.string(), left: z.int(), top: z.int(), width: z.int(), height: z.int() }))
      .readonly(),
    /** Addresses hold until then. */
    validUntil: z.iso.datetime(),
  }),
  z.object({ kind: z.literal('none'), reason: z.enum(pictureRefusals), mediaType: z.string().nullable() }),
]);

export type PictureRefusal = (typeof pictureRefusals)[number];
export type PictureBasis = (typeof pictureBases)[number];
export type PictureView = z.infer<typeof picture>;
export type DrawnPicture = Extract<PictureView, { kind: 'drawn' }>;
