import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  backupOverview,
  backupReminder,
  forgetBackup,
  setBackupRules,
} from '../../src/core/backup/overview.ts';
import type { BackupReminder } from '../../src/shared/records/backup.ts';
import {
  backUp,
  clock,
  expectVerified,
  importInto,
  newBackupWorld,
  originalsOf,
  writing,
} from '../helpers/backups.ts';
import { copyDisk } from '../helpers/disk-copy.ts';
import { stele } from '../helpers/cli.ts';
import { encrypted, openTestArchive } from '../helpers/encryption.ts';
import { contentsOf, expectWhole } from '../helpers/whole.ts';

test('a backup opens, verifies, and holds the same bytes as the archive, as they are stored', async () => {
  const world = await newBackupWorld();
  const result = await backUp(world, { label: 'Stick 1' });
  expect(result).toMatchObject({ complete: true, files: 3, copied: 3, checked: 3, removed: 0, problems: [] });
  await expectVerified(world.backup, 'backup');
  expect(await contentsOf(world.backup)).toEqual(await contentsOf(world.archive));
  for (const path of originalsOf(world.archive)) {
    const twin = path.replace(world.archive, world.backup);
    expect(readFileSync(twin).equals(readFileSync(path))).toBe(true);
    expect(statSync(twin).mode & 0o222).toBe(0);
  }
  const listed = stele(['list', world.backup, '--query', 'b.txt', '--json']).json();
  // Others may be found too: the temporary folder's random name is in every path.
  const titles = (listed.items as { title: string }[]).map(({ title }) => title);
  expect(titles).toContain('b.txt');
  expect(readdirSync(world.backup).toSorted()).toEqual([
    'archive.json',
    'backup.json',
    'catalogue.db',
    'originals',
  ]);
  const events = await expectWhole(world.archive);
  expect(events.at(-1)).toMatchObject({
    type: 'transfer',
    subject: { kind: 'backup', id: result.backupId },
    detail: { stage: 'finished', copied: 3, logSize: result.logSize, backup: result.backupId },
  });
});

test('a second run copies only what is new, and what is gone from the disk', async () => {
  const world = await newBackupWorld();
  await backUp(world);
  expect(await backUp(world)).toMatchObject({ copied: 0, checked: 3 });
  await world.takeIn({ 'd.txt': 'fourth', 'again.txt': 'first' });
  expect(await backUp(world)).toMatchObject({ files: 4, copied: 1, complete: true });
  const [lost, cut] = originalsOf(world.backup);
  rmSync(lost ?? '');
  rmSync(cut ?? '');
  writeFileSync(cut ?? '', 'cut off');
  expect(await backUp(world)).toMatchObject({ files: 4, copied: 2, complete: true });
  await expectVerified(world.backup, 'backup');
});

test('the command line: a backup is made, listed and verified; nothing else is written to it', async () => {
  const { archive, backup, folder } = await newBackupWorld();
  const made = stele(['backup', archive, backup, '--label', 'Stick 1', '--json', '--progress']);
  expect(made.stderr).toBe('');
  expect(made.code).toBe(0);
  expect(made.lines().map(({ phase }) => phase)).toEqual(
    expect.arrayContaining(['backup', 'verify', undefined]),
  );
  expect(made.lines().at(-1)).toMatchObject({
    type: 'result',
    complete: true,
    files: 3,
    copied: 3,
    problems: [],
  });
  const verified = stele(['verify', backup, '--json']);
  expect(verified.json()).toMatchObject({ kind: 'backup', verdict: 'verified', findings: [] });
  expect(verified.code).toBe(0);
  expect(stele(['list', backup, '--query', 'b.txt', '--json']).stdout).toContain('"title":"b.txt"');
  const before = readFileSync(join(backup, 'catalogue.db'));
  for (const words of [
    ['import', backup, folder],
    ['export', backup, join(folder, 'package'), '--profile', 'transfer', '--all'],
  ]) {
    const ran = stele([...words, '--json']);
    expect(ran.json()).toMatchObject({ error: { code: 'archive-is-backup' } });
    expect(ran.code).toBe(3);
  }
  expect(stele(['import', backup, folder]).stderr).toContain('stele restore');
  expect(readFileSync(join(backup, 'catalogue.db')).equals(before)).toBe(true);
  const events = await expectWhole(archive);
  expect(events.at(-1)).toMatchObject({ type: 'transfer', detail: { stage: 'finished', copied: 3 } });
});

