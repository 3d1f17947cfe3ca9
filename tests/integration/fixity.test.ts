import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Archive } from '../../src/core/archive/archive.ts';
import { confirmOriginals } from '../../src/core/fixity/confirm.ts';
import { readEventsAbout, valuesOf } from '../../src/core/custody/read.ts';
import { checkFiles } from '../../src/core/fixity/check-files.ts';
import { checkPart } from '../../src/core/fixity/check-part.ts';
import { fixityReminder } from '../../src/core/fixity/reminder.ts';
import { confirmationOf } from '../../src/core/fixity/record-checks.ts';
import { storedFile } from '../../src/core/fixity/stored-files.ts';
import { realFiles, type FileLayer } from '../../src/core/transfer/file-layer.ts';
import { openInlinePool } from '../helpers/inline-pool.ts';
import { openTransferPool } from '../../src/core/transfer/pool.ts';
import type { TransferPool } from '../../src/core/transfer/types.ts';
import type { CardReport, CheckSummary, ConfirmSummary } from '../../src/shared/records/fixity.ts';
import { stele, type Ran } from '../helpers/cli.ts';
import { encrypted, initArchive, openTestArchive } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { expectWhole } from '../helpers/whole.ts';

const clock = (): Date => new Date();

interface World {
  readonly folder: string;
  readonly archive: string;
  readonly card: string;
}

/** An archive that took in a card of these files. */
async function newWorld(files: Readonly<Record<string, string>>): Promise<World> {
  const folder = temporaryFolder();
  const [archive, card] = [join(folder, 'archive'), join(folder, 'card')];
  mkdirSync(card);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(card, name), text);
  await initArchive(archive, 'Confirmed');
  expect(stele(['import', archive, card]).code).toBe(0);
  return { folder, archive, card };
}

const three = { 'a.txt': 'first', 'b.txt': 'second, and longer', 'c.txt': 'third' };

async function onOpen<T>(path: string, work: (archive: Archive) => Promise<T> | T): Promise<T> {
  const archive = await openTestArchive(path, { access: 'write', clock });
  try {
    return await work(archive);
  } finally {
    archive.close();
  }
}

/** The archive as if it lay on a stick: what the system says of this machine's disks is not known here. */
function onStick(archive: Archive): Archive {
  return { ...archive, volume: { ...archive.volume, fileSystem: 'exfat' } };
}

function confirmWith(archive: Archive, pool: TransferPool): Promise<ConfirmSummary> {
  const signal = new AbortController().signal;
  return confirmOriginals({ archive, pool, signal, onProgress: () => undefined });
}

/** Where the bytes of an item's file lie; `flip` damages them as a bad disk does. */
async function originalOf(world: World, text: string): Promise<string> {
  return onOpen(world.archive, (archive) => {
    const rows = archive.catalogue
      .prepare<[], { name: string; size: number }>('SELECT vault_name AS name, size FROM file')
      .all();
    const row = rows.find(({ size }) => size === text.length);
    return join(world.archive, 'originals', row?.name ?? '');
  });
}

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length - 1]! ^= 1;
  chmodSync(path, 0o644);
  writeFileSync(path, bytes);
}

const card = (world: World): Ran => stele(['card', world.archive, world.card, '--json']);
const report = (ran: Ran): CardReport => ran.json() as unknown as CardReport;

/** A stick that answers from its cache as if it had kept everything, and in truth kept `kept` bytes of each file. */
function fakeStick(kept: number): FileLayer {
  const direct = new Set<number>();
  return {
    ...realFiles,
    openDirect(path) {
      const descriptor = realFiles.openForReading(path);
      direct.add(descriptor);
      return descriptor;
    },
    read(descriptor, buffer, offset, length, position) {
      const count = realFiles.read(descriptor, buffer, offset, length, position);
      if (direct.has(descriptor))
        buffer.fill(0, offset + Math.max(0, kept - (position ?? 0)), offset + count);
      return count;
    },
    close(descriptor) {
      direct.delete(descriptor);
      realFiles.close(descriptor);
    },
  };
}

