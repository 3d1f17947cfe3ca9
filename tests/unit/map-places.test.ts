import Sqlite from 'better-sqlite3';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Database } from '../../src/core/database/connection.ts';
import { gazetteer } from '../../src/core/database/migrations/derived-0006-gazetteer.ts';
import { indexGazetteer } from '../../src/core/map/gazetteer-index.ts';
import { placesNamed } from '../../src/core/map/places.ts';
import type { Sounded } from '../../src/core/search/sounds.ts';
import type { NamedPlace } from '../../src/shared/records/map.ts';

/** Letters whose sound is asked, and pairs of sounds that are compared, since they were last looked at. */
const work = { heard: 0, compared: 0 };

vi.mock('../../src/core/search/sounds.ts', async (load) => {
  const real = await load<typeof import('../../src/core/search/sounds.ts')>();
  const counted = <Given extends Sounded, Found>(
    compare: (typed: Sounded, words: readonly Given[]) => Found,
  ) => {
    return (typed: Sounded, words: readonly Given[]): Found => {
      for (const { sounds } of words) work.compared += sounds.length * typed.sounds.length;
      return compare(typed, words);
    };
  };
  return {
    ...real,
    sounded: (word: string) => {
      work.heard += word.length;
      return real.sounded(word);
    },
    likenesses: counted(real.likenesses),
    soundingLike: counted(real.soundingLike),
  };
});

beforeEach(() => {
  Object.assign(work, { heard: 0, compared: 0 });
});

function emptyIndex(): Database {
  const derived = new Sqlite(':memory:');
  onTestFinished(() => void derived.close());
  derived.exec(gazetteer.sql);
  return derived;
}

async function read(derived: Database, text: string) {
  const bytes = Buffer.from(text);
  const file = {
    size: bytes.length,
    read: async (offset: number, length: number) => bytes.subarray(offset, offset + length),
    close: () => undefined,
  };
  const context = { name: 'given.csv', signal: new AbortController().signal, isOpen: () => true };
  return indexGazetteer(derived, Buffer.alloc(16, 1), file, context);
}

/** What is found, and what a step and all of them took at most. */
function find(derived: Database, text: string) {
  const most = { heard: 0, compared: 0 };
  const all = { heard: 0, compared: 0 };
  const steps = placesNamed({ derived }, text, 10);
  for (;;) {
    Object.assign(work, { heard: 0, compared: 0 });
    const step = steps.next();
    for (const kind of ['heard', 'compared'] as const) {
      most[kind] = Math.max(most[kind], work[kind]);
      all[kind] += work[kind];
    }
    if (step.done === true) return { found: step.value satisfies NamedPlace[], most, all };
  }
}

/** The same every time: words of such letters as no two languages spell alike. */
function longNames(place: number, names: number, letters: number): string[] {
  const vowels = 'aeiou';
  return Array.from({ length: names }, (_, name) => {
    let text = 'Norava';
    for (let at = place * 31 + name * 7; text.length < letters; at += 1)
      text += at % 9 === 0 ? ' ' : `${vowels[at % 5] ?? ''}${'bdgklmnprstvz'[(at * at + name) % 13] ?? ''}`;
    return text.slice(0, letters).trim();
  });
}

/** As it was put there before the letters of a place had a limit. */
function putAsBefore(derived: Database, places: number): void {
  const put = derived.prepare(
    `INSERT INTO gazetteer_place (gazetteer_id, latitude, longitude, rank, radius, population, names)
     VALUES (1, 1, 1, 3, 1000, 0, ?)`,
  );
  const index = derived.prepare('INSERT INTO gazetteer_text (rowid, names) VALUES (?, ?)');
  for (let place = 0; place < places; place += 1) {
    const names = longNames(place, 200, 400);
    index.run(put.run(JSON.stringify(names)).lastInsertRowid, names.join(' ; ').toLowerCase());
  }
}

const stepAtMost = { heard: 60_000, compared: 120_000 };

test('a gazetteer of the longest names is looked through in small steps, however many words are typed', () => {
  const derived = emptyIndex();
  putAsBefore(derived, 400);
  for (const text of ['norava', 'norava norav nora nor no n norava', 'norava '.repeat(28)]) {
    const { found, most, all } = find(derived, text);
    expect(found.length, text).toBe(10);
    expect(most.heard, text).toBeLessThan(stepAtMost.heard);
    expect(most.compared, text).toBeLessThan(stepAtMost.compared);
    // Once a name, of the 10,000 letters of a place that count, whatever is typed.
    expect(all.heard, text).toBeLessThan(400 * 10_000 + 1000);
  }
});

test('what is typed is looked at as far as a name of a place is long', () => {
  const derived = emptyIndex();
  putAsBefore(derived, 1);
  const { all } = find(derived, 'abc def '.repeat(100_000));
  const typed = 200;
  expect(all.heard).toBeLessThan(10_000 + 2 * typed);
});

test('words that are alike are looked for in small steps too', async () => {
  const derived = emptyIndex();
  const word = (index: number): string => `aeiou${index.toString(9).padStart(5, '0')}`.repeat(4);
  const letters = (text: string): string => text.replace(/\d/g, (digit) => 'aeiouyhnv'[Number(digit)] ?? '');
  const rows = Array.from({ length: 25_000 }, (_, index) => `${letters(word(index))},1,2`);
  await read(derived, `name,lat,lon\n${rows.join('\n')}`);
  expect(find(derived, letters(word(7))).most.compared).toBeLessThan(stepAtMost.compared);
  expect(find(derived, letters(word(7))).found[0]?.name).toBe(letters(word(7)));
});

test('of a place as many names are kept as have 10,000 letters, the first of all', async () => {
  const derived = emptyIndex();
  const names = longNames(1, 100, 300);
  const detail = await read(derived, `name,lat,lon\nGyumri|${names.join('|')},40,43\nNoravank,39,45\n`);
  expect(detail).toMatchObject({ places: 2, skipped: 0, names: 1 + 1 + 33 });
  const kept = derived.prepare<[], string>('SELECT names FROM gazetteer_place').pluck().all();
  expect(JSON.parse(kept[0] ?? '')).toEqual(['Gyumri', ...names.slice(0, 33)]);
});

test('the likeliest place comes first: the same name, one that begins so, one that sounds so', async () => {
  const derived = emptyIndex();
  const rows = ['Noravan Nor,1,1', 'Noravank|Նորավանք,2,2', 'Noravan,3,3', 'Other|Նորավան,4,4'];
  await read(derived, `name,lat,lon\n${rows.join('\n')}`);
  const named = (text: string) => find(derived, text).found.map(({ name, also }) => also ?? name);
  expect(named('Noravan')).toEqual(['Noravan', 'Noravank', 'Noravan Nor', 'Նորավան']);
  expect(named('Նորավանք')[0]).toBe('Նորավանք');
  expect(named('Нораванк')).toContain('Noravank');
});
