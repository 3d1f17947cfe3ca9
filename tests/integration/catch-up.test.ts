import { createRouterClient } from '@orpc/server';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import type { Archive } from '../../src/core/archive/archive.ts';
import { deriveInBackground } from '../../src/core/ingest/derive-in-background.ts';
import { openCore, type Core } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import { inspector, newTestArchive, type TestArchive } from '../helpers/archive.ts';
import type { ContractClient } from '../helpers/bindings.ts';
import { temporaryFolder } from '../helpers/folders.ts';

// What derived.db lacks is made behind an open window, by itself.

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function core(): { core: Core; client: ContractClient } {
  const opened = openCore({ isBehindWindow: true });
  cleanups.push(() => opened.close());
  return { core: opened, client: createRouterClient(router, { context: { core: opened } }) };
}

/** An archive of eight drawn pictures whose derived.db was deleted after it was closed. */
async function withoutDerived(): Promise<{ path: string; thumbnails: number }> {
  const base = temporaryFolder();
  const [path, card] = [join(base, 'archive'), join(base, 'card')] as const;
  mkdirSync(card);
  for (let at = 0; at < 8; at += 1) writeFileSync(join(card, `${at}.png`), await picture(at));
  const { core: first, client } = core();
  await client.archives.create({ path, name: 'A', operator: null });
  const { archive } = await client.archives.open({ path, access: 'write' });
  const run = await client.ingest.run({
    archive,
    paths: [{ text: card }],
    workingFolder: base,
    description: {},
  });
  while ((await run.next()).done !== true);
  const thumbnails = thumbnailsOf(first.archive(archive));
  await client.archives.close({ archive });
  rmSync(join(path, 'derived.db'));
  return { path, thumbnails };
}

const picture = (at: number): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: { r: at * 20, g: 90, b: 30 } } })
    .png()
    .toBuffer();

const thumbnailsOf = ({ derived }: Archive): number =>
  derived?.prepare<[], number>('SELECT count(*) FROM thumbnail').pluck().get() ?? 0;

test('pictures and words that were deleted come back when the archive is opened, without an import', async () => {
  const { path, thumbnails } = await withoutDerived();
  expect(thumbnails).toBe(8);
  const { core: second, client } = core();
  const { archive } = await client.archives.open({ path, access: 'write' });
  const told: number[] = [];
  for await (const { missing } of await client.items.catchingUp({ archive })) told.push(missing);
  expect(told[0]).toBe(8);
  expect(thumbnailsOf(second.archive(archive))).toBe(thumbnails);
  expect(second.jobs.size).toBe(0);
  const { total } = await client.items.list({ archive, query: 'png', limit: 0, offset: 0 });
  expect(total).toBeGreaterThan(0);
  // And nothing is left to do.
  expect(second.catchingUp(archive)).toBe(null);
});

test('whoever only reads makes nothing, and closing stops what is being made', async () => {
  const { path, thumbnails } = await withoutDerived();
  const { core: reading } = core();
  const read = await reading.open(path, 'read', null);
  expect(reading.catchingUp(read.handle)).toBe(null);
  await reading.closeArchive(read.handle);

  const { core: writing } = core();
  const { handle, archive } = await writing.open(path, 'write', null);
  const work = writing.catchingUp(handle);
  await writing.closeArchive(handle);
  await work?.ended;
  expect(work).not.toBe(null);
  expect(archive.catalogue.open).toBe(false);
  const again = await writing.open(path, 'write', null);
  await writing.catchingUp(again.handle)?.ended;
  expect(thumbnailsOf(again.archive)).toBe(thumbnails);
});

test('it waits while other work runs, and for nothing longer once it is stopped', async () => {
  const there = await archiveBehind();
  const other = Promise.withResolvers<undefined>();
  const jobs = new Set([{ ended: other.promise }]);
  const work = deriveInBackground(there.archive, () => drawing(), jobs);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(thumbnailsOf(there.archive)).toBe(0);
  work?.stop();
  await work?.ended;
  const second = deriveInBackground(there.archive, () => drawing(), jobs);
  jobs.clear();
  other.resolve(undefined);
  await second?.ended;
  expect(thumbnailsOf(there.archive)).toBe(3);
});

test('what went into quarantine or was destroyed while it was drawn gets no picture', async () => {
  const { archive } = await archiveBehind();
  const items = archive.catalogue.prepare<[], number>('SELECT id FROM item ORDER BY id').pluck().all();
  const meanwhile = (): void => {
    archive.catalogue
      .prepare(
        "INSERT OR IGNORE INTO item_state (item_id, state, reason, since, sequence) VALUES (?, 'quarantined', 'other', '2026-11-09T12:00:00Z', 1)",
      )
      .run(items[0]);
  };
  await deriveInBackground(archive, () => drawing(meanwhile), new Set())?.ended;
  const drawn = archive.derived
    ?.prepare<[], number>('SELECT file_id FROM thumbnail ORDER BY file_id')
    .pluck()
    .all();
  expect(drawn).toHaveLength(2);
});

/** Three files, of which derived.db knows nothing. */
async function archiveBehind(): Promise<TestArchive> {
  const there = await newTestArchive({ 'a.jpg': 'a', 'b.jpg': 'b', 'c.jpg': 'c' });
  cleanups.push(() => there.close());
  there.archive.derived?.exec('UPDATE state SET last_file = 0, last_text = 0, last_facts = 0');
  return there;
}

const drawing = (first: () => void = () => undefined) => ({
  ...inspector,
  inspect: async (...parameters: Parameters<typeof inspector.inspect>) => {
    const looked = await inspector.inspect(...parameters);
    first();
    return {
      ...looked,
      thumbnail: { mediaType: 'image/webp' as const, width: 1, height: 1, bytes: Buffer.from('x') },
    };
  },
});
