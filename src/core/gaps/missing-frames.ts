import { knowsFacts, type Sources } from '../catalogue/item-facts.ts';
import { statement } from '../database/statements.ts';
import { factsText, type Found } from './found.ts';

/** Fewer frames than this are no roll. */
const fewest = 5;
/** A leap of more numbers is another day, not frames that are missing. */
const widestLeap = 100;
/** Less than this part of the numbers there: what was taken in is a selection. */
const densest = 0.5;
const rangesTold = 8;

interface Roll {
  readonly accession: string;
  readonly camera: string;
  readonly prefix: string;
  readonly digits: number;
  readonly numbers: Set<number>;
}

/**
 * Numbers that are missing among the files that a camera numbered, within an accession. A number is there when a file had it, taken in
 * or not. Counting begins anew after 9999.
 */
export function* missingFrames(sources: Sources): Generator<undefined, readonly Found[]> {
  const rolls = new Map<string, Roll>();
  /** Numbers of files that were met and not stored: no camera is known of them. */
  const others = new Map<string, Set<number>>();
  const cameraOf = cameras(sources);
  const rows = statement<[number], { id: number; accession: string; path: Uint8Array; item: number | null }>(
    sources.catalogue,
    `SELECT entry.id, accession.number AS accession, entry.path, file.item_id AS item FROM accession_entry AS entry
       JOIN accession ON accession.id = entry.accession_id LEFT JOIN file ON file.id = entry.file_id AND file.entry_id = entry.id
     WHERE entry.id > ? ORDER BY entry.id LIMIT 500`,
  );
  for (let last = 0; ;) {
    const some = rows.all(last);
    for (const { accession, path, item } of some) {
      const frame = frameIn(path);
      if (!frame) continue;
      const { prefix, digits, number } = frame;
      const series = `${accession}\n${prefix}\n${digits}`;
      if (item === null) {
        const met = others.get(series) ?? new Set<number>();
        others.set(series, met.add(number));
        continue;
      }
      const camera = cameraOf(item);
      const key = `${series}\n${camera}`;
      const roll = rolls.get(key) ?? { accession, camera, prefix, digits, numbers: new Set() };
      roll.numbers.add(number);
      rolls.set(key, roll);
    }
    const end = some.at(-1);
    if (!end) break;
    last = end.id;
    yield undefined;
  }
  const found: Found[] = [];
  for (const roll of rolls.values()) {
    const { accession, prefix, digits, numbers } = roll;
    for (const number of others.get(`${accession}\n${prefix}\n${digits}`) ?? []) numbers.add(number);
    const missing = missingIn(numbers, 10 ** digits);
    if (missing.length > 0) found.push(findingOf(roll, missing));
    yield undefined;
  }
  return found;
}

type Range = readonly [from: number, to: number];

function findingOf({ accession, camera, prefix, digits }: Roll, missing: readonly Range[]): Found {
  const name = (number: number): string => prefix + String(number).padStart(digits, '0');
  const told = missing
    .slice(0, rangesTold)
    .map(([from, to]) => (from === to ? name(from) : `${name(from)}–${String(to).padStart(digits, '0')}`));
  const count = missing.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  return {
    kind: 'missing-frames',
    // What a camera calls itself may be anything.
    key: `${accession} ${prefix}${'0'.repeat(digits)} ${factsText(camera)}`,
    facts: factsText(missing),
    records: [],
    items: [],
    values: {
      accession,
      camera,
      missing: count,
      stretches: missing.length,
      names: told.join(', ') + (missing.length > rangesTold ? ', …' : ''),
    },
  };
}

/** Stretches between the lowest and the highest number of each run; `end`: where counting begins anew. */
export function missingIn(numbers: ReadonlySet<number>, end: number): readonly Range[] {
  const sorted = unrolled(
    [...numbers].sort((one, other) => one - other),
    end,
  );
  const missing: Range[] = [];
  for (let begin = 0; begin < sorted.length;) {
    let until = begin;
    while (until + 1 < sorted.length && (sorted[until + 1] ?? 0) - (sorted[until] ?? 0) <= widestLeap)
      until += 1;
    const run = sorted.slice(begin, until + 1);
    const span = (run.at(-1) ?? 0) - (run[0] ?? 0) + 1;
    if (run.length >= fewest && run.length / span >= densest)
      for (let at = 1; at < run.length; at += 1) {
        const [from, to] = [(run[at - 1] ?? 0) + 1, (run[at] ?? 0) - 1];
        if (from <= to) missing.push(...split(from, to, end));
      }
    begin = until + 1;
  }
  return missing;
}

/** A roll that went over the end is counted on: 9998, 9999, 10001 stands for 0001. There is no frame 0000. */
function unrolled(sorted: readonly number[], end: number): readonly number[] {
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined || first > widestLeap || last < end - widestLeap)
    return sorted;
  let [widest, at] = [0, 0];
  for (let index = 1; index < sorted.length; index += 1) {
    const leap = (sorted[index] ?? 0) - (sorted[index - 1] ?? 0);
    if (leap > widest) [widest, at] = [leap, index];
  }
  if (widest <= widestLeap) return sorted;
  return [...sorted.slice(at), ...sorted.slice(0, at).map((number) => number + end - 1)];
}

/** In numbers as cameras write them, from 1 to one less than `end`. */
function split(from: number, to: number, end: number): readonly Range[] {
  const back = (number: number): number => (number >= end ? number - end + 1 : number);
  return from < end && to >= end ? [[from, end - 1], [1, back(to)]] : [[back(from), back(to)]]; // prettier-ignore
}

/** `IMG_0001.JPG`: letters, then at least four figures, then the kind of file. */
function frameIn(
  path: Uint8Array,
): { readonly prefix: string; readonly digits: number; readonly number: number } | null {
  const name = Buffer.from(path.buffer, path.byteOffset, path.byteLength).toString('latin1');
  const [, prefix, figures] =
    /(?:^|[\\/])([A-Za-z_-]{1,8}|P\d|[A-Za-z]{1,6}_?\d{0,2}[A-Za-z_])(\d{4,6})\.[A-Za-z0-9]{2,4}$/.exec(
      name,
    ) ?? [];
  if (prefix === undefined || figures === undefined) return null;
  return { prefix, digits: figures.length, number: Number(figures) };
}

/** A camera by name and serial number as far as files tell them; empty where they do not. */
function cameras(sources: Sources): (item: number) => string {
  const { derived } = sources;
  if (!derived || !knowsFacts(sources)) return () => '';
  const known = new Map<number, string>();
  const row = statement<[number], { set: number; content: string }>(
    derived,
    `SELECT taken AS "set", content FROM item_facts JOIN fact_set ON fact_set.id = taken WHERE item_id = ?`,
  );
  const setOf = statement<[number], { set: number }>(
    derived,
    'SELECT taken AS "set" FROM item_facts WHERE item_id = ?',
  );
  return (item) => {
    const set = setOf.get(item)?.set;
    if (set === undefined) return '';
    const before = known.get(set);
    if (before !== undefined) return before;
    const content = JSON.parse(row.get(item)?.content ?? '{}') as { body?: string[]; camera?: string[] };
    const camera = content.body?.[0]?.replace('\n', ' ') ?? content.camera?.[0] ?? '';
    known.set(set, camera);
    return camera;
  };
}
