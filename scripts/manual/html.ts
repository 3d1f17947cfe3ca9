import { readFileSync } from 'node:fs';
import type { Block, Inline } from '../../src/renderer/features/manual/blocks.ts';
import { manualPictures, readManual, type ManualLanguage } from './read.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const style = `body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 "Noto Sans","Noto Sans Armenian",system-ui,sans-serif;color:#2b2622;background:#f9f6f2}
img{max-width:100%;height:auto;border:1px solid #ddd6cc;border-radius:6px}h1{margin-top:4rem}code{background:#eee9e1;padding:0 .25em}a{color:#00656a}
@media print{body{margin:0;background:none}h1{break-before:page}}`;

/** The whole manual of a language in one page that needs nothing beside it: for whoever has a browser, and no viewer of Markdown. */
export function manualPage(root: string, language: ManualLanguage): string {
  const chapters = readManual(root, language);
  const pictures = manualPictures(root, language);
  const known = new Set(chapters.map(({ id }) => id));
  const inline = (text: readonly Inline[]): string =>
    text
      .map((piece) => {
        const said = escaped(piece.text);
        if (piece.kind === 'text') return said;
        if (piece.kind === 'link') {
          const id = piece.to.replace(/\.md$/, '');
          return known.has(id) ? `<a href="#${id}">${said}</a>` : `<em>${said}</em>`;
        }
        const tag = { strong: 'strong', emphasis: 'em', code: 'code' }[piece.kind];
        return `<${tag}>${said}</${tag}>`;
      })
      .join('');
  const html = (blocks: readonly Block[], id?: string): string =>
    blocks
      .map((block) => {
        if (block.kind === 'heading') {
          const anchor = block.level === 1 && id !== undefined ? ` id="${id}"` : '';
          return `<h${String(block.level)}${anchor}>${inline(block.text)}</h${String(block.level)}>`;
        }
        if (block.kind === 'paragraph') return `<p>${inline(block.text)}</p>`;
        if (block.kind === 'list') {
          const tag = block.isOrdered ? 'ol' : 'ul';
          return `<${tag}>${block.items.map((item) => `<li>${html(item)}</li>`).join('')}</${tag}>`;
        }
        const path = pictures.get(block.name);
        if (path === undefined) throw new Error(`There is no picture ${block.name}.`);
        const bytes = readFileSync(path).toString('base64');
        return `<p><img src="data:image/webp;base64,${bytes}" alt="${escaped(block.says)}"></p>`;
      })
      .join('\n');
  const title = escaped(chapters[0]?.title ?? 'Stele');
  const body = chapters.map(({ id, blocks }) => html(blocks, id)).join('\n');
  return `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head>\n<body>\n${body}\n</body></html>\n`;
}
