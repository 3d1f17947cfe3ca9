import { createRouterClient } from '@orpc/server';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { deriveFacts } from '../../src/core/catalogue/item-facts.ts';
import { snapshotIds } from '../../src/core/catalogue/snapshots.ts';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import { kindOf } from '../../src/shared/records/item-kind.ts';
import type { ItemChanges } from '../../src/shared/records/description.ts';
import type { MediaInspector } from '../../src/core/media/types.ts';
import { noReadings, type FileReadings } from '../../src/shared/records/readings.ts';
import type { ItemFacets } from '../../src/shared/records/facets.ts';
import type { ItemFilter, ItemOrder } from '../../src/shared/records/item-row.ts';
import { passphrase } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const everything: ItemFilter = { query: null, camera: null, accession: null, state: null };

const cameras = async (
  client: { items: { facets: (asked: { archive: string; filter: ItemFilter }) => Promise<ItemFacets> } },
  archive: string,
) => (await client.items.facets({ archive, filter: everything })).camera;

/** Files say what stands in them: `date|camera#serial`. */
const inspector: MediaInspector = {
  inspect: async (file) => {
    const text = Buffer.from(await file.read(0, file.size)).toString();
    const [, date = '', model = ''] = text.split('|');
    const captured: FileReadings['captured'] =
      date === ''
        ? null
        : { value: date, offset: null, utc: null, basis: 'local', source: 'EXIF:DateTimeOriginal (test)' };
    const [name = '', serial = null] = model.split('#');
    const camera = name === '' ? null : { make: 'Acme', model: name, serial, lens: null };
    const readings = { ...noReadings, width: 30, height: 20, orientation: 6, captured, camera };
    return {
      mediaType: 'image/jpeg',
      extension: 'jpg',
      reader: null,
      metadata: {},
      thumbnail: null,
      readings,
    };
  },
  close: async () => undefined,
};

async function world(files: Readonly<Record<string, string>>, encrypted = false) {
  const whole = openCore();
  const core = { ...whole, inspector: () => inspector };
  onTestFinished(() => whole.close());
  const client = createRouterClient(router, { context: { core } });
  const base = temporaryFolder();
  const path = join(base, 'archive');
  const protection = { by: 'passphrase', passphrase, label: null } as const;
  await client.archives.create({
    path,
    name: 'S',
    operator: null,
    encryption: encrypted ? [protection] : null,
  });
  const unlock = encrypted ? ({ by: 'passphrase', passphrase } as const) : null;
  const open = async (access: 'read' | 'write') =>
    (await client.archives.open({ path, access, unlock })).archive;
  const archive = await open('write');
  let cards = 0;
  const takeIn = async (more: Readonly<Record<string, string>>): Promise<void> => {
    const card = join(base, `card-${(cards += 1)}`);
    mkdirSync(card);
    for (const [name, text] of Object.entries(more)) writeFileSync(join(card, name), `${name}|${text}`);
    const request = { archive, paths: [{ text: card }], workingFolder: base, description: {} };
    for await (const { failures } of await client.ingest.run(request)) expect(failures).toBe(0);
  };
  await takeIn(files);
  const rowsOf = async (snapshot: string, from = 0, count = 500) =>
    (await client.items.rows({ archive, snapshot, from, count })).rows;
  const titles = async (sort: ItemOrder, filter: Partial<ItemFilter> = {}) => {
    const { snapshot, total } = await client.items.snapshot({
      archive,
      filter: { ...everything, ...filter },
      sort,
    });
    const rows = await rowsOf(snapshot);
    expect(rows).toHaveLength(total);
    return rows.map(({ title }) => title.replace('.jpg', ''));
  };
  return { client, core, archive, takeIn, titles, rowsOf, open };
}

const up = (by: ItemOrder['by']): ItemOrder => ({ by, descending: false });
const down = (by: ItemOrder['by']): ItemOrder => ({ by, descending: true });

/** In the order they are walked; b and d were taken in the same second, c and e have no date. */
const five = {
  'a10.jpg': '2021-05-01T10:00:00|One',
  'a9.jpg': '2020-01-01T10:00:00|Two',
  'c.jpg': '',
  'd.jpg': '2020-01-01T10:00:00|One',
  'Ё.jpg': '',
};

