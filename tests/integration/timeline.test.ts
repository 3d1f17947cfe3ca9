import { createRouterClient } from '@orpc/server';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { MediaInspector } from '../../src/core/media/types.ts';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import type { ItemFilter } from '../../src/shared/records/item-row.ts';
import { noReadings, type FileReadings } from '../../src/shared/records/readings.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const everything: ItemFilter = { query: null, camera: null, accession: null, state: null };

/** Files say what stands in them: readings as JSON. */
const inspector: MediaInspector = {
  inspect: async (file) => {
    const text = Buffer.from(await file.read(0, file.size)).toString();
    const { readings } = JSON.parse(text) as { readings: Partial<FileReadings> };
    return {
      mediaType: 'image/jpeg',
      extension: 'jpg',
      reader: null,
      metadata: {},
      thumbnail: null,
      readings: { ...noReadings, ...readings },
    };
  },
  close: async () => undefined,
};

interface Taken {
  readonly name: string;
  readonly captured?: string;
  readonly camera?: string;
}

async function world(files: readonly Taken[]) {
  const whole = openCore();
  onTestFinished(() => whole.close());
  const core = { ...whole, inspector: () => inspector };
  const client = createRouterClient(router, { context: { core } });
  const path = join(temporaryFolder(), 'archive');
  await client.archives.create({ path, name: 'F', operator: null, encryption: null });
  const { archive } = await client.archives.open({ path, access: 'write', unlock: null });
  const card = temporaryFolder();
  mkdirSync(card, { recursive: true });
  for (const { name, captured, camera } of files) {
    const readings = {
      ...(captured && { captured: { value: captured, offset: null, utc: null, basis: 'local', source: 'test' } }), // prettier-ignore
      ...(camera && { camera: { make: null, model: camera, serial: null, lens: null } }),
    };
    writeFileSync(join(card, `${name}.jpg`), JSON.stringify({ name, readings }));
  }
  const all = async (steps: AsyncIterable<unknown>): Promise<void> => {
    for await (const step of steps) expect(step).toBeDefined();
  };
  await all(await client.ingest.run({ archive, paths: [{ text: card }], workingFolder: card, description: {} })); // prettier-ignore
  const timeline = (
    asked: { filter?: Partial<ItemFilter>; from?: number; to?: number; bins?: number } = {},
  ) =>
    client.items.timeline({
      archive,
      filter: { ...everything, ...asked.filter },
      from: asked.from ?? null,
      to: asked.to ?? null,
      bins: asked.bins ?? 400,
    });
  const number = async (title: string): Promise<string> => {
    const { items } = await client.items.list({ archive, query: null, limit: null, offset: 0 });
    return items.find((one) => one.title.startsWith(title))!.number;
  };
  const edit = async (title: string, changes: Parameters<typeof client.items.edit>[0]['changes']) =>
    all(
      await client.items.edit({
        archive,
        selection: { by: 'items', items: [await number(title)] },
        changes,
      }),
    );
  return { client, archive, timeline, edit, number };
}

const utc = (text: string): number => Date.parse(`${text}Z`);

test('lanes by camera in any script, most items first, and who has none last; undated ones are told', async () => {
  const { timeline } = await world([
    { name: 'a', captured: '2019-05-03T10:00:00', camera: 'Зоркий' },
    { name: 'b', captured: '2019-05-20T10:00:00', camera: 'Зоркий' },
    { name: 'c', captured: '2019-07-01T00:00:00', camera: 'Տեսախցիկ' },
    { name: 'd', captured: '2019-06-01T00:00:00' },
    { name: 'e', camera: 'Zorki' },
  ]);
  expect(await timeline({ bins: 12 })).toEqual({
    extent: { from: utc('2019-05-03T10:00:00'), to: utc('2019-07-01T00:00:01') },
    unit: 'month',
    edges: ['2019-05-01', '2019-06-01', '2019-07-01', '2019-08-01'].map((day) => Date.parse(day)),
    lanes: [
      { camera: 'Зоркий', cameras: 1, items: 2, sure: [2, 0, 0], doubtful: [] },
      { camera: 'Տեսախցիկ', cameras: 1, items: 1, sure: [0, 0, 1], doubtful: [] },
      { camera: null, cameras: 0, items: 1, sure: [0, 1, 0], doubtful: [] },
    ],
    undated: 1,
    total: 5,
  });
});

test('what may be of several bins is doubtful, as wide as its date; in wider bins it is sure', async () => {
  const { timeline, edit } = await world([
    { name: 'a', captured: '2019-05-03T10:00:00' },
    { name: 'b' },
    { name: 'c' },
    { name: 'd' },
  ]);
  await edit('b', { captured: '2019' });
  await edit('c', { captured: '2019' });
  await edit('d', { captured: '2018/2020' });
  const months = await timeline({ bins: 36 });
  expect(months.unit).toBe('month');
  expect(months.lanes[0]).toMatchObject({
    items: 4,
    doubtful: [
      { from: utc('2018-01-01T00:00'), to: utc('2021-01-01T00:00'), items: 1 },
      { from: utc('2019-01-01T00:00'), to: utc('2020-01-01T00:00'), items: 2 },
    ],
  });
  expect(months.lanes[0]?.sure.reduce((sum, items) => sum + items)).toBe(1);
  const years = await timeline({ bins: 3 });
  expect(years).toMatchObject({ unit: 'year', lanes: [{ sure: [0, 3, 0] }] });
  expect(years.lanes[0]?.doubtful).toEqual([
    { from: utc('2018-01-01T00:00'), to: utc('2021-01-01T00:00'), items: 1 },
  ]);
});

