import type { Armenian } from '../catalogue.ts';
import type { manual as english } from '../en/manual.ts';

export const manual: Armenian<typeof english> = {
  chapters: 'Գլուխներ',
  next: 'Հաջորդը՝',
};
