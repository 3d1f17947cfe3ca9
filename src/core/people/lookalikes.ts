/**
 * Letters of different scripts that look the same, as the Latin one: `Ѕаrgѕуаn` in which some are Cyrillic reads `Sargsyan`. Each
 * pair is letters in the other script, then the Latin ones, in the same order.
 */
const pairs = [
  // Cyrillic
  ['аеорсухіјѕһԁԛԝӏүѵкм', 'aeopcyxijshdqwlyvkm'],
  ['АВЕКМНОРСТУХІЈЅҺԚԜҮѴ', 'abekmhopctyxijshqwyv'],
  // Greek
  ['αειοκνρυχγϲϳ', 'aeiokvpuxycj'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ', 'abezhikmnoptyxcj'],
  // Armenian
  ['օսհոցգզքյլւ', 'ouhnggqpjli'],
  ['ՕՍՏԼ', 'ousl'],
  // Latin ones of other alphabets
  ['ɑɡıɩʏ', 'agiiy'],
] as const;

const paired = (others: string, same: string): (readonly [string, string])[] =>
  Array.from(others, (letter, at) => [letter, same.charAt(at)] as const);
const latin = new Map(pairs.flatMap(([others, same]) => paired(others, same)));

/** A word as it looks: the same for all spellings of one that mix scripts, and for other words only where they look alike. */
export function looksOf(written: string): string {
  const text = written.normalize('NFKC').normalize('NFD').replace(/\p{M}/gu, '');
  let looks = '';
  for (const letter of text)
    looks += latin.get(letter) ?? latin.get(letter.toLowerCase()) ?? letter.toLowerCase();
  return looks;
}

const cyrillic = new Map(paired('aeopcyxijskm', 'аеорсухіјѕкм'));
const hasLatin = /\p{Script=Latin}/u;
const hasOther = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u;

/** A word that mixes scripts as the one that most of its letters can only be of, to be read aloud. */
export function unmixed(written: string): string {
  if (!hasLatin.test(written) || !hasOther.test(written)) return written;
  const looks = looksOf(written);
  if (!/\p{Script=Cyrillic}/u.test(looks)) return looks;
  return Array.from(looks, (letter) => cyrillic.get(letter) ?? letter).join('');
}
