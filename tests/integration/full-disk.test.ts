import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stele } from '../helpers/cli.ts';
import { fillUp, needsMount, smallDisk } from '../helpers/disks.ts';
import { initArchive } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { contentsOf, expectNothingLeftOver, expectWhole, importResult, seeded } from '../helpers/whole.ts';

/** Files of some kilobytes to some hundred, about `bytes` in all, every one different. */
function writeSource(bytes: number): { path: string; files: number } {
  const path = join(temporaryFolder(), 'card');
  mkdirSync(path);
  const random = seeded(11);
  let [written, files] = [0, 0];
  while (written < bytes) {
    const content = Buffer.alloc(2_000 + Math.floor(random() * 200_000), `${files} ${random()} `);
    writeFileSync(join(path, `${String(files).padStart(4, '0')}.txt`), content);
    written += content.length;
    files += 1;
  }
  return { path, files };
}

const freeBytes = (path: string): number => {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
};

test.for(['shared', 'exclusive'])(
  'an import that fills the disk stops, keeps what is done, and completes on a bigger one (%s)',
  async (journal, { skip }) => {
    const disk = smallDisk('size=8m');
    if (!disk) return skip(needsMount);
    const env = { STELE_JOURNAL: journal };
    const source = writeSource(15_000_000);
    const archive = join(disk.path, 'archive');
    await initArchive(archive, 'Full');
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const stopped = stele(['import', archive, source.path, '--json'], { env });
      expect(stopped.json()).toMatchObject({ error: { code: 'disk-full' } });
      expect(stopped.code).toBe(5);
      await expectWhole(archive, env);
    }
    const kept = await contentsOf(archive);
    expect(kept.files.length).toBeGreaterThan(10);

    // Not a byte more: reading must still work, and writing must say why it does not.
    const ballast = fillUp(disk.path);
    expect(freeBytes(disk.path)).toBe(0);
    await expectWhole(archive, env);
    expect(stele(['list', archive, '--json'], { env }).json()).toMatchObject({ total: kept.items });
    const full = stele(['import', archive, source.path, '--json'], { env });
    expect(full.json()).toMatchObject({ error: { code: 'disk-full' } });
    expect(full.code).toBe(5);
    expect(stele(['import', archive, source.path], { env }).stderr).toContain('The disk is full.');
    await expectWhole(archive, env);
    rmSync(ballast);

    disk.remount('size=60m');
    const ran = stele(['import', archive, source.path, '--json'], { env });
    expect(ran.code).toBe(0);
    const result = importResult(ran);
    expect(result).toMatchObject({ imported: source.files, duplicates: 0, failed: 0 });
    expect(result.files.filter((file) => file.resumed).length).toBe(kept.done.length);
    await expectWhole(archive, env);
    await expectNothingLeftOver(archive);
  },
);

test.for(['size=8m,nr_inodes=40', 'size=8m,nr_inodes=60'])(
  'a disk that can hold no more names stops an import in the same way (%s)',
  async (options, { skip }) => {
    const disk = smallDisk(options);
    if (!disk) return skip(needsMount);
    const source = writeSource(5_000_000);
    const archive = join(disk.path, 'archive');
    await initArchive(archive, 'Full');
    const stopped = stele(['import', archive, source.path, '--json']);
    expect(stopped.json()).toMatchObject({ error: { code: 'disk-full' } });
    await expectWhole(archive);
    disk.remount('size=60m,nr_inodes=5000');
    expect(stele(['import', archive, source.path, '--json']).code).toBe(0);
    await expectWhole(archive);
    await expectNothingLeftOver(archive);
  },
);

test.for(['size=4k', 'size=64k', 'size=128k', 'size=200k', 'size=8m,nr_inodes=6'])(
  'a new archive that finds no room leaves nothing behind (%s)',
  async (options, { skip }) => {
    const disk = smallDisk(options);
    if (!disk) return skip(needsMount);
    const archive = join(disk.path, 'archive');
    const ran = stele(['init', archive, '--name', 'No room', '--json']);
    expect(ran.json()).toMatchObject({ error: { code: 'disk-full' } });
    expect(ran.code).toBe(5);
    expect(readdirSync(disk.path)).toEqual([]);
    disk.remount('size=20m,nr_inodes=5000');
    await initArchive(archive, 'Room');
    expect(stele(['verify', archive]).code).toBe(0);
  },
);
