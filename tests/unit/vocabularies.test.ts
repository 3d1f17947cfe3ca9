import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shippedVocabularies } from '../../src/shared/catalogue/vocabularies.ts';
import { linkRules } from '../../src/shared/catalogue/link-rules.ts';

/** The lists of the field as their sources have them, in English. */
const published = JSON.parse(
  readFileSync(new URL('../fixtures/value-lists.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, readonly string[]>>;

test('each value list is the published one, word by word and in its order', () => {
  const shipped = Object.fromEntries(
    shippedVocabularies.map(({ id, terms }) => [id, terms.map(({ labels }) => labels.en)]),
  );
  expect(Object.keys(published).length).toBeGreaterThan(20);
  for (const [id, terms] of Object.entries(published)) expect(shipped[id], id).toEqual(terms);
});

test('every term has an id of its own and a label in each language; the source is named', () => {
  for (const { id, source, terms } of shippedVocabularies) {
    expect(source, id).not.toBe('');
    expect(new Set(terms.map((term) => term.id)).size, id).toBe(terms.length);
    for (const term of terms) {
      expect(term.id, id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      for (const { en, hy, ru } of [term.labels, term.alone ?? [], term.inverse ?? []].flat()) {
        expect(en, term.id).toBeTruthy();
        expect(hy, term.id).toMatch(/\p{Script=Armenian}|\d-\d|P1-1/u);
        expect(ru, term.id).toMatch(/\p{Script=Cyrillic}|\d-\d|P1-1/u);
      }
    }
  }
});

test('each kind of link has its rule', () => {
  const terms = shippedVocabularies.find(({ id }) => id === 'link-types')?.terms.map(({ id }) => id);
  expect(Object.keys(linkRules).sort()).toEqual(terms?.toSorted());
  const inverses = shippedVocabularies.find(({ id }) => id === 'link-types')?.terms;
  expect(inverses?.every(({ inverse }) => inverse !== undefined)).toBe(true);
});
