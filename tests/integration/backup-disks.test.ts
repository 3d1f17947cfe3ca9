import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupOverview } from '../../src/core/backup/overview.ts';
import { readEvents, valuesOf } from '../../src/core/custody/read.ts';
import { realFiles, type FileLayer } from '../../src/core/transfer/file-layer.ts';
import {
  backUp,
  expectVerified,
  newBackupWorld,
  restore,
  writing,
  type BackupWorld,
} from '../helpers/backups.ts';
import { stele } from '../helpers/cli.ts';
import { needsMount, smallDisk } from '../helpers/disks.ts';
import { ForgetfulFiles } from '../helpers/forgetful-files.ts';
import { contentsOf, expectWhole, seeded } from '../helpers/whole.ts';

const inMemory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const isArchive = (path: string): boolean => existsSync(join(path, 'archive.json'));

async function newWorld(): Promise<BackupWorld> {
  const world = await newBackupWorld(inMemory);
  await world.takeIn({ 'd.txt': 'fourth', empty: '' });
  mkdirSync(world.backup);
  return world;
}

/** Backs up to a copy of `from` and takes the power of that disk at step `cutAt`; `to` is what it holds then. */
async function cutBackup(
  world: BackupWorld,
  from: string,
  to: string,
  cutAt: number,
  chance?: () => boolean,
) {
  const running = join(world.folder, 'running');
  cpSync(from, running, { recursive: true });
  const files: ForgetfulFiles = new ForgetfulFiles(
    running,
    cutAt,
    () => {
      cpSync(running, to, { recursive: true });
      files.boot(to, chance);
    },
    true,
  );
  await backUp({ archive: world.archive, backup: running }, { files }).catch(() => undefined);
  rmSync(running, { recursive: true });
  return files.steps >= cutAt;
}

async function expectCompletes(world: BackupWorld, backup: string): Promise<void> {
  const again = { archive: world.archive, backup };
  expect(await backUp(again)).toMatchObject({ complete: true, problems: [] });
  await expectVerified(backup, 'backup');
  expect(await contentsOf(backup)).toEqual(await contentsOf(world.archive));
}

test('a disk that loses its power at any step of the first run holds no half backup, and it completes', async () => {
  const world = await newWorld();
  const random = seeded(8);
  let cutAt = 1;
  for (; ; cutAt += 7) {
    const path = join(world.folder, `cut-${cutAt}`);
    // Every other time, what was not synced may have reached the disk all the same.
    const chance = cutAt % 2 === 0 ? () => random() < 0.5 : undefined;
    if (!(await cutBackup(world, world.backup, path, cutAt, chance))) break;
    if (isArchive(path)) await expectVerified(path, 'backup', true);
    await expectCompletes(world, path);
    rmSync(path, { recursive: true });
  }
  expect(cutAt).toBeGreaterThan(60);
  await expectVerified(world.archive, 'archive');
});

test('one that loses its power in a later run is the former backup, or the new one', async () => {
  const world = await newWorld();
  await backUp(world);
  await world.takeIn({ 'f.txt': 'sixth', 'g.txt': 'seventh' });
  let cutAt = 1;
  for (; ; cutAt += 5) {
    const path = join(world.folder, `cut-${cutAt}`);
    if (!(await cutBackup(world, world.backup, path, cutAt))) break;
    await expectVerified(path, 'backup', true);
    expect([5, 7]).toContain((await contentsOf(path)).files.length);
    await expectCompletes(world, path);
    rmSync(path, { recursive: true });
  }
  expect(cutAt).toBeGreaterThan(25);
});

/** A stick that promises more room than it has: beyond `capacity` bytes of originals, the oldest are written over. */
function fakeStick(root: string, capacity: number): FileLayer {
  const written: { path: string; size: number }[] = [];
  const rename = (from: string, to: string): void => {
    realFiles.rename(from, to);
    if (!to.startsWith(join(root, 'originals'))) return;
    written.push({ path: to, size: readFileSync(to).length });
    let held = written.reduce((sum, { size }) => sum + size, 0);
    while (held > capacity) {
      const oldest = written.shift();
      if (!oldest) return;
      held -= oldest.size;
      rmSync(oldest.path);
      writeFileSync(oldest.path, Buffer.alloc(oldest.size, 0xff));
    }
  };
  return { ...realFiles, rename };
}

