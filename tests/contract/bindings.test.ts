import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { openCore, type Core } from '../../src/core/router/core.ts';
import { isAppError, type AppError } from '../../src/shared/errors/app-error.ts';
import type { Progress } from '../../src/shared/records/progress.ts';
import { inspector } from '../helpers/archive.ts';
import { bindings, type Binding, type Bound } from '../helpers/bindings.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A client over `binding`, of a core whose parts may be replaced. */
async function bound(
  binding: Binding,
  changed: (core: Core) => Partial<Core> = () => ({}),
): Promise<{ core: Core } & Bound> {
  const whole = openCore();
  const core = { ...whole, ...changed(whole) };
  cleanups.push(() => whole.close());
  const there = await binding.bind(core);
  cleanups.push(() => there.close());
  return { core, ...there };
}

async function openedArchive({ client }: Bound): Promise<{ archive: string; base: string }> {
  const base = temporaryFolder();
  const path = join(base, 'archive');
  await client.archives.create({ path, name: 'Архив հնություն', operator: null });
  const { archive } = await client.archives.open({ path, access: 'write' });
  return { archive, base };
}

/** An import of `files` files that takes its time: ten milliseconds a file. */
async function slowImport(there: Bound, files: number) {
  const { archive, base } = await openedArchive(there);
  const card = join(base, 'card');
  mkdirSync(card);
  for (let index = 0; index < files; index += 1) writeFileSync(join(card, `${index}.jpg`), `file ${index}`);
  const request = { archive, paths: [{ text: card }], workingFolder: base, description: {} };
  return { archive, request };
}

const slow = {
  inspector: () => ({
    ...inspector,
    inspect: async (...parameters: Parameters<typeof inspector.inspect>) => {
      await wait(10);
      return inspector.inspect(...parameters);
    },
  }),
};

async function failureOf(answer: Promise<unknown>): Promise<AppError> {
  try {
    await answer;
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('it was answered');
}

/** Waits, at most ten seconds, until something is so. */
async function until(so: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !so(); turn += 1) await wait(10);
  expect(so()).toBe(true);
}

