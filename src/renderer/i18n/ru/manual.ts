import type { Russian } from '../catalogue.ts';
import type { manual as english } from '../en/manual.ts';

export const manual: Russian<typeof english> = {
  chapters: 'Главы',
  next: 'Дальше:',
};
