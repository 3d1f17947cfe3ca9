import { soundsOf } from '../search/sounds.ts';
import { looksOf } from './lookalikes.ts';

/** Letters and a number, by which a pseudonym is told alone: the `K-7` of `Witness K-7`. */
export interface Code {
  readonly letters: string;
  readonly sounds: string;
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

const code = /(?<![\p{L}\p{N}])(\p{L}{1,3})(\s?[-\u2010-\u2015_.№#]\s?|\s?)(\p{Nd}{1,6})(?![\p{L}\p{N}])/gu;

export function codesOf(text: string): readonly Code[] {
  return [...text.matchAll(code)].flatMap((match) => {
    const [all, letters = '', apart = '', digits = ''] = match;
    // `in 7` is none.
    if (apart.trim() === '' && apart !== '' && letters !== letters.toUpperCase()) return [];
    const number = Number(digits.normalize('NFKC'));
    return [
      {
        letters: looksOf(letters),
        sounds: soundsOf(letters),
        number,
        from: match.index,
        to: match.index + all.length,
      },
    ];
  });
}

export function isSameCode(one: Code, other: Code): boolean {
  return one.number === other.number && (one.letters === other.letters || one.sounds === other.sounds);
}
