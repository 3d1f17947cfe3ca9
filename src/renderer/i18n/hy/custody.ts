import type { Armenian } from '../catalogue.ts';
import type { custody as english } from '../en/custody.ts';

export const custody: Armenian<typeof english> = {
  title: 'Պահպանման շղթա',
};
