import type { Armenian } from '../catalogue.ts';
import type { describe as english } from '../en/describe.ts';

export const describe: Armenian<typeof english> = {
  title: 'Նկարագրել',
};
