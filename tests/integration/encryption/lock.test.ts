import { createRouterClient } from '@orpc/server';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createArchive } from '../../../src/core/archive/create.ts';
import { AutoLock } from '../../../src/core/router/auto-lock.ts';
import { openCore, type Core } from '../../../src/core/router/core.ts';
import { router } from '../../../src/core/router/router.ts';
import { stele } from '../../helpers/cli.ts';
import { passphrase, testEncryption } from '../../helpers/encryption.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

const clock = (): Date => new Date();
const unlock = { by: 'passphrase', passphrase } as const;

async function world() {
  const base = temporaryFolder();
  const [path, card] = [join(base, 'archive'), join(base, 'card')] as const;
  mkdirSync(card);
  for (let index = 0; index < 300; index += 1)
    writeFileSync(join(card, `${index}.txt`), `${index} `.repeat(3000));
  createArchive({ path, name: 'L', operator: null, clock, encryption: await testEncryption({ clock }) });
  const core = openCore();
  const client = createRouterClient(router, { context: { core } });
  const { archive } = await client.archives.open({ path, access: 'write', unlock });
  const run = () =>
    client.ingest.run({ archive, paths: [{ text: card }], workingFolder: base, description: {} });
  return { path, core, client, archive, run };
}

function keysOf(core: Core, handle: string): readonly Uint8Array[] {
  const { keys } = core.archive(handle);
  return keys
    ? [keys.master, keys.catalogue, keys.derived, keys.labels, keys.vault.content, keys.vault.names]
    : [];
}

test('locking in the middle of an import stops it, closes the archive and wipes its keys; the next run completes it', async () => {
  const { path, core, client, archive, run } = await world();
  const keys = keysOf(core, archive);
  expect(keys.every((key) => key.some((byte) => byte !== 0))).toBe(true);
  const stream = await run();
  const reading = (async () => {
    for await (const { done } of stream) if (done > 20) await client.archives.lock();
  })();
  await expect(reading).rejects.toThrow();
  expect(keys).toHaveLength(6);
  for (const key of keys) expect(key.every((byte) => byte === 0)).toBe(true);
  await expect(client.items.list({ archive, query: null, limit: 1, offset: 0 })).rejects.toMatchObject({
    code: 'archive-not-open',
  });
  await core.close();
  const env = { STELE_PASSPHRASE: passphrase };
  expect(stele(['verify', path, '--json'], { env }).json()).toMatchObject({ verdict: 'verified' });
  expect(stele(['list', path, '--json', '--limit', '0'], { env }).json().total).toBeLessThan(300);
});

test('it locks by itself when nobody does anything, and not while something runs', async () => {
  const { core, archive, run } = await world();
  let locked = 0;
  const automatic = new AutoLock(core, 30, () => (locked += 1));
  let steps = 0;
  for await (const { done } of await run()) steps += done >= 0 ? 1 : 0;
  expect(steps).toBeGreaterThan(1);
  await expect.poll(() => locked, { timeout: 20_000 }).toBe(1);
  expect(() => core.archive(archive)).toThrow('not open any more');
  automatic.stop();
  await core.close();
});
