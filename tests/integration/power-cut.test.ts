import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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

/** A new archive, and a dozen files: two of them the same, one empty. */
async function newWorld(): Promise<{ folder: string; pristine: string; card: string; distinct: number }> {
  const folder = temporaryFolder(inMemory);
  const [pristine, card] = [join(folder, 'pristine'), join(folder, 'card')];
  await createTestArchive({ path: pristine, name: 'Power', operator: null, clock });
  mkdirSync(card);
  for (let index = 0; index < 11; index += 1)
    writeFileSync(join(card, `${index}.bin`), Buffer.alloc(index * 900, `${index}`));
  writeFileSync(join(card, '3 copy.bin'), Buffer.alloc(2700, '3'));
  return { folder, pristine, card, distinct: 11 };
}

async function importInto(archive: Archive, files: FileLayer, card: string) {
  const pool = openInlinePool(files);
  const request = { paths: [Buffer.from(card)], workingFolder: '/', description: {} };
  return importPaths({ archive, pool, inspector }, request, { signal, onProgress: () => undefined });
}

/** Imports into the archive at `path`, whatever becomes of it. */
async function tryToImport(path: string, card: string, files: FileLayer): Promise<void> {
  const opened: Archive[] = [];
  try {
    const archive = await openTestArchive(path, { access: 'write', clock, files });
    opened.push(archive);
    await importInto(archive, files, card);
  } catch {
    // The power is gone; what is left of it was copied at that moment.
  } finally {
    for (const archive of opened) abandon(archive);
  }
}

/** Frees the connections; what that writes goes to a folder that nobody looks at again. */
function abandon(archive: Archive): void {
  try {
    archive.close();
  } catch {
    // The layer still says that there is no power.
  }
}

async function expectVerified(path: string): Promise<void> {
  const pool = openInlinePool(realFiles);
  const options = { pool, open: { clock, keys: await testKeys(path) }, signal, onProgress: () => undefined };
  const { verdict, findings } = await verifyArchive(path, options);
  expect({ verdict, findings }).toEqual({ verdict: 'verified', findings: [] });
}

async function expectCompletes(path: string, card: string, distinct: number): Promise<void> {
  const archive = await openTestArchive(path, { access: 'write', clock });
  const summary = await importInto(archive, realFiles, card);
  archive.close();
  expect(summary).toMatchObject({ failed: 0 });
  await expectVerified(path);
  const contents = await contentsOf(path);
  expect(contents.files.length).toBe(distinct);
  await expectNothingLeftOver(path, contents);
}

/**
 * Runs an import on a copy of `from` and takes the power at step `cutAt`; at `to` lies what the next start finds. SQLite's
 * commits are trusted to be on the disk: its files stay as they were at that moment. False if the import came to its end.
 */
async function cut(from: string, to: string, card: string, cutAt: number, chance?: () => boolean) {
  const path = join(to, '..', 'running');
  copyDisk(from, path);
  const files: ForgetfulFiles = new ForgetfulFiles(path, cutAt, () => {
    copyDisk(path, to);
    files.boot(to, chance);
  });
  await tryToImport(path, card, files);
  rmSync(path, { recursive: true });
  return files.steps >= cutAt;
}

test('the power goes at every step of an import: nothing acknowledged is lost, and it completes', async () => {
  const { folder, pristine, card, distinct } = await newWorld();
  let cutAt = 1;
  for (; ; cutAt += 1) {
    const path = join(folder, `cut-${cutAt}`);
    if (!(await cut(pristine, path, card, cutAt))) break;
    await expectVerified(path);
    await expectCompletes(path, card, distinct);
    rmSync(path, { recursive: true });
  }
  expect(cutAt).toBeGreaterThan(60);
});

test('it goes again while the next start clears up', async () => {
  const { folder, pristine, card, distinct } = await newWorld();
  for (let first = 12; ; first += 11) {
    const path = join(folder, `first-${first}`);
    if (!(await cut(pristine, path, card, first))) break;
    for (let second = 1; second <= 25; second += 3) {
      const again = join(folder, `second-${second}`);
      if (!(await cut(path, again, card, second))) break;
      await expectVerified(again);
      await expectCompletes(again, card, distinct);
      rmSync(again, { recursive: true });
    }
  }
});

test('what was not synced may have reached the disk all the same, in part', async () => {
  const { folder, pristine, card, distinct } = await newWorld();
  const random = seeded(5);
  for (let cutAt = 1; ; cutAt += 2) {
    const path = join(folder, `cut-${cutAt}`);
    if (!(await cut(pristine, path, card, cutAt, () => random() < 0.5))) break;
    await expectVerified(path);
    await expectCompletes(path, card, distinct);
  }
});

test('names that a failed import left are cleared, also after another import in the same session', async () => {
  const { pristine, folder, card } = await newWorld();
  let renames = 0;
  const failing: FileLayer = {
    ...realFiles,
    rename(from, to) {
      renames += 1;
      if (renames === 6) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
      realFiles.rename(from, to);
    },
  };
  const other = join(folder, 'other');
  mkdirSync(other);
  writeFileSync(join(other, 'x'), 'another file');
  const archive = await openTestArchive(pristine, { access: 'write', clock, files: failing });
  await expect(importInto(archive, failing, card)).rejects.toMatchObject({ code: 'disk-full' });
  await importInto(archive, failing, other);
  archive.close();
  await expectVerified(pristine);
  (await openTestArchive(pristine, { access: 'write', clock })).close();
  await expectNothingLeftOver(pristine);
  expect(readdirSync(join(pristine, 'originals')).length).toBeGreaterThan(0);
});
