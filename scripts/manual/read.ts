import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chapter } from '../../src/renderer/features/manual/blocks.ts';
import { readMarkdown } from './markdown.ts';

export const manualLanguages = ['en', 'hy', 'ru'] as const;
export type ManualLanguage = (typeof manualLanguages)[number];

/** `root`: the repository's folder, which this file cannot tell where it was bundled into Vite's configuration. */
const folderIn = (root: string): string => join(root, 'docs/manual');

/** Chapters of the manual in a language; the contents come first. */
export function readManual(root: string, language: ManualLanguage): Chapter[] {
  const folder = folderIn(root);
  const names = readdirSync(join(folder, language)).toSorted();
  const ordered = ['README.md', ...names.filter((name) => name !== 'README.md')];
  return ordered.map((name) => {
    const blocks = readMarkdown(readFileSync(join(folder, language, name), 'utf8'));
    const [heading] = blocks;
    if (heading?.kind !== 'heading') throw new Error(`${language}/${name} has no heading.`);
    return {
      id: name.replace(/\.md$/, ''),
      title: heading.text.map(({ text }) => text).join(''),
      blocks,
    };
  });
}

/** Paths of its pictures, by name. */
export function manualPictures(root: string, language: ManualLanguage): ReadonlyMap<string, string> {
  const folder = join(folderIn(root), 'pictures', language);
  return new Map(readdirSync(folder).map((name) => [name.replace(/\.webp$/, ''), join(folder, name)]));
}
