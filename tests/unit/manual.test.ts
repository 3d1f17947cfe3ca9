import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from '../../src/renderer/i18n/en/index.ts';
import { hy } from '../../src/renderer/i18n/hy/index.ts';
import { ru } from '../../src/renderer/i18n/ru/index.ts';

const folder = join(import.meta.dirname, '../../docs/manual');
const languages = ['en', 'hy', 'ru'] as const;
const translations = ['hy', 'ru'] as const;
type Language = (typeof languages)[number];

const chapters = readdirSync(join(folder, 'en')).toSorted();
const read = (language: Language, chapter: string): string =>
  readFileSync(join(folder, language, chapter), 'utf8');

/** Which messages of a catalogue have a text, by where they lie in it. */
function keysByText(catalogue: object): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, string[]>();
  const walk = (part: object, path: string): void => {
    for (const [key, value] of Object.entries(part) as [string, unknown][])
      if (typeof value === 'string') keys.set(value, [...(keys.get(value) ?? []), `${path}.${key}`]);
      else if (typeof value === 'object' && value !== null) walk(value, `${path}.${key}`);
  };
  walk(catalogue, '');
  return keys;
}
const keys = { en: keysByText(en), hy: keysByText(hy), ru: keysByText(ru) };

/** What stands in bold: in the manual only what stands on the screen does. */
const labels = (text: string): readonly string[] =>
  [...text.replace(/\s+/g, ' ').matchAll(/\*\*(.+?)\*\*/g)].map(([, label = '']) => label);
const headings = (text: string): readonly number[] =>
  [...text.matchAll(/^(#+) /gm)].map(([, marks = '']) => marks.length);
const pictures = (text: string): readonly string[] =>
  [...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = '']) => path);
const links = (text: string): readonly string[] =>
  [...text.matchAll(/(?<!!)\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = '']) => path);

describe.each(languages)('the manual (%s)', (language) => {
  test('has every chapter, and its first page leads to each, in order', () => {
    expect(readdirSync(join(folder, language)).toSorted()).toEqual(chapters);
    const led = links(read(language, 'README.md')).filter((path) => !path.includes('/'));
    expect(led).toEqual(chapters.filter((chapter) => chapter !== 'README.md'));
  });

  test.each(chapters)('%s names only what stands on the screen in bold', (chapter) => {
    expect(labels(read(language, chapter)).filter((label) => !keys[language].has(label))).toEqual([]);
  });

  test('shows every picture that there is of its language, and no other', () => {
    const shown = chapters.flatMap((chapter) => pictures(read(language, chapter)));
    const there = readdirSync(join(folder, 'pictures', language)).map(
      (name) => `../pictures/${language}/${name}`,
    );
    expect(shown.toSorted()).toEqual(there.toSorted());
  });

  test('leads nowhere that is not there', () => {
    for (const chapter of chapters)
      for (const path of links(read(language, chapter)))
        expect(existsSync(join(folder, language, path)), `${chapter}: ${path}`).toBe(true);
  });
});

describe.each(translations)('the manual in another language (%s)', (language) => {
  test.each(chapters)('%s has the headings, pictures and links of the English one', (chapter) => {
    const [english, other] = [read('en', chapter), read(language, chapter)];
    expect(headings(other)).toEqual(headings(english));
    expect(pictures(other)).toEqual(pictures(english).map((path) => path.replace('/en/', `/${language}/`)));
    expect(links(other)).toEqual(links(english).map((path) => path.replace('.en.md', `.${language}.md`)));
  });

  test.each(chapters)('%s names the same buttons as the English one', (chapter) => {
    const said = labels(read(language, chapter)).map((label) => keys[language].get(label) ?? []);
    for (const label of labels(read('en', chapter))) {
      const meant = keys.en.get(label) ?? [];
      expect(
        said.some((some) => some.some((key) => meant.includes(key))),
        label,
      ).toBe(true);
    }
  });

  test('says that it is a draft', () => {
    expect(read(language, 'README.md')).toMatch(/սևագիր|черновик/);
  });
});

test('guides and README lead nowhere that is not there', () => {
  const root = join(folder, '../..');
  const guides = readdirSync(join(root, 'docs/guides')).map((name) => `docs/guides/${name}`);
  for (const page of ['README.md', ...guides]) {
    const text = readFileSync(join(root, page), 'utf8');
    for (const path of [...links(text), ...pictures(text)])
      expect(existsSync(join(root, dirname(page), path)), `${page}: ${path}`).toBe(true);
  }
});
