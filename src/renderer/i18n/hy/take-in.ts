import type { Armenian } from '../catalogue.ts';
import type { takeIn as english } from '../en/take-in.ts';

export const takeIn: Armenian<typeof english> = {
  title: 'Ընդունել',
};
