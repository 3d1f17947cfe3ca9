import { isUtf8 } from 'node:buffer';
import { visible } from './output.ts';

/** A name as it was recorded: text, and its bytes in base64 where they are not valid UTF-8. */
export interface Named {
  readonly text: string;
  readonly bytes?: string | undefined;
}

/**
 * A name so that two different ones never look alike: control and invisible characters as `\u{…}`, bytes that are not
 * UTF-8 as `\x…`, and in quotation marks where its spaces would not be seen.
 */
export function nameText({ text, bytes }: Named): string {
  return quoted(bytes === undefined ? visible(text) : visibleBytes(Buffer.from(bytes, 'base64')));
}

/** Several names that stand in one list; those that differ in nothing a reader sees show what they are made of. */
export function nameTexts(names: readonly Named[]): string[] {
  const alike = new Map<string, Set<string>>();
  for (const { text } of names) {
    const key = appearance(text);
    const texts = alike.get(key) ?? new Set();
    alike.set(key, texts.add(text));
  }
  return names.map((name) => {
    const shown = nameText(name);
    const ambiguous = (alike.get(appearance(name.text))?.size ?? 1) > 1;
    return ambiguous ? shown.replace(/[\p{Mn}\p{Variation_Selector}]/gu, escaped) : shown;
  });
}

/** Both Unicode normalisations of a letter, and an emoji with and without its selector, look the same. */
function appearance(text: string): string {
  return text.normalize('NFC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}

function quoted(shown: string): string {
  return /^$|^["\s]|\s$|\s\s/u.test(shown) ? `"${shown}"` : shown;
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`;
}

function visibleBytes(bytes: Buffer): string {
  let [shown, text] = ['', ''];
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find(
      (count) => at + count <= bytes.length && isUtf8(bytes.subarray(at, at + count)),
    );
    if (length !== undefined) text += bytes.toString('utf8', at, at + length);
    else {
      shown += `${visible(text)}\\x${(bytes[at] ?? 0).toString(16).padStart(2, '0')}`;
      text = '';
    }
    at += length ?? 1;
  }
  return shown + visible(text);
}
