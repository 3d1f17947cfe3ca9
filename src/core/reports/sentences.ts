/** A sentence of what a person wrote, and the numbers of the items that it cites itself. */
export interface CitedSentence {
  readonly text: string;
  readonly cites: readonly string[];
}

/** Stands for a citation while a text is parted: of Unicode's private use, which is taken out of what people write. */
const firstMark = 0xf0000;
const marks = /[\u{F0000}-\u{FFFFD}]/gu;
const bracketed = /\s*([.!?…։:]*)\s*\[([^[\]\n]{1,2000})\]/gu;

/**
 * Parts a text into sentences as its language does. `[2020-K2-00042]`, or several numbers with commas, cites items for the
 * sentence before it, also behind its full stop; brackets that hold anything else stay as they are.
 */
export function sentencesOf(
  given: string,
  language: string,
  isItem: (number: string) => boolean,
): readonly CitedSentence[] {
  const cited: (readonly string[])[] = [];
  const text = given.replace(marks, '').replace(bracketed, (whole, stop: string, inside: string) => {
    const numbers = inside.split(/[,;]/).map((number) => number.trim());
    if (!numbers.every((number) => number !== '' && isItem(number))) return whole;
    cited.push(numbers);
    const mark = String.fromCodePoint(firstMark + cited.length - 1);
    // Before the full stop, so that it belongs to the sentence which that ends.
    return `${mark}${stop}`;
  });
  const parts = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text);
  return [...parts].flatMap(({ segment }) => {
    const cites = [...segment.matchAll(marks)].flatMap(
      ([mark]) => cited[(mark.codePointAt(0) ?? 0) - firstMark] ?? [],
    );
    const plain = segment.replace(marks, '').replace(/\s+/g, ' ').trim();
    return plain === '' ? [] : [{ text: plain, cites: [...new Set(cites)] }];
  });
}
