import type { Area } from '../../shared/records/item-row.ts';
import type { MapLabel, NamedPlace } from '../../shared/records/map.ts';
import type { Sources } from '../catalogue/item-facts.ts';
import type { Database } from '../database/connection.ts';
import { words, writtenWords } from '../search/fold.ts';
import { likenesses, sounded, soundingLike, type Likeness, type Sounded } from '../search/sounds.ts';
import { knowsGazetteers } from './gazetteer-index.ts';

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

/**
 * Places of the gazetteers by a name, in whatever script it is typed: of each word that is typed a name has the same, one that
 * begins so, or one that sounds so. The likeliest come first: a name that is the same, then the greater place. In steps, for other
 * work to go on between.
 */
export function* placesNamed(
  { derived }: Pick<Sources, 'derived'>,
  text: string,
  limit: number,
): Generator<undefined, NamedPlace[]> {
  const typed = words(text);
  if (!derived || typed.length === 0 || !knowsGazetteers(derived)) return [];
  const conditions: string[] = [];
  for (const written of new Set(writtenWords(text))) {
    const own = words(written);
    if (own.length === 0) continue;
    const like = written.length < 3 ? [] : yield* wordsLike(derived, sounded(written));
    const ways = [`"${own.join(' ')}" *`, ...like.map((word) => `"${word}"`)];
    conditions.push(`(${ways.join(' OR ')})`);
  }
  const rows = derived
    .prepare<[string], Row>(
      `SELECT gazetteer_place.* FROM gazetteer_text
       JOIN gazetteer_place ON gazetteer_place.id = gazetteer_text.rowid
       WHERE gazetteer_text MATCH ? ORDER BY gazetteer_place.rank, gazetteer_place.population DESC LIMIT ${mostPlaces}`,
    )
    .all(conditions.join(' AND '));
  yield undefined;
  const wanted = typed.join(' ');
  const sounds = writtenWords(text).map(sounded);
  return rows
    .map((row) => ({ row, best: bestName(JSON.parse(row.names) as readonly string[], wanted, sounds) }))
    .sort((one, other) => one.best.cost - other.best.cost || one.row.rank - other.row.rank)
    .slice(0, limit)
    .map(({ row: { latitude, longitude, radius, population }, best: { first, name } }) => ({
      name: first,
      also: name === first ? null : name,
      ...{ latitude, longitude, radius, population },
    }));
}

/** 0: the same name; 1: it begins so; 2: it sounds so; more for each word besides. */
function bestName(names: readonly string[], wanted: string, sounds: readonly Sounded[]) {
  const [first = ''] = names;
  let best = { first, name: first, cost: Infinity };
  for (const name of names) {
    const own = words(name);
    const folded = own.join(' ');
    const isLike = sounds.every((sound) => soundingLike(sound, writtenWords(name).map(sounded)).length > 0);
    const kind = folded === wanted ? 0 : folded.startsWith(wanted) ? 1 : isLike ? 2 : 4;
    const cost = kind + Math.abs(own.length - sounds.length) * 0.4;
    if (cost < best.cost) best = { first, name, cost };
  }
  return best;
}

const wordsAtOnce = 20_000;

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
    found = [...found, ...likenesses(word, known)]
      .sort((one, other) => one.unlike - other.unlike)
      .slice(0, mostWords);
    const end = rows.at(-1);
    if (!end || rows.length < wordsAtOnce) return found.map(({ word: { own } }) => own);
    [after, last] = end;
    yield undefined;
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
