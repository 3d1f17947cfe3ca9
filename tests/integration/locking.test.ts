import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startStele, stele } from '../helpers/cli.ts';
import { needsMount, smallDisk } from '../helpers/disks.ts';
import { initArchive, openTestArchive } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { contentsOf, expectWhole, seeded } from '../helpers/whole.ts';

const clock = (): Date => new Date();
const random = seeded(3);

/** An archive with two files in it, below `folder`, and a folder with more to take in. */
async function newWorld(folder: string): Promise<{ archive: string; more: string }> {
  const [archive, few, more] = [join(folder, 'archive'), join(folder, 'few'), join(folder, 'more')];
  mkdirSync(few);
  mkdirSync(more);
  for (const name of ['one', 'two']) writeFileSync(join(few, `${name}.txt`), `file ${name}`);
  for (let index = 0; index < 400; index += 1)
    writeFileSync(join(more, `${index}.txt`), `${index} ${random()}`);
  await initArchive(archive, 'Locked');
  expect(stele(['import', archive, few]).code).toBe(0);
  return { archive, more };
}

/** Starts an import and waits until it has recorded something, so that it holds the archive from here on. */
async function startWriter(archive: string, more: string, env: Record<string, string> = {}) {
  const writer = startStele(['import', archive, more, '--json', '--progress'], { env });
  await new Promise<void>((resolve) => writer.child.stdout?.once('data', () => resolve()));
  return writer;
}

test('a second writer is refused, and the first goes on', async () => {
  const { archive, more } = await newWorld(temporaryFolder());
  const writer = await startWriter(archive, more);
  const second = stele(['import', archive, more, '--json']);
  const export_ = stele(['export', archive, `${archive}-p`, '--profile', 'transfer', '--all']);
  expect(writer.child.exitCode).toBe(null);
  expect(second.code).toBe(4);
  expect(second.json()).toMatchObject({ error: { code: 'archive-locked' } });
  expect(export_.code).toBe(4);
  expect(export_.stderr).toContain('in use by another window or command');
  expect((await writer.ended).code).toBe(0);
  expect((await contentsOf(archive)).files.length).toBe(402);
  await expectWhole(archive);
});

test('reading beside a writer works, and does not disturb it', async () => {
  const { archive, more } = await newWorld(temporaryFolder());
  const writer = await startWriter(archive, more);
  const readers = ['list', 'verify', 'log'].map((command) => startStele([command, archive, '--json']).ended);
  for (const reader of readers) {
    const ran = await reader;
    expect(ran.stderr).toBe('');
    expect(ran.code).toBe(0);
  }
  expect((await writer.ended).code).toBe(0);
  await expectWhole(archive);
});

test('beside a writer that shares no memory a reader is refused with a reason', async () => {
  const { archive } = await newWorld(temporaryFolder());
  const writer = await openTestArchive(archive, { access: 'write', clock, journal: 'exclusive' });
  try {
    writer.catalogue.prepare("INSERT INTO setting (name, value) VALUES ('test', 'x')").run();
    const attempts = [
      ['list', 'shared'],
      ['verify', 'shared'],
      ['list', 'exclusive'],
    ] as const;
    for (const [command, journal] of attempts) {
      const ran = stele([command, archive, '--json'], { env: { STELE_JOURNAL: journal } });
      expect(ran.json()).toMatchObject({ error: { code: 'archive-locked' } });
      expect(ran.code).toBe(4);
    }
    const text = stele(['log', archive]);
    expect(text.stderr).toContain('in use by another window or command');
    expect(text.stdout).toBe('');
    writer.catalogue.prepare("DELETE FROM setting WHERE name = 'test'").run();
  } finally {
    writer.close();
  }
  expect(stele(['verify', archive]).code).toBe(0);
});

test('on a read-only medium everything but writing works', async ({ skip }) => {
  const disk = smallDisk('size=20m');
  if (!disk) return skip(needsMount);
  const { archive, more } = await newWorld(disk.path);
  disk.remount('ro');
  const [item] = stele(['list', archive, '--json']).json().items as { number: string; title: string }[];
  expect(item?.title).toBe('one.txt');
  const show = stele(['show', archive, item?.number ?? '', '--json']);
  expect(show.json()).toMatchObject({ files: [{ originalName: 'one.txt' }] });
  expect(stele(['list', archive, '--query', 'two', '--json']).json()).toMatchObject({ total: 1 });
  await expectWhole(archive);
  const refused = stele(['import', archive, more, '--json']);
  expect(refused.code).toBe(3);
  expect(refused.json()).toMatchObject({ error: { code: 'archive-read-only' } });
});

test('an archive that was just made lies in single files, and can be read on a read-only medium', async ({
  skip,
}) => {
  const disk = smallDisk('size=20m');
  if (!disk) return skip(needsMount);
  const archive = join(disk.path, 'archive');
  await initArchive(archive, 'New');
  expect(readdirSync(archive).filter((name) => /-(?:wal|shm|journal)$/.test(name))).toEqual([]);
  disk.remount('ro');
  expect(stele(['list', archive, '--json']).json()).toEqual({ total: 0, items: [] });
});

test.for(['shared', 'exclusive'])(
  'an archive that was not closed says so on a read-only medium, and is whole off it (%s)',
  async (journal, { skip }) => {
    const disk = smallDisk('size=20m');
    if (!disk) return skip(needsMount);
    const env = { STELE_JOURNAL: journal };
    const { archive, more } = await newWorld(disk.path);
    const writer = await startWriter(archive, more, env);
    writer.kill();
    expect((await writer.ended).code).toBe(null);
    disk.remount('ro');
    for (const command of ['list', 'verify', 'log', 'import']) {
      const ran = stele([command, archive, ...(command === 'import' ? [more] : []), '--json']);
      expect(ran.code).toBe(3);
      const code = command === 'import' ? 'archive-read-only' : 'archive-not-closed';
      expect(ran.json()).toMatchObject({ error: { code } });
    }
    disk.remount('rw');
    await expectWhole(archive);
    expect(stele(['import', archive, more, '--json'], { env }).code).toBe(0);
    await expectWhole(archive);
  },
);

test('a lock file that was lost is made again', async () => {
  const { archive, more } = await newWorld(temporaryFolder());
  rmSync(join(archive, 'lock.db'));
  expect(stele(['list', archive]).code).toBe(0);
  expect(stele(['import', archive, more]).code).toBe(0);
  expect(readdirSync(archive)).toContain('lock.db');
});
