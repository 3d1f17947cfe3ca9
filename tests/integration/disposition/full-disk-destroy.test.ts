import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { done, expectOnlyDisposed, numbersOf } from '../../helpers/disposition.ts';
import { needsMount, smallDisk } from '../../helpers/disks.ts';
import { encrypted, initArchive } from '../../helpers/encryption.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { stele } from '../../helpers/cli.ts';
import { tracesIn } from '../../helpers/traces.ts';
import { expectNothingLeftOver, seeded } from '../../helpers/whole.ts';

const seed = 'Qzxfullseed';

/** Takes up what is left on a disk, but for so many bytes. */
function fillUp(folder: string, leave: number): string {
  const path = join(folder, 'ballast');
  for (let size = 1 << 20; size >= 4096; size >>= 1) {
    try {
      for (;;) {
        const { bavail, bsize } = statfsSync(folder);
        if (bavail * bsize - size < leave) break;
        writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
      }
    } catch {
      continue;
    }
  }
  return path;
}

test('a destruction on a full disk is done as a whole or not at all, and completes when there is room', async ({
  skip,
}) => {
  const disk = smallDisk('size=24m');
  if (!disk) return skip(needsMount);
  const card = temporaryFolder();
  const random = seeded(5);
  for (let index = 0; index < 150; index += 1)
    writeFileSync(
      join(card, `${index % 2 === 0 ? seed : 'kept'}-${index}.txt`),
      `${index % 2 === 0 ? seed : 'stays'} ${index}\n`.repeat(10 + random() * 3000),
    );
  const archive = join(disk.path, 'archive');
  await initArchive(archive, 'Full');
  done(['import', archive, card]);
  const doomed = Object.entries(numbersOf(archive))
    .filter(([name]) => name.startsWith(seed))
    .map(([, number]) => number);
  expect(doomed).toHaveLength(75);
  let stopped = 0;
  const left = [...doomed];
  // From no byte at all to nearly enough: each stops it somewhere else.
  for (const room of [0, 40_000, 100_000, 200_000, 300_000, 450_000, 700_000]) {
    const batch = left.slice(0, 10);
    const words = ['dispose', 'destroy', archive, ...batch, '--reason', 'unlawful-to-keep', '--yes'];
    const ballast = fillUp(disk.path, room);
    const ran = stele([...words, '--json']);
    if (ran.code !== 0) {
      expect(ran.json(), ran.stdout).toMatchObject({ error: { code: 'disk-full' } });
      expect(ran.code).toBe(5);
      stopped += 1;
    }
    const verified = stele(['verify', archive, '--json']).json() as { verdict: string };
    expect(verified.verdict, JSON.stringify(verified)).toBe('verified');
    rmSync(ballast);
    done(words);
    left.splice(0, 10);
    expect(expectOnlyDisposed(archive)).toHaveLength(75 - left.length);
    await expectNothingLeftOver(archive);
  }
  expect(stopped).toBeGreaterThanOrEqual(2);
  done(['dispose', 'destroy', archive, ...left, '--reason', 'unlawful-to-keep', '--yes']);
  expectOnlyDisposed(archive);
  if (!encrypted) expect(tracesIn(archive, [Buffer.from(seed), Buffer.from(seed.toLowerCase())])).toEqual([]);
});