test('a stick with less room than it says is found, named file by file, and never called complete', async () => {
  const world = await newBackupWorld(inMemory);
  const many = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`${index}`, `${index} `.repeat(20_000)]),
  );
  await world.takeIn(many);
  const files = fakeStick(world.backup, 300_000);
  const result = await backUp(world, { files });
  expect(result.complete).toBe(false);
  expect(result.problems.length).toBeGreaterThan(3);
  expect(
    result.problems.every(({ where, problem }) => where === 'destination' && problem !== 'warning'),
  ).toBe(true);
  expect(isArchive(world.backup)).toBe(false);
  expect(JSON.parse(readFileSync(join(world.backup, 'backup.json'), 'utf8'))).toMatchObject({
    complete: null,
  });
  await writing(world.archive, (archive) => {
    expect(backupOverview(archive).backups).toMatchObject([
      { finishedAt: null, filesLacking: result.problems.length },
    ]);
    const last = [...readEvents(archive.catalogue, archive.events.log.id)].map(valuesOf).at(-1);
    expect(last).toMatchObject({ type: 'transfer', outcome: 'failure', detail: { stage: 'failed' } });
  });
  // On a sound disk the same folder is brought up to date.
  await expectCompletes(world, world.backup);
});

test('one that begins to write over older copies in a later run is found too', async () => {
  const world = await newBackupWorld(inMemory);
  await backUp(world);
  const old = (await contentsOf(world.backup)).files[0]?.vaultName ?? '';
  const path = join(world.backup, 'originals', old);
  const size = readFileSync(path).length;
  rmSync(path);
  writeFileSync(path, Buffer.alloc(size, 0xff));
  await world.takeIn({ 'd.txt': 'fourth' });
  const result = await backUp(world);
  expect(result).toMatchObject({
    complete: false,
    problems: [{ path: `originals/${old}`, where: 'destination', problem: 'changed' }],
  });
  await expectCompletes(world, world.backup);
});

test('a disk that fills up while it is written to stops the run; what is there keeps, and it completes', async ({
  skip,
}) => {
  // Room for the bytes, and not for the names: nothing tells beforehand.
  const disk = smallDisk('size=20m,nr_inodes=60');
  if (!disk) return skip(needsMount);
  const world = await newBackupWorld(inMemory);
  const backup = join(disk.path, 'stick');
  await backUp({ archive: world.archive, backup });
  const many = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`${index}`, `file ${index}`]));
  await world.takeIn(many);
  const stopped = stele(['backup', world.archive, backup, '--json']);
  expect(stopped.json()).toMatchObject({ error: { code: 'disk-full' } });
  expect(stopped.code).toBe(5);
  await expectWhole(world.archive);
  await expectVerified(backup, 'backup', true);
  expect((await contentsOf(backup)).files.length).toBe(3);
  disk.remount('size=20m,nr_inodes=5000');
  await expectCompletes(world, backup);
});

test('too little room is said before anything is copied; and the archive’s own disk may be full', async ({
  skip,
}) => {
  const [large, small] = [smallDisk('size=20m'), smallDisk('size=1m')];
  if (!large || !small) return skip(needsMount);
  const world = await newBackupWorld(large.path);
  await world.takeIn({ large: 'x'.repeat(3_000_000) });
  const backup = join(small.path, 'stick');
  await expect(backUp({ archive: world.archive, backup })).rejects.toMatchObject({ code: 'disk-full' });
  expect(existsSync(join(backup, 'catalogue.db.new'))).toBe(false);
  small.remount('size=20m');
  await expectCompletes(world, backup);
  const restored = join(small.path, 'restored');
  small.remount('size=6m');
  await expect(restore(backup, restored)).rejects.toMatchObject({ code: 'disk-full' });
  expect(isArchive(restored)).toBe(false);
  small.remount('size=20m');
  expect(await restore(backup, restored)).toMatchObject({ complete: true });
  await expectVerified(restored, 'archive', true);
});
