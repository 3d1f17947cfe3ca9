import type { Russian } from '../catalogue.ts';
import type { verify as english } from '../en/verify.ts';

export const verify: Russian<typeof english> = {
  title: 'Проверить',
};
