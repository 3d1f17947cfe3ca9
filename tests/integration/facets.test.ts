import { createRouterClient } from '@orpc/server';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { columnsOf } from '../../src/core/catalogue/columns.ts';
import { deriveFacts } from '../../src/core/catalogue/item-facts.ts';
import type { MediaInspector } from '../../src/core/media/types.ts';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import type { ItemFilter } from '../../src/shared/records/item-row.ts';
import { noReadings, type FileReadings } from '../../src/shared/records/readings.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const everything: ItemFilter = { query: null, camera: null, accession: null, state: null };

/** Files say what stands in them: readings as JSON, or none. */
const inspector: MediaInspector = {
  inspect: async (file) => {
    const text = Buffer.from(await file.read(0, file.size)).toString();
    const told = (text.startsWith('{') ? JSON.parse(text) : {}) as Partial<FileReadings>;
    const isText = file.size % 2 === 1;
    return {
      mediaType: isText ? 'text/plain' : 'image/jpeg',
      extension: isText ? 'txt' : 'jpg',
      reader: null,
      metadata: {},
      thumbnail: null,
      readings: { ...noReadings, ...told },
    };
  },
  close: async () => undefined,
};

const at = (value: string): FileReadings['captured'] => ({
  value,
  offset: null,
  utc: null,
  basis: 'local',
  source: 'test',
});
const where = (latitude: number, longitude: number): FileReadings['position'] => ({
  latitude,
  longitude,
  altitude: null,
  direction: null,
  accuracy: null,
  source: 'test',
});
const by = (model: string, serial: string | null): FileReadings['camera'] => ({
  make: 'Acme',
  model,
  serial,
  lens: null,
});

/** Of an even length: pictures. */
const picture = (readings: Partial<FileReadings>): string => {
  const text = JSON.stringify(readings);
  return text.length % 2 === 0 ? text : `${text} `;
};

async function all<Step>(steps: AsyncIterable<Step>): Promise<readonly Step[]> {
  const seen: Step[] = [];
  for await (const step of steps) seen.push(step);
  return seen;
}

async function world(files: Readonly<Record<string, string>>) {
  const whole = openCore();
  onTestFinished(() => whole.close());
  const core = { ...whole, inspector: () => inspector };
  const client = createRouterClient(router, { context: { core } });
  const path = join(temporaryFolder(), 'archive');
  await client.archives.create({ path, name: 'F', operator: null, encryption: null });
  const { archive } = await client.archives.open({ path, access: 'write', unlock: null });
  const take = async (given: Readonly<Record<string, string>>): Promise<void> => {
    const card = temporaryFolder();
    mkdirSync(card, { recursive: true });
    for (const [name, text] of Object.entries(given)) writeFileSync(join(card, name), text);
    await all(
      await client.ingest.run({
        archive,
        paths: [{ text: card }],
        workingFolder: card,
        description: {},
      }),
    );
  };
  await take(files);
  const facets = (filter: Partial<ItemFilter> = {}) =>
    client.items.facets({ archive, filter: { ...everything, ...filter } });
  const titles = async (filter: Partial<ItemFilter>): Promise<readonly string[]> => {
    const sort = { by: 'title', descending: false } as const;
    const { snapshot } = await client.items.snapshot({ archive, filter: { ...everything, ...filter }, sort });
    const { rows } = await client.items.rows({ archive, snapshot, from: 0, count: 100 });
    return rows.map(({ title }) => title.replace(/\..*$/, ''));
  };
  const number = async (title: string): Promise<string> => {
    const { items } = await client.items.list({ archive, query: null, limit: null, offset: 0 });
    return items.find((one) => one.title.startsWith(title))!.number;
  };
  return { client, core, archive, take, facets, titles, number };
}

const four = {
  'a.jpg': picture({ captured: at('2019-05-03T10:00:00'), camera: by('One', '7'), position: where(10, 20) }),
  'b.jpg': picture({
    captured: at('2019-11-01T10:00:00'),
    camera: by('One', '8'),
    position: where(-10, 179),
  }),
  'c.jpg': picture({
    captured: at('2021-01-01T10:00:00'),
    camera: by('Two', null),
    warnings: [{ code: 'gps-time-differs', detail: '' }],
  }),
  'd.txt': 'x',
};
const one = (value: string, items: number) => ({ value, items });

test('every facet is counted, of what is not hidden', async () => {
  const { facets, client, archive, number } = await world(four);
  await client.items
    .edit({
      archive,
      selection: { by: 'items', items: [await number('a'), await number('d')] },
      changes: { tags: ['wall'], confidentiality: 'public', reviewState: 'reviewed', title: 'Wall' },
    })
    .then(async (steps) => {
      await all(steps);
    });
  const found = await facets();
  expect(found).toMatchObject({
    total: 4,
    date: { counts: [one('2019', 2), one('2021', 1)], undated: 1 },
    camera: [
      { name: 'Acme One', items: 2, serials: [{ serial: '7', items: 1 }, { serial: '8', items: 1 }] }, // prettier-ignore
      { name: 'Acme Two', items: 1, serials: [] },
    ],
    kind: [one('picture', 3), one('document', 1)],
    position: [one('no', 2), one('yes', 2)],
    warning: [one('gps-time-differs', 1)],
    tag: [one('wall', 2)],
    confidentiality: [one('public', 2), one('restricted', 2)],
    review: [one('reviewed', 2), one('unreviewed', 2)],
    titled: [one('no', 2), one('yes', 2)],
  });
  expect(found.accession).toMatchObject([{ items: 4 }]);
  await client.disposition.hide({
    archive,
    items: [await number('b')],
    act: 'withdraw',
    reason: 'court-order',
    note: null,
  });
  expect(await facets()).toMatchObject({ total: 3, date: { counts: [one('2019', 1), one('2021', 1)] } });
  expect((await facets({ state: 'withdrawn' })).total).toBe(1);
});

