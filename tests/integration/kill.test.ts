import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { startStele } from '../helpers/cli.ts';
import { initArchive } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import {
  contentsOf,
  expectNothingLeftOver,
  expectWhole,
  importResult,
  seeded,
  type Contents,
} from '../helpers/whole.ts';

interface Source {
  readonly path: string;
  readonly total: number;
  readonly distinct: number;
  /** Sidecars go into the item of the file they belong to. */
  readonly sidecars: number;
}

/** A folder with 300 small files: text, binary, a few JPEGs, some of them twice, and a sidecar. */
async function writeSource(folder: string, random: () => number): Promise<Source> {
  const path = join(folder, 'card');
  for (const name of ['', 'a', 'b', 'b/c']) mkdirSync(join(path, name), { recursive: true });
  const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => random() * 256));
  for (let index = 0; index < 285; index += 1) {
    const place = ['', 'a', 'b', 'b/c'][index % 4] ?? '';
    const content =
      index % 3 === 0
        ? bytes(100 + random() * 20_000)
        : `Note ${index}\n${'line of text\n'.repeat(random() * 900)}`;
    writeFileSync(join(path, place, `file-${index}.${index % 3 === 0 ? 'bin' : 'txt'}`), content);
    // Next to it, so that both are in flight together, and elsewhere.
    if (index % 30 === 0) writeFileSync(join(path, place, `file-${index}.copy`), content);
  }
  for (let index = 0; index < 4; index += 1) {
    const noise = { raw: { width: 64, height: 48, channels: 3 } } as const;
    const jpeg = await sharp(bytes(64 * 48 * 3), noise)
      .jpeg()
      .toBuffer();
    writeFileSync(join(path, 'a', `picture-${index}.jpg`), jpeg);
  }
  writeFileSync(join(path, 'a', 'picture-1.xmp'), '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hashes = files.map((entry) =>
    createHash('sha256')
      .update(readFileSync(join(entry.parentPath, entry.name)))
      .digest('hex'),
  );
  return { path, total: files.length, distinct: new Set(hashes).size, sidecars: 1 };
}

/** What a finished import must have come to, however often it was begun. */
async function expectComplete(
  archive: string,
  source: Source,
  before: Contents,
  env: Record<string, string>,
): Promise<void> {
  const ran = await startStele(['import', archive, source.path, '--json'], { env }).ended;
  expect(ran.stderr).toBe('');
  expect(ran.code).toBe(0);
  const result = importResult(ran);
  expect(result.files.length).toBe(source.total);
  expect(result.imported + result.duplicates).toBe(source.total);
  const resumed = result.files.filter((file) => file.resumed).map((file) => file.path);
  expect(resumed.toSorted()).toEqual(before.done.toSorted());

  const events = await expectWhole(archive, env);
  const contents = await contentsOf(archive);
  expect(contents.files.length).toBe(source.distinct);
  expect(contents.items).toBe(source.distinct - source.sidecars);
  await expectNothingLeftOver(archive, contents);
  const ingestions = events.filter((event) => event.type === 'ingestion');
  const accessions = ingestions.filter(
    (event) => event.subject.kind === 'accession' && event.detail.phase === 'started',
  ).length;
  const ofFiles = ingestions.filter((event) => event.subject.kind === 'file').length;
  // Killed after its last record, an accession is closed, and the same command begins another that sees all again.
  expect(ofFiles).toBe(accessions * source.total);
}

/** Imports, killing it at random moments until `kills` of them have hit; each archive is completed in the end. */
async function killAgainAndAgain(kills: number, seed: number, env: Record<string, string> = {}) {
  const folder = temporaryFolder();
  const random = seeded(seed);
  const source = await writeSource(folder, random);
  const newArchive = async (number: number): Promise<string> => {
    const path = join(folder, `archive-${number}`);
    await initArchive(path, 'Killed');
    return path;
  };
  const time = async (words: readonly string[]): Promise<number> => {
    const began = performance.now();
    await startStele(words, { env }).ended;
    return performance.now() - began;
  };
  const measured = await newArchive(0);
  const startUp = await time(['list', measured, '--json']);
  const full = await time(['import', measured, source.path, '--json']);

  let [hits, archives, withWork] = [0, 0, 0];
  while (hits < kills) {
    const archive = await newArchive((archives += 1));
    let state = await contentsOf(archive);
    while (hits < kills) {
      const running = startStele(['import', archive, source.path, '--json'], { env });
      const timer = setTimeout(() => running.kill(), startUp / 2 + random() * (full - startUp / 2) * 0.7);
      const ran = await running.ended;
      clearTimeout(timer);
      if (ran.code !== null) break;
      hits += 1;
      await expectWhole(archive, env);
      const now = await contentsOf(archive);
      // Nothing that was acknowledged goes away again.
      expect(now.files.map((file) => file.sha256)).toEqual(
        expect.arrayContaining(state.files.map((file) => file.sha256)),
      );
      if (now.files.length > state.files.length) withWork += 1;
      state = now;
    }
    await expectComplete(archive, source, await contentsOf(archive), env);
  }
  // The kills are worth something only if a good part of them met it at work.
  expect(withWork).toBeGreaterThanOrEqual(Math.floor(kills / 5));
}

test('killed at twenty moments, an import loses nothing, stores nothing twice, and completes', async () => {
  await killAgainAndAgain(20, 2026);
}, 900_000);

test('the same with the journal for file systems without shared memory', async () => {
  await killAgainAndAgain(4, 7, { STELE_JOURNAL: 'exclusive' });
}, 600_000);