test('another destination is refused and left alone', async () => {
  const world = await newBackupWorld();
  const refused = async (backup: string, code: string): Promise<void> => {
    await expect(backUp({ ...world, backup })).rejects.toMatchObject({ code });
  };
  await refused(join(world.archive, 'backups', 'x'), 'destination-inside-archive');
  await refused(world.archive, 'destination-inside-archive');
  await refused(world.folder, 'backup-destination-taken');
  await refused(join(world.folder, 'card-1', 'a.txt'), 'backup-destination-taken');
  await refused(join(world.folder, 'nowhere', 'x'), 'path-not-found');
  const other = await newBackupWorld();
  await backUp(other);
  await refused(other.backup, 'backup-of-another');
  await expectVerified(other.backup, 'backup');
  expect(existsSync(join(world.archive, 'backups', 'x'))).toBe(false);
});

test('a backup that holds what the archive has not is not replaced', async () => {
  const world = await newBackupWorld();
  const old = join(world.folder, 'old');
  copyDisk(world.archive, old);
  const card = await world.takeIn({ 'd.txt': 'fourth' });
  await backUp(world);
  const older = { archive: old, backup: world.backup };
  await expect(backUp(older)).rejects.toMatchObject({ code: 'backup-newer' });
  // Now as long a log as the other, of other events.
  for (let run = 0; run < 4; run += 1) await importInto(old, card);
  await expect(backUp(older)).rejects.toMatchObject({ code: 'backup-of-branch' });
  await expectVerified(world.backup, 'backup');
});

test('a damaged original is named, everything else is backed up', async () => {
  const world = await newBackupWorld();
  const victim = originalsOf(world.archive).find((path) => statSync(path).size > 100_000) ?? '';
  const bytes = readFileSync(victim);
  bytes[1000] = (bytes[1000] ?? 0) ^ 1;
  rmSync(victim);
  writeFileSync(victim, bytes);
  expect(await backUp(world)).toMatchObject({
    complete: true,
    files: 3,
    problems: [{ path: victim.slice(world.archive.length + 1), where: 'source', problem: 'changed' }],
  });
  expect(originalsOf(world.backup).length).toBe(2);
  expect(await writing(world.archive, backupOverview)).toMatchObject({ backups: [{ filesLacking: 1 }] });
  const again = stele(['backup', world.archive, world.backup]);
  expect(again.code).toBe(1);
  expect(again.stdout).toContain('damaged in the archive itself');
});

test('originals that the archive no longer knows go from the backup, and nobody else’s do', async () => {
  const world = await newBackupWorld();
  await backUp(world);
  const strange = join(world.backup, 'originals', 'ab', `ab${'0'.repeat(62)}.txt`);
  mkdirSync(join(strange, '..'), { recursive: true });
  writeFileSync(strange, 'put here by somebody');
  // What a destruction does to the catalogue, as far as a backup is concerned.
  const archive = await openTestArchive(world.archive, { access: 'write', clock });
  const [gone] = (await contentsOf(world.archive)).files;
  archive.catalogue.exec('PRAGMA foreign_keys = OFF');
  archive.catalogue.prepare('DELETE FROM file WHERE vault_name = ?').run(gone?.vaultName);
  archive.catalogue.prepare('DELETE FROM backup_file WHERE file_id NOT IN (SELECT id FROM file)').run();
  archive.close();
  expect(await backUp(world)).toMatchObject({ files: 2, removed: 1, complete: true });
  expect(existsSync(join(world.backup, 'originals', gone?.vaultName ?? ''))).toBe(false);
  expect(existsSync(strange)).toBe(true);
});

test('the archive knows its backups and what they lack; a lost one counts no longer', async () => {
  const world = await newBackupWorld();
  const overview = () => writing(world.archive, backupOverview);
  expect(await overview()).toMatchObject({ backups: [], rules: { days: 7, files: 100 }, reminder: null });
  const { backupId } = await backUp(world, { label: 'Stick 1' });
  await world.takeIn({ 'd.txt': 'fourth', 'e.txt': 'fifth' });
  expect(await overview()).toMatchObject({
    backups: [{ id: backupId, label: 'Stick 1', filesLacking: 2 }],
    reminder: null,
  });
  await writing(world.archive, (archive) => setBackupRules(archive, { files: 2 }));
  expect(await overview()).toMatchObject({
    rules: { days: 7, files: 2 },
    reminder: { reason: 'count', files: 2 },
  });
  const listed = stele(['list', world.archive]);
  expect(listed.stderr).toContain('2 new files since the last backup, 0 days ago');
  expect(listed.stdout).not.toContain('backup');
  expect(stele(['list', world.archive, '--json']).stderr).toBe('');
  await backUp(world);
  expect((await overview()).reminder).toBe(null);

  const forget = () => writing(world.archive, (archive) => forgetBackup(archive, 'Stick 1'));
  expect(await forget()).toBe(backupId);
  expect(await overview()).toMatchObject({
    backups: [{ id: backupId, filesLacking: 5 }],
    reminder: { reason: 'never', files: 5 },
  });
  await expect(forget()).rejects.toMatchObject({ code: 'not-found' });
  // It turned up again.
  expect(await backUp(world)).toMatchObject({ backupId, copied: 0, checked: 5 });
  expect(await overview()).toMatchObject({ backups: [{ filesLacking: 0, retiredAt: null }], reminder: null });
});

