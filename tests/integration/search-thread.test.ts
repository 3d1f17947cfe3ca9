import { createRouterClient } from '@orpc/server';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { generateArchive, generatedPassphrase } from '../../scripts/generate/archive.ts';
import { announceTraces, finishDisposal } from '../../src/core/disposition/traces.ts';
import type { JournalMode } from '../../src/core/database/connection.ts';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import { commonWords, findCommonWords } from '../../src/core/search-thread/common-words.ts';
import { openReader } from '../../src/core/search-thread/reader.ts';
import {
  openSearchThread,
  searcherOf,
  startThread,
  workerUrl,
} from '../../src/core/search-thread/search-thread.ts';
import { findWords } from '../../src/core/search/match.ts';
import { readQuery } from '../../src/core/search/query.ts';
import { isWiped } from '../../src/core/cryptography/secret.ts';
import type { ItemFilter } from '../../src/shared/records/item-row.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const everything: ItemFilter = { query: null, camera: null, accession: null, state: null };
const sort = { by: 'captured', descending: true } as const;
const atRest = ['archive.json', 'backups', 'catalogue.db', 'derived.db', 'lock.db', 'originals'];

/** Archives that are only searched, made once. */
const shared = mkdtempSync(join(tmpdir(), 'stele-test-'));
afterAll(() => rmSync(shared, { recursive: true, force: true }));

/** An archive of 3000 items to write to, or of 20,000 that is not written to. */
async function world(options: { isLarge?: boolean; encrypted?: boolean; journal?: JournalMode } = {}) {
  const { isLarge = false, encrypted = false, journal } = options;
  const base = isLarge ? join(shared, String(encrypted)) : temporaryFolder();
  const path = join(base, 'archive');
  if (!existsSync(path)) {
    mkdirSync(base, { recursive: true });
    await generateArchive({ path, items: isLarge ? 20_000 : 3000, encrypted });
  }
  const core = openCore({ journal });
  onTestFinished(() => core.close());
  const client = createRouterClient(router, { context: { core } });
  const unlock = encrypted ? ({ by: 'passphrase', passphrase: generatedPassphrase } as const) : null;
  const { archive } = await client.archives.open({ path, access: 'write', unlock });
  const take = (query: string | null = null, signal?: AbortSignal) =>
    client.items.snapshot({ archive, filter: { ...everything, query }, sort }, signal ? { signal } : {});
  const list = () => client.items.list({ archive, query: 'jpeg', limit: 1, offset: 0 });
  return { base, path, core, client, archive, opened: core.archive(archive), take, list };
}

