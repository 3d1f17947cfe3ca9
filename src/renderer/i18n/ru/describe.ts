import type { Russian } from '../catalogue.ts';
import type { describe as english } from '../en/describe.ts';

export const describe: Russian<typeof english> = {
  title: 'Описать',
  counter: '{at, number} из {total, number}, сначала новые',
  saveNext: 'Сохранить и дальше',
  keys: 'Enter сохраняет и переходит дальше; в описании — Ctrl+Enter.',
  onlyUnnamed: 'Только без названия',
  allNamed: 'У всех есть название',
  allNamedBody: 'Принятое далее будет появляться здесь, пока не получит название.',
  goThroughAll: 'Пройти по всем',
  last: 'Это был последний материал.',
};