test('a backup is overdue after some days, if there is something new', async () => {
  const world = await newBackupWorld();
  const later = async (days: number): Promise<BackupReminder | null> => {
    const then = (): Date => new Date(Date.now() + days * 86_400_000 + 60_000);
    const archive = await openTestArchive(world.archive, { access: 'read', clock: then });
    try {
      return backupReminder(archive);
    } finally {
      archive.close();
    }
  };
  expect(await later(6)).toBe(null);
  expect(await later(7)).toEqual({ reason: 'never', days: null, files: 3 });
  await backUp(world);
  expect(await later(30)).toBe(null);
  await world.takeIn({ 'd.txt': 'fourth' });
  expect(await later(6)).toBe(null);
  expect(await later(7)).toEqual({ reason: 'age', days: 7, files: 1 });
});

test('a backup on the archive’s own disk says so, and is no second copy: it is reminded of as before', async () => {
  const world = await newBackupWorld();
  const own = await backUp(world, { isSameDisk: () => true });
  expect(own).toMatchObject({ complete: true, sameDisk: true });
  const far = (): Date => new Date(Date.now() + 8 * 86_400_000);
  const overview = async () => {
    const archive = await openTestArchive(world.archive, { access: 'read', clock: far });
    try {
      return backupOverview(archive);
    } finally {
      archive.close();
    }
  };
  expect(await overview()).toMatchObject({
    backups: [{ path: world.backup, sameDisk: true, filesLacking: 0 }],
    reminder: { reason: 'never', files: 3 },
  });
  expect(stele(['backup', world.archive, '--list']).stdout).toContain('on the disk of the archive itself');

  // The folder was carried to another disk, and brought up to date there.
  expect(await backUp(world)).toMatchObject({ sameDisk: false });
  expect(await overview()).toMatchObject({ backups: [{ sameDisk: false }], reminder: null });
});

test('the command warns of a backup on the archive’s own disk, and it does not let a card be cleared', async () => {
  const world = await newBackupWorld();
  const card = await world.takeIn({ 'd.txt': 'fourth' });
  const env = { STELE_DISKS: '' };
  const ran = stele(['backup', world.archive, world.backup], { env });
  expect(ran.code).toBe(0);
  expect(ran.stderr).toContain('on the disk of the archive itself');
  const asked = () => stele(['card', world.archive, card, '--json'], { env }).json();
  expect(asked()).toMatchObject({ verdict: 'not-yet', backedUp: 0, backups: [{ files: 1, sameDisk: true }] });
  expect(asked().notBackedUp).toMatchObject([{ reason: expect.stringContaining('own disk') }]);
  expect(stele(['backup', world.archive, world.backup]).stderr).not.toContain('on the disk of');
  expect(asked()).toMatchObject({ backedUp: 1, backups: [{ sameDisk: false }] });
});

test('nothing about what is in it, or whose it is, stands beside an encrypted backup in clear', async () => {
  const world = await newBackupWorld();
  await backUp(world, { label: 'Stick of A. Person' });
  const mark = readFileSync(join(world.backup, 'backup.json'), 'utf8');
  for (const word of ['Person', 'Stick', 'Backed up', 'a.txt']) expect(mark).not.toContain(word);
  const catalogue = readFileSync(join(world.backup, 'catalogue.db'));
  expect(catalogue.includes('A. Person')).toBe(!encrypted);
  expect(catalogue.subarray(0, 15).toString() === 'SQLite format 3').toBe(!encrypted);
});

test('the same with the journal for file systems without shared memory', async () => {
  const world = await newBackupWorld();
  for (let run = 0; run < 2; run += 1) {
    const ran = stele(['backup', world.archive, world.backup, '--json'], {
      env: { STELE_JOURNAL: 'exclusive' },
    });
    expect(ran.code).toBe(0);
    expect(ran.json()).toMatchObject({ complete: true, copied: run === 0 ? 3 : 0 });
  }
  await expectVerified(world.backup, 'backup');
});
