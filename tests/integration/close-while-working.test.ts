import { createRouterClient } from '@orpc/server';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { openCore, type Core } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import { openTransferPool } from '../../src/core/transfer/pool.ts';
import { inspector } from '../helpers/archive.ts';
import type { ContractClient } from '../helpers/bindings.ts';
import { temporaryFolder } from '../helpers/folders.ts';

// Work on an archive is stopped and waited for before its databases close, whatever it is, and whoever closes it.

const files = 60;
const cores: Core[] = [];
afterEach(async () => {
  for (const core of cores.splice(0)) await core.close();
});

/** An archive of sixty files, in a core in which every file takes a while to be read. */
async function world() {
  const base = temporaryFolder();
  const [path, card] = [join(base, 'archive'), join(base, 'card')] as const;
  mkdirSync(card);
  for (let at = 0; at < files; at += 1) writeFileSync(join(card, `${at}.jpg`), `picture ${at}`);
  const whole = openCore();
  cores.push(whole);
  const pool = openTransferPool({ threads: 2 });
  let slow = false;
  const core: Core = {
    ...whole,
    inspector: () => inspector,
    pool: {
      ...pool,
      size: 2,
      bytesRead: () => pool.bytesRead(),
      run: async (...parameters) => {
        if (slow) await wait(20);
        return pool.run(...parameters);
      },
      move: (...parameters) => pool.move(...parameters),
      close: () => pool.close(),
    },
  };
  const client: ContractClient = createRouterClient(router, { context: { core } });
  await client.archives.create({ path, name: 'A', operator: null });
  const { archive } = await client.archives.open({ path, access: 'write' });
  const importing = { archive, paths: [{ text: card }], workingFolder: base, description: {} };
  const run = await client.ingest.run(importing);
  while ((await run.next()).done !== true);
  slow = true;
  return { base, card, path, core, whole, pool, client, archive };
}

type World = Awaited<ReturnType<typeof world>>;
type Running = Promise<AsyncIterator<unknown, unknown, void>>;

const works: Readonly<Record<string, (world: World) => Running>> = {
  'a backup': ({ client, archive, base }) =>
    client.backup.run({ archive, destination: join(base, 'backup'), label: null }),
  'an export': ({ client, archive, base }) =>
    client.packages.export({
      archive,
      destination: join(base, 'package'),
      profile: 'transfer',
      form: 'folder',
      selection: { by: 'all' },
    }),
  'a check': ({ client, archive }) => client.fixity.check({ archive, scope: { sample: 100 } }),
  'the question about a card': ({ client, archive, base, card }) =>
    client.fixity.card({ archive, paths: [{ text: card }], workingFolder: base }),
};

const closings: Readonly<Record<string, (world: World) => Promise<unknown>>> = {
  closed: ({ client, archive }) => client.archives.close({ archive }),
  locked: ({ client }) => client.archives.lock(),
  quit: ({ whole }) => whole.close(),
};

describe.each(Object.keys(works))('%s that runs', (name) => {
  test.each(Object.keys(closings))('is stopped and waited for when the archive is %s', async (how) => {
    const there = await world();
    const { path, pool, core, archive } = there;
    const { catalogue } = core.archive(archive);
    const stream = await works[name]!(there);
    const first = await stream.next();
    expect(first.done).not.toBe(true);
    const openAtItsEnd = Promise.all(
      [...core.jobs].map(async ({ ended }) => {
        await ended;
        return catalogue.open;
      }),
    );
    const failure = drain(stream).catch((error: unknown) => error);
    await closings[how]!(there);
    expect(catalogue.open).toBe(false);
    expect(await openAtItsEnd).toEqual([true]);
    expect(await failure).toMatchObject({ code: 'interrupted' });
    await pool.close();
    // Nothing was lost, and nothing lies half-way.
    const again = createRouterClient(router, { context: { core: openCoreToLook() } });
    const opened = await again.archives.open({ path, access: 'write' });
    expect(await again.items.list({ ...opened, query: null, limit: 0, offset: 0 })).toMatchObject({
      total: files,
    });
    expect(await again.custody.verify(opened)).toMatchObject({ verdict: 'verified' });
  });
});

async function drain(stream: AsyncIterator<unknown, unknown, void>): Promise<unknown> {
  for (;;) {
    const next = await stream.next();
    if (next.done === true) return next.value;
  }
}

function openCoreToLook(): Core {
  const core = openCore();
  cores.push(core);
  return core;
}
