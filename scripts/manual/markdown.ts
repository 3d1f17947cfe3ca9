import type { Block, Inline } from '../../src/renderer/features/manual/blocks.ts';

/**
 * Reads the Markdown that the manual is written in, and no more of it: headings, paragraphs, nested lists, pictures on a line of their
 * own; bold, italic, code, links. Throws on what it does not know, so that nothing is lost on the way into the window.
 */
export function readMarkdown(text: string): Block[] {
  return readBlocks(text.split('\n'));
}

const marker = /^(?<sign>-|\d+\.) +/;
const picture = /^!\[(?<says>[^\]]+)\]\((?:[^)]*\/)?(?<name>[\w-]+)\.webp\)$/;

function readBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  /** Lines from here on as long as they are so. */
  const take = (isSo: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && isSo(lines[at] ?? '')) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = /^(?<marks>#{1,2}) (?<text>.+)$/.exec(line)?.groups;
    const shown = picture.exec(line)?.groups;
    const item = marker.exec(line);
    if (line.trim() === '') at += 1;
    else if (heading) {
      blocks.push({
        kind: 'heading',
        level: heading['marks']?.length ?? 1,
        text: readLine(heading['text'] ?? ''),
      });
      at += 1;
    } else if (shown) {
      blocks.push({ kind: 'picture', name: shown['name'] ?? '', says: shown['says'] ?? '' });
      at += 1;
    } else if (item) {
      const isOrdered = item.groups?.['sign'] !== '-';
      const items: Block[][] = [];
      for (;;) {
        const begins = marker.exec(lines[at] ?? '');
        if (!begins || (begins.groups?.['sign'] !== '-') !== isOrdered) break;
        const width = begins[0].length;
        const opening = (lines[at] ?? '').slice(width);
        at += 1;
        const rest = take((next) => next.trim() === '' || next.startsWith(' '.repeat(width)));
        items.push(readBlocks([opening, ...rest.map((next) => next.slice(width))]));
      }
      blocks.push({ kind: 'list', isOrdered, items });
    } else {
      if (/^(#|>|\||```|<|!\[|\s)/.test(line)) throw new Error(`The manual's reader does not know: ${line}`);
      const said = take((next) => next.trim() !== '' && !marker.test(next) && !/^#|^!\[/.test(next));
      blocks.push({ kind: 'paragraph', text: readLine(said.join(' ')) });
    }
  }
  return blocks;
}

const pieces =
  /\*\*(?<strong>[^*]+)\*\*|`(?<code>[^`]+)`|\[(?<says>[^\]]+)\]\((?<to>[^)]+)\)|(?<![\p{L}\p{N}])_(?<emphasis>[^_]+)_(?![\p{L}\p{N}])/gu;

function readLine(line: string): Inline[] {
  const read: Inline[] = [];
  const plain = (text: string): void => {
    if (text !== '') read.push({ kind: 'text', text: text.replace(/\\([\\`*_~[\]#.!-])/g, '$1') });
  };
  let from = 0;
  for (const match of line.matchAll(pieces)) {
    plain(line.slice(from, match.index));
    from = match.index + match[0].length;
    const { strong, code, says, to, emphasis } = match.groups ?? {};
    if (strong !== undefined) read.push({ kind: 'strong', text: strong });
    else if (code !== undefined) read.push({ kind: 'code', text: code });
    // Within italics only a link is set off: the rest is few words.
    else if (emphasis !== undefined) read.push(...readEmphasis(emphasis));
    else read.push({ kind: 'link', to: to ?? '', text: says ?? '' });
  }
  plain(line.slice(from));
  return read;
}

function readEmphasis(text: string): Inline[] {
  return readLine(text).map((piece) => (piece.kind === 'text' ? { ...piece, kind: 'emphasis' } : piece));
}
