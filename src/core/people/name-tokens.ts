import { fold } from '../search/fold.ts';
import { looksOf } from './lookalikes.ts';
import { longestEnding, type Hear, type Heard, type NameWord } from './name-words.ts';

/** A word of a text, by UTF-16 units of it. */
export interface Token extends Heard {
  readonly from: number;
  readonly to: number;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly written: string;
}

/** Armenian accents stand inside the word that is stressed or asked about. */
const token = /[\p{L}\p{M}\p{N}\u055B\u055C\u055E]+(?:['’ʼ][\p{L}\p{M}\p{N}\u055B\u055C\u055E]+)*/gu;
const hyphen = /^\s?[-\u2010-\u2015_.·•]\s?$/u;
/** Where letters of one word are set apart, or a word is broken. */
const gap = /^[^\p{L}\p{N}]{1,3}$/u;
/** `mrsTestimonyan`, `Testimonyan1962`. */
const seam = /(?<=\p{Ll}\p{M}*)(?=\p{Lu})|(?<=\p{L}\p{M}*)(?=\p{N})|(?<=\p{N})(?=\p{L})/gu;

const mostHyphenated = 4;
const mostPieces = 12;
const fewestSpaced = 4;
const mostSpaced = 60;

export function piecesOf(text: string): readonly Piece[] {
  return [...text.matchAll(token)].map((match) => {
    const { index: from } = match;
    return { from, to: from + match[0].length, written: match[0] };
  });
}

/** Words of a name as it is given. */
export function wordsOfName(text: string): readonly string[] {
  return piecesOf(text).flatMap(({ written }) =>
    written.split(/(?<=\p{L}\p{M}*)(?=\p{N})|(?<=\p{N})(?=\p{L})/u),
  );
}

/** The words of a text; those that make a name only together, spaced or hyphenated, as one, and those that are two as two. */
export function tokensOf(text: string, hear: Hear): readonly Token[] {
  const pieces = piecesOf(text);
  const found: Token[] = [];
  const add = (piece: Piece): void =>
    void found.push({ from: piece.from, to: piece.to, ...hear(piece.written) });
  for (let at = 0; at < pieces.length;) {
    const piece = pieces[at];
    if (!piece) break;
    const length = isHeard(hear(piece.written)) ? 1 : brokenAt(text, pieces, at, hear);
    if (length > 1) add(joined(pieces, at, length));
    else if (isHeard(hear(piece.written))) add(piece);
    else for (const part of partsOf(piece, hear)) add(part);
    at += length;
  }
  return found;
}

const isHeard = ({ like, isJoined }: Heard): boolean =>
  isJoined || [...like.values()].some((likeness) => likeness !== 'brief');

/** How many pieces from `at` on are one broken word that is one of a name. */
function brokenAt(text: string, pieces: readonly Piece[], at: number, hear: Hear): number {
  const spaced = spacedAt(text, pieces, at);
  if (spaced >= fewestSpaced && isHeard(hear(joined(pieces, at, spaced).written))) return spaced;
  for (let length = 2; length <= mostHyphenated; length += 1) {
    const last = pieces[at + length - 1];
    if (!last || !hyphen.test(between(text, pieces, at + length - 1)) || isHeard(hear(last.written))) break;
    if (isHeard(hear(joined(pieces, at, length).written))) return length;
  }
  const { beginning } = hear(pieces[at]?.written ?? '');
  return Math.max(1, ...beginning.map((word) => brokenAsAt(text, pieces, at, word)));
}

/** Single letters that all stand equally far apart. */
function spacedAt(text: string, pieces: readonly Piece[], at: number): number {
  const apart = between(text, pieces, at + 1);
  let length = 0;
  while (
    length < mostSpaced &&
    isLetter(pieces[at + length]) &&
    (length === 0 || between(text, pieces, at + length) === apart)
  )
    length += 1;
  return gap.test(apart) ? length : 0;
}

const isLetter = (piece: Piece | undefined): boolean =>
  piece !== undefined && /^\p{L}\p{M}*$/u.test(piece.written);

function brokenAsAt(text: string, pieces: readonly Piece[], at: number, { looks, folded }: NameWord): number {
  let [begun, length] = ['', 0];
  for (; length < mostPieces; length += 1) {
    const piece = pieces[at + length];
    if (!piece || (length > 0 && !gap.test(between(text, pieces, at + length)))) return 0;
    begun += piece.written;
    const [look, plain] = [looksOf(begun), fold(begun)];
    if (isEnded(look, looks) || isEnded(plain, folded)) return length + 1;
    if (!looks.startsWith(look) && !folded.startsWith(plain)) return 0;
  }
  return 0;
}

const isEnded = (given: string, word: string): boolean =>
  given.startsWith(word) && given.length - word.length <= longestEnding;

/** What stands before a piece. */
function between(text: string, pieces: readonly Piece[], at: number): string {
  const [before, after] = [pieces[at - 1], pieces[at]];
  return before && after ? text.slice(before.to, after.from) : '';
}

function joined(pieces: readonly Piece[], at: number, length: number): Piece {
  const all = pieces.slice(at, at + length);
  return {
    from: all[0]?.from ?? 0,
    to: all.at(-1)?.to ?? 0,
    written: all.map(({ written }) => written).join(''),
  };
}

function partsOf(piece: Piece, hear: Hear): readonly Piece[] {
  const parts: Piece[] = [];
  let { from } = piece;
  for (const written of piece.written.split(seam)) {
    parts.push({ from, to: from + written.length, written });
    from += written.length;
  }
  return parts.some(({ written }) => hear(written).like.size > 0) ? parts : [piece];
}
