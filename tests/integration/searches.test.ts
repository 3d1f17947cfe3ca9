import { createRouterClient } from '@orpc/server';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import type { ItemFilter } from '../../src/shared/records/item-row.ts';
import { inspector } from '../helpers/archive.ts';
import { stele } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const everything: ItemFilter = { query: null, camera: null, accession: null, state: null };
const sort = { by: 'captured', descending: true } as const;
let path: string;
let client: ReturnType<typeof connect>['client'];
let archive: string;

function connect() {
  const core = openCore();
  onTestFinished(() => core.close());
  return {
    client: createRouterClient(router, { context: { core: { ...core, inspector: () => inspector } } }),
  };
}

beforeEach(async () => {
  const folder = temporaryFolder();
  path = join(folder, 'archive');
  mkdirSync(join(folder, 'card'));
  const names = ['Նորավանք պատ.jpg', 'Нораванк.jpg', 'Noravank wall.jpg', 'secretword.jpg'];
  for (const name of names) writeFileSync(join(folder, 'card', name), name);
  ({ client } = connect());
  await client.archives.create({ path, name: 'S', operator: null, encryption: null });
  ({ archive } = await client.archives.open({ path, access: 'write', unlock: null }));
  const request = {
    archive,
    paths: [{ text: join(folder, 'card') }],
    workingFolder: folder,
    description: {},
  };
  for await (const { failures } of await client.ingest.run(request)) expect(failures).toBe(0);
});

const labels = async (text: string): Promise<readonly string[]> =>
  (await client.searches.suggest({ archive, text })).map(({ label }) => label);
const numberOf = async (query: string): Promise<string> => {
  const { items } = await client.items.list({ archive, query, limit: 1, offset: 0 });
  return items[0]!.number;
};

test('what may be typed next comes from what the archive has, in every script', async () => {
  expect(await labels('norav')).toEqual(['noravank', 'нораванк', 'նորավանք']);
  expect(await labels('Նորավ')).toContain('noravank');
  expect(await labels('wall -norav')).toContain('нораванк');
  const [first] = await client.searches.suggest({ archive, text: 'wall -norav' });
  expect(first?.text).toBe('wall -noravank ');
  expect(await labels('cam')).toContain('camera:');
  expect(await labels('տեսախց')).toContain('տեսախցիկ:');
  expect(await labels('n')).toEqual([]);
  expect(await labels('')).toEqual([]);
  expect(await labels('"in a row')).toEqual([]);
  const selection = { by: 'items' as const, items: [await numberOf('secretword')] };
  const edit = await client.items.edit({ archive, selection, changes: { tags: ['north side'] } });
  for await (const { failures } of edit) expect(failures).toBe(0);
  const [meant] = await client.searches.suggest({ archive, text: 'tga:nor' });
  expect(meant?.text).toBe('tag:"north side" ');
  const [tag] = await client.searches.suggest({ archive, text: 'tag:no' });
  expect(tag).toEqual({ kind: 'tag', text: 'tag:"north side" ', label: 'north side', items: 1 });
  expect((await client.items.list({ archive, query: tag!.text, limit: null, offset: 0 })).total).toBe(1);
});

test('nothing is suggested that only hidden items have', async () => {
  expect(await labels('secr')).toEqual(['secretword']);
  const items = [await numberOf('secretword')];
  await client.disposition.hide({ archive, items, act: 'quarantine', reason: 'harmful-file', note: null });
  expect(await labels('secr')).toEqual([]);
});

test('a search is kept, replaced, listed and taken away, and what cannot be kept says why', async () => {
  const search = { name: ' Walls ', filter: { ...everything, query: 'wall' }, sort };
  expect(await client.searches.save({ archive, search })).toMatchObject([{ name: 'Walls' }]);
  const other = { ...search, filter: { ...everything, query: 'պատ', position: false } };
  await client.searches.save({ archive, search: other });
  expect(await client.searches.list({ archive })).toMatchObject([
    { name: 'Walls', filter: { query: 'պատ' } },
  ]);
  const wrong = { ...search, filter: { ...everything, query: 'date:never' } };
  await expect(client.searches.save({ archive, search: wrong })).rejects.toMatchObject({
    code: 'search-not-understood',
  });
  await expect(client.searches.remove({ archive, name: 'None' })).rejects.toMatchObject({
    code: 'no-such-search',
  });
  await client.archives.close({ archive });
  const { archive: read } = await client.archives.open({ path, access: 'read', unlock: null });
  expect(await client.searches.list({ archive: read })).toHaveLength(1);
  await expect(client.searches.remove({ archive: read, name: 'Walls' })).rejects.toMatchObject({
    code: 'archive-read-only',
  });
});

test('the command line counts, keeps and lists', async () => {
  await client.archives.close({ archive });
  const kept = stele(['search', 'save', path, 'Gate', '--query', 'noravank -wall']);
  expect(kept.stdout).toContain('Gate: noravank -wall');
  const listed = stele(['list', path, '--saved', 'Gate']);
  expect(listed.stdout).toContain('Нораванк.jpg');
  expect(listed.stdout).toContain('2 items');
  const counted = stele(['search', 'counts', path, '--saved', 'Gate', '--json']);
  expect(JSON.parse(counted.stdout)).toMatchObject({ total: 2 });
  expect(stele(['search', 'counts', path]).stdout).toMatch(/^4 items\n/);
  expect(stele(['search', 'remove', path, 'Gate']).stdout).toBe('0 searches kept\n');
  expect(stele(['list', path, '--saved', 'Gate']).code).toBe(2);
  expect(stele(['search', 'save', path]).code).toBe(2);
});

test('a field that there is not is told of on standard error, or in the answer', async () => {
  expect(await client.searches.unknownFields({ query: 'camra:nikon' })).toEqual([
    { field: 'camra', meant: 'camera' },
  ]);
  await client.archives.close({ archive });
  const told = 'There is no field "camra"; it was looked for as words. Did you mean camera:?\n';
  const listed = stele(['list', path, '--query', 'camra:nikon']);
  expect([listed.code, listed.stdout]).toEqual([0, '0 items\n']);
  expect(listed.stderr).toContain(told);
  const unknownFields = [{ field: 'camra', meant: 'camera' }];
  const asJson = stele(['list', path, '--query', 'camra:nikon', '--json']);
  expect([asJson.json(), asJson.stderr]).toEqual([{ total: 0, items: [], unknownFields }, '']);
  expect(stele(['list', path, '--query', 'camera:nikon', '--json']).json()).not.toHaveProperty(
    'unknownFields',
  );
  const counted = stele(['search', 'counts', path, '--query', 'camra:nikon', '--json']);
  expect(counted.json()).toMatchObject({ total: 0, unknownFields });
  expect(stele(['search', 'save', path, 'Nikon', '--query', 'camra:nikon']).stderr).toBe(told);
  expect(stele(['list', path, '--saved', 'Nikon']).stderr).toContain(told);
});
