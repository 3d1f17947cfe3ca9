import { fold } from '../search/fold.ts';
import { sounded, soundingLike, type Sounded } from '../search/sounds.ts';

/** What somebody is called, and whether one word of it alone (a surname) says who is meant. */
export interface KnownName {
  readonly text: string;
  readonly isPersonal: boolean;
}

/** Where a name stands in a text, by UTF-16 units. */
export interface NameMatch {
  readonly from: number;
  readonly to: number;
  /** All of a name; or one word of it, which may mean somebody else. */
  readonly isWhole: boolean;
}

export type FindNames = (text: string) => readonly NameMatch[];

interface NameWord extends Sounded {
  readonly folded: string;
  readonly script: string;
}

interface Name {
  readonly words: readonly NameWord[];
  readonly joined: string;
  readonly isPersonal: boolean;
}

/** A word of a text, and which words of names it may be. */
interface Heard {
  readonly folded: string;
  readonly script: string;
  readonly like: ReadonlyMap<string, Likeness>;
}

/** How a word of a text meets a word of a name. */
type Likeness = 'same' | 'alike';

/** Letters that a case or an article adds. */
const longestEnding = 4;
const shortestBegun = 3;
/** A shorter word of a name, or a shorter run of sounds, is met by chance. */
const shortestPart = 4;
const shortestSounds = 4;
const longestWord = 60;
const shortestJoined = 6;
const mostRemembered = 200_000;

/** Armenian accents stand inside the word that is stressed or asked about. */
const token = /[\p{L}\p{N}\p{Mn}\u055B\u055C\u055E]+(?:['’ʼ][\p{L}\p{N}\p{Mn}\u055B\u055C\u055E]+)*/gu;

/**
 * Finds names in texts, in whatever script either is spelled: folded as the search folds, inflected, with its words in any order, or
 * sounding alike in another script.
 */
export function nameFinder(known: readonly KnownName[]): FindNames {
  const names = known.flatMap(({ text, isPersonal }): Name[] => {
    const words = (text.match(token) ?? []).flatMap(nameWord);
    const joined = words.map(({ folded }) => folded).join('');
    return joined.length < 2 ? [] : [{ words, joined, isPersonal }];
  });
  const vocabulary = [
    ...new Map(names.flatMap(({ words }) => words).map((word) => [word.folded, word])).values(),
  ];
  const remembered = new Map<string, Heard>();
  const hear = (written: string): Heard => {
    const found = remembered.get(written);
    if (found) return found;
    const folded = foldedWord(written);
    const made = { folded, script: scriptOf(written), like: likenesses(written, folded, vocabulary) };
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(written, made);
    return made;
  };
  return (text) => {
    if (names.length === 0) return [];
    const tokens = [...text.matchAll(token)].map((match) => ({
      from: match.index,
      to: match.index + match[0].length,
      ...hear(match[0]),
    }));
    const found: NameMatch[] = [];
    const lefts: (typeof tokens)[number][] = [];
    for (let at = 0; at < tokens.length;) {
      const one = tokens[at];
      if (!one) break;
      const length = Math.max(...names.map((name) => wholeAt(name, tokens, at)));
      const last = tokens[at + length - 1];
      if (length > 0 && last) found.push({ from: one.from, to: last.to, isWhole: true });
      else lefts.push(one);
      at += Math.max(1, length);
    }
    for (const { from, to, like } of lefts)
      if (names.some((name) => isPart(name, like))) found.push({ from, to, isWhole: false });
    return found.sort((one, other) => one.from - other.from);
  };
}

/** How many tokens from `at` on are all the words of a name, in any order; 0 where they are not. */
function wholeAt({ words, joined }: Name, tokens: readonly Heard[], at: number): number {
  // As in the name of a file: all of it in one run of letters.
  if (joined.length >= shortestJoined && tokens[at]?.folded.includes(joined) === true) return 1;
  const [only] = words;
  if (words.length === 1 && only) {
    const one = tokens[at];
    const like = one?.like.get(only.folded);
    return like === 'same' || (like === 'alike' && one?.script !== only.script) ? 1 : 0;
  }
  const left = words.map(({ folded }) => folded);
  for (let length = 0; length < words.length; length += 1) {
    const like = tokens[at + length]?.like;
    const same = left.findIndex((folded) => like?.get(folded) === 'same');
    const index = same >= 0 ? same : left.findIndex((folded) => like?.has(folded) === true);
    if (index < 0) return 0;
    left.splice(index, 1);
  }
  return words.length;
}

function isPart({ words, isPersonal }: Name, like: ReadonlyMap<string, Likeness>): boolean {
  if (!isPersonal) return false;
  return words.some(({ folded }) => folded.length >= shortestPart && like.has(folded));
}

function likenesses(
  written: string,
  folded: string,
  vocabulary: readonly NameWord[],
): ReadonlyMap<string, Likeness> {
  // What is longer is no name, and to be compared takes long.
  const heard = written.length <= longestWord ? sounded(written) : null;
  const found = new Map<string, Likeness>();
  for (const word of vocabulary) {
    const ending = folded.length - word.folded.length;
    const begins = word.folded.length >= shortestBegun && folded.startsWith(word.folded);
    if (folded === word.folded || (begins && ending <= longestEnding)) found.set(word.folded, 'same');
    else if (heard && soundsLike(word, heard)) found.set(word.folded, 'alike');
  }
  return found;
}

function soundsLike(word: NameWord, heard: Sounded): boolean {
  if (word.sounds.length < shortestSounds || heard.sounds.length < shortestSounds) return false;
  if (Math.abs(heard.sounds.length - word.sounds.length) > longestEnding) return false;
  return soundingLike(word, [heard]).length > 0;
}

function nameWord(written: string): NameWord[] {
  const folded = foldedWord(written);
  const heard = written.length <= longestWord ? sounded(written) : { sounds: '', isPlain: false };
  return folded === '' ? [] : [{ folded, script: scriptOf(written), ...heard }];
}

function foldedWord(written: string): string {
  return fold(written).replace(/['’ʼ]/g, '');
}

const scripts = [/\p{Script=Armenian}/u, /\p{Script=Cyrillic}/u, /\p{Script=Latin}/u];

function scriptOf(word: string): string {
  return String(scripts.findIndex((script) => script.test(word)));
}

/** A text without the names in it. */
export function withoutNames(text: string, find: FindNames, instead: string): string {
  let left = '';
  let at = 0;
  for (const { from, to } of find(text)) {
    left += text.slice(at, from) + instead;
    at = to;
  }
  return left + text.slice(at);
}
