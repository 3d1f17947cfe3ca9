import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
  closeSync,
  truncateSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ImportEntry } from '../../src/shared/records/import.ts';
import { readEntries } from '../../src/core/ingest/entries.ts';
import { importPaths } from '../../src/core/ingest/import.ts';
import { realFiles, type FileLayer } from '../../src/core/transfer/file-layer.ts';
import { openInlinePool } from '../helpers/inline-pool.ts';
import { inspector } from '../helpers/archive.ts';
import { startStele, stele } from '../helpers/cli.ts';
import { createTestArchive, openTestArchive } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { contentsOf, expectNothingLeftOver, expectWhole, importResult } from '../helpers/whole.ts';

const clock = (): Date => new Date();

/** Disks clamp times to what they can hold; this one holds any. */
const inMemory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

async function newWorld(parent = tmpdir()): Promise<{ folder: string; card: string; archive: string }> {
  const folder = temporaryFolder(parent);
  const [card, archive] = [join(folder, 'card'), join(folder, 'archive')];
  mkdirSync(card);
  await createTestArchive({ path: archive, name: 'Sources', operator: null, clock });
  return { folder, card, archive };
}

/** Imports `card` in process; `meddle` runs right before the named file is opened, or read. */
async function importWhile(
  archivePath: string,
  card: string,
  name: string,
  when: 'open' | 'read',
  meddle: () => void,
) {
  const moving = join(card, name);
  let descriptor = -1;
  const files: FileLayer = {
    ...realFiles,
    openForReading(source) {
      if (String(source) !== moving) return realFiles.openForReading(source);
      if (when === 'open') meddle();
      return (descriptor = realFiles.openForReading(source));
    },
    read(from, ...rest) {
      if (from === descriptor && when === 'read') {
        descriptor = -1;
        meddle();
      }
      return realFiles.read(from, ...rest);
    },
  };
  const archive = await openTestArchive(archivePath, { access: 'write', clock, files });
  const request = { paths: [Buffer.from(card)], workingFolder: '/', description: {} };
  const handlers = { signal: new AbortController().signal, onProgress: () => undefined };
  try {
    const summary = await importPaths({ archive, pool: openInlinePool(files), inspector }, request, handlers);
    const entries = [...readEntries(archive, summary.accessionId)];
    return { summary, codeOf: (path: string) => codeIn(entries, join(card, path)) };
  } finally {
    archive.close();
  }
}

const codeIn = (entries: readonly ImportEntry[], path: string): string | null =>
  entries.find((entry) => entry.path === path)?.error?.code ?? null;

const meddlings: readonly (readonly [string, 'open' | 'read', (path: string) => void, string])[] = [
  ['shrinks while it is read', 'read', (path) => truncateSync(path, 2), 'file-changed'],
  ['is written over in place, its time put back', 'read', overwriteQuietly, 'file-changed'],
  [
    'becomes a link to another file',
    'open',
    (path) => {
      rmSync(path);
      symlinkSync('/etc/hostname', path);
    },
    'file-unreadable',
  ],
  [
    'becomes a pipe that nobody writes to',
    'open',
    (path) => {
      rmSync(path);
      spawnSync('mkfifo', [path]);
    },
    'file-unreadable',
  ],
  [
    'becomes a folder',
    'open',
    (path) => {
      rmSync(path);
      mkdirSync(path);
    },
    'file-unreadable',
  ],
];

function overwriteQuietly(path: string): void {
  const { atime, mtime } = statSync(path);
  const descriptor = openSync(path, 'r+');
  writeSync(descriptor, 'FILE');
  closeSync(descriptor);
  utimesSync(path, atime, mtime);
}

test.each(meddlings)(
  'a file that %s does not end up as something it never was',
  async (_, when, act, code) => {
    const { card, archive } = await newWorld();
    for (const name of ['a', 'moving', 'z']) writeFileSync(join(card, name), `file ${name}`);
    const { summary, codeOf } = await importWhile(archive, card, 'moving', when, () =>
      act(join(card, 'moving')),
    );
    expect(summary).toMatchObject({ imported: 2, failed: 1 });
    expect(codeOf('moving')).toBe(code);
    await expectWhole(archive);
    await expectNothingLeftOver(archive);
  },
);

