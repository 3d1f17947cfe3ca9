import type { Armenian } from '../catalogue.ts';
import type { evidence as english } from '../en/evidence.ts';

export const evidence: Armenian<typeof english> = {
  title: 'Նյութեր',
};
