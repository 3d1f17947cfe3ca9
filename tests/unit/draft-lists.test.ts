import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { draftLists } from '../../src/renderer/features/about/draft-lists.ts';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { hy } from '../../src/renderer/i18n/hy/index.ts';
import { ru } from '../../src/renderer/i18n/ru/index.ts';

interface Labels {
  readonly en: string;
  readonly hy: string;
  readonly ru: string;
}
interface Shipped {
  readonly id: string;
  readonly terms: readonly { readonly labels: Labels; readonly inverse?: Labels }[];
}

const folder = new URL('../../resources/vocabularies/', import.meta.url);
/** As they lie in the folder, whatever the program makes of them. */
const shipped = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Shipped,
);
const labelsOf = ({ terms }: Shipped): readonly Labels[] =>
  terms.flatMap(({ labels, inverse }) => (inverse ? [labels, inverse] : [labels]));

test('About names every term of every value list that is shipped', () => {
  const shown = Object.fromEntries(draftLists.map(({ id, rows }) => [id, rows]));
  expect(shipped.length).toBeGreaterThan(30);
  expect(Object.keys(shown).toSorted()).toEqual(shipped.map(({ id }) => id).toSorted());
  for (const list of shipped)
    expect(shown[list.id], list.id).toEqual(
      labelsOf(list).map((labels) => [labels.en, labels.hy, labels.ru]),
    );
});

test.each(Object.entries({ en, hy, ru }))(
  'each of them has a title of its own there (%s)',
  (_, catalogue) => {
    const titles = Object.entries(catalogue.about.lists);
    expect(titles.map(([id]) => id).toSorted()).toEqual(shipped.map(({ id }) => id).toSorted());
    expect(new Set(titles.map(([, title]) => title)).size).toBe(titles.length);
  },
);

test('no term is left in English in the Armenian and Russian lists', () => {
  // Roman figures, and single letters of a paragraph or a scale, are the same in each.
  const isEnglish = (word: string): boolean => !/^(?:[IVX]+|[ivx]+|[A-Za-z])$/.test(word);
  const left = shipped.flatMap((list) =>
    labelsOf(list).flatMap((labels) =>
      [labels.hy, labels.ru].filter((label) => (label.match(/[A-Za-z]+/g) ?? []).some(isEnglish)),
    ),
  );
  expect(left).toEqual([]);
});
