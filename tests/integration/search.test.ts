import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findItems } from '../../src/core/catalogue/narrow.ts';
import { editItems } from '../../src/core/description/edit.ts';
import { destroyItems } from '../../src/core/disposition/destroy.ts';
import { itemRow, itemsOf } from '../../src/core/disposition/items.ts';
import { catchUpText } from '../../src/core/search/refresh-text.ts';
import type { ItemChanges } from '../../src/shared/records/description.ts';
import { newTestArchive, type TestArchive } from '../helpers/archive.ts';

const handlers = { signal: new AbortController().signal, onProgress: () => undefined };
let world: TestArchive;
let ids: readonly number[];

const describeItem = (at: number, changes: ItemChanges) =>
  editItems(world.archive, { items: [ids[at] ?? 0], changes }, handlers);
/** Which of the items, from 0. */
const find = (query: string): readonly number[] =>
  findItems(world.archive, query)
    .map((id) => ids.indexOf(id))
    .sort();

async function openWorld(): Promise<void> {
  world = await newTestArchive({ 'a.jpg': 'a', 'b.jpg': 'b', 'IMG_0012.jpg': 'c', 'Нораванк 2.jpg': 'd' });
  const select = `SELECT file.item_id FROM file JOIN accession_entry AS entry ON entry.id = file.entry_id
    ORDER BY CAST(entry.path AS TEXT) LIKE '%a.jpg' DESC, CAST(entry.path AS TEXT) LIKE '%b.jpg' DESC,
      CAST(entry.path AS TEXT) LIKE '%0012%' DESC`;
  ids = world.archive.catalogue.prepare<[], number>(select).pluck().all();
  await describeItem(0, {
    title: 'Նորավանք',
    description: 'The north wall fell in 2020. Ո՞ր պատը։',
    captured: '2020-09-27',
    tags: ['Qarabağ'],
  });
  await describeItem(1, {
    title: "T'at'ev",
    description: 'The wall stands, the north tower fell',
    captured: '2019~',
  });
  await describeItem(2, { title: 'Şuşa', description: 'minaret', captured: '2020-11-08/2020-11-10' });
}

/** Also while the index knows nothing of it: the same is found, item by item. */
describe.each(['by the index', 'item by item'])('%s', (how) => {
  beforeAll(async () => {
    await openWorld();
    if (how === 'by the index') return;
    world.archive.derived?.exec(
      "INSERT INTO item_text (item_text) VALUES ('delete-all'); DELETE FROM word; UPDATE state SET last_text = 0",
    );
  });
  afterAll(() => world.close());

  test.each<[string, readonly number[]]>([
    ['noravank', [0, 3]],
    ['Нораванк', [0, 3]],
    ['ՆՈՐԱՎԱՆՔ', [0, 3]],
    ['Norawanq', [0, 3]],
    ['noravan', [0, 3]],
    ['Տաթև', [1]],
    ['татев', [1]],
    ['Tatev', [1]],
    ["t'at'ev", [1]],
    ['Shusha', [2]],
    ['Шуша', [2]],
    ['susa', [2]],
    ['карабах', [0]],
    ['ղարաբաղ', [0]],
    ['Gharabagh', [0]],
    ['որ', [0]],
    ['wall', [0, 1]],
    ['wall north', [0, 1]],
    ['"north wall"', [0]],
    ['"wall north"', []],
    ['"fell in 2020"', [0]],
    ['"susa minaret"', []],
    ['"b jpg img"', []],
    ['wall -tower', [0]],
    ['wall -"north wall"', [1]],
    ['-wall', [2, 3]],
    ['-wall -minaret', [3]],
    ['title:wall', []],
    ['description:wall', [0, 1]],
    ['նկարագրություն:wall', [0, 1]],
    ['название:татев', [1]],
    ['tag:qarabag', [0]],
    ['tag:wall', []],
    ['name:img_0012', [2]],
    ['имя:noravank', [3]],
    ['number:noravank', []],
    ['date:2020', [0, 2]],
    ['date:2020-09', [0]],
    ['date:2020-11/2020-12', [2]],
    ['date:2019 wall', [1]],
    ['wall -date:2019', [0]],
    ['ամսաթիվ:2020-09-27', [0]],
    ['-date:2020', [1, 3]],
    ['date:../2019', [1]],
    ['type:other', []],
    ['-type:picture wall', []],
    ['accession:nothing', []],
    ['12:30', []],
    ['"', []],
    ['-', []],
    ['img_0012 -img_0012', []],
    // As other keyboards write it.
    ['“north wall”', [0]],
    ['«north wall»', [0]],
    ['„north wall“', [0]],
    ['wall −tower', [0]],
    ['wall –tower', [0]],
    ['wall — tower', [1]],
    ['date: 2020-09', [0]],
    ['date:27.09.2020', [0]],
    ['date:"September 2020"', [0]],
    ['date:..2019', [1]],
    ['date:2020..', [0, 2]],
    ['note: wall', []],
    // Whoever has typed no more than that is not done.
    ['date:', [0, 1, 2, 3]],
    ['wall camera:', [0, 1]],
    ['wall wall wall wall -tower -tower', [0]],
  ])('%s', (query, expected) => expect(find(query)).toEqual(expected));

  test.each([
    ...['date:yesterday', 'type:cathedral', 'дата:2020-13', 'date:03/10/2020'],
    ...['date:-0001', '-date:Y170000', 'date:Y170000/2020'],
  ])('%s is refused', (query) => {
    expect(() => find(query)).toThrow(expect.objectContaining({ code: 'search-not-understood' }));
  });
});

describe('what changes', () => {
  beforeEach(openWorld);
  afterEach(() => world.close());

  test('what is said no more is found no more, and what lags behind is caught up', async () => {
    await describeItem(1, { title: 'Geghard' });
    expect(find('tatev')).toEqual([]);
    expect(find('Գեղարդ')).toEqual([1]);
    const { derived } = world.archive;
    derived?.exec("INSERT INTO item_text (item_text) VALUES ('delete-all'); UPDATE state SET last_text = 0");
    const count = derived!.prepare('SELECT count(*) FROM item_text').pluck();
    expect(count.get()).toBe(0);
    Array.from(catchUpText(world.archive));
    expect(count.get()).toBe(4);
    expect(find('wall')).toEqual([0, 1]);
  });

  test('a word that only a destroyed item had is in no list of words', () => {
    const known = world.archive.derived!.prepare('SELECT count(*) FROM word WHERE word = ?').pluck();
    expect(known.get('minaret')).toBe(1);
    const { number } = itemRow(world.archive, ids[2] ?? 0);
    const plain = { reason: 'other', note: null, request: null, receipt: null, keepsRecord: false };
    const items = itemsOf(world.archive, [number]);
    destroyItems(world.archive, { ...plain, items, confirmed: 1, lockedSealed: 'refuse' });
    expect(known.get('minaret')).toBe(0);
    expect(known.get('north')).toBe(1);
    expect(find('minaret')).toEqual([]);
  });
});
