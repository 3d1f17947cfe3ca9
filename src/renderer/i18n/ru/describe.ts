import type { Russian } from '../catalogue.ts';
import type { describe as english } from '../en/describe.ts';

export const describe: Russian<typeof english> = {
  title: 'Описать',
  counter: '{at, number} из {total, number}, сначала новые',
  saveNext: 'Сохранить и дальше',
  keys: 'Ctrl+Enter сохраняет и переходит дальше.',
  last: 'Это был последний материал.',
};
