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
