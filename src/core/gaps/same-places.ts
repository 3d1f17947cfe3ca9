import { metresBetween } from '../../shared/catalogue/shapes.ts';
import type { RecordFacts } from '../records/record-facts.ts';
import { writtenWords } from '../search/fold.ts';
import { sounded, soundingLike, type Sounded } from '../search/sounds.ts';
import { factsText, type Found } from './found.ts';

/** Two of one name are likely the same within so many metres; without one of the positions the name alone tells. */
const sameWithin = 2000;
/** With but a word in common they have to be nearer. */
const nearWithin = 300;
/** A word that more places have than this part tells nothing: church, monastery, village. */
const common = 0.02;
/** Of a name without a position: more of the same name than this are places of a common name. */
const mostWithout = 10;

interface Named {
  readonly facts: RecordFacts;
  readonly words: readonly Sounded[];
  /** By the whole of each name, whatever the script. */
  readonly keys: ReadonlySet<string>;
}

/** Pairs of places that are likely one: by names that sound alike in any script, and by how far apart they lie. */
export function* samePlaces(
  places: Iterable<RecordFacts>,
  isJoined: (one: RecordFacts, other: RecordFacts) => boolean,
): Generator<undefined, readonly Found[]> {
  const named: Named[] = [];
  const uses = new Map<string, number>();
  for (const facts of places) {
    if (facts.isRemoved) continue;
    const spoken = facts.names.map(({ text }) => writtenWords(text).map(sounded));
    const words = [...new Map(spoken.flat().map((word) => [skeletonOf(word.sounds), word])).values()];
    named.push({ facts, words, keys: new Set(spoken.map(keyOf).filter((key) => key !== '')) });
    for (const { sounds } of words) uses.set(skeletonOf(sounds), (uses.get(skeletonOf(sounds)) ?? 0) + 1);
    if (named.length % 50 === 0) yield undefined;
  }
  const tells = ({ sounds }: Sounded): boolean => {
    const skeleton = skeletonOf(sounds);
    return skeleton.length >= 2 && (uses.get(skeleton) ?? 0) <= Math.max(6, named.length * common);
  };
  const found = new Map<string, Found>();
  const judge = (one: Named, other: Named, within: number): void => {
    if (one === other) return;
    const [first, second] = one.facts.id < other.facts.id ? [one, other] : [other, one];
    const key = `${first.facts.uid} ${second.facts.uid}`;
    if (found.has(key)) return;
    const { position: here } = first.facts;
    const { position: there } = second.facts;
    const metres = here && there ? metresBetween(here, there) : null;
    if (metres !== null && metres > within) return;
    if (isJoined(first.facts, second.facts)) return;
    const names = [first, second].map(({ facts }) => facts.names.map(({ text }) => text));
    found.set(key, {
      kind: 'same-places',
      key,
      facts: factsText(names, here, there),
      records: [first.facts.uid, second.facts.uid],
      items: [],
      values: metres === null ? {} : { metres: Math.round(metres) },
    });
  };
  yield* byName(named, judge);
  yield* byNearness(named, tells, judge);
  return [...found.values()].sort(
    (one, other) =>
      Number(one.values.metres ?? Infinity) - Number(other.values.metres ?? Infinity) ||
      (one.key < other.key ? -1 : 1),
  );
}

type Judge = (one: Named, other: Named, within: number) => void;

function* byName(named: readonly Named[], judge: Judge): Generator<undefined, void> {
  const groups = new Map<string, Named[]>();
  for (const one of named) for (const key of one.keys) push(groups, key, one);
  let steps = 0;
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const placed = group.filter(({ facts }) => facts.position !== null);
    const without = group.filter(({ facts }) => facts.position === null);
    for (const [one, other] of neighbours(placed, sameWithin)) {
      judge(one, other, sameWithin);
      if ((steps += 1) % 500 === 0) yield undefined;
    }
    if (group.length <= mostWithout)
      for (const one of without) for (const other of group) judge(one, other, sameWithin);
    if ((steps += 1) % 500 === 0) yield undefined;
  }
}

function* byNearness(
  named: readonly Named[],
  tells: (word: Sounded) => boolean,
  judge: Judge,
): Generator<undefined, void> {
  const placed = named.filter(({ facts }) => facts.position !== null);
  let steps = 0;
  for (const [one, other] of neighbours(placed, nearWithin)) {
    const known = other.words.filter(tells).sort((a, b) => (a.sounds < b.sounds ? -1 : 1));
    if (known.length > 0 && one.words.some((word) => tells(word) && soundingLike(word, known).length > 0))
      judge(one, other, nearWithin);
    if ((steps += 1) % 50 === 0) yield undefined;
  }
}

/** More places in one spot than this are a register that has one position for a whole town: they are not compared with each other. */
const mostInCell = 50;

/** Pairs that lie in the same cell of a grid or in cells beside each other: all that are nearer than `metres`, and some that are not. */
function* neighbours(placed: readonly Named[], metres: number): Generator<readonly [Named, Named]> {
  const cells = new Map<string, Named[]>();
  const height = metres / 111_000;
  // As wide as at 75 degrees north they have to be: nearer to the equator they hold some more.
  const width = height * 4;
  const cellOf = ({ facts }: Named): readonly [number, number] => {
    const [longitude, latitude] = facts.position ?? [0, 0];
    return [Math.floor(longitude / width), Math.floor(latitude / height)];
  };
  for (const one of placed) push(cells, cellOf(one).join(), one);
  for (const one of placed) {
    const [column, row] = cellOf(one);
    for (let x = column - 1; x <= column + 1; x += 1)
      for (let y = row - 1; y <= row + 1; y += 1) {
        const cell = cells.get(`${x},${y}`);
        if (!cell || cell.length > mostInCell) continue;
        for (const other of cell) if (one.facts.id < other.facts.id) yield [one, other];
      }
  }
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const keyOf = (words: readonly Sounded[]): string =>
  words
    .map(({ sounds }) => skeletonOf(sounds))
    .join(' ')
    .trim();

const classes: Readonly<Record<string, string>> = {
  b: 'p',
  d: 't',
  g: 'k',
  q: 'k',
  G: 'k',
  x: 'k',
  h: 'k',
  f: 'v',
  w: 'v',
};
for (const sibilant of 'TDzZJCScj') (classes as Record<string, string>)[sibilant] = 's';

/** What is left of a word's sounds when vowels go and those that spellings confuse are one. */
function skeletonOf(sounds: string): string {
  let skeleton = '';
  for (const sound of sounds) {
    if ('aeiou@y'.includes(sound)) continue;
    const one = classes[sound] ?? sound;
    if (!skeleton.endsWith(one)) skeleton += one;
  }
  return skeleton === '' ? sounds : skeleton;
}
