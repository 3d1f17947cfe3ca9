import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sounded, soundingLike, soundsOf, type Sounded } from '../../src/core/search/sounds.ts';

interface Spelling {
  /** Which line it stands on: which place it is. */
  readonly name: number;
  readonly text: string;
}

const lines = readFileSync(new URL('../fixtures/names.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const spellings: readonly Spelling[] = lines.flatMap((line, name) =>
  line.split('|').map((text) => ({ name, text: text.trim() })),
);

const soundsIn = (text: string): readonly Sounded[] => text.split(/[^\p{L}'’]+/u).map(sounded);
const words = spellings
  .flatMap((spelling) => soundsIn(spelling.text).map((word) => ({ ...word, spelling })))
  .sort((one, other) => (one.sounds < other.sounds ? -1 : 1));

/** Those that hold every word of what was typed. */
function find(typed: string): readonly Spelling[] {
  const sets = soundsIn(typed).map((word) => {
    return new Set(soundingLike(word, words).map(({ spelling }) => spelling));
  });
  return spellings.filter((spelling) => sets.every((set) => set.has(spelling)));
}

test('more than a hundred names, in three scripts and loosely typed, are found by every other spelling', () => {
  let [sought, reached, found, right] = [0, 0, 0, 0];
  for (const typed of spellings) {
    const hits = find(typed.text);
    const same = spellings.filter(({ name }) => name === typed.name);
    sought += same.length - 1;
    reached += hits.filter((hit) => hit !== typed && hit.name === typed.name).length;
    found += hits.length;
    right += hits.filter(({ name }) => name === typed.name).length;
  }
  expect(lines.length).toBeGreaterThanOrEqual(100);
  expect(sought).toBeGreaterThan(1500);
  expect(reached / sought).toBeGreaterThanOrEqual(0.95);
  expect(right / found).toBeGreaterThanOrEqual(0.95);
});

test.each([
  ['Noravank', 'Նորավանք', 'Нораванк', 'Norawank', 'NORAVANQ'],
  ['Աղդամ', 'Ağdam', 'Агдам', 'Aghdam'],
  ["T'at'ev", 'Տաթև', 'Տաթեւ', 'Татев', 'Tatʿev'],
  ['Şəki', 'Шеки', 'Sheki', 'Շեքի'],
])('each finds the others: %s', (...names) => {
  const known = names.map((name) => sounded(name));
  known.sort((one, other) => (one.sounds < other.sounds ? -1 : 1));
  for (const name of known) expect(soundingLike(name, known)).toHaveLength(names.length);
});

test('a beginning finds what goes on, and a longer word does not find a shorter one', () => {
  const noravank = [sounded('Նորավանք')];
  expect(soundingLike(sounded('Norav'), noravank)).toHaveLength(1);
  expect(soundingLike(sounded('Noravankayin'), noravank)).toHaveLength(0);
});

test.each([
  ['gate', 'hate'],
  ['church', 'mosque'],
  ['wall', 'well'],
  ['man', 'men'],
  ['fire', 'far'],
  ['Tatev', 'Tavush'],
  ['Goris', 'Sevan'],
])('%s does not find %s', (typed, other) => {
  expect(soundingLike(sounded(typed), [sounded(other)])).toEqual([]);
});

test('each beginning is compared as if its word stood alone', () => {
  for (const { text } of spellings.filter((_, at) => at % 7 === 0)) {
    for (const typed of soundsIn(text)) {
      const together = new Set(soundingLike(typed, words));
      const alone = new Set(words.filter((word) => soundingLike(typed, [word]).length === 1));
      expect(together).toEqual(alone);
    }
  }
});

test('letters of no alphabet it knows stand for themselves', () => {
  expect(soundsOf('東京')).toBe('東京');
  expect(soundsOf('')).toBe('');
  expect(soundsOf('ﬁ𝒜b')).toBe('fiab');
});
