import type { Armenian } from '../catalogue.ts';
import type { people as english } from '../en/people.ts';

export const people: Armenian<typeof english> = {
  title: 'Մարդիկ և բանալիներ',
};
