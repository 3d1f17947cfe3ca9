import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import { fillUp, needsMount, smallDisk } from '../helpers/disks.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { resultOf } from '../helpers/streams.ts';

test('a description that the full disk does not take is refused as that, and taken once there is room', async ({
  skip,
}) => {
  const disk = smallDisk('size=12m');
  if (!disk) return skip(needsMount);
  const core = openCore();
  const client = createRouterClient(router, { context: { core } });
  const card = join(temporaryFolder(), 'card');
  mkdirSync(card);
  writeFileSync(join(card, 'note.txt'), 'The gate stood open.');
  const path = join(disk.path, 'archive');
  await client.archives.create({ path, name: 'Full', operator: 'Anna' });
  const { archive } = await client.archives.open({ path, access: 'write' });
  const paths = [{ text: card }];
  await resultOf(client.ingest.run({ archive, paths, workingFolder: card, description: {}, leaveOut: [] }));
  const [item] = (await client.items.list({ archive, query: null, limit: null, offset: 0 })).items;
  fillUp(disk.path);
  const edit = () =>
    resultOf(
      client.items.edit({
        archive,
        selection: { by: 'items', items: [item?.id ?? ''] },
        changes: { description: 'The wall by the gate. '.repeat(5000) },
      }),
    );
  await expect(edit()).rejects.toMatchObject({ code: 'disk-full', details: { path } });
  disk.remount('size=40m');
  expect(await edit()).toMatchObject({ edited: 1 });
  await core.close();
});
