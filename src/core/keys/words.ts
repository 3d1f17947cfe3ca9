import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { AppError } from '../../shared/errors/app-error.ts';

const known = new Set(wordlist);

/** Bytes as words to be written down by hand (BIP 39, English list): 12 words for 16 bytes, 24 for 32. */
export function wordsOf(bytes: Uint8Array): string {
  return entropyToMnemonic(bytes, wordlist);
}

/** The bytes that words stand for. Throws `words-unusable` naming the first word that is not in the list, or the count. */
export function bytesOfWords(text: string, count: 12 | 24): Uint8Array {
  const words = text
    .normalize('NFKD')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const unknown = words.findIndex((word) => !known.has(word));
  if (unknown >= 0)
    throw new AppError('words-unusable', { reason: `word ${unknown + 1} is not in the list` });
  if (words.length !== count) {
    throw new AppError('words-unusable', { reason: `there are ${words.length} of ${count} words` });
  }
  try {
    return mnemonicToEntropy(words.join(' '), wordlist);
  } catch (error) {
    throw new AppError('words-unusable', { reason: 'a word is wrong, or two are swapped' }, error);
  }
}
