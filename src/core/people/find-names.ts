import { codesOf, isSameCode, type Code } from './name-codes.ts';
import { legible } from './legible.ts';
import { tokensOf, wordsOfName, type Token } from './name-tokens.ts';
import { hearing, nameWord, type Likeness, type NameWord } from './name-words.ts';

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

interface Name {
  readonly words: readonly NameWord[];
  readonly codes: readonly Code[];
  readonly isPersonal: boolean;
}

/** A shorter word of a name is met by chance. */
const shortestPart = 4;
const shortestJoined = 6;
/** Words that may stand between those of a name: a patronymic, a title. */
const mostBetween = 2;
const shortestApart = 3;
/** What is longer is a title, in which a code is that of a thing. */
const mostWordsWithCode = 4;
const mostJoined = 4;

/**
 * Finds names in texts, in whatever script either is spelled: folded as the search folds, inflected, with its words in any order
 * and others between, or sounding alike in another script; broken, spaced, joined, or in letters that only look the same
 * (docs/decisions/0018 tells what is not found).
 */
export function nameFinder(known: readonly KnownName[]): FindNames {
  const names = known.flatMap(({ text, isPersonal }): Name[] => {
    const read = legible(text).text;
    const words = wordsOfName(read).flatMap(nameWord);
    const codes = isPersonal || words.length <= mostWordsWithCode ? codesOf(read) : [];
    return words.map(({ folded }) => folded).join('').length < 2 ? [] : [{ words, codes, isPersonal }];
  });
  if (names.length === 0) return () => [];
  const vocabulary = [
    ...new Map(names.flatMap(({ words }) => words).map((word) => [word.folded, word])).values(),
  ];
  const named = new Map<string, Name[]>();
  for (const name of names)
    for (const folded of new Set(name.words.map((word) => word.folded)))
      named.set(folded, [...(named.get(folded) ?? []), name]);
  const hear = hearing(vocabulary, joinedForms(names));
  const codes = names.flatMap((name) =>
    name.codes.map((code) => ({ code, isWhole: name.words.length === 2 })),
  );

  const inLegible: FindNames = (text) => {
    const tokens = tokensOf(text, hear);
    const found: NameMatch[] = [];
    const told = new Set<number>();
    for (let at = 0; at < tokens.length; at += 1) {
      const one = tokens[at];
      if (!one || told.has(at)) continue;
      const places = one.isJoined ? [at] : longestAt(namesOf(one, named), tokens, at);
      for (const place of places) told.add(place);
      found.push(...wholes(tokens, places));
    }
    for (const [at, { from, to, like }] of tokens.entries())
      if (!told.has(at) && [...like].some(([folded, likeness]) => isPart(folded, likeness, named)))
        found.push({ from, to, isWhole: false });
    if (codes.length > 0)
      for (const one of codesOf(text)) {
        const same = codes.filter(({ code }) => isSameCode(code, one));
        if (same.length === 0) continue;
        found.push({ from: one.from, to: one.to, isWhole: same.some(({ isWhole }) => isWhole) });
      }
    return found;
  };
  return (written) => {
    const { text, from, to, asides } = legible(written);
    const found = inLegible(text).map((match) => ({ ...match, from: from(match.from), to: to(match.to) }));
    for (const aside of asides)
      for (const match of inLegible(aside.text))
        found.push({ ...match, from: aside.from + match.from, to: aside.from + match.to });
    return withoutOverlaps(found);
  };
}

/** Names in one run of letters, with their words in any order, by the word that is first. */
function joinedForms(names: readonly Name[]): ReadonlyMap<string, readonly string[]> {
  const forms = new Map<string, string[]>();
  for (const { words } of names)
    for (const form of words.length > mostJoined ? [words] : orders(words)) {
      const all = [form.map(({ folded }) => folded).join(''), form.map(({ looks }) => looks).join('')];
      const first = form[0]?.folded ?? '';
      forms.set(first, [
        ...(forms.get(first) ?? []),
        ...all.filter(({ length }) => length >= shortestJoined),
      ]);
    }
  return forms;
}

function orders<One>(given: readonly One[]): readonly (readonly One[])[] {
  if (given.length < 2) return [given];
  return given.flatMap((one, at) => orders(given.toSpliced(at, 1)).map((rest) => [one, ...rest]));
}

function namesOf({ like }: Token, named: ReadonlyMap<string, readonly Name[]>): ReadonlySet<Name> {
  return new Set([...like.keys()].flatMap((folded) => named.get(folded) ?? []));
}

function longestAt(names: ReadonlySet<Name>, tokens: readonly Token[], at: number): readonly number[] {
  let longest: readonly number[] = [];
  for (const name of names) {
    const places = wholeAt(name, tokens, at);
    if (places.length > longest.length) longest = places;
  }
  return longest;
}

/** Which tokens from `at` on are all the words of a name, in any order; none where they are not. */
function wholeAt({ words, isPersonal }: Name, tokens: readonly Token[], at: number): readonly number[] {
  const [only] = words;
  if (words.length === 1 && only) return tokens[at] && isOnly(only, tokens[at]) ? [at] : [];
  const left = [...words];
  const places: number[] = [];
  let [apart, mayBeApart] = [0, isPersonal];
  for (let next = at; left.length > 0; next += 1) {
    const like = tokens[next]?.like;
    if (!like) return [];
    const same = left.findIndex(({ folded }) => like.get(folded) === 'same');
    const index = same >= 0 ? same : left.findIndex(({ folded }) => like.has(folded));
    if (index >= 0) {
      const [word] = left.splice(index, 1);
      if (word && (word.folded.length < shortestApart || like.get(word.folded) === 'brief'))
        mayBeApart = false;
      places.push(next);
    } else if (next === at || (apart += 1) > mostBetween) return [];
    if (apart > 0 && !mayBeApart) return [];
  }
  return places;
}

function isOnly(only: NameWord, one: Token): boolean {
  const like = one.like.get(only.folded);
  if (like === 'same') return true;
  if (one.script === only.script) return false;
  return (
    like === 'alike' ||
    (like === 'brief' && one.isCapital && one.sounds === only.sounds && only.sounds.length > 2)
  );
}

/** What is written as a name between the words of one, a patronymic, belongs to it. */
function wholes(tokens: readonly Token[], places: readonly number[]): readonly NameMatch[] {
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  const between = tokens.slice(first, last).filter((_, at) => !places.includes(first + at));
  const runs = between.every(({ isCapital }) => isCapital) ? [places] : places.map((place) => [place]);
  return runs.flatMap((run) => {
    const [from, to] = [tokens[run[0] ?? -1]?.from, tokens[run.at(-1) ?? -1]?.to];
    return from === undefined || to === undefined ? [] : [{ from, to, isWhole: true }];
  });
}

function isPart(folded: string, likeness: Likeness, named: ReadonlyMap<string, readonly Name[]>): boolean {
  if (folded.length < shortestPart || likeness === 'brief') return false;
  return named.get(folded)?.some(({ isPersonal }) => isPersonal) ?? false;
}

function withoutOverlaps(found: readonly NameMatch[]): readonly NameMatch[] {
  const merged: NameMatch[] = [];
  for (const match of found.toSorted((one, other) => one.from - other.from || other.to - one.to)) {
    const before = merged.at(-1);
    if (!before || match.from >= before.to) merged.push(match);
    else
      merged[merged.length - 1] = {
        from: before.from,
        to: Math.max(before.to, match.to),
        isWhole: before.isWhole || match.isWhole,
      };
  }
  return merged;
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
