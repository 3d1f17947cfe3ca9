import { expect, test } from 'vitest';
import { Holds } from '../../src/core/ingest/holds.ts';
import { heldSize } from '../../src/core/transfer/types.ts';

const all = async (holds: Holds, count: number): Promise<SharedArrayBuffer[]> => {
  const taken: SharedArrayBuffer[] = [];
  for (let at = 0; at < count; at += 1) {
    const hold = await holds.take(10);
    if (!hold) throw new Error('it was not held');
    taken.push(hold);
  }
  return taken;
};

test('a file that is too long is not held, and takes nobody else’s turn', async () => {
  const holds = new Holds();
  expect(await holds.take(heldSize + 1)).toBe(null);
  expect(new Set(await all(holds, 6)).size).toBe(6);
  expect((await holds.take(heldSize + 1)) === null).toBe(true);
});

test('what is given back goes to whoever waited longest, and is used again', async () => {
  const holds = new Holds();
  const [first, second] = await all(holds, 6);
  if (!first || !second) throw new Error('there are none');
  const order: string[] = [];
  const wait = (name: string): Promise<SharedArrayBuffer | null> =>
    holds.take(10).then((hold) => {
      order.push(name);
      return hold;
    });
  const [one, two] = [wait('one'), wait('two')];
  await Promise.resolve();
  expect(order).toEqual([]);
  holds.giveBack(second);
  expect(await one).toBe(second);
  holds.giveBack(first);
  expect(await two).toBe(first);
  expect(order).toEqual(['one', 'two']);
  holds.giveBack(first);
  expect(await holds.take(10)).toBe(first);
});

test('at the end nothing of the files is left in any of them, however often they were used', async () => {
  const holds = new Holds();
  const hold = await holds.take(5000);
  if (!hold) throw new Error('it was not held');
  new Uint8Array(hold).fill(7, 0, 5000);
  holds.giveBack(hold);
  // A shorter file comes after a longer one: what stands behind it is wiped as well.
  expect(await holds.take(3)).toBe(hold);
  holds.wipe();
  expect(new Uint8Array(hold, 0, 5000).some((byte) => byte !== 0)).toBe(false);
});
