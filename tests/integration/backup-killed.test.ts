import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectVerified, importInto } from '../helpers/backups.ts';
import { startStele } from '../helpers/cli.ts';
import { initArchive } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { contentsOf, seeded } from '../helpers/whole.ts';

/** Killing has nothing to do with the disk, so a fast one will do. */
const inMemory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

interface World {
  readonly archive: string;
  readonly backup: string;
  readonly restored: string;
  /** So many more files in the archive. */
  grow(count: number): Promise<void>;
}

async function newWorld(random: () => number): Promise<World> {
  const folder = temporaryFolder(inMemory);
  const [archive, backup, restored] = ['archive', 'stick', 'restored'].map((name) => join(folder, name));
  if (!archive || !backup || !restored) throw new Error('no names');
  await initArchive(archive, 'Killed');
  let cards = 0;
  const grow = async (count: number): Promise<void> => {
    const card = join(folder, `card-${(cards += 1)}`);
    mkdirSync(card);
    for (let index = 0; index < count; index += 1)
      writeFileSync(join(card, `${index}`), Buffer.alloc(10 + random() * 40_000, `${cards} ${index} `));
    await importInto(archive, card);
  };
  return { archive, backup, restored, grow };
}

/** Runs a command and kills it after so many milliseconds; true if that came before its end. */
async function killed(
  words: readonly string[],
  after: number,
  env: Record<string, string>,
): Promise<boolean> {
  const running = startStele([...words, '--json'], { env });
  const timer = setTimeout(() => running.kill(), after);
  const { code, stderr } = await running.ended;
  clearTimeout(timer);
  if (code !== null) expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return code === null;
}

async function milliseconds(words: readonly string[], env: Record<string, string>): Promise<number> {
  const began = performance.now();
  const { code } = await startStele([...words, '--json'], { env }).ended;
  expect(code).toBe(0);
  return performance.now() - began;
}

const isArchive = (path: string): boolean => existsSync(join(path, 'archive.json'));
const isDone = (path: string): boolean => isArchive(path) && !existsSync(join(path, 'restore.json'));

async function killBackups(kills: number, seed: number, env: Record<string, string> = {}): Promise<void> {
  const random = seeded(seed);
  const world = await newWorld(random);
  const { archive, backup } = world;
  await world.grow(250);
  const startUp = await milliseconds(['list', archive], env);
  const full = await milliseconds(['backup', archive, join(backup, '..', 'measured')], env);
  let [hits, wasComplete] = [0, false];
  while (hits < kills) {
    const moment = startUp * 0.6 + random() * Math.max(50, full - startUp * 0.6);
    if (await killed(['backup', archive, backup], moment, env)) {
      hits += 1;
      await expectVerified(archive, 'archive');
      // What was complete once stays so; what never was says that it is not.
      if (wasComplete) expect(isArchive(backup)).toBe(true);
      if (isArchive(backup)) await expectVerified(backup, 'backup', true);
    } else {
      wasComplete = true;
      await expectVerified(backup, 'backup');
      expect(await contentsOf(backup)).toEqual(await contentsOf(archive));
      await world.grow(60);
    }
  }
  expect(await killed(['backup', archive, backup], 600_000, env)).toBe(false);
  await expectVerified(backup, 'backup');
  await expectVerified(archive, 'archive');
  expect(await contentsOf(backup)).toEqual(await contentsOf(archive));
}

async function killRestores(kills: number, seed: number, env: Record<string, string> = {}): Promise<void> {
  const random = seeded(seed);
  const world = await newWorld(random);
  const { archive, backup, restored } = world;
  await world.grow(250);
  expect(await killed(['backup', archive, backup], 600_000, env)).toBe(false);
  const startUp = await milliseconds(['list', archive], env);
  const full = await milliseconds(['restore', backup, join(backup, '..', 'measured')], env);
  let [hits, number] = [0, 0];
  while (hits < kills) {
    const path = `${restored}-${(number += 1)}`;
    for (;;) {
      const moment = startUp * 0.6 + random() * Math.max(50, full - startUp * 0.6);
      if (hits >= kills || !(await killed(['restore', backup, path], moment, env))) break;
      hits += 1;
      if (isArchive(path)) await expectVerified(path, 'archive', true);
      if (isDone(path)) break;
    }
    // Killed after its last step, it is done, and the same command says that there is something.
    if (!isDone(path)) expect(await killed(['restore', backup, path], 600_000, env)).toBe(false);
    await expectVerified(path, 'archive', true);
    expect(await contentsOf(path)).toEqual(await contentsOf(archive));
    const log = await startStele(['log', path, '--json'], { env }).ended;
    const branches = (log.json().events as { detail: { replica?: string } }[]).filter(
      ({ detail }) => detail.replica === 'restored',
    );
    expect(branches.length).toBe(1);
  }
  await expectVerified(backup, 'backup');
}

test('killed at twenty moments, a backup leaves the archive and the former backup whole, and completes', async () => {
  await killBackups(20, 2026);
}, 900_000);

test('killed at twenty moments, a restore leaves no half archive, and completes', async () => {
  await killRestores(20, 11);
}, 900_000);

test('the same with the journal for file systems without shared memory', async () => {
  await killBackups(4, 5, { STELE_JOURNAL: 'exclusive' });
  await killRestores(3, 6, { STELE_JOURNAL: 'exclusive' });
}, 900_000);
