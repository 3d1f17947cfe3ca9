import type { Russian } from '../catalogue.ts';
import type { custody as english } from '../en/custody.ts';

export const custody: Russian<typeof english> = {
  title: 'Цепочка хранения',
};
