import { fold } from '../search/fold.ts';
import { sounded, soundingLike, type Sounded } from '../search/sounds.ts';
import { abjadReadings, consonantsOf } from './consonants.ts';
import { looksOf, unmixed } from './lookalikes.ts';

/** A word of a name. */
export interface NameWord extends Sounded {
  readonly folded: string;
  readonly looks: string;
  readonly script: string;
  readonly consonants: Consonants;
}

/** Of a word: several where a script leaves open how it is read. */
interface Consonants {
  readonly readings: readonly string[];
  readonly isAbjad: boolean;
}

/**
 * How a word of a text meets a word of a name: it is the same, sounds alike, has it inside, or is so short that it may mean it only
 * beside the other words of the name.
 */
export type Likeness = 'same' | 'alike' | 'within' | 'brief';

/** A word of a text, and which words of names, as these are folded, it may be. */
export interface Heard extends Sounded {
  readonly folded: string;
  readonly script: string;
  /** In a script without capital letters, every word. */
  readonly isCapital: boolean;
  readonly like: ReadonlyMap<string, Likeness>;
  /** All words of a name in one run of letters, as in the name of a file. */
  readonly isJoined: boolean;
  /** Longer words of names that begin with it, of which the rest may follow. */
  readonly beginning: readonly NameWord[];
}

/** Letters that a case or an article adds. */
export const longestEnding = 4;
const shortestBegun = 3;
const shortestLook = 4;
/** A shorter run of sounds is met by chance. */
const shortestSounds = 4;
const shortestBrief = 2;
const shortestWithin = 7;
/** A shorter word may be by chance what two words of a text make. */
const shortestBroken = 7;
const shortestConsonants = 4;
const longestWord = 60;
const mostRemembered = 200_000;

export type Hear = (written: string) => Heard;

/**
 * Words are the same words over and over: each is compared with those of names once. `joined` has, by the word that each begins with,
 * names in one run of letters.
 */
export function hearing(
  vocabulary: readonly NameWord[],
  joined: ReadonlyMap<string, readonly string[]>,
): Hear {
  const remembered = new Map<string, Heard>();
  return (written) => {
    const found = remembered.get(written);
    if (found) return found;
    const made = compared(written, vocabulary, joined);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(written, made);
    return made;
  };
}

function compared(
  written: string,
  vocabulary: readonly NameWord[],
  joined: ReadonlyMap<string, readonly string[]>,
): Heard {
  const given = {
    folded: foldedWord(written),
    looks: looksOf(written).replace(apostrophes, ''),
    script: scriptOf(written),
    isCapital: !/^\p{Ll}/u.test(written),
    consonants: consonantsIn(written),
    ...soundedName(written),
  };
  const { folded, looks, script, isCapital, sounds, isPlain } = given;
  const like = new Map<string, Likeness>();
  const beginning: NameWord[] = [];
  let isJoined = false;
  for (const word of vocabulary) {
    const likeness = likenessOf(word, given);
    if (likeness) like.set(word.folded, likeness);
    if (word.folded.length >= shortestBroken)
      if (word.folded.startsWith(folded) || word.looks.startsWith(looks)) beginning.push(word);
    if (folded.includes(word.folded) || looks.includes(word.looks))
      isJoined ||=
        joined.get(word.folded)?.some((name) => folded.includes(name) || looks.includes(name)) ?? false;
  }
  return { folded, script, isCapital, sounds, isPlain, like, isJoined, beginning };
}

interface Given extends Sounded {
  readonly folded: string;
  readonly looks: string;
  readonly script: string;
  readonly isCapital: boolean;
  readonly consonants: Consonants;
}

function likenessOf(word: NameWord, given: Given): Likeness | null {
  const { folded, looks, script } = given;
  if (begins(folded, word.folded, shortestBegun) || begins(looks, word.looks, shortestLook)) return 'same';
  if (soundsLike(word, given)) return 'alike';
  const consonants = sharedConsonants(word.consonants, given.consonants);
  if (consonants >= shortestBrief) return consonants >= shortestConsonants ? 'alike' : 'brief';
  if (word.folded.length >= shortestWithin && folded.includes(word.folded)) return 'within';
  // Without its last letter it may be another name: it is this one beside the rest.
  if (script === word.script && isDeclined(folded, word.folded)) return 'brief';
  return script !== word.script && soundsBrieflyLike(word, given) ? 'brief' : null;
}

function begins(given: string, word: string, shortest: number): boolean {
  if (given === word) return true;
  return word.length >= shortest && given.startsWith(word) && given.length - word.length <= longestEnding;
}

/** `Анне` of `Анна`, `Զարուհու` of `Զարուհի`: cases take the place of a last vowel, soft sign or й. */
function isDeclined(given: string, word: string): boolean {
  if (!declined.test(word) || word.length <= shortestBegun) return false;
  const stem = word.slice(0, -1);
  return given.startsWith(stem) && given.length - stem.length <= longestEnding;
}

const declined = /^(?:\p{Script=Cyrillic}+[аяоеийьіїє]|\p{Script=Armenian}+[աիե])$/u;

function soundsLike(word: NameWord, heard: Sounded): boolean {
  if (word.sounds.length < shortestSounds || heard.sounds.length < shortestSounds) return false;
  if (Math.abs(heard.sounds.length - word.sounds.length) > longestEnding) return false;
  return soundingLike(word, [heard]).length > 0;
}

/** `Անի` for `Ani`. What is no more than like it is heard where it is written as a name. */
function soundsBrieflyLike(word: NameWord, heard: Given): boolean {
  const [one, other] = [word.sounds, heard.sounds];
  const shorter = Math.min(one.length, other.length);
  if (shorter < shortestBrief || shorter >= shortestSounds) return false;
  if (one === other) return true;
  return (
    heard.isCapital && Math.abs(one.length - other.length) <= 2 && soundingLike(word, [heard]).length > 0
  );
}

export function nameWord(written: string): NameWord[] {
  const folded = foldedWord(written);
  if (folded === '') return [];
  return [
    {
      folded,
      looks: looksOf(written).replace(apostrophes, ''),
      script: scriptOf(written),
      consonants: consonantsIn(written),
      ...soundedName(written),
    },
  ];
}

function consonantsIn(written: string): Consonants {
  if (written.length > longestWord) return { readings: [], isAbjad: false };
  const readings = abjadReadings(written);
  if (readings.length > 0) return { readings, isAbjad: true };
  return { readings: [consonantsOf(soundedName(written).sounds)], isAbjad: false };
}

/** How many two words have in common where one is in a script without vowels: all, or none. */
function sharedConsonants(one: Consonants, other: Consonants): number {
  if (!one.isAbjad && !other.isAbjad) return 0;
  return one.readings.find((reading) => other.readings.includes(reading))?.length ?? 0;
}

/** `-ian`, `-yan` and `-ean` end the same surnames. What is longer than any name is not heard: to be compared takes long. */
function soundedName(written: string): Sounded {
  if (written.length > longestWord) return { sounds: '', isPlain: false };
  const { sounds, isPlain } = sounded(unmixed(written));
  return { sounds: sounds.replace(/(?<=^.{2,})(?:iy|[iye])an(?=.{0,3}$)/, 'yan'), isPlain };
}

const apostrophes = /['’ʼ]/g;

function foldedWord(written: string): string {
  return fold(written).replace(apostrophes, '');
}

const scripts = [
  /\p{Script=Armenian}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Georgian}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Latin}/u,
];

function scriptOf(word: string): string {
  return String(scripts.findIndex((script) => script.test(word)));
}
