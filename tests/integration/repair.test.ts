import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { snapshotCatalogue } from '../../src/core/archive/keep-snapshots.ts';
import { openDatabase } from '../../src/core/database/connection.ts';
import { listSnapshots, removeSnapshots } from '../../src/core/database/snapshots.ts';
import { readEvents, valuesOf } from '../../src/core/custody/read.ts';
import {
  backUp,
  expectVerified,
  newBackupWorld,
  originalsOf,
  repair,
  writing,
  type BackupWorld,
} from '../helpers/backups.ts';
import { stele } from '../helpers/cli.ts';
import { encrypted, testKeys } from '../helpers/encryption.ts';
import { contentsOf, seeded, type Contents } from '../helpers/whole.ts';

/** Three files before the snapshot that the import took, two after it. */
async function newWorld(
  parent?: string,
): Promise<BackupWorld & { readonly before: Contents; readonly after: Contents }> {
  const world = await newBackupWorld(parent);
  const before = await contentsOf(world.archive);
  await world.takeIn({ 'd.txt': 'fourth', 'e.txt': 'fifth' });
  return { ...world, before, after: await contentsOf(world.archive) };
}

/** A thousand files are taken in here: a fast disk will do. */
const inMemory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const random = seeded(4);
function overwriteWithNoise(path: string): void {
  writeFileSync(path, Buffer.from(Array.from({ length: statSync(path).size }, () => random() * 256)));
}

const hashesOf = ({ files }: Contents): string[] => files.map(({ sha256 }) => sha256);
const catalogueOf = (archive: string): string => join(archive, 'catalogue.db');

test('a catalogue overwritten with noise: every original is back, and its record as of the newest snapshot', async () => {
  const world = await newWorld();
  const { archive, before, after } = world;
  overwriteWithNoise(catalogueOf(archive));
  const noise = readFileSync(catalogueOf(archive));
  const result = await repair(archive);
  expect(result).toMatchObject({
    description: 'whole',
    snapshot: { salvaged: 0, acknowledged: null },
    missing: [],
    refused: [],
  });
  const newer = after.files.filter((file) => !hashesOf(before).includes(file.sha256));
  expect(result.found.map(({ path }) => path).toSorted()).toEqual(
    newer.map(({ vaultName }) => `originals/${vaultName}`),
  );
  expect(await contentsOf(archive)).toEqual(after);
  await expectVerified(archive, 'archive', true);
  // Nothing is deleted.
  const [aside = ''] = result.movedAside;
  expect(aside).toMatch(/^damaged\/catalogue-.*\.db$/);
  expect(readFileSync(join(archive, aside)).equals(noise)).toBe(true);

  await writing(archive, (open) => {
    const rows = open.catalogue
      .prepare<[], { number: string; name: string }>(
        `SELECT item.number, CAST(entry.path AS TEXT) AS name FROM item JOIN file ON file.item_id = item.id
         JOIN accession_entry AS entry ON entry.id = file.entry_id ORDER BY item.id`,
      )
      .all();
    // Those of the snapshot have their names, those that were found another code in their numbers.
    expect(rows.slice(0, 3).map(({ name }) => name.slice(-5))).toEqual(['a.txt', 'b.txt', 'c.txt']);
    const codes = new Set(rows.map(({ number }) => number.split('-')[1]));
    expect(codes.size).toBe(2);
    const details = [...readEvents(open.catalogue, open.events.log.id)].map(
      (event) => valuesOf(event).detail,
    );
    expect(details.at(-1)).toMatchObject({
      found: 2,
      missing: 0,
      repair: { catalogue: { acknowledged: null } },
    });
  });
  await expect(repair(archive)).rejects.toMatchObject({ code: 'nothing-to-repair' });
  await world.takeIn({ 'f.txt': 'sixth' });
  await expectVerified(archive, 'archive', true);
});

test('records whose originals are missing are named', async () => {
  const { archive, before } = await newWorld();
  const [gone] = before.files;
  rmSync(join(archive, 'originals', gone?.vaultName ?? ''));
  overwriteWithNoise(catalogueOf(archive));
  const result = await repair(archive);
  expect(result.missing).toEqual([
    { path: `originals/${gone?.vaultName}`, number: expect.stringMatching(/^\d{4}-..-0000\d$/) },
  ]);
});

test('what is named like an original and is none is not taken in', async () => {
  const { archive } = await newWorld();
  const victim = originalsOf(archive)[0] ?? '';
  const planted = join(victim, '..', `${'0'.repeat(64)}${encrypted ? '' : '.txt'}`);
  writeFileSync(planted, 'planted');
  overwriteWithNoise(catalogueOf(archive));
  const { refused } = await repair(archive);
  expect(refused.map(({ path }) => path)).toEqual([planted.slice(archive.length + 1)]);
});

