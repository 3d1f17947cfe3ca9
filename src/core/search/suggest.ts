import type { Suggestion } from '../../shared/records/saved-search.ts';
import { countFacets } from '../catalogue/facets.ts';
import type { Sources } from '../catalogue/item-facts.ts';
import { knowsText } from '../catalogue/derived-state.ts';
import type { Database } from '../database/connection.ts';
import { hiddenItems } from '../disposition/states.ts';
import { fold, words } from './fold.ts';
import { fieldNames, fieldOf } from './query.ts';
import { sounded } from './sounds.ts';
import { wordsLike } from './vocabulary.ts';

const mostOfAKind = 5;

/** A beginning of fewer letters says too little. */
const shortest = 2;

const everything = { query: null, camera: null, accession: null, state: null } as const;

/** What may be typed next, for the last word of `text`. Of what is hidden nothing is suggested. */
export function* suggest(sources: Sources, text: string): Generator<undefined, readonly Suggestion[]> {
  const last = /(?<before>^|.*\s)(?<not>-?)(?:(?<field>[\p{L}\p{M}]+):)?(?<typed>[^\s":]*)$/u.exec(text);
  if (!last?.groups) return [];
  const { before = '', not = '', field, typed = '' } = last.groups;
  const named = field === undefined ? null : fieldOf(field);
  const begin = fold(typed);
  if (named === null && begin.length < shortest) return [];
  const facets = yield* countFacets(sources, everything);
  yield undefined;
  const valueOf = (name: string, value: string): string =>
    `${before}${not}${name}:${/^[\p{L}\p{N}._-]+$/u.test(value) ? value : `"${value.replaceAll('"', ' ')}"`} `;
  const found: Suggestion[] = [];
  /** As it was typed, unless that is no field. */
  const called = (name: 'tag' | 'camera'): string => (named === null ? name : (field ?? name));
  const add = (
    kind: 'tag' | 'camera',
    name: string,
    values: readonly (readonly [string, number])[],
  ): void => {
    const fitting = values.filter(([value]) => begins(value, begin)).slice(0, mostOfAKind);
    for (const [value, items] of fitting)
      found.push({ kind, text: valueOf(name, value), label: value, items });
  };
  if (named === null || named === 'tag')
    add('tag', called('tag'), facets.tag.map(({ value, items }) => [value, items] as const)); // prettier-ignore
  if (named === null || named === 'camera')
    add('camera', called('camera'), facets.camera.map(({ name, items }) => [name, items] as const)); // prettier-ignore
  if (named === null)
    for (const name of fieldNames.filter((one) => fold(one).startsWith(begin)).slice(0, mostOfAKind))
      found.push({ kind: 'field', text: `${before}${not}${name}:`, label: `${name}:`, items: null });
  const isOfWords = named === null || (named !== 'camera' && named !== 'tag' && typed !== '');
  if (isOfWords && sources.derived && knowsText(sources) && begin.length >= shortest)
    for (const word of likely(sources, sources.derived, typed))
      found.push({
        kind: 'word',
        text: `${before}${not}${field === undefined ? '' : `${field}:`}${word} `,
        label: word,
        items: null,
      });
  return found;
}

/** Any of its words. */
const begins = (value: string, begin: string): boolean => ` ${words(value).join(' ')}`.includes(` ${begin}`);

/** Words that begin so, the most frequent first, and then those that sound so, in whatever script. */
function likely(sources: Sources, derived: Database, typed: string): readonly string[] {
  const begin = fold(typed);
  const beginning = derived
    .prepare<[string, string], string>(
      `SELECT DISTINCT word FROM word WHERE word >= ? AND word < ? ORDER BY word LIMIT 200`,
    )
    .pluck()
    .all(begin, `${begin}\u{10FFFF}`);
  const hidden = hiddenItems(sources);
  const frequency = derived.prepare<[string], number>('SELECT doc FROM indexed_word WHERE term = ?').pluck();
  const often = beginning
    .map((word) => [word, frequency.get(word) ?? 0] as const)
    .sort(([, one], [, other]) => other - one)
    .map(([word]) => word);
  const alike = wordsLike(derived, sounded(typed)).filter((word) => !often.includes(word));
  const having = derived
    .prepare<[string, number], number>('SELECT rowid FROM item_text WHERE item_text MATCH ? LIMIT ?')
    .pluck();
  // A word that only hidden items have would tell of them.
  const isSeen = (word: string): boolean =>
    having.all(`"${word}"`, hidden.size + 1).some((item) => !hidden.has(item));
  const seen: string[] = [];
  for (const word of [...often.slice(0, 20), ...alike.slice(0, 20)]) {
    if (seen.length >= mostOfAKind + 2) break;
    if (word !== begin && isSeen(word)) seen.push(word);
  }
  return seen;
}
