import { createRouterClient } from '@orpc/server';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { droppedFolder } from '../../src/core/ingest/unfinished.ts';
import { openCore, type Core } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import { openTransferPool } from '../../src/core/transfer/pool.ts';
import { inspector } from '../helpers/archive.ts';
import type { ContractClient } from '../helpers/bindings.ts';
import { stele } from '../helpers/cli.ts';
import { passphrase } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import type { ImportSummary } from '../../src/shared/records/import.ts';
import type { Verification } from '../../src/shared/records/verification.ts';
import type { Progress } from '../../src/shared/records/progress.ts';

const files = 40;
/** As many are read before an import waits to be let go, or stopped. */
const few = 8;
const cores: Core[] = [];
afterEach(async () => {
  for (const core of cores.splice(0)) await core.close();
});

/** A card of forty files, and an encrypted archive in a core in which an import waits after a few of them. */
async function world() {
  const base = temporaryFolder();
  const [path, card] = [join(base, 'archive'), join(base, 'card')] as const;
  mkdirSync(card);
  for (let at = 0; at < files; at += 1) writeFileSync(join(card, `${at + 10}.jpg`), `picture ${at}`);
  const whole = openCore();
  cores.push(whole);
  const pool = openTransferPool({ threads: 2 });
  let read = 0;
  const { promise: held, resolve: letGo } = Promise.withResolvers<undefined>();
  const core: Core = {
    ...whole,
    inspector: () => inspector,
    pool: {
      size: 2,
      bytesRead: () => pool.bytesRead(),
      run: async (...parameters) => {
        read += 1;
        if (read > few) await Promise.race([held, stopped(parameters[1])]);
        return pool.run(...parameters);
      },
      move: (...parameters) => pool.move(...parameters),
      close: () => pool.close(),
    },
  };
  const client: ContractClient = createRouterClient(router, { context: { core } });
  await client.archives.create({
    path,
    name: 'A',
    operator: null,
    encryption: [{ by: 'passphrase', passphrase, label: null }],
  });
  const open = async (): Promise<string> =>
    (await client.archives.open({ path, access: 'write', unlock: { by: 'passphrase', passphrase } })).archive;
  const request = {
    paths: [{ text: card }],
    workingFolder: base,
    description: { carrier: { label: 'SD 7' }, method: 'card-reader' as const },
    leaveOut: [{ text: join(card, '48.jpg') }, { text: join(card, '49.jpg') }],
  };
  return { path, card, core, client, open, request, letGo: () => letGo(undefined) };
}

const stopped = (signal: AbortSignal | undefined): Promise<unknown> =>
  signal?.aborted === true
    ? Promise.resolve()
    : new Promise((done) => signal?.addEventListener('abort', done, { once: true }));

/** What the log says of the accession that it told of last. */
async function lastOfAccession(client: ContractClient, archive: string) {
  const { events } = await client.custody.page({ archive, before: null, count: 500 });
  const found = events.find(({ subject }) => (subject as { kind?: string } | null)?.kind === 'accession');
  return { ...found, accession: (found?.subject as { id: string }).id };
}

/** What a verification of the archive comes to. */
async function verify(client: ContractClient, path: string): Promise<Verification> {
  const unlock = { by: 'passphrase', passphrase } as const;
  const steps = await client.verification.run({ path: { text: path }, unlock });
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
  }
}

type Stream = AsyncIterator<Progress, ImportSummary | undefined, void>;

/** Goes on until a few files are stored. */
async function begin(stream: Stream): Promise<void> {
  for (;;) {
    const step = await stream.next();
    if (step.done === true) throw new Error('over before it could be cut off');
    if (step.value.done > 0) return;
  }
}

async function end(stream: Stream): Promise<ImportSummary | undefined> {
  for (;;) {
    const step = await stream.next();
    if (step.done === true) return step.value;
  }
}