test('what was taken in is stored, and confirmed once it was read past the memory; then it is not read again', async () => {
  const world = await newWorld(three);
  const pool = openTransferPool({ threads: 1 });
  await onOpen(world.archive, async (opened) => {
    const archive = onStick(opened);
    expect(await confirmWith(archive, pool)).toMatchObject({
      confirmed: 3,
      alreadyConfirmed: 0,
      fromMemory: 0,
      damaged: [],
    });
    expect(await confirmWith(archive, pool)).toMatchObject({ confirmed: 0, alreadyConfirmed: 3, bytes: 0 });
  });
  await pool.close();
  const events = await expectWhole(world.archive);
  const confirmations = events.filter(({ detail }) => detail.confirmed === 'direct');
  expect(confirmations.map(({ type, subject }) => `${type} ${subject.kind}`)).toEqual(
    Array.from({ length: 3 }, () => 'fixity check file'),
  );
});

test('a stick that promises more than it keeps is found and named before anything is cleared', async () => {
  const world = await newWorld({ ...three, 'big.jpg': 'x'.repeat(100_000) });
  const lying = openInlinePool(fakeStick(90_000));
  const found = await onOpen(world.archive, (archive) => confirmWith(onStick(archive), lying));
  expect(found.confirmed).toBe(3);
  expect(found.damaged).toMatchObject([{ name: 'big.jpg', problem: 'changed', backups: [] }]);
  expect(report(card(world))).toMatchObject({
    mayClear: false,
    inArchive: 4,
    confirmed: 3,
    notConfirmed: [{ reason: 'its original in the archive was found changed' }],
  });
});

test('where the system cannot read past its memory, nothing is said to be confirmed until the medium was attached anew', async () => {
  const world = await newWorld(three);
  const cached = openInlinePool({ ...realFiles, openDirect: () => null });
  await onOpen(world.archive, async (archive) => {
    expect(await confirmWith(archive, cached)).toMatchObject({ confirmed: 0, fromMemory: 3 });
    // The machine was started anew since: the session that they were stored in is another.
    archive.catalogue.exec("UPDATE medium_session SET token = 'another start'");
  });
  await onOpen(world.archive, async (archive) => {
    expect(await confirmWith(archive, cached)).toMatchObject({ confirmed: 3, fromMemory: 0 });
    expect(archive.catalogue.prepare('SELECT DISTINCT method FROM fixity').pluck().all()).toEqual([
      'remounted',
    ]);
  });
});

test('a memory disk and a network answer reads themselves: unbuffered reads prove nothing there', async () => {
  const world = await newWorld({ 'a.txt': 'first' });
  await onOpen(world.archive, (archive) => {
    const file = storedFile(archive, 1);
    if (!file) throw new Error('no file');
    const compared = { outcome: 'verified', detail: '', bytes: 5, direct: true } as const;
    const on = (fileSystem: string | null) => ({ ...archive, volume: { ...archive.volume, fileSystem } });
    const session = { id: 1, storedBefore: 0 };
    for (const name of ['tmpfs', 'fuseblk', 'cifs', 'nfs', null])
      expect(confirmationOf(on(name), session, { file, compared }, null)).toBe(null);
    for (const name of ['exfat', 'ext4', 'ntfs'])
      expect(confirmationOf(on(name), session, { file, compared }, null)).toBe('direct');
  });
});

test('moved to another disk, nothing is confirmed any more', async () => {
  const world = await newWorld(three);
  const pool = openTransferPool({ threads: 1 });
  await onOpen(world.archive, (archive) => confirmWith(onStick(archive), pool));
  const copy = join(world.folder, 'elsewhere');
  cpSync(world.archive, copy, { recursive: true });
  const archive = await openTestArchive(copy, { access: 'write', clock, as: 'moved' });
  expect(
    archive.catalogue.prepare('SELECT count(*) FROM fixity WHERE confirmed_at IS NOT NULL').pluck().get(),
  ).toBe(0);
  archive.close();
  await pool.close();
});

