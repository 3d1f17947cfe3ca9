import type { Russian } from '../catalogue.ts';
import type { people as english } from '../en/people.ts';

export const people: Russian<typeof english> = {
  title: 'Люди и ключи',
};