test.each([false, true])(
  'every order is kept, with equals as they were added and the undated last (encrypted: %s)',
  async (encrypted) => {
    const { titles } = await world(five, encrypted);
    const added = ['a10', 'a9', 'c', 'd', 'Ё'];
    expect(await titles(up('added'))).toEqual(added);
    expect(await titles(down('added'))).toEqual(added.toReversed());
    expect(await titles(up('number'))).toEqual(added);
    expect(await titles(down('number'))).toEqual(added.toReversed());
    expect(await titles(up('captured'))).toEqual(['a9', 'd', 'a10', 'c', 'Ё']);
    expect(await titles(down('captured'))).toEqual(['a10', 'd', 'a9', 'c', 'Ё']);
    expect(await titles(up('title'))).toEqual(['a9', 'a10', 'c', 'd', 'Ё']);
    expect(await titles(down('title'))).toEqual(['Ё', 'd', 'c', 'a10', 'a9']);
  },
);

test('cameras are counted with their serial numbers, of what is not hidden, and lists are narrowed by them', async () => {
  const { titles, client, archive, open } = await world({
    'a.jpg': '2020-01-01T10:00:00|One#77',
    'b.jpg': '2020-01-02T10:00:00|One#78',
    'c.jpg': '2020-01-03T10:00:00|One#77',
    'd.jpg': '2020-01-04T10:00:00|Two',
    'e.jpg': '2020-01-05T10:00:00|',
  });
  const counted = [
    {
      name: 'Acme One',
      items: 3,
      serials: [
        { serial: '77', items: 2 },
        { serial: '78', items: 1 },
      ],
    },
    { name: 'Acme Two', items: 1, serials: [] },
  ];
  expect(await cameras(client, archive)).toEqual(counted);
  expect(await titles(up('title'), { camera: 'Acme One' })).toEqual(['a', 'b', 'c']);
  expect(await titles(up('title'), { camera: 'Acme One', serial: '77' })).toEqual(['a', 'c']);
  expect(await titles(up('title'), { camera: 'Acme Two', serial: '77' })).toEqual([]);
  const { items } = await client.items.list({ archive, query: null, limit: null, offset: 0 });
  const numbers = ['a.jpg', 'd.jpg'].map((title) => items.find((one) => one.title === title)!.number);
  await client.items.combine({ archive, into: numbers[0]!, items: [numbers[1]!] });
  expect(await cameras(client, archive)).toEqual(counted);
  await client.disposition.hide({
    archive,
    items: [numbers[0]!],
    act: 'withdraw',
    reason: 'court-order',
    note: null,
  });
  const less = [
    {
      name: 'Acme One',
      items: 2,
      serials: [
        { serial: '77', items: 1 },
        { serial: '78', items: 1 },
      ],
    },
  ];
  expect(await cameras(client, archive)).toEqual(less);
  await client.archives.close({ archive });
  expect(await cameras(client, await open('read'))).toEqual(less);
});

test('a list is narrowed by tag, by kind, and to what has no title yet', async () => {
  const { titles, client, archive } = await world(five);
  const { items } = await client.items.list({ archive, query: null, limit: null, offset: 0 });
  const number = items.find(({ title }) => title === 'd.jpg')!.number;
  const edit = async (changes: ItemChanges) => {
    const selection = { by: 'items' as const, items: [number] };
    const stream = await client.items.edit({ archive, selection, changes });
    while ((await stream.next()).done !== true);
  };
  await edit({ addTags: ['Jugha'] });
  expect(await titles(up('title'), { tag: 'jugha' })).toEqual(['d']);
  expect(await titles(up('title'), { tag: 'jug' })).toEqual([]);
  await edit({ title: 'a gate' });
  expect(await titles(up('title'), { untitled: true })).toEqual(['a9', 'a10', 'c', 'Ё']);
  expect(await titles(up('title'), { untitled: true, camera: 'Acme One' })).toEqual(['a10']);
  expect(await titles(up('title'), { kind: 'picture', query: 'gate' })).toEqual(['a gate']);
  expect(await titles(up('title'), { kind: 'document' })).toEqual([]);
});

test.each([
  ['image/x-nikon-nef', 'picture'],
  ['application/pdf', 'document'],
  ['text/plain', 'document'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'document'],
  ['application/zip', 'other'],
  ['application/octet-stream', 'other'],
  ['audio/mpeg', 'sound'],
  ['video/mp4', 'video'],
])('a file of type %s is a %s', (type, kind) => expect(kindOf(type)).toBe(kind));

