import type { Armenian } from '../catalogue.ts';
import type { picker as english } from '../en/picker.ts';

export const picker: Armenian<typeof english> = {
  places: 'Տեղեր այս համակարգչում',
  home: 'Տնային պանակ',
  again: 'Նորից նայել',
  up: 'Մեկ պանակ վերև',
  contents: 'Պանակի պարունակությունը',
  empty: 'Այստեղ ընտրելու բան չկա։',
  archive: 'արխիվ',
  name: 'Անուն',
  omitted_one: 'Եվս {count, number} գրառում ցույց չի տրված։',
  omitted_other: 'Եվս {count, number} գրառում ցույց չի տրված։',
};