test('an import that locking cut off is listed, and goes on as it was asked for', async () => {
  const { card, client, open, request, letGo } = await world();
  let archive = await open();
  expect(await client.ingest.unfinished({ archive })).toEqual([]);
  await begin(await client.ingest.run({ archive, ...request }));
  expect(await client.ingest.unfinished({ archive })).toBeNull();
  await client.archives.close({ archive });
  letGo();

  archive = await open();
  const [found, ...more] = (await client.ingest.unfinished({ archive })) ?? [];
  expect(more).toEqual([]);
  expect(found).toMatchObject({ label: 'SD 7', paths: [{ text: card }], files: files - 2 });
  expect(found?.stored).toBeGreaterThan(0);
  expect(found?.stored).toBeLessThan(files - 2);

  const accession = found?.accession ?? '';
  const summary = await end(await client.ingest.resume({ archive, accession }));
  expect(summary).toMatchObject({ accessionId: accession, imported: files - 2, leftOut: 2, failed: 0 });
  expect(await client.ingest.unfinished({ archive })).toEqual([]);
  await expect(client.ingest.resume({ archive, accession }).then(end)).rejects.toMatchObject({
    code: 'import-not-open',
  });
});

test('a card that is pulled out leaves an import to go on with, and not one with failures', async () => {
  const { card, client, open, request, letGo } = await world();
  const archive = await open();
  const running = await client.ingest.run({ archive, ...request });
  await begin(running);
  renameSync(card, `${card}-away`);
  letGo();
  await expect(end(running)).rejects.toMatchObject({ code: 'source-gone', details: { path: card } });

  const [found] = (await client.ingest.unfinished({ archive })) ?? [];
  const accession = found?.accession ?? '';
  expect(found?.stored).toBeLessThan(files - 2);
  const told: unknown[] = [];
  for await (const { status, error } of await client.ingest.entries({ archive, accession }))
    if (status === 'failed') told.push(error?.code);
  expect(new Set(told)).toEqual(new Set(['file-not-found']));
  await expect(client.ingest.resume({ archive, accession }).then(end)).rejects.toMatchObject({
    code: 'source-not-found',
  });

  renameSync(`${card}-away`, card);
  const summary = await end(await client.ingest.resume({ archive, accession }));
  expect(summary).toMatchObject({ accessionId: accession, imported: files - 2, leftOut: 2, failed: 0 });
});

test('a file that vanishes from a folder that is there is told as one that could not be taken in', async () => {
  const { card, client, open, request, letGo } = await world();
  const archive = await open();
  const running = await client.ingest.run({ archive, ...request });
  await begin(running);
  rmSync(join(card, '47.jpg'));
  letGo();
  const summary = await end(running);
  expect(summary).toMatchObject({ imported: files - 3, failed: 1 });
  expect(await client.ingest.unfinished({ archive })).toEqual([]);
});

test('an import that nobody goes on with keeps what it took in, and the log says that it was left unfinished', async () => {
  const { path, client, open, request, letGo } = await world();
  let archive = await open();
  await begin(await client.ingest.run({ archive, ...request }));
  const { accession: running } = await lastOfAccession(client, archive);
  await expect(client.ingest.abandon({ archive, accession: running })).rejects.toMatchObject({
    code: 'import-running',
  });
  await client.archives.close({ archive });
  letGo();

  archive = await open();
  const [found] = (await client.ingest.unfinished({ archive })) ?? [];
  const { accession = '', stored = 0, number } = found ?? {};
  expect(stored).toBeGreaterThan(0);
  const left = await client.ingest.abandon({ archive, accession });
  expect(left).toEqual({ number, stored, files: files - 2 });
  expect(await client.ingest.unfinished({ archive })).toEqual([]);
  const closed = { code: 'import-not-open' };
  await expect(client.ingest.abandon({ archive, accession })).rejects.toMatchObject(closed);
  await expect(client.ingest.resume({ archive, accession }).then(end)).rejects.toMatchObject(closed);
  const { total } = await client.items.list({ archive, query: null, limit: 0, offset: 0 });
  expect(total).toBe(stored);
  expect(await lastOfAccession(client, archive)).toMatchObject({
    ...{ type: 'ingestion', outcome: 'warning' },
    detail: { phase: 'abandoned', number, stored, files: files - 2, unstored: expect.any(String) },
  });

  // The same card again is another act of taking in.
  const summary = await end(await client.ingest.run({ archive, ...request }));
  expect(summary).toMatchObject({ imported: files - 2 - stored, duplicates: stored });
  expect(summary?.accessionId).not.toBe(accession);
  await client.archives.close({ archive });
  expect(await verify(client, path)).toMatchObject({ verdict: 'verified', findings: [] });
});

