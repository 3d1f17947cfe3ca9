import type { Armenian } from '../catalogue.ts';
import type { keep as english } from '../en/keep.ts';

export const keep: Armenian<typeof english> = {
  title: 'Պահուստավորել և հանձնել',
};