test('a card: not in the archive, not confirmed, on no backup; and then it may be cleared', async () => {
  const world = await newWorld(three);
  writeFileSync(join(world.card, '.DS_Store'), 'left by a system');
  writeFileSync(join(world.card, 'new.txt'), 'not imported yet');
  const first = card(world);
  expect(first.code).toBe(1);
  expect(report(first)).toMatchObject({
    mayClear: false,
    files: 4,
    inArchive: 3,
    confirmed: 0,
    backedUp: 0,
    skipped: 1,
  });
  expect(report(first).notInArchive.map(({ path }) => path)).toEqual([join(world.card, 'new.txt')]);
  expect(report(first).notConfirmed).toHaveLength(3);
  expect(report(first).notBackedUp).toHaveLength(3);

  expect(stele(['import', world.archive, world.card]).code).toBe(0);
  const pool = openTransferPool({ threads: 1 });
  await onOpen(world.archive, (archive) => confirmWith(onStick(archive), pool));
  await pool.close();
  expect(report(card(world))).toMatchObject({ mayClear: false, inArchive: 4, confirmed: 4, backedUp: 0 });
  expect(stele(['backup', world.archive, join(world.folder, 'disk B'), '--label', 'B']).code).toBe(0);
  const last = card(world);
  expect(report(last)).toMatchObject({
    mayClear: true,
    files: 4,
    confirmed: 4,
    backedUp: 4,
    backups: [{ label: 'B', files: 4 }],
  });
  expect(last.code).toBe(0);
  expect(stele(['card', world.archive, world.card]).stdout).toContain('YOU MAY CLEAR THIS CARD');
  expect(readdirSync(world.card).length).toBe(5);
});

test('an empty card, and one that is not there, are no reason to clear anything', async () => {
  const world = await newWorld(three);
  mkdirSync(join(world.folder, 'empty'));
  const empty = stele(['card', world.archive, join(world.folder, 'empty'), '--json']);
  expect(report(empty)).toMatchObject({ mayClear: false, files: 0 });
  expect(empty.code).toBe(1);
  expect(stele(['card', world.archive, join(world.folder, 'nowhere')]).code).toBe(2);
});

test('a file that somebody asks about is read now, and the log says so, whatever it is', async () => {
  const world = await newWorld(three);
  const pool = openTransferPool({ threads: 1 });
  const ask = (file: string): Promise<CheckSummary> =>
    onOpen(world.archive, (archive) =>
      checkFiles({ archive, pool, signal: new AbortController().signal, onProgress: () => undefined }, [
        file,
      ]),
    );
  const file = await onOpen(world.archive, (archive) => storedFile(archive, 2));
  if (!file) throw new Error('there is no second file');
  expect(await ask(file.uid)).toMatchObject({ verified: 1, wanted: 1, damaged: [] });
  const path = join(world.archive, 'originals', file.vaultName);
  chmodSync(path, 0o600);
  writeFileSync(path, readFileSync(path).fill(0x20));
  expect(await ask(file.uid)).toMatchObject({ verified: 0, wanted: 1, damaged: [{ problem: 'changed' }] });
  await expect(ask('0190f3d2-0000-7000-8000-000000000001')).rejects.toMatchObject({ code: 'not-found' });
  await pool.close();
  const told = await onOpen(world.archive, (archive) =>
    [...readEventsAbout(archive.catalogue, archive.events.log.id, [{ kind: 'file', id: file.uid }])]
      .map(valuesOf)
      .filter(({ type }) => type === 'fixity check')
      .map(({ outcome }) => outcome),
  );
  expect(told).toEqual(['success', 'failure']);
});

test('parts are checked one after the other, the longest unchecked first, until all were', async () => {
  const world = await newWorld(
    Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`${n}.txt`, `text ${n}`])),
  );
  const sample = (share: string): CheckSummary =>
    stele(['verify', world.archive, '--sample', share, '--json']).json() as unknown as CheckSummary;
  expect(sample('30%')).toMatchObject({ verified: 3, wanted: 3, leftUnchecked: 7, damaged: [] });
  expect(sample('30%')).toMatchObject({ verified: 3, wanted: 3, leftUnchecked: 7 });
  await onOpen(world.archive, (archive) => {
    expect(archive.catalogue.prepare('SELECT count(*) FROM fixity').pluck().get()).toBe(6);
  });
  expect(sample('100%')).toMatchObject({ verified: 10, leftUnchecked: 0 });
  const older = stele(['verify', world.archive, '--older-than', '1d', '--json']).json();
  expect(older).toMatchObject({ verified: 0, wanted: 0 });
  expect(stele(['verify', world.archive, '--older-than', '0d', '--json']).json()).toMatchObject({
    verified: 10,
  });
  const events = await expectWhole(world.archive);
  expect(events.filter(({ detail }) => detail.scope === 'sample 30%')).toHaveLength(2);
  for (const wrong of [
    ['--sample', '0%'],
    ['--sample', '101%'],
    ['--sample', '1'],
    ['--older-than', '90'],
    ['--sample', '1%', '--older-than', '1d'],
  ])
    expect(stele(['verify', world.archive, ...wrong]).code).toBe(2);
});

