import { createRouterClient } from '@orpc/server';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openCore } from '../../../src/core/router/core.ts';
import { router } from '../../../src/core/router/router.ts';
import { inspector } from '../../helpers/archive.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

const whole = openCore();
const core = { ...whole, inspector: () => inspector };
const client = createRouterClient(router, { context: { core } });
afterAll(() => whole.close());

const everything = { query: null, camera: null, accession: null, state: null };

test('a selection of a list is seen before it goes into a package, without what was hidden since, and goes out as seen', async () => {
  const base = temporaryFolder();
  const [path, card] = [join(base, 'archive'), join(base, 'card')] as const;
  mkdirSync(card);
  for (const name of ['a', 'b', 'c', 'd']) writeFileSync(join(card, `${name}.jpg`), name.repeat(100));
  await client.archives.create({ path, name: 'A', operator: null });
  const { archive } = await client.archives.open({ path, access: 'write' });
  const run = await client.ingest.run({
    archive,
    paths: [{ text: card }],
    workingFolder: base,
    description: {},
  });
  while ((await run.next()).done !== true);
  const sort = { by: 'added', descending: false } as const;
  const { snapshot } = await client.items.snapshot({ archive, filter: everything, sort });
  const { rows } = await client.items.rows({ archive, snapshot, from: 0, count: 4 });
  const ids = rows.map(({ id }) => id);
  const selection = { by: 'snapshot', snapshot, ranges: [[1, 3]] as [number, number][] } as const;
  const hidden = ids[2] ?? '';
  await client.disposition.hide({ archive, act: 'withdraw', items: [hidden], reason: 'other', note: null });
  const preview = await client.packages.preview({ archive, selection });
  expect(preview).toMatchObject({ items: 2, files: 2, bytes: 200, graphic: 0, leftOut: 1 });
  expect(preview.first).toEqual([ids[1], ids[3]]);
  expect(preview.confidentiality).toEqual([{ level: 'restricted', items: 2 }]);
  const tiles = await client.items.some({ archive, items: [...preview.first] });
  expect(tiles.rows.map(({ title }) => title)).toEqual(['b.jpg', 'd.jpg']);

  const destination = join(base, 'package');
  const out = await client.packages.export({
    archive,
    destination,
    profile: 'transfer',
    form: 'folder',
    selection,
  });
  while ((await out.next()).done !== true);
  const carried = await client.packages.carrying({ archive, items: ids });
  expect(carried.map(({ item, exhibit, receipts }) => [item, exhibit, receipts])).toEqual([
    [rows[1]?.number, 'E-0001', []],
    [rows[3]?.number, 'E-0002', []],
  ]);
  const none = { by: 'snapshot', snapshot, ranges: [[2, 2]] as [number, number][] } as const;
  expect(await client.packages.preview({ archive, selection: none })).toMatchObject({ items: 0, leftOut: 1 });
});