test('events that a damaged catalogue still gives are kept beside the log, if they prove themselves', async () => {
  const { archive, after } = await newWorld();
  const size = await writing(archive, (open) => open.events.log.row().size);
  // A page that the log does not need: the table of revisions is another b-tree.
  const bytes = readFileSync(catalogueOf(archive));
  if (encrypted) bytes.fill(9, bytes.length - 4096);
  else {
    const page = await writing(archive, (open) =>
      open.catalogue
        .prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'revision'")
        .pluck()
        .get(),
    );
    const whole = readFileSync(catalogueOf(archive));
    whole.copy(bytes);
    bytes.fill(9, ((page ?? 1) - 1) * 4096, (page ?? 1) * 4096);
  }
  writeFileSync(catalogueOf(archive), bytes);
  const { snapshot } = await repair(archive);
  expect(snapshot?.acknowledged ?? size).toBe(size);
  if (!encrypted) {
    const logSize = snapshot?.logSize ?? 0;
    expect(logSize).toBeLessThan(size);
    expect(snapshot).toMatchObject({ salvaged: size - logSize, acknowledged: size });
    await writing(archive, ({ catalogue }) => {
      expect(catalogue.prepare('SELECT size FROM log WHERE id = 2').all()).toEqual([{ size }]);
      const kept = [...readEvents(catalogue, 2)].map((event) => valuesOf(event).sequence);
      expect(kept).toEqual(Array.from({ length: size - logSize }, (_, index) => logSize + index));
    });
  }
  expect(hashesOf(await contentsOf(archive))).toEqual(hashesOf(after));
  await expectVerified(archive, 'archive', true);
});

test('a name that was announced when the snapshot was taken, and recorded since, is no leftover', async () => {
  const { archive, before, after } = await newWorld();
  const newer = after.files.find((file) => !hashesOf(before).includes(file.sha256));
  const key = (await testKeys(archive))?.catalogue ?? null;
  const [snapshot] = listSnapshots(archive);
  const db = openDatabase(snapshot?.path ?? '', { journal: 'rollback', access: 'write', key });
  db.prepare('INSERT INTO vault_intent (vault_name) VALUES (?)').run(newer?.vaultName);
  db.close();
  overwriteWithNoise(catalogueOf(archive));
  expect((await repair(archive)).found.length).toBe(2);
  expect(await contentsOf(archive)).toEqual(after);
});

test('without a snapshot in the archive, a backup serves; without any there is nothing to start from', async () => {
  const { archive, backup, after } = await newWorld();
  await backUp({ archive, backup });
  await writing(archive, removeSnapshots);
  expect(listSnapshots(archive)).toEqual([]);
  rmSync(catalogueOf(archive));
  await expect(repair(archive)).rejects.toMatchObject({ code: 'repair-impossible' });
  expect(existsSync(catalogueOf(archive))).toBe(false);
  const result = await repair(archive, { from: backup });
  expect(result).toMatchObject({ found: [], missing: [] });
  expect(await contentsOf(archive)).toEqual(after);
  await expectVerified(archive, 'archive', true);
});

test('archive.json destroyed: it comes from its copy, or in a plain archive from the catalogue', async () => {
  const { archive } = await newWorld();
  const path = join(archive, 'archive.json');
  const original = JSON.parse(readFileSync(path, 'utf8')) as { archiveId: string };
  overwriteWithNoise(path);
  expect(await repair(archive)).toMatchObject({ description: 'from-copy', snapshot: null, found: [] });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ archiveId: original.archiveId });
  await expectVerified(archive, 'archive', true);

  rmSync(path);
  await writing(archive, () => undefined).catch(() => undefined);
  removeSnapshots({ path: archive });
  if (encrypted) await expect(repair(archive)).rejects.toMatchObject({ code: 'repair-impossible' });
  else {
    expect(await repair(archive)).toMatchObject({ description: 'from-catalogue', snapshot: null });
    await expectVerified(archive, 'archive', true);
  }
});

test('snapshots: one with the first accession, then when it is old or lacks a thousand files; three stay', async () => {
  const world = await newWorld(inMemory);
  const { archive } = world;
  expect(listSnapshots(archive).length).toBe(1);
  const [first] = listSnapshots(archive);
  expect(existsSync(first?.description ?? '')).toBe(true);
  await world.takeIn(
    Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`${index}.txt`, `file ${index}`])),
  );
  expect(listSnapshots(archive).length).toBe(2);
  const asked = stele(['backup', archive, '--snapshot', '--json']);
  expect(asked.code).toBe(0);
  expect(asked.json()).toEqual({ path: listSnapshots(archive)[0]?.path });
  await writing(archive, snapshotCatalogue);
  expect(listSnapshots(archive).length).toBe(3);
  expect(readdirSync(join(archive, 'backups')).length).toBe(6);
  expect(listSnapshots(archive).map(({ path }) => path)).not.toContain(first?.path);
  await writing(archive, removeSnapshots);
  expect(readdirSync(join(archive, 'backups'))).toEqual([]);
});

test('the command line says what was brought back', async () => {
  const { archive } = await newWorld();
  const sound = stele(['repair', archive, '--json']);
  expect(sound.json()).toMatchObject({ error: { code: 'nothing-to-repair' } });
  expect(sound.code).toBe(2);
  overwriteWithNoise(catalogueOf(archive));
  expect(stele(['list', archive]).stderr).toContain('stele repair');
  const ran = stele(['repair', archive]);
  expect(ran.stderr).toBe('');
  expect(ran.code).toBe(0);
  expect(ran.stdout).toContain('2 originals newer than the snapshot');
  expect(ran.stdout).toContain('are lost; nothing says how many there were');
  expect(stele(['verify', archive]).code).toBe(0);
});
