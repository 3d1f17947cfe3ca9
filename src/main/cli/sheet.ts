import { visible } from './output.ts';

/** A label, and what stands beside it: a line, several, or null for nothing. Of the values only what is `visible`. */
export type Row = readonly [label: string, value: string | readonly string[] | null];

const indent = 2;
const labelWidth = 14;
/** A SHA-256 beside its label just fits a terminal of 80 columns. */
const valueWidth = 80 - indent - labelWidth;

/** Rows with their values in one column; those without a value are left out. */
export function rows(entries: readonly Row[]): string[] {
  return entries.flatMap(([label, value]) => {
    const lines = (typeof value === 'string' ? [value] : (value ?? [])).filter((line) => line !== '');
    return lines.map(
      (line, at) => `${' '.repeat(indent)}${(at === 0 ? label : '').padEnd(labelWidth)}${line}`,
    );
  });
}

/** What a person wrote, in lines that fit beside a label: its paragraphs are kept, its control characters shown. */
export function prose(text: string, width = valueWidth): string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => {
    const lines: string[] = [];
    for (const word of visible(paragraph).split(' ')) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + word.length <= width)
        lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
    }
    return lines;
  });
}

/** Hexadecimal digits in lines of a SHA-256's length. */
export function digestLines(digest: string): string[] {
  return digest.match(/.{1,64}/g) ?? [];
}

/** `2014-09-16T14:05:12.000Z` as `2014-09-16 14:05:12 UTC`; a fraction that says something stays. */
export function timeText(time: string): string {
  return visible(
    time
      .replace(/^(\d{4}-\d\d-\d\d)T/, '$1 ')
      .replace(/\.0+(?=Z?$)/, '')
      .replace(/Z$/, ' UTC'),
  );
}
