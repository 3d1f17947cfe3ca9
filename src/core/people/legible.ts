/** A text as somebody reads it, and where each unit (UTF-16) of that stands in what was written. */
export interface Legible {
  readonly text: string;
  readonly from: (at: number) => number;
  readonly to: (end: number) => number;
  /** What stands inside marks that are not read, where a name may stand nevertheless: `<a title="…">`. */
  readonly asides: readonly { readonly from: number; readonly text: string }[];
}

const brokenWord = String.raw`(?<=[\p{L}\p{M}])[-\u2010\u2011\u00AC\u00AD][^\S\r\n]*(?:\r\n|[\r\n])\s*(?=\p{L})`;
const unseen = String.raw`[\p{Cf}\p{DI}\p{Co}]+|(?![\t\n\r])\p{Cc}`;
const encoded = String.raw`(?:%[0-9A-Fa-f]{2})+|&(?:#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|shy|nbsp|zwn?j);`;
/** Known ones: in angle brackets stands the address of a letter, too. */
const tag = String.raw`</?(?:[abiqsup]|br|code|cite|div|em|font|h[1-6]|li|mark|[ou]l|pre|small|span|strong|su[bp]|t[dhrt]|wbr)(?:\s[^<>]*)?/?>`;
const marks = new RegExp(`${brokenWord}|${unseen}|${encoded}|${tag}`, 'giu');
const blocks = /^<\/?(?:br|div|h[1-6]|li|[ou]l|p|pre|t[dhr])\b/i;

/**
 * Without what nobody sees: format characters, a word's break at the end of a line, marks of HTML; `%20` and `&shy;` as what
 * they stand for.
 */
export function legible(written: string): Legible {
  const asides: Legible['asides'][number][] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  let at = 0;
  const copy = (to: number): void => {
    for (let unit = at; unit < to; unit += 1) {
      starts.push(unit);
      ends.push(unit + 1);
    }
    text += written.slice(at, to);
  };
  for (const match of written.matchAll(marks)) {
    const [mark] = match;
    copy(match.index);
    at = match.index + mark.length;
    if (mark.startsWith('<') && /\s\S{3}/.test(mark))
      asides.push({ from: match.index + 1, text: mark.slice(1, -1) });
    const instead = readAs(mark);
    for (let unit = 0; unit < instead.length; unit += 1) {
      starts.push(match.index);
      ends.push(at);
    }
    text += instead;
  }
  if (at === 0) return { text: written, from: (one) => one, to: (one) => one, asides };
  copy(written.length);
  return {
    text,
    from: (one) => starts[one] ?? written.length,
    to: (end) => ends[end - 1] ?? 0,
    asides,
  };
}

function readAs(mark: string): string {
  if (mark.startsWith('<')) return blocks.test(mark) ? ' ' : '';
  if (mark.startsWith('%')) return seen(decoded(mark));
  if (!mark.startsWith('&')) return '';
  if (mark === '&nbsp;') return ' ';
  if (!mark.startsWith('&#')) return '';
  const code = Number(/^&#x/i.test(mark) ? `0x${mark.slice(3, -1)}` : mark.slice(2, -1));
  return code > 0 && code <= 0x10ffff ? seen(String.fromCodePoint(code)) : '';
}

function seen(text: string): string {
  return text.replace(/[\p{Cf}\p{DI}\p{Co}\p{Cc}\p{Cs}]/gu, '');
}

function decoded(mark: string): string {
  try {
    return decodeURIComponent(mark);
  } catch {
    return mark;
  }
}
