import type { Russian } from '../catalogue.ts';
import type { packages as english } from '../en/packages.ts';

export const packages: Russian<typeof english> = {
  title: 'Пакеты',
};
