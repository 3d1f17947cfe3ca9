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
