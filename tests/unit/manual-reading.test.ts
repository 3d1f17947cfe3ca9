import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMarkdown } from '../../scripts/manual/markdown.ts';
import { manualPage } from '../../scripts/manual/html.ts';
import { manualLanguages, manualPictures, readManual } from '../../scripts/manual/read.ts';
import type { Block } from '../../src/renderer/features/manual/blocks.ts';

const root = join(import.meta.dirname, '../..');

test('a list holds paragraphs, pictures and lists of its own', () => {
  const text =
    '1. One, which\n   goes on\n   - inner\n\n   ![A picture](../pictures/en/take-in.webp)\n\n2. **Two**\n';
  expect(readMarkdown(text)).toEqual([
    {
      kind: 'list',
      isOrdered: true,
      items: [
        [
          { kind: 'paragraph', text: [{ kind: 'text', text: 'One, which goes on' }] },
          {
            kind: 'list',
            isOrdered: false,
            items: [[{ kind: 'paragraph', text: [{ kind: 'text', text: 'inner' }] }]],
          },
          { kind: 'picture', name: 'take-in', says: 'A picture' },
        ],
        [{ kind: 'paragraph', text: [{ kind: 'strong', text: 'Two' }] }],
      ],
    },
  ]);
});

test('what the reader does not know is refused, and not left out', () => {
  for (const text of ['> said', '| a | b |', '```\ncode\n```', '<b>bold</b>', '### deep'])
    expect(() => readMarkdown(text), text).toThrow('does not know');
});

/** Everything that a person reads in it. */
const wordsOf = (blocks: readonly Block[]): string =>
  blocks
    .map((block) =>
      block.kind === 'picture'
        ? block.says
        : block.kind === 'list'
          ? block.items.map(wordsOf).join(' ')
          : block.text.map(({ text }) => text).join(''),
    )
    .join(' ');

describe.each(manualLanguages)('the manual (%s)', (language) => {
  test('is read whole: no mark of Markdown is left in what is shown, and each picture is there', () => {
    for (const { id, blocks } of readManual(root, language)) {
      const words = wordsOf(blocks);
      expect(words, id).not.toMatch(/\*\*|\]\(|^#|(^|\s)_\p{L}/mu);
      for (const block of blocks)
        if (block.kind === 'picture')
          expect(manualPictures(root, language).has(block.name), block.name).toBe(true);
    }
  });

  test('is one page that asks for nothing beside itself', () => {
    const page = manualPage(root, language);
    expect(page).toContain(`<html lang="${language}">`);
    expect([...page.matchAll(/(?:src|href)="(?<to>[^"]{5})/g)].map(({ groups }) => groups?.['to'])).toSatisfy(
      (all: string[]) => all.every((to) => to === 'data:' || to.startsWith('#')),
    );
    for (const { id } of readManual(root, language)) expect(page).toContain(`id="${id}"`);
  });
});