test('a facet that a list is narrowed by counts as if it were not, the others as it is', async () => {
  const { facets } = await world(four);
  const found = await facets({ camera: 'Acme One' });
  expect(found.total).toBe(2);
  expect(found.camera.map(({ name, items }) => [name, items])).toEqual([['Acme One', 2], ['Acme Two', 1]]); // prettier-ignore
  expect(found.kind).toEqual([one('picture', 2)]);
  const both = await facets({ camera: 'Acme One', position: false });
  expect(both.total).toBe(0);
  expect(both.position).toEqual([one('yes', 2)]);
  expect(both.camera).toMatchObject([{ name: 'Acme Two', items: 1 }]);
});

test('each facet narrows the list', async () => {
  const { titles } = await world(four);
  expect(await titles({ kind: 'document' })).toEqual(['d']);
  expect(await titles({ position: true })).toEqual(['a', 'b']);
  expect(await titles({ warning: 'gps-time-differs' })).toEqual(['c']);
  expect(await titles({ warned: true })).toEqual(['c']);
  expect(await titles({ confidentiality: 'restricted', review: 'unreviewed' })).toEqual(['a', 'b', 'c', 'd']);
  expect(await titles({ confidentiality: 'public' })).toEqual([]);
  expect(await titles({ area: { west: 0, south: 0, east: 90, north: 90 } })).toEqual(['a']);
  expect(await titles({ area: { west: 170, south: -20, east: -170, north: 0 } })).toEqual(['b']);
  expect(await titles({ query: 'position:yes -camera:one' })).toEqual([]);
  expect(await titles({ query: '-type:document -warning:gps-time-differs' })).toEqual(['a', 'b']);
});

test('dates are counted by year, by month within a year and by day within a month, and a doubtful one in each it may be', async () => {
  const { facets, titles, client, archive, number } = await world(four);
  const say = async (title: string, captured: string): Promise<void> => {
    const selection = { by: 'items' as const, items: [await number(title)] };
    await all(await client.items.edit({ archive, selection, changes: { captured } }));
  };
  await say('d', '2019-04/2020-02');
  expect((await facets()).date).toEqual({ counts: [one('2019', 3), one('2020', 1), one('2021', 1)], undated: 0 }); // prettier-ignore
  expect(
    (await facets({ date: '2019' })).date.counts.map(({ value, items }) => `${value}: ${items}`),
  ).toEqual([
    '2019-04: 1',
    '2019-05: 2',
    '2019-06: 1',
    '2019-07: 1',
    '2019-08: 1',
    '2019-09: 1',
    '2019-10: 1',
    '2019-11: 2',
    '2019-12: 1',
  ]);
  expect((await facets({ date: '2019-05' })).date.counts).toContainEqual(one('2019-05-03', 2));
  expect((await facets({ date: '2019-05' })).date.counts).toHaveLength(31);
  expect(await titles({ date: '2020' })).toEqual(['d']);
  expect(await titles({ date: '2019-05-03' })).toEqual(['a', 'd']);
  expect(await titles({ query: 'date:2019-11/2021' })).toEqual(['b', 'c', 'd']);
  await say('c', '1584-02-29?');
  await say('b', '-0044-03-15');
  expect((await facets()).date.counts.map(({ value }) => value)).toEqual(['-0044', '1584', '2019', '2020']);
});

test('what is held in memory follows every change, and begins anew when it missed some', async () => {
  const { facets, client, core, archive, number, take } = await world(four);
  expect((await facets()).total).toBe(4);
  await take({ 'e.jpg': picture({ captured: at('2022-01-01T00:00:00') }) });
  expect(await facets()).toMatchObject({ total: 5, kind: [one('picture', 4), one('document', 1)] });
  await client.items.combine({ archive, into: await number('a'), items: [await number('b')] });
  expect(await facets()).toMatchObject({ total: 4 });
  const { derived, ...open } = core.archive(archive);
  derived!.exec('DELETE FROM fact_change; DELETE FROM item_facts WHERE item_id = 1');
  derived!.exec("UPDATE sqlite_sequence SET seq = seq + 20 WHERE name = 'fact_change'");
  deriveFacts({ ...open, derived }, [2]);
  expect((await facets()).total).toBe(3);
});

test('without derived.db, or behind it, the same is counted', async () => {
  const { core, archive, facets } = await world(four);
  const counted = await facets();
  const open = core.archive(archive);
  const whole = (derived: typeof open.derived): number => {
    const steps = columnsOf({ catalogue: open.catalogue, derived });
    for (;;) {
      const step = steps.next();
      if (step.done === true) return [...step.value.said].filter((set) => set > 0).length;
    }
  };
  expect(whole(null)).toBe(4);
  open.derived!.exec('UPDATE state SET last_facts = 2; DELETE FROM item_facts WHERE item_id > 2');
  expect(await facets()).toEqual(counted);
});

test('what nobody dates can be listed', async () => {
  const { facets, client, archive } = await world(four);
  const filter = { ...everything, undated: true };
  const sort = { by: 'title', descending: false } as const;
  const { snapshot, total } = await client.items.snapshot({ archive, filter, sort });
  const { rows } = await client.items.rows({ archive, snapshot, from: 0, count: 9 });
  expect([total, rows.map(({ title }) => title)]).toEqual([1, ['d.txt']]);
  expect(await facets({ undated: true })).toMatchObject({
    total: 1,
    date: { counts: [], undated: 1 },
    kind: [one('document', 1)],
  });
});
