import type { Area } from '../../shared/records/item-row.ts';
import type { MapLabel, NamedPlace } from '../../shared/records/map.ts';
import type { Sources } from '../catalogue/item-facts.ts';
import type { Database } from '../database/connection.ts';
import { words, writtenWords } from '../search/fold.ts';
import { likenesses, sounded, soundingLike, type Likeness, type Sounded } from '../search/sounds.ts';
import { countedNames } from './gazetteer-format.ts';
import { knowsGazetteers, longestWord } from './gazetteer-index.ts';

interface Row {
  readonly names: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly rank: number;
  readonly radius: number;
  readonly population: number;
}

/** Words that sound alike which are looked for, the most alike, and places that are weighed: more are not meant. */
const mostWords = 100;
const mostPlaces = 400;

/** Of what is typed, the letters and words that are looked at: no name of a place is longer. */
const longestText = 200;
const mostTyped = 10;
/** Of a name, the words that are listened to. */
const mostHeard = 40;

/** Pairs of sounds that are compared, and letters that are read, in a step: a few milliseconds of it. */
const mostWork = 50_000;

/**
 * Places of the gazetteers by a name, in whatever script it is typed: of each word that is typed a name has the same, one that
 * begins so, or one that sounds so. The likeliest come first: a name that is the same, then the greater place. In steps of some
 * milliseconds, whatever the gazetteers hold, for other work to go on between.
 */
export function* placesNamed(
  { derived }: Pick<Sources, 'derived'>,
  given: string,
  limit: number,
): Generator<undefined, NamedPlace[]> {
  const text = given.slice(0, longestText);
  const typed = words(text).slice(0, mostTyped);
  if (!derived || typed.length === 0 || !knowsGazetteers(derived)) return [];
  const conditions: string[] = [];
  const sounds: Sounded[] = [];
  for (const written of [...new Set(writtenWords(text))].slice(0, mostTyped)) {
    const own = words(written);
    if (own.length === 0) continue;
    const sound = written.length <= longestWord ? sounded(written) : null;
    if (sound) sounds.push(sound);
    const like = written.length < 3 || !sound ? [] : yield* wordsLike(derived, sound);
    const ways = [`"${own.join(' ')}" *`, ...like.map((word) => `"${word}"`)];
    conditions.push(`(${ways.join(' OR ')})`);
  }
  const ids = derived
    .prepare<[string], number>(
      `SELECT gazetteer_place.id FROM gazetteer_text
       JOIN gazetteer_place ON gazetteer_place.id = gazetteer_text.rowid
       WHERE gazetteer_text MATCH ? ORDER BY gazetteer_place.rank, gazetteer_place.population DESC LIMIT ${mostPlaces}`,
    )
    .pluck()
    .all(conditions.join(' AND '));
  yield undefined;
  const found = yield* weighed(derived, ids, { text: typed.join(' '), words: typed.length, sounds });
  return found
    .sort((one, other) => one.best.cost - other.best.cost || one.row.rank - other.row.rank)
    .slice(0, limit)
    .map(({ row: { latitude, longitude, radius, population }, best: { first, name } }) => ({
      name: first,
      also: name === first ? null : name,
      ...{ latitude, longitude, radius, population },
    }));
}

interface Wanted {
  /** Folded. */
  readonly text: string;
  readonly words: number;
  readonly sounds: readonly Sounded[];
}

interface Weighed {
  readonly row: Row;
  readonly best: { readonly first: string; readonly name: string; readonly cost: number };
}

/** Each place with its best name. */
function* weighed(
  derived: Database,
  ids: readonly number[],
  wanted: Wanted,
): Generator<undefined, Weighed[]> {
  const select = derived.prepare<[number], Row>('SELECT * FROM gazetteer_place WHERE id = ?');
  const found: Weighed[] = [];
  let work = 0;
  for (const id of ids) {
    const row = select.get(id);
    // It may have been taken out since.
    if (!row) continue;
    work += row.names.length;
    const [first = '', ...others] = countedNames(JSON.parse(row.names) as readonly string[]);
    let best = { first, name: first, cost: Infinity };
    for (const name of [first, ...others]) {
      const own = words(name);
      const besides = Math.abs(own.length - wanted.words) * 0.4;
      const folded = own.join(' ');
      let kind = folded === wanted.text ? 0 : folded.startsWith(wanted.text) ? 1 : 4;
      work += name.length;
      // How it sounds is asked only where that would make it the best.
      if (kind === 4 && besides + 2 < best.cost) {
        let isLike = true;
        const heard = soundsOf(name);
        const length = lengthOf(heard);
        for (const sound of wanted.sounds) {
          const next = length * (sound.sounds.length + 1);
          if (work > 0 && work + next > mostWork) {
            yield undefined;
            work = 0;
          }
          work += next;
          isLike = soundingLike(sound, heard).length > 0;
          if (!isLike) break;
        }
        if (isLike) kind = 2;
      }
      // 0: the same name; 1: it begins so; 2: it sounds so; more for each word besides.
      const cost = kind + besides;
      if (cost < best.cost) best = { first, name, cost };
      if (work > mostWork) {
        yield undefined;
        work = 0;
      }
    }
    found.push({ row, best });
  }
  return found;
}

