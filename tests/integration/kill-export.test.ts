import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startStele, stele } from '../helpers/cli.ts';
import { initArchive } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { contentsOf, expectNothingLeftOver, expectWhole, seeded } from '../helpers/whole.ts';

const kills = 20;
/** A kill takes nothing from the disk, so a fast one will do. */
const inMemory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** An archive with 200 small files, some of them a file and its sidecar. */
async function newWorld(random: () => number): Promise<{ folder: string; archive: string; files: number }> {
  const folder = temporaryFolder(inMemory);
  const [archive, card] = [join(folder, 'archive'), join(folder, 'card')];
  mkdirSync(card);
  for (let index = 0; index < 200; index += 1) {
    const name = index % 20 === 0 ? `${index + 1}.xmp` : `${index}.txt`;
    writeFileSync(join(card, name), Buffer.alloc(500 + random() * 60_000, `${index} ${random()} `));
  }
  await initArchive(archive, 'Exported');
  expect(stele(['import', archive, card]).code).toBe(0);
  return { folder, archive, files: 200 };
}

/** When to kill: after a share of the time a whole run takes, or when so many lines of progress were seen. */
type Moment = { readonly share: number } | { readonly lines: number };

test.each(['folder', 'zip'])(
  'killed at twenty moments, an export leaves a whole archive, and a whole package or none (%s)',
  async (form) => {
    const random = seeded(form === 'zip' ? 4 : 3);
    const { folder, archive, files } = await newWorld(random);
    const before = await contentsOf(archive);
    const destination = join(folder, 'package');
    const words = ['export', archive, destination, '--profile', 'transfer', '--all', '--json', '--progress'];
    if (form === 'zip') words.push('--zip');
    const began = performance.now();
    expect((await startStele(words).ended).code).toBe(0);
    const full = performance.now() - began;
    rmSync(destination, { recursive: true });

    let [hits, met] = [0, 0];
    for (let attempt = 0; hits < kills && attempt < kills * 3; attempt += 1) {
      const moment: Moment =
        attempt % 4 === 0 ? { lines: 1 + (attempt >> 2) } : { share: 0.15 + random() * 0.75 };
      const running = startStele(words);
      let seen = 0;
      const timer = 'share' in moment ? setTimeout(() => running.kill(), full * moment.share) : undefined;
      running.child.stdout?.on('data', (chunk: Buffer) => {
        seen += chunk.toString().split('\n').length - 1;
        if ('lines' in moment && seen >= moment.lines) running.kill();
      });
      const ran = await running.ended;
      clearTimeout(timer);
      if (ran.code === null) hits += 1;
      if (ran.code === null && seen > 0) met += 1;
      await expectWhole(archive);
      if (existsSync(destination)) {
        expect(stele(['verify', destination, '--json']).json()).toMatchObject({
          verdict: 'verified',
          findings: [],
        });
        rmSync(destination, { recursive: true });
      } else expect(ran.code).toBe(null);
    }
    expect(hits).toBe(kills);
    // They are worth something only if a good part of them met it at work.
    expect(met).toBeGreaterThanOrEqual(kills / 5);

    expect((await startStele(words).ended).lines().at(-1)).toMatchObject({ type: 'result', files });
    expect(stele(['verify', destination, '--json']).json()).toMatchObject({
      verdict: 'verified',
      findings: [],
    });
    expect(readdirSync(folder).toSorted()).toEqual(['archive', 'card', 'package']);
    expect(await contentsOf(archive)).toEqual(before);
    await expectNothingLeftOver(archive);
    // Every finished package stands in the log, and nothing was started twice by one command.
    const exports = (await expectWhole(archive)).filter((event) => event.type === 'export');
    const stages = exports.map((event) => event.detail.stage);
    expect(stages.filter((stage) => stage === 'started').length).toBeLessThanOrEqual(kills * 3 + 2);
    expect(stages.slice(-2)).toEqual(['started', 'finished']);
  },
  900_000,
);
