import { oc } from '@orpc/contract';
import { z } from 'zod';
import { mediaAddresses } from '../records/media-address.ts';
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
};
