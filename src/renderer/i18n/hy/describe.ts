import type { Armenian } from '../catalogue.ts';
import type { describe as english } from '../en/describe.ts';

export const describe: Armenian<typeof english> = {
  title: 'Նկարագրել',
  counter: '{at, number}՝ {total, number}-ից, նորերը սկզբում',
  saveNext: 'Պահպանել և անցնել հաջորդին',
  keys: 'Enter՝ պահպանել և շարունակել. նկարագրության մեջ՝ Ctrl+Enter։',
  onlyUnnamed: 'Միայն առանց վերնագրի',
  allNamed: 'Բոլորն ունեն վերնագիր',
  allNamedBody: 'Հաջորդ ընդունվածը կհայտնվի այստեղ, մինչև վերնագիր ստանա։',
  goThroughAll: 'Անցնել բոլորի վրայով',
  last: 'Սա վերջինն էր։',
};
