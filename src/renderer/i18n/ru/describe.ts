import type { Russian } from '../catalogue.ts';
import type { describe as english } from '../en/describe.ts';

export const describe: Russian<typeof english> = {
  title: 'Описать',
};
