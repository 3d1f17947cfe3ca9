import { z } from 'zod';

/**
 * What became of an archive's folder that stands elsewhere than it stood: the one copy was moved; or this is a second copy
 * beside the first; or it was brought back from a backup. The last two go their own way under a new replica id.
 */
export const placeAnswers = ['moved', 'copied', 'restored'] as const;
export const placeAnswer = z.enum(placeAnswers);
export type PlaceAnswer = z.infer<typeof placeAnswer>;