function drained<Result>(steps: Generator<undefined, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const names = (path: string): string[] =>
  readdirSync(path)
    .filter((name) => name !== 'incoming')
    .sort();

test.each([false, true])(
  'while files are taken in, every search is answered, and finds at the end what came (encrypted: %s)',
  async (encrypted) => {
    const { base, path, client, archive, take } = await world({ encrypted });
    const card = join(base, 'card');
    mkdirSync(card);
    for (let index = 0; index < 120; index += 1)
      writeFileSync(join(card, `pilgrim ${index}.txt`), `${index}`);
    const { total: before } = await take();
    let isDone = false;
    const taking = (async () => {
      const request = { archive, paths: [{ text: card }], workingFolder: base, description: {} };
      for await (const { failures } of await client.ingest.run(request)) expect(failures).toBe(0);
      isDone = true;
    })();
    const totals: number[] = [];
    const found: number[] = [];
    while (!isDone) {
      const { total, snapshot } = await take();
      totals.push(total);
      const { rows } = await client.items.rows({ archive, snapshot, from: 0, count: 500 });
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      found.push((await take('pilgrim')).total);
    }
    await taking;
    for (const counts of [totals, found]) expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect((await take()).total).toBe(before + 120);
    expect((await take('pilgrim')).total).toBe(120);
    expect(await client.items.list({ archive, query: 'pilgrim 7', limit: 500, offset: 0 })).toMatchObject({
      total: 11,
    });
    await client.archives.close({ archive });
    expect(names(path)).toEqual(atRest);
  },
);

test.each([
  ['that has just begun', false, 0],
  ['while its thread starts', false, 5],
  ['in a thread that runs', true, 0],
  ['that is under way', true, 5],
])('closing ends a search %s, and leaves single files', async (_, isWarm, milliseconds) => {
  const { path, client, archive, opened, take } = await world({ isLarge: true, encrypted: true });
  if (isWarm) await take('canon');
  const asked = [take(), ...Array.from({ length: 30 }, (_, at) => take(at % 2 === 0 ? 'jpeg' : 'chapel'))];
  const settled = Promise.allSettled(asked);
  await wait(milliseconds);
  await client.archives.close({ archive });
  expect(names(path)).toEqual(atRest);
  // A quick machine may have answered the first before it was closed, and answered them all never.
  const outcomes = await settled;
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  for (const outcome of refused) expect(outcome).toMatchObject({ reason: { code: 'archive-not-open' } });
  expect(outcomes.at(-1)).toMatchObject({ status: 'rejected' });
  expect(opened.keys && isWiped(opened.keys.catalogue)).toBe(true);
});

test('locking while searches run ends them, too', async () => {
  const { path, core, take } = await world();
  await take();
  const asked = [take(), take('jpeg')].map((answer) => answer.catch((error: unknown) => error));
  await core.lock();
  expect(names(path)).toEqual(atRest);
  for (const answer of asked) expect(await answer).toMatchObject({ code: 'archive-not-open' });
});

test('a thread that dies says so, and the next search gets another one', async () => {
  const { path, client, archive, opened, take } = await world();
  const started: Worker[] = [];
  opened.searcher.current = openSearchThread(opened, null, (options) => {
    const worker = new Worker(workerUrl, options);
    started.push(worker);
    return worker;
  });
  expect((await take()).total).toBe(3000);
  const asked = take('jpeg').catch((error: unknown) => error);
  await started[0]?.terminate();
  expect(await asked).toMatchObject({ code: 'search-failed' });
  expect((await take('jpeg')).total).toBe(3000);
  // Also one that died while nobody asked.
  await started[1]?.terminate();
  expect((await take()).total).toBe(3000);
  expect(started).toHaveLength(3);
  await client.archives.close({ archive });
  expect(names(path)).toEqual(atRest);
});

test('one that was started ahead is used, and another where it died before', async () => {
  for (const dies of [false, true]) {
    const { opened, take } = await world();
    const ready = startThread();
    if (dies) await ready.worker.terminate();
    let started = 0;
    opened.searcher.current = openSearchThread(opened, ready, (options) => {
      started += 1;
      return new Worker(workerUrl, options);
    });
    expect((await take()).total).toBe(3000);
    expect(started).toBe(dies ? 1 : 0);
  }
});

test('a search that is not wanted any more is left, and those behind it come sooner', async () => {
  const { take } = await world({ isLarge: true });
  await take('chapel');
  const stop = new AbortController();
  const [running, waiting] = [take('jpeg', stop.signal), take(null, stop.signal)].map((answer) =>
    answer.catch((error: unknown) => error),
  );
  const next = take('jpeg');
  stop.abort();
  expect(await running).toMatchObject({ code: 'interrupted' });
  expect(await waiting).toMatchObject({ code: 'interrupted' });
  expect((await next).total).toBe(20_000);
});

test('the words that many items have are looked for ahead, and found as they would be', async () => {
  const { path, client, archive } = await world({ isLarge: true });
  await client.archives.close({ archive });
  const reader = openReader({ path, keys: null, hasDerived: true });
  onTestFinished(() => reader.close());
  const { sources } = reader;
  const { derived } = sources;
  if (!derived) throw new Error('no index');
  expect(drained(commonWords(sources))).toEqual(expect.arrayContaining(['img', 'jpg', 'image', 'canon']));
  const [condition] = readQuery('jpg');
  if (condition?.kind !== 'text') throw new Error('no word');
  const isHeld = (): boolean => findWords(derived, condition, 20_000).next().done === true;
  drained(findCommonWords(sources));
  expect(isHeld(), 'in a small archive nothing is looked for ahead').toBe(false);
  drained(findCommonWords(sources, 1000));
  expect(isHeld()).toBe(true);
  expect(drained(findWords(derived, condition, 20_000)).count()).toBe(20_000);
});

test('where a second connection may not read, this thread answers in turns', async () => {
  const { opened, take, list, path, client, archive } = await world({ journal: 'exclusive' });
  expect((await take('jpeg')).total).toBe(3000);
  expect((await list()).total).toBe(3000);
  expect(searcherOf(opened).constructor.name).toBe('InTurns');
  const stop = AbortSignal.abort();
  await expect(take('jpeg', stop)).rejects.toMatchObject({ code: 'interrupted' });
  await client.archives.close({ archive });
  expect(names(path)).toEqual(atRest);
});

test('what was destroyed leaves no journal although somebody searches', async () => {
  const { opened, take } = await world();
  await take();
  const asked = take('jpeg');
  opened.catalogue.transaction(() => announceTraces(opened, 1))();
  // Throws where a reader keeps a journal from being emptied.
  finishDisposal(opened);
  expect((await asked).total).toBe(3000);
});
