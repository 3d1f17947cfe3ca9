import type { Review } from './parts.ts';

export type Agreement = 'not-reviewed' | 'under-review' | 'agreed' | 'contested';

/** Agreed only when every named reviewer agrees; one who does not makes it contested, whoever else has not said yet. */
export function agreementOf(reviews: readonly Review[] | undefined): Agreement {
  if (!reviews || reviews.length === 0) return 'not-reviewed';
  if (reviews.some(({ agrees }) => agrees === false)) return 'contested';
  return reviews.every(({ agrees }) => agrees === true) ? 'agreed' : 'under-review';
}
