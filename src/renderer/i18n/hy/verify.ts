import type { Armenian } from '../catalogue.ts';
import type { verify as english } from '../en/verify.ts';

export const verify: Armenian<typeof english> = {
  title: 'Ստուգել',
};
