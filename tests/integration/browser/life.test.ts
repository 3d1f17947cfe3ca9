import { existsSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openLife } from '../../../src/main/browser/life.ts';
import { openerOf, writeRedirect } from '../../../src/main/browser/launch.ts';
import { inspector } from '../../helpers/archive.ts';
import { archiveWith, ask, hosted, type Hosted } from '../../helpers/browser-host.ts';

/** True if the host ends within the milliseconds. */
const endsWithin = ({ host }: Hosted, milliseconds: number): Promise<boolean> =>
  Promise.race([host.ended.then(() => true), wait(milliseconds, false)]);

async function until(so: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !so(); turn += 1) await wait(10);
  expect(so()).toBe(true);
}

/** Makes every file take its time. */
function slowly(there: Hosted): void {
  Object.assign(there.core, {
    inspector: () => ({
      ...inspector,
      inspect: async (...parameters: Parameters<typeof inspector.inspect>) => {
        await wait(20);
        return inspector.inspect(...parameters);
      },
    }),
  });
}

const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}.jpg`, `file ${index}`]));

describe('the host ends', () => {
  test('when it is told to, with everything locked and every page told', async () => {
    const there = await hosted();
    const { client, origin } = await there.enter();
    const { archive } = await archiveWith(client, { 'a.jpg': 'a' });
    const page = await client.host.alive();
    expect(await page.next()).toMatchObject({ value: { state: 'serving' } });
    await client.host.quit({ stopWork: false });
    expect(await page.next()).toMatchObject({ value: { state: 'ending' } });
    expect(await endsWithin(there, 5000)).toBe(true);
    expect(() => there.core.archive(archive)).toThrow('not open any more');
    await expect(ask(origin, '/')).rejects.toThrow('ECONNREFUSED');
    await expect(client.host.start()).rejects.toMatchObject({ code: 'host-gone' });
  });

  test('not while work runs, unless that may be stopped', async () => {
    const there = await hosted();
    slowly(there);
    const { client } = await there.enter();
    const { archive, base } = await archiveWith(client, {});
    const { card } = await archiveWith(client, many);
    const request = { archive, paths: [{ text: card }], workingFolder: base, description: {} };
    const stream = await client.ingest.run(request);
    await stream.next();
    await expect(client.host.quit({ stopWork: false })).rejects.toMatchObject({
      code: 'host-busy',
      details: { jobs: 1 },
    });
    await client.host.quit({ stopWork: true });
    expect(await endsWithin(there, 5000)).toBe(true);
    expect(there.core.jobs.size).toBe(0);
    const left = (async () => {
      for await (const { done } of stream) expect(done).toBeLessThan(300);
    })();
    await expect(left).rejects.toMatchObject({ name: 'AppError' });
  });

  test('when its last page has been gone for a while, not before, and not when it is back in time', async () => {
    const there = await hosted({ patience: { last: 400 } });
    const { client } = await there.enter();
    for (let turn = 0; turn < 3; turn += 1) {
      const page = await client.host.alive();
      await page.next();
      expect(await endsWithin(there, 700)).toBe(false);
      await page.return();
      expect(await endsWithin(there, 100)).toBe(false);
    }
    expect(await endsWithin(there, 3000)).toBe(true);
  });

  test('when no page ever came', async () => {
    const there = await hosted({ patience: { first: 200 } });
    expect(await endsWithin(there, 3000)).toBe(true);
  });

  test('never while a job runs, though no page is there', async () => {
    const there = await hosted({ patience: { last: 150 } });
    const { client } = await there.enter();
    const work = Promise.withResolvers<undefined>();
    let stopped = false;
    const job = { archive: null, stop: () => void (stopped = true), ended: work.promise };
    const page = await client.host.alive();
    await page.next();
    there.core.jobs.add(job);
    await page.return();
    expect(await endsWithin(there, 1000)).toBe(false);
    expect(stopped).toBe(false);
    expect((await client.host.start()).archive).toBe(null);
    there.core.jobs.delete(job);
    work.resolve(undefined);
    expect(await endsWithin(there, 3000)).toBe(true);
  });
});

test('a page whose connection is cut leaves no work behind', async () => {
  const there = await hosted();
  slowly(there);
  const { client, bearer, origin } = await there.enter();
  const { card } = await archiveWith(client, many);
  const { archive, base } = await archiveWith(client, {});
  const body = JSON.stringify({
    json: { archive, paths: [{ text: card }], workingFolder: base, description: {} },
  });
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
  const sent = request(new URL('/rpc/ingest/run', origin), { method: 'POST', headers, agent: false });
  sent.on('error', () => undefined);
  sent.end(body);
  await until(() => there.core.jobs.size === 1);
  sent.destroy();
  await until(() => there.core.jobs.size === 0);
  expect((await client.items.list({ archive, query: null, limit: 0, offset: 0 })).total).toBeLessThan(300);
  expect(there.faults).toEqual([]);
});

test('it locks by itself when nobody does anything, and tells its page, whose being there is no doing', async () => {
  const there = await hosted({ lockAfter: 2000 });
  const { client } = await there.enter();
  const { archive } = await archiveWith(client, {});
  const page = await client.host.alive();
  await page.next();
  let isTold = false;
  const told = page.next().finally(() => (isTold = true));
  // Another page comes and goes all the while.
  while (!isTold) {
    const other = await client.host.alive();
    await other.next();
    await other.return();
    await wait(100);
  }
  expect(await told).toMatchObject({ value: { state: 'locked' } });
  expect(() => there.core.archive(archive)).toThrow('not open any more');
  await page.return();
});

test('the browser is led to the start address by a file that only this user can read, and that goes away', () => {
  const address = 'http://127.0.0.1:4321/#token=abc_DEF-123';
  const redirect = writeRedirect(address);
  expect(statSync(redirect.path).mode & 0o777).toBe(0o600);
  expect(statSync(dirname(redirect.path)).mode & 0o777).toBe(0o700);
  expect(readFileSync(redirect.path, 'utf8')).toContain(`content="0;url=${address}"`);
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    const words = openerOf(platform, redirect.path).flat();
    expect(words.at(-1)).toBe(redirect.path);
    expect(words.join(' ')).not.toContain('token');
  }
  redirect.remove();
  expect(existsSync(redirect.path)).toBe(false);
  redirect.remove();
});

test('what is told before a page asks a second time is not lost on it', async () => {
  const life = openLife(
    { first: 60_000, last: 60_000 },
    () => false,
    () => undefined,
  );
  const page = life.page(undefined);
  expect(await page.next()).toMatchObject({ value: { state: 'serving' } });
  life.tell('locked');
  life.tell('ending');
  expect(await page.next()).toMatchObject({ value: { state: 'locked' } });
  expect(await page.next()).toMatchObject({ value: { state: 'ending' } });
  expect(await page.next()).toMatchObject({ done: true });
  life.stop();
});
