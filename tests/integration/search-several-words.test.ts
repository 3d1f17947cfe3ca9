import { expect, test } from 'vitest';
import { findItems } from '../../src/core/catalogue/narrow.ts';
import { newTestArchive } from '../helpers/archive.ts';

test('several words are found together, whether few or many items have the first of them', async () => {
  const names = Array.from({ length: 120 }, (_, at) => [
    `northern ${at % 2 === 0 ? 'wall' : 'gate'} ${at < 3 ? 'inscription' : 'view'} ${at}.txt`,
    `text ${at}`,
  ]);
  const world = await newTestArchive(Object.fromEntries(names) as Record<string, string>);
  const { archive } = world;
  try {
    const found = (query: string): number => findItems(archive, query).length;
    expect(found('northern')).toBe(120);
    expect(found('northern wall')).toBe(60);
    expect(found('wall northern -view')).toBe(2);
    expect(found('northern -wall')).toBe(60);
    expect(found('inscription northern')).toBe(3);
    expect(found('inscription northern gate')).toBe(1);
    expect(found('inscription northern -gate')).toBe(2);
    expect(found('inscription nowhere')).toBe(0);
    expect(found('northern gate -view -inscription')).toBe(0);
  } finally {
    await world.close();
  }
});

test('of words in several scripts, columns and phrases what is found together is what each finds', async () => {
  const called = ['Նորավանք', 'Нораванк', 'Noravank', 'Gandzasar', 'Гандзасар'];
  const of = ['պատ', 'стена', 'north wall', 'gate 2020'];
  const names = Array.from({ length: 180 }, (_, at) => [
    `${called[at % called.length] ?? ''} ${of[at % of.length] ?? ''} ${at}.txt`,
    `text ${at}`,
  ]);
  const world = await newTestArchive(Object.fromEntries(names) as Record<string, string>);
  const { archive } = world;
  try {
    const words = ['noravank', 'Гандзасар', 'պատ', '"north wall"', 'name:gate', 'txt', 'name:"gate 2020"'];
    const alone = new Map(words.map((word) => [word, new Set(findItems(archive, word))]));
    expect(alone.get('noravank')?.size).toBe(108);
    expect(alone.get('"north wall"')?.size).toBe(45);
    for (const one of words)
      for (const other of words)
        for (const third of words) {
          const [first, second, last] = [alone.get(one), alone.get(other), alone.get(third)];
          const both = [...(first ?? [])].filter((id) => second?.has(id));
          expect(findItems(archive, `${one} ${other} ${third}`), `${one} ${other} ${third}`).toEqual(
            both.filter((id) => last?.has(id)),
          );
          expect(findItems(archive, `${one} ${other} -txt`)).toEqual([]);
        }
  } finally {
    await world.close();
  }
});

test('a name finds all that sound like it, however many other words begin so', async () => {
  const letters = Array.from('աբգդեզիլխծկհձղճմնշոպ');
  const begun = letters.flatMap((one) => letters.map((other) => `Նոր${one}${other}`)).slice(0, 300);
  const shushis = ['Шуша.txt', 'Шуши.txt', 'Шуш7.txt'];
  const names = [...begun.map((name) => `${name}.txt`), 'Նոր.txt', 'Անի.txt', 'Գիր.txt', ...shushis];
  const anis = letters.map(
    (letter) => `Аны${letter === 'ա' ? 'а' : 'к'.repeat(letters.indexOf(letter))}.txt`,
  );
  const world = await newTestArchive(
    Object.fromEntries([...names, ...anis].map((name, at) => [name, `text ${at}`])),
  );
  const { archive } = world;
  try {
    const found = (query: string): number => findItems(archive, query).length;
    const all = found('Նոր');
    expect(all).toBe(301);
    expect([found('Nor'), found('Нор')]).toEqual([all, all]);
    expect(found('Ani')).toBe(1 + anis.length);
    // A word with digits is none of the archive's words, and begins as they do.
    const seven = found('Shush');
    expect(seven).toBe(3);
    expect([found('Shush text'), found('Shush -nothing')]).toEqual([0, seven]);
    expect(found('Shush txt')).toBe(seven);
  } finally {
    await world.close();
  }
});
