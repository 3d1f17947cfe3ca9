import type { Armenian } from '../catalogue.ts';
import type { describe as english } from '../en/describe.ts';

export const describe: Armenian<typeof english> = {
  title: 'Նկարագրել',
  counter: '{at, number}՝ {total, number}-ից, նորերը սկզբում',
  saveNext: 'Պահպանել և անցնել հաջորդին',
  keys: 'Ctrl+Enter՝ պահպանել և շարունակել։',
  last: 'Սա վերջինն էր։',
};