/** How the words of a name sound: those that are looked for by that. */
const soundsOf = (name: string): Sounded[] =>
  writtenWords(name)
    .filter((word) => word.length <= longestWord)
    .slice(0, mostHeard)
    .map(sounded);

const lengthOf = (heard: readonly Sounded[]): number =>
  heard.reduce((sum, { sounds }) => sum + sounds.length, 0);

const wordsAtOnce = 4000;

/** Words of the gazetteers that sound like this one. There may be a million: they are gone through, not held. */
function* wordsLike(derived: Database, word: Sounded): Generator<undefined, readonly string[]> {
  const select = derived
    .prepare<[string, string], string>(
      `SELECT json_group_array(json_array(sounds, word, is_plain)) FROM
         (SELECT sounds, word, is_plain FROM gazetteer_word WHERE (sounds, word) > (?, ?)
          ORDER BY sounds, word LIMIT ${wordsAtOnce})`,
    )
    .pluck();
  let found: Likeness<Sounded & { readonly own: string }>[] = [];
  for (let [after, last] = ['', '']; ;) {
    const rows = JSON.parse(select.get(after, last) ?? '[]') as readonly [string, string, number][];
    const known = rows.map(([sounds, own, plain]) => ({ sounds, own, isPlain: plain === 1 }));
    for (const some of portions(known, mostWork / (word.sounds.length + 1))) {
      found = [...found, ...likenesses(word, some)]
        .sort((one, other) => one.unlike - other.unlike)
        .slice(0, mostWords);
      yield undefined;
    }
    const end = rows.at(-1);
    if (!end || rows.length < wordsAtOnce) return found.map(({ word: { own } }) => own);
    [after, last] = end;
  }
}

/** `words` in runs of about so many sounds. */
function* portions<Word extends Sounded>(known: readonly Word[], most: number): Generator<readonly Word[]> {
  for (let begin = 0; begin < known.length;) {
    let [end, sounds] = [begin, 0];
    while (end < known.length && (end === begin || sounds < most)) {
      sounds += known[end]?.sounds.length ?? 0;
      end += 1;
    }
    yield known.slice(begin, end);
    begin = end;
  }
}

/** Which ranks are written at which zoom: the greatest alone on the whole world. */
const rankAt = (zoom: number): number => {
  const at = [2.5, 4, 5.5, 7, 8.5, 10].findIndex((least) => zoom < least);
  return at === -1 ? 6 : at;
};

const scripts: Readonly<Record<string, RegExp>> = {
  hy: /\p{Script=Armenian}/u,
  ru: /\p{Script=Cyrillic}/u,
  en: /\p{Script=Latin}/u,
};

/** Names of what lies in an area, the greatest places first; of each the first that is written in the language's script. */
export function labelsIn(
  { derived }: Pick<Sources, 'derived'>,
  area: Area,
  options: { readonly zoom: number; readonly language: string; readonly limit: number },
): MapLabel[] {
  if (!derived || !knowsGazetteers(derived)) return [];
  const { zoom, language, limit } = options;
  const select = derived.prepare<[number, number, number, number, number, number], Row>(
    `SELECT gazetteer_place.* FROM gazetteer_box
     JOIN gazetteer_place USING (id)
     WHERE east >= ? AND west <= ? AND north >= ? AND south <= ? AND least <= ?
     ORDER BY gazetteer_place.rank, population DESC, gazetteer_place.id LIMIT ?`,
  );
  const parts =
    area.west <= area.east
      ? [[area.west, area.east] as const]
      : ([
          [area.west, 180],
          [-180, area.east],
        ] as const);
  const script = scripts[language.split('-')[0] ?? ''];
  const rows = parts.flatMap(([west, east]) =>
    select.all(west, east, area.south, area.north, rankAt(zoom), limit),
  );
  return rows
    .sort((one, other) => one.rank - other.rank || other.population - one.population)
    .slice(0, limit)
    .map(({ names, latitude, longitude, rank }) => {
      const all = JSON.parse(names) as readonly string[];
      const name = all.find((one) => script?.test(one) === true) ?? all[0] ?? '';
      return { name, latitude, longitude, rank };
    });
}