test('of a part of the time the rest is not counted, and doubt that goes beyond it says so', async () => {
  const { timeline, edit } = await world([
    { name: 'a', captured: '2019-05-03T10:00:30' },
    { name: 'b', captured: '2019-05-03T10:07:00' },
    { name: 'c', captured: '2019-05-04T00:00:00' },
    { name: 'd' },
  ]);
  await edit('d', { captured: '2019-05-03/..' });
  // An end that is open tells nothing but its beginning.
  const hour = await timeline({ from: utc('2019-05-03T10:00'), to: utc('2019-05-03T11:00') });
  expect(hour).toMatchObject({ unit: 'minute', total: 4, lanes: [{ items: 3 }] });
  expect(hour.edges).toHaveLength(61);
  expect(hour.lanes[0]?.sure.flatMap((items, at) => (items > 0 ? [at] : []))).toEqual([0, 7]);
  expect(hour.lanes[0]?.doubtful).toEqual([{ from: null, to: null, items: 1 }]);
  expect(hour.extent?.to).toBe(utc('2019-05-04T00:00:01'));
});

test('hidden items are left out, and a filter counts', async () => {
  const { client, archive, timeline, number } = await world([
    { name: 'a', captured: '2019-05-03T10:00:00', camera: 'One' },
    { name: 'b', captured: '2019-05-03T11:00:00', camera: 'One' },
    { name: 'c', captured: '2019-05-03T12:00:00', camera: 'Two' },
  ]);
  const items = [await number('b')];
  await client.disposition.hide({ archive, act: 'withdraw', items, reason: 'other', note: null });
  expect((await timeline()).lanes.map(({ camera, items }) => [camera, items])).toEqual([
    ['One', 1],
    ['Two', 1],
  ]);
  expect((await timeline({ filter: { camera: 'Two' } })).total).toBe(1);
  expect((await timeline({ filter: { state: 'withdrawn' } })).total).toBe(1);
});

test('beyond twelve cameras the rest shares a lane', async () => {
  const files = Array.from({ length: 15 }, (_, at) => ({
    name: `f${at}`,
    captured: `2019-05-${String(at + 1).padStart(2, '0')}T10:00:00`,
    camera: `Model ${String(at).padStart(2, '0')}`,
  }));
  const { timeline } = await world(files);
  const { lanes } = await timeline();
  expect(lanes).toHaveLength(12);
  expect(lanes.at(-1)).toMatchObject({ camera: null, cameras: 4, items: 4 });
});

test('more doubts than are drawn are taken together, wider than they are, and none is lost', async () => {
  const files = Array.from({ length: 260 }, (_, at) => {
    const [first, last] = [new Date(Date.UTC(2019, 0, 1 + at)), new Date(Date.UTC(2019, 0, 3 + at))];
    const captured = `${first.toISOString().slice(0, 10)}/${last.toISOString().slice(0, 10)}`;
    return { name: `f${at}`, captured };
  });
  const { timeline } = await world(files);
  const [lane] = (await timeline()).lanes;
  const doubts = lane?.doubtful ?? [];
  expect(doubts.length).toBeLessThanOrEqual(200);
  expect(lane?.sure.every((items) => items === 0)).toBe(true);
  expect(doubts.reduce((sum, { items }) => sum + items, 0)).toBe(260);
  const spans = doubts.map(({ from, to }) => (to ?? NaN) - (from ?? NaN));
  expect(Math.min(...spans)).toBeGreaterThanOrEqual(3 * 86_400_000);
});

test('a list is narrowed to minutes by an interval with times', async () => {
  const { client, archive } = await world([
    { name: 'a', captured: '2019-05-03T10:00:59' },
    { name: 'b', captured: '2019-05-03T10:01:00' },
    { name: 'c', captured: '2019-05-03T10:12:00' },
  ]);
  const total = async (date: string): Promise<number> => {
    const sort = { by: 'title', descending: false } as const;
    return (await client.items.snapshot({ archive, filter: { ...everything, date }, sort })).total;
  };
  expect(await total('2019-05-03T10:00/2019-05-03T10:00')).toBe(1);
  expect(await total('2019-05-03T10:01/2019-05-03T10:11')).toBe(1);
  expect(await total('2019-05-03T10:00:59/2019-05-03')).toBe(3);
  expect(await total('2019-05-03T10:01:00')).toBe(1);
});

test('nothing dated, or nothing at all', async () => {
  const { timeline } = await world([{ name: 'a' }]);
  expect(await timeline()).toMatchObject({ extent: null, edges: [], lanes: [], undated: 1, total: 1 });
  expect(await timeline({ filter: { query: 'elsewhere' } })).toMatchObject({ undated: 0, total: 0 });
  // Whatever else is dated is counted in bins of the time that was asked for.
  const { extent, edges, lanes } = await timeline({
    from: Date.parse('2020-01-01'),
    to: Date.parse('2020-03-01'),
  });
  expect({ extent, lanes }).toEqual({ extent: null, lanes: [] });
  expect(edges.length).toBeGreaterThan(2);
});
