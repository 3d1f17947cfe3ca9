import { oc } from '@orpc/contract';
import { z } from 'zod';
import { mediaAddresses } from '../records/media-address.ts';
import { picture } from '../records/picture.ts';
import { archive } from './common.ts';

const ids = z.array(z.uuid()).min(1).max(500);

export const media = {
  /** Where the thumbnails and originals of files are to be had, in the order asked; of an item, those of its first file. */
  addresses: oc
    .input(
      z.object({
        archive,
        of: z.discriminatedUnion('by', [
          z.object({ by: z.literal('files'), ids }),
          z.object({ by: z.literal('items'), ids }),
        ]),
      }),
    )
    .output(
      z.object({
        /** Ask again before then. */
        validUntil: z.iso.datetime(),
        addresses: z.array(mediaAddresses).readonly(),
      }),
    ),
  /** Draws a page (from 0) of a file for looking at, and says where it is to be had. Leaving stops the drawing. */
  picture: oc
    .input(z.object({ archive, file: z.uuid(), page: z.int().min(0).max(1_000_000) }))
    .output(picture),
};
