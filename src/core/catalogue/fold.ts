/**
 * The one form in which text is indexed and searched: NFKC, lower case, without diacritics in Latin, Cyrillic and
 * Armenian, and with the letters that people do not tell apart made equal (`և` = `եւ` = `եվ`, ё = е, ə = e, ı = i, ğ = g).
 */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('և', 'եւ')
    .replaceAll('եւ', 'եվ')
    .replaceAll('ə', 'e')
    .replaceAll('ı', 'i')
    .normalize('NFC');
}

/** Runs of letters and digits, folded: what a search is made of. */
export function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
