import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Archive } from '../../src/core/archive/archive.ts';
import { importPaths } from '../../src/core/ingest/import.ts';
import { realFiles, type FileLayer } from '../../src/core/transfer/file-layer.ts';
import { openInlinePool } from '../helpers/inline-pool.ts';
import { verifyArchive } from '../../src/core/verify/archive.ts';
import { copyDisk } from '../helpers/disk-copy.ts';
import { inspector } from '../helpers/archive.ts';
import { createTestArchive, openTestArchive, testKeys } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { ForgetfulFiles } from '../helpers/forgetful-files.ts';
import { contentsOf, expectNothingLeftOver, seeded } from '../helpers/whole.ts';

const clock = (): Date => new Date();
/** What survives is modelled here, so the real disk only costs time. */
const inMemory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const signal = new AbortController().signal;
const onProgress = (): void => undefined;
const acknowledged = 9;
const all = 15;

interface World {
  readonly folder: string;
  readonly pristine: string;
  /** Two cards, taken in one after the other: of the second, no file is in the first. */
  readonly cards: readonly [string, string];
}

async function newWorld(): Promise<World> {
  const folder = temporaryFolder(inMemory);
  const pristine = join(folder, 'pristine');
  const cards = [join(folder, 'first'), join(folder, 'second')] as const;
  await createTestArchive({ path: pristine, name: 'Power', operator: null, clock });
  for (const card of cards) mkdirSync(card);
  for (let index = 0; index < all; index += 1) {
    const card = index < acknowledged ? cards[0] : cards[1];
    writeFileSync(join(card, `${index}.bin`), Buffer.alloc(500 + index * 900, `${index}`));
  }
  return { folder, pristine, cards };
}

async function importInto(archive: Archive, files: FileLayer, card: string): Promise<void> {
  const request = { paths: [Buffer.from(card)], workingFolder: '/', description: {} };
  await importPaths({ archive, pool: openInlinePool(files), inspector }, request, { signal, onProgress });
}

interface CutOff {
  /** Steps of the file layer until the first card was acknowledged, and in all. */
  readonly first: number;
  readonly steps: number;
}

/**
 * Takes in both cards in one session and takes the power at step `cutAt`, or right after the last commit if there are
 * fewer. At `to` lies what the next start finds; SQLite's commits are trusted to be on the disk.
 */
async function cut(world: World, to: string, cutAt: number, chance?: () => boolean): Promise<CutOff> {
  const path = join(world.folder, 'running');
  copyDisk(world.pristine, path);
  const takePower = (): void => {
    copyDisk(path, to);
    files.boot(to, chance);
  };
  const files: ForgetfulFiles = new ForgetfulFiles(path, cutAt, takePower);
  const archive = await openTestArchive(path, { access: 'write', clock, files });
  let first = 0;
  try {
    await importInto(archive, files, world.cards[0]);
    first = files.steps;
    await importInto(archive, files, world.cards[1]);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
  if (!existsSync(to)) takePower();
  try {
    archive.close();
  } catch {
    // The layer still says that there is no power; what is left of it was copied at that moment.
  }
  rmSync(path, { recursive: true });
  return { first, steps: files.steps };
}

async function expectVerified(path: string): Promise<void> {
  const options = {
    pool: openInlinePool(realFiles),
    open: { clock, keys: await testKeys(path) },
    signal,
    onProgress,
  };
  const { verdict, findings } = await verifyArchive(path, options);
  expect({ verdict, findings }).toEqual({ verdict: 'verified', findings: [] });
}

async function expectCompletes(path: string, cards: World['cards']): Promise<void> {
  const archive = await openTestArchive(path, { access: 'write', clock });
  for (const card of cards) await importInto(archive, realFiles, card);
  archive.close();
  await expectVerified(path);
  expect((await contentsOf(path)).files.length).toBe(all);
  await expectNothingLeftOver(path);
}

test.each([
  ['and nothing that was not synced is kept', undefined],
  ['and some of what was not synced is kept', seeded(23)],
] as const)(
  'the power goes after something was acknowledged, %s: what was acknowledged is there, whole',
  async (_, random) => {
    const world = await newWorld();
    const chance = random && (() => random() < 0.5);
    const at = (name: string): string => join(world.folder, name);
    const { first, steps } = await cut(world, at('end'), Number.MAX_SAFE_INTEGER, chance);
    // Right after the last commit, before anything is closed.
    await expectVerified(at('end'));
    expect((await contentsOf(at('end'))).files.length).toBe(all);
    await expectCompletes(at('end'), world.cards);
    // At every step that follows the first acknowledgement; the first file of a card is recorded by itself.
    expect(steps - first).toBeGreaterThan(20);
    const kept: number[] = [];
    for (let cutAt = first + 1; cutAt <= steps; cutAt += 1) {
      const path = at(`cut-${cutAt}`);
      await cut(world, path, cutAt, chance);
      await expectVerified(path);
      kept.push((await contentsOf(path)).files.length);
      await expectCompletes(path, world.cards);
      rmSync(path, { recursive: true });
    }
    expect(new Set(kept)).toEqual(new Set([acknowledged, acknowledged + 1]));
    expect(kept).toEqual(kept.toSorted((one, other) => one - other));
  },
);