test('a list is narrowed by words, camera, accession and state, and by all of them at once', async () => {
  const { titles, takeIn, client, archive, rowsOf } = await world(five);
  await takeIn({ 'f.jpg': '1999-01-01T00:00:00|One' });
  expect(await titles(up('captured'), { camera: 'Acme One' })).toEqual(['f', 'd', 'a10']);
  // No word that the numbers of items could begin with: the code of a copy is drawn by lot.
  expect(await titles(up('title'), { query: 'acme' })).toEqual(['a9', 'a10', 'd', 'f']);
  const { snapshot } = await client.items.snapshot({ archive, filter: everything, sort: up('added') });
  const [first] = await rowsOf(snapshot);
  expect(first).toMatchObject({ mediaType: 'image/jpeg', width: 30, orientation: 6, camera: 'Acme One' });
  const accession = (await client.items.show({ archive, item: first?.id ?? '' })).files[0]?.accession.number;
  expect(await titles(up('captured'), { camera: 'Acme One', accession: accession ?? '' })).toEqual([
    'd',
    'a10',
  ]);
  const id = async (title: string) =>
    (await rowsOf(snapshot)).find((row) => row.title === `${title}.jpg`)?.id ?? '';
  const items = [await id('d')];
  await client.disposition.hide({ archive, act: 'withdraw', items, reason: 'consent-withdrawn', note: null });
  expect(await titles(up('captured'), { camera: 'Acme One' })).toEqual(['f', 'a10']);
  expect(await titles(up('captured'), { camera: 'Acme One', state: 'withdrawn' })).toEqual(['d']);
  // What was hidden since keeps its place, and says what became of it.
  expect((await rowsOf(snapshot, 3, 1))[0]).toMatchObject({ disposition: { state: 'withdrawn' } });
});

test('what is taken in meanwhile moves nothing', async () => {
  const { client, archive, takeIn, rowsOf, titles } = await world(five);
  const { snapshot, total } = await client.items.snapshot({
    archive,
    filter: everything,
    sort: up('captured'),
  });
  const before = await rowsOf(snapshot);
  await takeIn({ 'b.jpg': '2020-06-01T00:00:00|One' });
  expect(await rowsOf(snapshot)).toEqual(before);
  expect(total).toBe(5);
  const [, second] = before;
  expect(await client.items.place({ archive, snapshot, item: second?.id ?? '' })).toEqual({ position: 1 });
  expect(await titles(up('captured'))).toEqual(['a9', 'd', 'b', 'a10', 'c', 'Ё']);
  expect(await client.items.place({ archive, snapshot, item: '2026-no-such' }).catch(() => 'none')).toBe(
    'none',
  );
});

test('an item that was edited takes its new place in the next list, also in an index that lags', async () => {
  const { core, archive: handle, titles } = await world(five);
  const archive = core.archive(handle);
  archive.catalogue.exec("UPDATE item SET captured = '199X', title = 'Երևան' WHERE id = 3");
  archive.derived?.transaction(() => deriveFacts(archive, [3]))();
  expect(await titles(up('captured'))).toEqual(['Երևան', 'a9', 'd', 'a10', 'Ё']);
  expect(await titles(down('title'))).toEqual(['Երևան', 'Ё', 'd', 'a10', 'a9']);
  // A session that may not write makes up for what is missing each time.
  archive.derived?.exec('UPDATE state SET last_facts = 1; DELETE FROM item_facts WHERE item_id > 1');
  const reading = { ...archive, access: 'read' } as const;
  const { core: other } = { core: { ...core, archive: () => reading } };
  const client = createRouterClient(router, { context: { core: other } });
  const { snapshot } = await client.items.snapshot({
    archive: handle,
    filter: everything,
    sort: up('captured'),
  });
  const { rows } = await client.items.rows({ archive: handle, snapshot, from: 0, count: 9 });
  expect(rows.map(({ title }) => title.replace('.jpg', ''))).toEqual(['Երևան', 'a9', 'd', 'a10', 'Ё']);
  // One that may catches up.
  expect(await titles(up('captured'))).toEqual(['Երևան', 'a9', 'd', 'a10', 'Ё']);
  expect(archive.derived?.prepare('SELECT count(*) FROM item_facts').pluck().get()).toBe(5);
});

test('the oldest list is forgotten for a newer one, and a forgotten or released one says so', async () => {
  const { client, core, archive } = await world({ 'a.jpg': '', 'b.jpg': '' });
  const take = async () =>
    (await client.items.snapshot({ archive, filter: everything, sort: up('added') })).snapshot;
  const first = await take();
  const second = await take();
  await client.items.release({ archive, snapshot: second });
  for (let count = 0; count < 8; count += 1) await take();
  for (const snapshot of [first, second])
    await expect(client.items.rows({ archive, snapshot, from: 0, count: 1 })).rejects.toMatchObject({
      code: 'snapshot-gone',
    });
  const last = await take();
  expect([...snapshotIds(core.archive(archive), last, [[1, 1]])]).toEqual([2]);
});
