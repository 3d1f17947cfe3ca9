import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Archive } from '../../src/core/archive/archive.ts';
import { importPaths } from '../../src/core/ingest/import.ts';
import { exportFromArchive } from '../../src/core/packages/export-from-archive.ts';
import { realFiles } from '../../src/core/transfer/file-layer.ts';
import { openInlinePool } from '../helpers/inline-pool.ts';
import { verifyArchive } from '../../src/core/verify/archive.ts';
import { isAppError } from '../../src/shared/errors/app-error.ts';
import { copyDisk } from '../helpers/disk-copy.ts';
import { inspector } from '../helpers/archive.ts';
import { needsMount, smallDisk, type SmallDisk } from '../helpers/disks.ts';
import { createTestArchive, openTestArchive, testKeys } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { contentsOf, expectNothingLeftOver } from '../helpers/whole.ts';

const clock = (): Date => new Date();
const signal = new AbortController().signal;
const onProgress = (): void => undefined;
const page = 4096;

/** Files that do not fit into one batch; outside the small disk. */
function writeCard(): string {
  const card = join(temporaryFolder(), 'card');
  mkdirSync(card);
  for (let index = 0; index < 40; index += 1)
    writeFileSync(join(card, `${index}.bin`), Buffer.alloc(100 + index * 300, `${index} `));
  return card;
}

/** The code of the failure, or null. Anything but a coded one is a fault in the program: "internal". */
async function inSession(path: string, work: (archive: Archive) => Promise<unknown>): Promise<string | null> {
  let archive: Archive | null = null;
  try {
    archive = await openTestArchive(path, { access: 'write', clock });
    await work(archive);
    return null;
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  } finally {
    archive?.close();
  }
}

const importInto = (path: string, card: string): Promise<string | null> =>
  inSession(path, (archive) => {
    const request = { paths: [Buffer.from(card)], workingFolder: '/', description: {} };
    const pool = openInlinePool(realFiles);
    return importPaths({ archive, pool, inspector }, request, { signal, onProgress });
  });

const exportTo = (path: string, destination: string, form: 'folder' | 'zip'): Promise<string | null> =>
  inSession(path, (archive) => {
    const itemIds = archive.catalogue.prepare<[], number>('SELECT id FROM item ORDER BY id').pluck().all();
    const request = { destination, profile: 'transfer', form, itemIds, signal, onProgress } as const;
    return exportFromArchive(archive, openInlinePool(realFiles), request);
  });

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

function usedPages(disk: SmallDisk): number {
  const { blocks, bfree } = statfsSync(disk.path);
  return blocks - bfree;
}

test('whichever page is the one too many, an import says that the disk is full, and completes with more', async ({
  skip,
}) => {
  const disk = smallDisk('size=40m,nr_inodes=5000');
  if (!disk) return skip(needsMount);
  const card = writeCard();
  const [pristine, path] = [join(temporaryFolder(), 'pristine'), join(disk.path, 'archive')];
  await createTestArchive({ path: pristine, name: 'Pages', operator: null, clock });
  let refused = 0;
  for (let room = 0; room < 600; room += room < 40 ? 1 : 9) {
    copyDisk(pristine, path);
    disk.remount(`size=${(usedPages(disk) + room) * page}`);
    const outcome = await importInto(path, card);
    disk.remount('size=40m');
    await expectVerified(path);
    if (outcome !== null) {
      refused += 1;
      expect({ room, outcome }).toEqual({ room, outcome: 'disk-full' });
      expect(await importInto(path, card)).toBe(null);
      await expectVerified(path);
    }
    expect((await contentsOf(path)).files.length).toBe(40);
    await expectNothingLeftOver(path);
    rmSync(path, { recursive: true });
    if (outcome === null) break;
  }
  expect(refused).toBeGreaterThan(40);
});

test('whichever name is the one too many, an import says the same', async ({ skip }) => {
  const disk = smallDisk('size=40m,nr_inodes=5000');
  if (!disk) return skip(needsMount);
  const card = writeCard();
  const path = join(disk.path, 'archive');
  for (let names = 0; names < 30; names += 1) {
    await createTestArchive({ path, name: 'Names', operator: null, clock });
    const { files, ffree } = statfsSync(disk.path);
    disk.remount(`nr_inodes=${files - ffree + names}`);
    expect({ names, outcome: await importInto(path, card) }).toEqual({ names, outcome: 'disk-full' });
    disk.remount('nr_inodes=5000');
    await expectVerified(path);
    expect(await importInto(path, card)).toBe(null);
    await expectVerified(path);
    await expectNothingLeftOver(path);
    rmSync(path, { recursive: true });
  }
});

test.for(['folder', 'zip'] as const)(
  'whichever page is the one too many for an export, nothing is left at its destination (%s)',
  async (form, { skip }) => {
    const disk = smallDisk('size=40m');
    if (!disk) return skip(needsMount);
    const archive = join(temporaryFolder(), 'archive');
    await createTestArchive({ path: archive, name: 'Exported', operator: null, clock });
    expect(await importInto(archive, writeCard())).toBe(null);
    let refused = 0;
    for (let pages = 90; pages < 400; pages += 5) {
      disk.remount(`size=${pages * page}`);
      const outcome = await exportTo(archive, join(disk.path, 'package'), form);
      if (outcome === null) break;
      refused += 1;
      expect({ pages, outcome }).toEqual({ pages, outcome: 'disk-full' });
      expect(readdirSync(disk.path)).toEqual([]);
    }
    await expectVerified(archive);
    expect(readdirSync(disk.path)).toEqual(['package']);
    expect(refused).toBeGreaterThan(0);
  },
);

test('an export from an archive whose own disk is full stops in the same way', async ({ skip }) => {
  const disk = smallDisk('size=40m');
  if (!disk) return skip(needsMount);
  const path = join(disk.path, 'archive');
  await createTestArchive({ path, name: 'Full', operator: null, clock });
  expect(await importInto(path, writeCard())).toBe(null);
  const folder = temporaryFolder();
  for (const room of [0, 1, 4, 9, 16]) {
    disk.remount(`size=${(usedPages(disk) + room) * page}`);
    const outcome = await exportTo(path, join(folder, `package-${room}`), 'zip');
    disk.remount('size=40m');
    expect({ room, outcome }).toEqual({ room, outcome: 'disk-full' });
    expect(readdirSync(folder)).toEqual([]);
    await expectVerified(path);
  }
});
