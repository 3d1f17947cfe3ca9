import type { Russian } from '../catalogue.ts';
import type { evidence as english } from '../en/evidence.ts';

export const evidence: Russian<typeof english> = {
  title: 'Материалы',
};