test('an interrupted check goes on where it stopped', async () => {
  const world = await newWorld(
    Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`${n}.txt`, `text ${n}`])),
  );
  await onOpen(world.archive, (archive) => {
    archive.catalogue.exec(
      `INSERT INTO fixity_run (uid, scope, started_at, wanted, done) VALUES (randomblob(16), 'sample 100%', '2020-01-01T00:00:00.000Z', 6, 4);
       INSERT INTO fixity (file_id, checked_at, outcome) SELECT id, '2020-01-02T00:00:00.000Z', 'verified' FROM file LIMIT 4`,
    );
  });
  const ran = stele(['verify', world.archive, '--sample', '100%', '--json']).json();
  expect(ran).toMatchObject({ resumed: true, verified: 6, wanted: 6 });
  await onOpen(world.archive, (archive) => {
    const again = archive.catalogue
      .prepare("SELECT count(*) FROM fixity WHERE checked_at > '2020-01-03'")
      .pluck()
      .get();
    expect(again).toBe(2);
  });
});

test('a file that rotted: named, with the backup that has it, and brought back on command with an event', async () => {
  const world = await newWorld(three);
  const disk = join(world.folder, 'disk');
  expect(stele(['backup', world.archive, disk, '--label', 'Disk B']).code).toBe(0);
  const [rotten, gone] = [await originalOf(world, three['b.txt']), await originalOf(world, three['c.txt'])];
  flip(rotten);
  rmSync(gone);
  const checked = stele(['verify', world.archive, '--sample', '100%', '--json']);
  expect(checked.code).toBe(1);
  const { damaged } = checked.json() as unknown as CheckSummary;
  expect(damaged.map(({ problem, backups }) => `${problem} ${backups[0]?.label ?? ''}`).toSorted()).toEqual([
    'changed Disk B',
    'missing Disk B',
  ]);
  expect(damaged.find(({ problem }) => problem === 'missing')?.detail).toContain('quarantine');

  expect(stele(['recover', world.archive, '--from', world.archive, '--json']).json()).toMatchObject({
    error: { code: 'not-a-backup' },
  });
  const recovered = stele(['recover', world.archive, '--from', disk, '--json']);
  expect(recovered.json()).toMatchObject({ recovered: 2, notRecovered: [] });
  const events = await expectWhole(world.archive);
  expect(
    events
      .filter(({ type, detail }) => type === 'transfer' && 'recoveredFrom' in detail)
      .map(({ detail }) => detail.found)
      .toSorted(),
  ).toEqual(['changed', 'missing']);
  expect(readdirSync(join(world.archive, 'damaged'))).toHaveLength(1);
  // What was written again is not confirmed by having been confirmed before.
  await onOpen(world.archive, (archive) => {
    archive.catalogue.exec('UPDATE medium_session SET first_file = 100');
  });
  const cached = openInlinePool({ ...realFiles, openDirect: () => null });
  await onOpen(world.archive, async (archive) => {
    expect(await confirmWith(archive, cached)).toMatchObject({ confirmed: 0, fromMemory: 2 });
  });
});

