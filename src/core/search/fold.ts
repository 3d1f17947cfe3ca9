/**
 * The one form in which text is indexed and searched: NFKC, lower case, without diacritics in Latin, Cyrillic and
 * Armenian, and with the letters that people do not tell apart made equal (`և` = `եւ` = `եվ`, ё = е, ə = e, ı = i, ğ = g).
 */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .normalize('NFD')
      // Neither what stands over a letter nor what nobody sees, as a soft hyphen, parts or changes a word.
      .replace(/[\p{Mn}\p{Cf}]/gu, '')
      .replaceAll('և', 'եւ')
      .replaceAll('եւ', 'եվ')
      .replaceAll('ə', 'e')
      .replaceAll('ı', 'i')
      // Armenian accents stand inside the word that is stressed or asked about (`ո՞ր`).
      .replace(accents, '')
      .normalize('NFC')
  );
}

const ascii = /^[ -~]*$/;
const accents = /[\u055B\u055C\u055E]/g;

/** Runs of letters and digits, as written: an apostrophe inside parts two words (`l'église`). */
const runs = /[\p{L}\p{N}\p{Mn}]+/gu;

/** Runs of letters and digits, folded: what a search is made of. */
export function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The same as they are written, for how they sound. `T'at'ev` comes as the one word that it is, and in its parts. */
export function writtenWords(given: string): string[] {
  const text = given
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(accents, '');
  const joined = text.match(/[\p{L}\p{N}\p{Mn}]+(?:['’ʼ][\p{L}\p{N}\p{Mn}]+)+/gu) ?? [];
  return [...joined, ...(text.match(runs) ?? [])];
}