test('that an accession was closed when it was left unfinished is bound', async () => {
  const { path, client, core, open, request, letGo } = await world();
  let archive = await open();
  await begin(await client.ingest.run({ archive, ...request }));
  await client.archives.close({ archive });
  letGo();
  archive = await open();
  const [found] = (await client.ingest.unfinished({ archive })) ?? [];
  await client.ingest.abandon({ archive, accession: found?.accession ?? '' });
  core.archive(archive).catalogue.prepare("UPDATE accession SET state = 'open', closed_at = NULL").run();
  await client.archives.close({ archive });
  const { verdict, findings } = await verify(client, path);
  expect(verdict).toBe('failed');
  expect(findings.map(({ detail }) => detail)).toContainEqual(
    expect.stringMatching(/^whether and when accession .* was closed differs/),
  );
});

test('the command line lists what was cut off, and lets go of it', async () => {
  const { path, client, open, request, letGo } = await world();
  const archive = await open();
  await begin(await client.ingest.run({ archive, ...request }));
  await client.archives.close({ archive });
  letGo();
  const env = { STELE_PASSPHRASE: passphrase };
  const told = stele(['import', path, '--unfinished'], { env });
  expect(told.stdout).toMatch(
    /^A-\S+ {2}begun .* UTC {2}SD 7 {2}\d+ of 38 files taken in {2}.*card\n1 unfinished import\n$/,
  );
  const [number = ''] = told.stdout.split(' ');
  const wrong = stele(['import', path, '--abandon', 'A-1'], { env });
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('No import "A-1" was cut off.')]);
  expect(stele(['import', path, '/card', '--unfinished'], { env }).code).toBe(2);
  const left = stele(['import', path, '--abandon', number, '--json'], { env });
  expect(left.json()).toMatchObject({ number, files: 38, abandoned: expect.any(String) });
  expect(stele(['import', path, '--unfinished', '--json'], { env }).json()).toEqual({ unfinished: [] });
  expect(stele(['log', path], { env }).stdout).toContain('abandoned');
});

test.each<[string, readonly string[], boolean]>([
  ['copies of dropped files are gone with their import', [`.${droppedFolder}x`], false],
  ['a card in a folder that is called like those copies is there', [`.${droppedFolder}x`, 'card'], true],
])('%s, and it can be let go of', async (_, place, canGoOn) => {
  const { card, client, open, request, letGo } = await world();
  const archive = await open();
  const copies = join(dirname(card), ...place);
  mkdirSync(dirname(copies), { recursive: true });
  renameSync(card, copies);
  await begin(await client.ingest.run({ archive, ...request, paths: [{ text: copies }], leaveOut: [] }));
  await client.archives.close({ archive });
  letGo();
  const again = await open();
  const [dropped] = (await client.ingest.unfinished({ archive: again })) ?? [];
  expect(dropped).toMatchObject({ canGoOn });
  await client.ingest.abandon({ archive: again, accession: dropped?.accession ?? '' });
  expect(await client.ingest.unfinished({ archive: again })).toEqual([]);
});

test('where a person was erased meanwhile, it can be let go of', async () => {
  const { client, open, request, letGo } = await world();
  const archive = await open();
  await begin(await client.ingest.run({ archive, ...request }));
  await client.archives.close({ archive });
  letGo();
  const again = await open();
  const content = { names: [{ text: 'Zhorbit' }], type: 'person' };
  const { id: person } = await client.records.create({ archive: again, kind: 'actor', content });
  const about = await client.people.about({ archive: again, person, also: [], language: 'en' });
  const erased = {
    person,
    also: [],
    reason: 'danger-to-a-person',
    instead: '[erased]',
    choices: {},
    destroy: [],
  };
  await client.people.erase({
    archive: again,
    plan: erased,
    confirmed: about.places,
    lockedSealed: 'refuse',
  });
  const [cutOff] = (await client.ingest.unfinished({ archive: again })) ?? [];
  expect(cutOff).toMatchObject({ canGoOn: false, files: null });
  await client.ingest.abandon({ archive: again, accession: cutOff?.accession ?? '' });
  expect(await client.ingest.unfinished({ archive: again })).toEqual([]);
});
