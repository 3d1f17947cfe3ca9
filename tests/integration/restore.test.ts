import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Archive } from '../../src/core/archive/archive.ts';
import { restoreMark } from '../../src/core/archive/backup-mark.ts';
import { backupOverview } from '../../src/core/backup/overview.ts';
import { readEvents, valuesOf } from '../../src/core/custody/read.ts';
import {
  backUp,
  expectVerified,
  newBackupWorld,
  originalsOf,
  restore,
  writing,
  type BackupWorld,
} from '../helpers/backups.ts';
import { stele } from '../helpers/cli.ts';
import { contentsOf } from '../helpers/whole.ts';

async function backedUp(): Promise<BackupWorld & { readonly restored: string }> {
  const world = await newBackupWorld();
  await backUp(world);
  return { ...world, restored: join(world.folder, 'restored') };
}

const numbersIn = (archive: Archive): string[] =>
  archive.catalogue.prepare<[], string>('SELECT number FROM item ORDER BY id').pluck().all();
const details = (archive: Archive): unknown[] =>
  [...readEvents(archive.catalogue, archive.events.log.id)].map((event) => valuesOf(event).detail);

function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  rmSync(path);
  writeFileSync(path, bytes);
}

test('a restored archive has the same bytes and records, and goes on as a copy of its own', async () => {
  const world = await backedUp();
  const result = await restore(world.backup, world.restored);
  expect(result).toMatchObject({ complete: true, files: 3, copied: 3, checked: 3, problems: [] });
  expect(await contentsOf(world.restored)).toEqual(await contentsOf(world.archive));
  for (const path of originalsOf(world.archive))
    expect(readFileSync(path.replace(world.archive, world.restored)).equals(readFileSync(path))).toBe(true);
  await expectVerified(world.restored, 'archive', true);

  const before = await writing(world.archive, numbersIn);
  const code = /^\d{4}-(..)-/.exec(before[0] ?? '')?.[1];
  await world.takeIn({ 'd.txt': 'fourth' }, world.restored);
  const numbers = await writing(world.restored, numbersIn);
  expect(numbers.slice(0, 3)).toEqual(before);
  expect(numbers[3]).not.toContain(`-${code}-`);
  expect(await writing(world.restored, details)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ replica: 'restored' }),
      { backup: result.backupId, stage: 'restored', missing: 0 },
    ]),
  );
  await expectVerified(world.restored, 'archive', true);
});

test('cut off after its last record and before its mark went, a restore completes and begins no second branch', async () => {
  const world = await backedUp();
  const { backupId } = await restore(world.backup, world.restored);
  const before = await writing(world.restored, details);
  const { archiveId } = JSON.parse(readFileSync(join(world.restored, 'archive.json'), 'utf8')) as {
    archiveId: string;
  };
  writeFileSync(join(world.restored, restoreMark), JSON.stringify({ format: 1, backupId, archiveId }));
  expect(await restore(world.backup, world.restored)).toMatchObject({ complete: true, problems: [] });
  expect(existsSync(join(world.restored, restoreMark))).toBe(false);
  expect(await writing(world.restored, details)).toEqual(before);
  await expectVerified(world.restored, 'archive', true);
});

test('the disk it came from goes on as its backup, and no longer as that of the archive it was of', async () => {
  const world = await backedUp();
  await restore(world.backup, world.restored);
  expect(await writing(world.restored, backupOverview)).toMatchObject({
    backups: [{ filesLacking: 0, finishedAt: expect.any(String) }],
    reminder: null,
  });
  await world.takeIn({ 'd.txt': 'fourth' }, world.restored);
  const second = { archive: world.restored, backup: world.backup };
  expect(await backUp(second)).toMatchObject({ complete: true, copied: 1, files: 4 });
  await expectVerified(world.backup, 'backup', true);
  await world.takeIn({ 'e.txt': 'fifth', 'f.txt': 'sixth', 'g.txt': 'seventh', 'h.txt': 'eighth' });
  await expect(backUp(world)).rejects.toMatchObject({ code: 'backup-of-branch' });
});

test('what the backup has not whole is named, and only --partial goes on without it', async () => {
  const world = await backedUp();
  const [victim = '', lost = ''] = originalsOf(world.backup).toSorted(
    (a, b) => statSync(b).size - statSync(a).size,
  );
  damage(victim);
  rmSync(lost);
  const stopped = await restore(world.backup, world.restored);
  expect(stopped.complete).toBe(false);
  expect(stopped.problems.map(({ path, where, problem }) => ({ path, where, problem }))).toEqual(
    expect.arrayContaining([
      { path: victim.slice(world.backup.length + 1), where: 'source', problem: 'changed' },
      { path: lost.slice(world.backup.length + 1), where: 'source', problem: 'missing' },
    ]),
  );
  expect(stopped.problems.length).toBe(2);
  expect(existsSync(join(world.restored, 'archive.json'))).toBe(false);
  expect(stele(['verify', world.restored]).code).toBe(6);

  const partial = await restore(world.backup, world.restored, { partial: true });
  expect(partial.complete).toBe(true);
  expect(partial.problems.length).toBe(2);
  expect(originalsOf(world.restored).length).toBe(1);
  expect(await writing(world.restored, backupOverview)).toMatchObject({ backups: [{ filesLacking: 2 }] });
  const verified = stele(['verify', world.restored, '--json']);
  expect(verified.code).toBe(1);
  expect(verified.json().findings).toEqual(
    expect.arrayContaining([expect.objectContaining({ problem: 'missing' })]),
  );
});

test('the command line restores, says so, and refuses what is no backup or no place for one', async () => {
  const world = await backedUp();
  const refused = (words: string[], code: string, exit: number): void => {
    const ran = stele(['restore', ...words, '--json']);
    expect(ran.json()).toMatchObject({ error: { code } });
    expect(ran.code).toBe(exit);
  };
  refused([world.archive, world.restored], 'not-a-backup', 2);
  refused([world.backup, world.archive], 'archive-exists', 2);
  refused([world.backup, join(world.backup, 'x')], 'destination-inside-archive', 2);
  refused([world.backup, world.restored, '--as', 'moved'], 'usage', 2);
  mkdirSync(world.restored);
  const ran = stele(['restore', world.backup, world.restored, '--as', 'restored', '--json', '--progress']);
  expect(ran.code).toBe(0);
  expect(ran.lines().at(-1)).toMatchObject({ type: 'result', complete: true, files: 3 });
  refused([world.backup, world.restored], 'archive-exists', 2);
});

test('a catalogue that is damaged on the backup is refused before anything is copied', async () => {
  const world = await backedUp();
  const catalogue = join(world.backup, 'catalogue.db');
  const bytes = readFileSync(catalogue);
  bytes.fill(7, 20_000, 60_000);
  writeFileSync(catalogue, bytes);
  await expect(restore(world.backup, world.restored)).rejects.toMatchObject({ code: 'archive-damaged' });
  expect(existsSync(world.restored)).toBe(false);
});
