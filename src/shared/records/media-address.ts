import { z } from 'zod';

/**
 * What can be had of a file: pictures of it that this program made, or its own bytes, to be saved and never shown; of a map
 * that a person brought along its bytes, to be drawn by the page.
 */
export const mediaKinds = ['thumbnail', 'original', 'view', 'map'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** Addresses are relative to what the host serves them under, and hold for a few minutes. */
export const mediaAddresses = z.object({
  /** As it was asked for. */
  id: z.uuid(),
  /** The file they are of; null where there is nothing to see. */
  file: z.uuid().nullable(),
  thumbnail: z.object({ address: z.string(), width: z.int(), height: z.int() }).nullable(),
  original: z.string().nullable(),
});

export type MediaAddresses = z.infer<typeof mediaAddresses>;