test('damaged on the backup too: it stays as it is, and is named', async () => {
  const world = await newWorld({ 'a.txt': 'first' });
  const disk = join(world.folder, 'disk');
  expect(stele(['backup', world.archive, disk]).code).toBe(0);
  const original = await originalOf(world, 'first');
  flip(original);
  flip(original.replace(world.archive, disk));
  expect(stele(['verify', world.archive, '--sample', '100%']).code).toBe(1);
  const ran = stele(['recover', world.archive, '--from', disk, '--json']);
  expect(ran.code).toBe(1);
  expect(ran.json()).toMatchObject({ recovered: 0, notRecovered: [{ name: 'a.txt' }] });
  expect(existsSync(original)).toBe(true);
  expect(existsSync(join(world.archive, 'incoming'))).toBe(false);
});

test.skipIf(encrypted)('confirmed on this machine: the command says which, and how many', async () => {
  const world = await newWorld(three);
  const ran = stele(['confirm', world.archive, '--json']);
  const { confirmed, fromMemory } = ran.json() as unknown as ConfirmSummary;
  // Whether this machine's disk can be read past the memory is not the test's to know.
  expect(confirmed + fromMemory).toBe(3);
  expect(ran.code).toBe(fromMemory > 0 ? 6 : 0);
});

test('taken in again, a card brings back originals that are gone or cut short, and the card is not to be cleared before', async () => {
  const world = await newWorld(three);
  const pool = openTransferPool({ threads: 1 });
  await onOpen(world.archive, (archive) => confirmWith(onStick(archive), pool));
  await pool.close();
  expect(stele(['backup', world.archive, join(world.folder, 'disk')]).code).toBe(0);
  expect(report(card(world))).toMatchObject({ mayClear: true });
  rmSync(await originalOf(world, three['a.txt']));
  const short = await originalOf(world, three['b.txt']);
  chmodSync(short, 0o644);
  writeFileSync(short, 'cut');
  expect(report(card(world))).toMatchObject({ mayClear: false, inArchive: 3, confirmed: 1 });
  expect(stele(['verify', world.archive]).code).toBe(1);
  expect(stele(['import', world.archive, world.card]).code).toBe(0);
  const events = await expectWhole(world.archive);
  const healed = events.filter(({ type, detail }) => type === 'transfer' && 'recoveredFrom' in detail);
  expect(healed.map(({ detail }) => detail.found).toSorted()).toEqual(['changed', 'missing']);
  expect(report(card(world))).toMatchObject({ mayClear: false, confirmed: 1 });
});

test('an archive without its originals folder misses every original, and says so', async () => {
  const world = await newWorld(three);
  rmSync(join(world.archive, 'originals'), { recursive: true });
  const ran = stele(['verify', world.archive, '--json']);
  expect(ran.code).toBe(1);
  expect((ran.json().findings as { problem: string }[]).map(({ problem }) => problem)).toEqual([
    'missing',
    'missing',
    'missing',
  ]);
});

test('a check is overdue ninety days after the file that was not read for longest was read, and damage is known', async () => {
  const { archive: path } = await newWorld(three);
  const day = 24 * 60 * 60 * 1000;
  const at = (days: number) => (): Date => new Date(Date.now() + days * day);
  const remind = async (days: number) => {
    const archive = await openTestArchive(path, { access: 'write', clock: at(days) });
    const reminder = fixityReminder(archive);
    archive.close();
    return reminder;
  };
  expect(await remind(0)).toEqual({ damaged: 0, days: 0, after: 90, isOverdue: false });
  expect(await remind(89)).toMatchObject({ days: 89, isOverdue: false });
  expect(await remind(91)).toMatchObject({ days: 91, isOverdue: true });
  const archive = await openTestArchive(path, { access: 'write', clock: at(91) });
  const pool = openInlinePool(realFiles);
  const check = (sample: number) =>
    checkPart(
      { archive, pool, signal: new AbortController().signal, onProgress: () => undefined },
      { sample },
    );
  // Two of three: the third is as old as it was.
  await check(60);
  expect(fixityReminder(archive)).toMatchObject({ days: 91, isOverdue: true });
  const last = archive.catalogue
    .prepare<[], string>('SELECT vault_name FROM file ORDER BY id DESC LIMIT 1')
    .pluck()
    .get();
  rmSync(join(path, 'originals', last ?? ''));
  await check(100);
  expect(fixityReminder(archive)).toMatchObject({ damaged: 1, days: 0, isOverdue: false });
  await pool.close();
  archive.close();
});
