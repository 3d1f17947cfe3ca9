import type { Armenian } from '../catalogue.ts';
import type { packages as english } from '../en/packages.ts';

export const packages: Armenian<typeof english> = {
  title: 'Փաթեթներ',
};
