import type { Russian } from '../catalogue.ts';
import type { takeIn as english } from '../en/take-in.ts';

export const takeIn: Russian<typeof english> = {
  title: 'Принять',
};
