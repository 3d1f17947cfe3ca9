import type { Russian } from '../catalogue.ts';
import type { keep as english } from '../en/keep.ts';

export const keep: Russian<typeof english> = {
  title: 'Сохранить и передать',
};
