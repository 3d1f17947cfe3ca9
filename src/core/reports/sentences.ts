/** A sentence of what a person wrote, and the numbers of the items that it cites itself. */
export interface CitedSentence {
  readonly text: string;
  readonly cites: readonly string[];
}

/** Stands for a citation while a text is parted: of Unicode's private use, which is taken out of what people write. */
const firstMark = 0xf0000;
const marks = /[\u{F0000}-\u{FFFFD}]/gu;
const bracketed = /\s*([.!?…։:]*)\s*\[([^[\]\n]{1,2000})\]/gu;

/** As the items of every archive are numbered: year, code of the copy, sequence. */
const itemNumber = /^\d{4}-[A-Z0-9]{2,3}-\d{5,}$/i;

/**
 * Parts a text into sentences as its language does. `[2020-K2-00042]`, or several numbers with commas, cites items for the
 * sentence before it, also behind its full stop; brackets that hold anything else stay as they are.
 */
export function sentencesOf(given: string, language: string): readonly CitedSentence[] {
  const cited: (readonly string[])[] = [];
  const text = given.replace(marks, '').replace(bracketed, (whole, stop: string, inside: string) => {
    const numbers = inside.split(/[,;]/).map((number) => number.trim());
    if (!numbers.every((number) => itemNumber.test(number))) return whole;
    cited.push(numbers);
    const mark = String.fromCodePoint(firstMark + cited.length - 1);
    // Before the full stop, so that it belongs to the sentence which that ends.
    return `${mark}${stop}`;
  });
  return wholeSentences(text, language).flatMap((segment) => {
    const cites = [...segment.matchAll(marks)].flatMap(
      ([mark]) => cited[(mark.codePointAt(0) ?? 0) - firstMark] ?? [],
    );
    const plain = segment.replace(marks, '').replace(/\s+/g, ' ').trim();
    return plain === '' ? [] : [{ text: plain, cites: [...new Set(cites)] }];
  });
}

/**
 * The rules of Unicode end a sentence wherever a capital follows a full stop: also between `A.` and `Petrosyan`. Two that are left
 * together rest on the exhibits of both, which is the smaller harm than half a name.
 */
function wholeSentences(text: string, language: string): readonly string[] {
  const whole: string[] = [];
  let open = '';
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)) {
    open += segment;
    const [, word = ''] = /([\p{L}\p{M}]+)\.[^\S\n]*$/u.exec(open) ?? [];
    if (word !== '' && goesOn(word)) continue;
    whole.push(open);
    open = '';
  }
  return [...whole, open];
}

function goesOn(word: string): boolean {
  return /^\p{L}\p{M}*$/u.test(word) || abbreviations.has(word.toLowerCase());
}

/** Before names and numbers, in the languages of the documents. */
const abbreviations = new Set(
  [
    'mr mrs ms dr prof fr rev st sts gen col maj capt lt sgt no nos art arts para paras fig figs vol ca approx cf vs',
    'гг ул пр пл пос обл оз им св свв проф акад ген полк кап тов см ср стр рис ст пп кв тел',
    'սբ պրոֆ դոկ տ փող գնդ գեն էջ նկ հոդ',
  ]
    .join(' ')
    .split(' '),
);