describe.each(bindings)('the contract, $name', (binding) => {
  test('answers, in every script', async () => {
    const there = await bound(binding);
    const { archive } = await openedArchive(there);
    expect(await there.client.items.list({ archive, query: 'ոչինչ', limit: 10, offset: 0 })).toEqual({
      total: 0,
      items: [],
    });
  });

  test('the log is read from its end, a page at a time, and is the same as read whole', async () => {
    const there = await bound(binding, () => slow);
    const { archive, request } = await slowImport(there, 12);
    const { client } = there;
    const run = await client.ingest.run(request);
    while ((await run.next()).done !== true);
    const whole = [];
    const stream = await client.custody.log({ archive, item: null, named: true });
    for await (const event of stream) whole.push(event);
    expect(whole.length).toBeGreaterThan(12);
    const pages = [];
    for (let before: number | null = null; before !== 0;) {
      const page: Awaited<ReturnType<typeof client.custody.page>> = await client.custody.page({
        archive,
        before,
        count: 5,
      });
      expect(page.size).toBe(whole.length);
      expect(page.events.length).toBe(Math.min(5, before ?? page.size));
      pages.push(...page.events);
      before = page.events.at(-1)?.sequence ?? 0;
    }
    expect(pages.toReversed()).toEqual(whole);
  });

  test('a failure arrives as an error of ours, with its code, its details and its text', async () => {
    const { client } = await bound(binding);
    const path = join(temporaryFolder(), 'нет такого');
    const failure = await failureOf(client.archives.open({ path, access: 'read' }));
    expect(failure).toMatchObject({ code: 'archive-not-found', details: { path } });
    expect(failure.message).toContain(`No archive at ${path}.`);
  });

  test('what the contract refuses is wrong usage, named by its place and never by its value', async () => {
    const { client } = await bound(binding);
    const protection = { by: 'passphrase', passphrase: 7_777_777, label: null } as never;
    const failure = await failureOf(client.keys.add({ archive: 'x', protection }));
    expect(failure).toMatchObject({ code: 'usage' });
    expect(failure.message).toContain('"protection.passphrase" cannot be used');
    expect(JSON.stringify(failure) + failure.message).not.toContain('7777777');
  });

  test('a fault is told as such, and nothing of what it said', async () => {
    const secret = 'at /home/anna/secret.ts:7';
    const { client, faults } = await bound(binding, () => ({
      archive: () => {
        throw new TypeError(secret);
      },
    }));
    const failure = await failureOf(client.items.list({ archive: 'x', query: null, limit: 1, offset: 0 }));
    expect(failure).toMatchObject({ code: 'internal', details: { message: 'unexpected' } });
    expect(failure.message).not.toContain('anna');
    if (binding.remote) expect(JSON.stringify(failure, everything)).not.toContain('anna');
    expect(faults).toMatchObject([{ message: secret }]);
  });

  test('a fault in the middle of a stream, too', async () => {
    const secret = 'at /home/anna/secret.ts:7';
    const there = await bound(binding, ({ pool }) => ({
      inspector: () => inspector,
      pool: {
        ...pool,
        run: () => {
          throw new TypeError(secret);
        },
      },
    }));
    const { request } = await slowImport(there, 3);
    const failure = await failureOf(drain(await there.client.ingest.run(request)));
    expect(failure).toMatchObject({ code: 'internal', details: { message: 'unexpected' } });
    if (binding.remote) expect(JSON.stringify(failure, everything)).not.toContain('anna');
    expect(there.faults).toMatchObject([{ message: secret }]);
  });

  test('a stream gives its snapshots, at most ten a second, and then what it came to', async () => {
    const there = await bound(binding, () => slow);
    const { request } = await slowImport(there, 60);
    const began = performance.now();
    const { messages, result } = await drain(await there.client.ingest.run(request));
    const seconds = (performance.now() - began) / 1000;
    expect(result).toMatchObject({ imported: 60, failed: 0 });
    expect(messages.length).toBeGreaterThan(0);
    // One for each phase besides.
    expect(messages.length).toBeLessThanOrEqual(seconds * 10 + new Set(messages.map(phaseOf)).size + 1);
  });

  test('an aborted signal stops the work in the core', async () => {
    const there = await bound(binding, () => slow);
    const { archive, request } = await slowImport(there, 1000);
    const stop = new AbortController();
    const stream = await there.client.ingest.run(request, { signal: stop.signal });
    await stream.next();
    expect(there.core.jobs.size).toBe(1);
    stop.abort();
    expect(await failureOf(drain(stream))).toMatchObject({ code: 'interrupted' });
    await until(() => there.core.jobs.size === 0);
    const { total } = await there.client.items.list({ archive, query: null, limit: 0, offset: 0 });
    expect(total).toBeLessThan(1000);
  });

  test('leaving the stream stops the work in the core', async () => {
    const there = await bound(binding, () => slow);
    const { request } = await slowImport(there, 1000);
    for await (const { done } of await there.client.ingest.run(request)) if (done >= 0) break;
    await until(() => there.core.jobs.size === 0);
  });

  test.runIf(['message port', 'desktop'].includes(binding.name))(
    'a client that vanishes leaves no work behind',
    async () => {
      const there = await bound(binding, () => slow);
      const { request } = await slowImport(there, 1000);
      const stream = await there.client.ingest.run(request);
      await stream.next();
      const left = failureOf(drain(stream));
      there.vanish?.();
      await until(() => there.core.jobs.size === 0);
      expect(['host-gone', 'interrupted']).toContain((await left).code);
    },
  );

  test('closing an archive stops the import into it, waits for it, and keeps what was taken in', async () => {
    const there = await bound(binding, () => slow);
    const { client } = there;
    const { archive, request } = await slowImport(there, 1000);
    const stream = await client.ingest.run(request);
    let taken = 0;
    while (taken < 20) {
      const next = await stream.next();
      if (next.done === true) throw new Error('it ended before it was closed');
      taken = next.value.done;
    }
    const path = (await client.archives.opened())[0]?.path ?? '';
    const left = failureOf(drain(stream));
    await client.archives.close({ archive });
    expect(there.core.jobs.size).toBe(0);
    expect((await left).code).toBe('interrupted');
    expect(there.faults).toEqual([]);
    const again = await client.archives.open({ path, access: 'write' });
    const { total } = await client.items.list({ ...again, query: null, limit: 0, offset: 0 });
    expect(total).toBeGreaterThanOrEqual(taken);
    expect(total).toBeLessThan(1000);
    expect(await client.custody.verify(again)).toMatchObject({ verdict: 'verified' });
  });

  test('a second import into the same archive is refused in words, and harms nothing of the first', async () => {
    const there = await bound(binding, () => slow);
    const { request } = await slowImport(there, 60);
    const first = await there.client.ingest.run(request);
    await first.next();
    const second = failureOf(there.client.ingest.run(request).then(drain));
    expect(await second).toMatchObject({ code: 'import-running' });
    expect((await drain(first)).result).toMatchObject({ imported: 60, failed: 0 });
    expect((await drain(await there.client.ingest.run(request))).result).toMatchObject({ duplicates: 60 });
  });

  test('a locked archive is no fault', async () => {
    const there = await bound(binding);
    const { archive } = await openedArchive(there);
    await there.client.archives.lock();
    const failure = await failureOf(there.client.items.list({ archive, query: null, limit: 1, offset: 0 }));
    expect(failure).toMatchObject({ code: 'archive-not-open' });
  });
});

const phaseOf = (message: unknown): unknown => (message as Progress).phase;

async function drain<Result>(
  stream: AsyncIterator<unknown, Result, void>,
): Promise<{ messages: unknown[]; result: Result }> {
  const messages: unknown[] = [];
  for (;;) {
    const next = await stream.next();
    if (next.done === true) return { messages, result: next.value };
    messages.push(next.value);
  }
}

/** For JSON.stringify: also what errors hide. */
function everything(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { fields: Object.entries(value), message: value.message, cause: value.cause };
}
