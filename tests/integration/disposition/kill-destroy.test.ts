import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Verification } from '../../../src/shared/records/verification.ts';
import { startStele, stele } from '../../helpers/cli.ts';
import {
  archiveWith,
  copyOf,
  done,
  expectOnlyDisposed,
  inMemory,
  numbersOf,
  valuesIn,
} from '../../helpers/disposition.ts';
import { encrypted, openTestArchive } from '../../helpers/encryption.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { tracesIn } from '../../helpers/traces.ts';
import { contentsOf, expectNothingLeftOver, seeded } from '../../helpers/whole.ts';

const kills = 20;
const seed = 'Qzxkilledseed';

/** An archive with 300 small files, a third of them to be destroyed: their words stand nowhere else. */
async function newWorld(random: () => number) {
  const folder = temporaryFolder(inMemory);
  const files: Record<string, string> = {};
  for (let index = 0; index < 300; index += 1) {
    const mark = index % 3 === 0 ? `${seed}${index} ` : `stays ${index} `;
    files[`${index % 3 === 0 ? seed : 'kept'}-${index}.txt`] = mark.repeat(20 + random() * 2000);
  }
  const pristine = await archiveWith(folder, files);
  const numbers = Object.entries(numbersOf(pristine))
    .filter(([name]) => name.startsWith(seed))
    .map(([, number]) => number);
  return { folder, pristine, numbers };
}

test('killed at twenty moments, a destruction leaves an archive that opens and verifies, and a second run completes it', async () => {
  const random = seeded(12);
  const { folder, pristine, numbers } = await newWorld(random);
  expect(numbers).toHaveLength(100);
  const path = join(folder, 'killed');
  const words = ['dispose', 'destroy', path, ...numbers, '--reason', 'danger-to-a-person', '--yes', '--json'];
  const time = async (command: readonly string[]): Promise<number> => {
    const began = performance.now();
    expect((await startStele(command).ended).code).toBe(0);
    return performance.now() - began;
  };
  copyOf(pristine, path);
  const startUp = await time(['dispose', 'status', path, '--json']);
  const full = await time(words);
  let [hits, decided, cutOff] = [0, 0, 0];
  for (let attempt = 0; hits < kills && attempt < kills * 4; attempt += 1) {
    rmSync(path, { recursive: true, force: true });
    copyOf(pristine, path);
    const running = startStele(words);
    const from = Math.min(startUp * 0.8, full * 0.7);
    const timer = setTimeout(() => running.kill(), from + random() * (full - from));
    const ran = await running.ended;
    clearTimeout(timer);
    if (ran.code === null) hits += 1;
    // As it was left: it verifies, and what was cut off is told as that.
    const verified = stele(['verify', path, '--json']).json() as unknown as Verification;
    expect(verified.verdict, JSON.stringify(verified)).toBe('verified');
    const problems = new Set(verified.findings.map(({ problem }) => problem));
    expect([...problems].filter((problem) => problem !== 'disposed' && problem !== 'warning')).toEqual([]);
    const gone = verified.findings.filter(({ problem }) => problem === 'disposed').length;
    // All of it or none: it is one transaction.
    expect([0, 100]).toContain(gone);
    if (ran.code === null && gone > 0) decided += 1;
    if (problems.has('warning') || (ran.code === null && isUnfinished(path))) cutOff += 1;

    done(words.slice(0, -1));
    expect(expectOnlyDisposed(path)).toHaveLength(100);
    expect((await contentsOf(path)).items).toBe(300);
    expect((await contentsOf(path)).files).toHaveLength(200);
    await expectNothingLeftOver(path);
    const needles = [Buffer.from(seed), Buffer.from(seed.toLowerCase())];
    expect(tracesIn(path, needles)).toEqual([]);
    if (encrypted) {
      const left = await openTestArchive(path, { access: 'read', clock: () => new Date() });
      const values = [...valuesIn(left.catalogue), ...valuesIn(left.derived!)];
      for (const needle of needles) expect(values.some((value) => value.includes(needle))).toBe(false);
      left.close();
    }
    expect(readdirSync(join(path, 'backups'))).toEqual([]);
    expect(existsSync(join(path, 'catalogue.db-wal'))).toBe(false);
  }
  expect(hits).toBe(kills);
  // They are worth something only if a good part of them met it after it was decided, and before it was done.
  expect(decided).toBeGreaterThanOrEqual(kills / 5);
  expect(cutOff).toBeGreaterThanOrEqual(2);
}, 900_000);

function isUnfinished(path: string): boolean {
  return stele(['dispose', 'status', path, '--json']).json().unfinished === true;
}