test('a folder that disappears on the way, and a card that is pulled out, lose nothing that was read', async () => {
  const { card, archive } = await newWorld();
  for (const folder of ['1', '2', '3']) {
    mkdirSync(join(card, folder));
    for (let index = 0; index < 40; index += 1)
      writeFileSync(join(card, folder, `${index}`), `${folder} ${index}`);
  }
  const away = join(card, '..', 'away');
  await expect(
    importWhile(archive, card, '1/20', 'open', () => renameSync(card, away)),
  ).rejects.toMatchObject({ code: 'source-gone', details: { path: card } });
  const { length } = (await contentsOf(archive)).files;
  expect(length).toBeGreaterThan(10);
  expect(length).toBeLessThan(110);
  await expectWhole(archive);
  await expectNothingLeftOver(archive);
  renameSync(away, card);
  const again = importResult(stele(['import', archive, card, '--json']));
  expect(again.imported).toBe(120);
  expect(again.failed).toBe(0);
  await expectWhole(archive);
});

test('a large file that somebody goes on writing is a failure, and is taken in once it is finished', async () => {
  const { card, archive } = await newWorld();
  const [large, small] = [join(card, 'film.mp4'), join(card, 'small.txt')];
  writeFileSync(large, Buffer.alloc(120_000_000, 'frame'));
  writeFileSync(small, 'small');
  const script =
    'const fs=require("fs");setInterval(()=>fs.appendFileSync(process.argv[1],"more"),2);console.log(1)';
  const writer = spawn(process.execPath, ['-e', script, large], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((done) => writer.stdout.once('data', done));
  const ran = await startStele(['import', archive, card, '--json']).ended;
  writer.kill();
  await new Promise((done) => writer.once('close', done));
  expect(ran.code).toBe(1);
  const [film, other] = importResult(ran).files;
  expect(film).toMatchObject({
    path: large,
    status: 'failed',
    sha256: null,
    error: { code: 'file-changed' },
  });
  expect(other).toMatchObject({ path: small, status: 'imported', error: null });
  await expectWhole(archive);
  await expectNothingLeftOver(archive);
  expect(importResult(stele(['import', archive, card, '--json']))).toMatchObject({
    imported: 1,
    duplicates: 1,
  });
  await expectWhole(archive);
});

test('a time that no calendar knows keeps no file out', async () => {
  const { card, archive } = await newWorld(inMemory);
  for (const name of ['early', 'far', 'now']) writeFileSync(join(card, name), name);
  spawnSync('touch', ['-d', '@9000000000000', join(card, 'far')]);
  spawnSync('touch', ['-d', '@-9000000000', join(card, 'early')]);
  const ran = stele(['import', archive, card, '--json']);
  expect(ran.stderr).toBe('');
  expect(importResult(ran)).toMatchObject({ imported: 3, failed: 0 });
  const items = stele(['list', archive, '--json']).json().items as { id: string }[];
  for (const item of items) expect(stele(['show', archive, item.id, '--json']).code).toBe(0);
  await expectWhole(archive);
});

test('a socket, a device and a loop of links are named and not taken in', async () => {
  const { folder, card, archive } = await newWorld();
  writeFileSync(join(card, 'file'), 'file');
  symlinkSync('b', join(card, 'a'));
  symlinkSync('a', join(card, 'b'));
  const server = createServer().listen(join(card, 'socket'));
  await new Promise((done) => server.once('listening', done));
  const ran = stele(['import', archive, card, '/dev/zero', '--json'], { cwd: folder });
  server.close();
  expect(ran.code).toBe(0);
  const statuses = importResult(ran).files.map((file) => [file.path, file.error?.code ?? file.status]);
  expect(Object.fromEntries(statuses)).toEqual({
    [join(card, 'a')]: 'skipped-link',
    [join(card, 'b')]: 'skipped-link',
    [join(card, 'file')]: 'imported',
    [join(card, 'socket')]: 'skipped-special-file',
    '/dev/zero': 'skipped-special-file',
  });
  await expectWhole(archive);
});
