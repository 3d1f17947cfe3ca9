import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { destroyItems } from '../../../src/core/disposition/destroy.ts';
import { itemsOf } from '../../../src/core/disposition/items.ts';
import { isDisposalUnfinished } from '../../../src/core/disposition/traces.ts';
import {
  archiveWith,
  clock,
  copyOf,
  inMemory,
  numbersOf,
  valuesIn,
  within,
} from '../../helpers/disposition.ts';
import { openTestArchive } from '../../helpers/encryption.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { runFixture, verifyHere } from '../../helpers/killing.ts';
import { tracesIn } from '../../helpers/traces.ts';
import { contentsOf, expectNothingLeftOver, seeded } from '../../helpers/whole.ts';

const kills = 20;
const seed = 'Qzxkilledseed';

/** An archive with 240 small files, a third of them to be destroyed: their words stand nowhere else. */
async function newWorld(random: () => number) {
  const folder = temporaryFolder(inMemory);
  const files: Record<string, string> = {};
  for (let index = 0; index < 240; index += 1) {
    const mark = index % 3 === 0 ? `${seed}${index} ` : `stays ${index} `;
    files[`${index % 3 === 0 ? seed : 'kept'}-${index}.txt`] = mark.repeat(20 + random() * 2000);
  }
  const pristine = await archiveWith(folder, files);
  const items = Object.entries(numbersOf(pristine))
    .filter(([name]) => name.startsWith(seed))
    .map(([, number]) => number);
  return { folder, pristine, items };
}

test('killed at twenty moments, a destruction leaves an archive that opens and verifies, and a second run completes it', async () => {
  const random = seeded(12);
  const { folder, pristine, items } = await newWorld(random);
  const path = join(folder, 'killed');
  const fresh = (): string => {
    rmSync(path, { recursive: true, force: true });
    return copyOf(pristine, path);
  };
  const words = [path, JSON.stringify({ items })];
  fresh();
  const { lasted } = await runFixture('dispose-process.ts', words, null);
  let [hits, decided, cutOff] = [0, 0, 0];
  for (let attempt = 0; hits < kills && attempt < kills * 4; attempt += 1) {
    fresh();
    const { killed } = await runFixture('dispose-process.ts', words, random() * lasted);
    if (killed) hits += 1;
    // As it was left: it verifies, and what was cut off is told as that.
    const left = await verifyHere(path);
    expect(left.verdict, JSON.stringify(left)).toBe('verified');
    const told = left.findings.filter(({ problem }) => problem !== 'warning');
    // All of it or none: it is one transaction.
    expect([0, items.length]).toContain(told.length);
    expect(told.filter(({ problem }) => problem !== 'disposed')).toEqual([]);
    if (killed && told.length > 0) decided += 1;
    const reading = await openTestArchive(path, { access: 'read', clock });
    if (isDisposalUnfinished(reading)) cutOff += 1;
    reading.close();

    await within(path, (archive) => {
      const rows = itemsOf(archive, items);
      const confirmed = told.length > 0 ? 0 : rows.length;
      const plain = {
        note: null,
        request: null,
        receipt: null,
        keepsRecord: false,
        lockedSealed: 'refuse',
      } as const;
      const result = destroyItems(archive, {
        items: rows,
        reason: 'danger-to-a-person',
        confirmed,
        ...plain,
      });
      expect(result.destroyed.length + result.already.length).toBe(items.length);
      expect(isDisposalUnfinished(archive)).toBe(false);
    });
    const after = await verifyHere(path);
    expect(after.verdict).toBe('verified');
    expect(new Set(after.findings.map(({ problem }) => problem))).toEqual(new Set(['disposed']));
    expect(after.findings).toHaveLength(items.length);
    const contents = await contentsOf(path);
    expect([contents.items, contents.files.length]).toEqual([240, 160]);
    await expectNothingLeftOver(path, contents);
    const needles = [
      Buffer.from(seed),
      Buffer.from(seed.toLowerCase()),
      Buffer.from(seed.slice(2).toLowerCase()),
    ];
    expect(tracesIn(path, needles)).toEqual([]);
    const archive = await openTestArchive(path, { access: 'read', clock });
    const values = [...valuesIn(archive.catalogue), ...valuesIn(archive.derived!)];
    for (const needle of needles) expect(values.some((value) => value.includes(needle))).toBe(false);
    archive.close();
    expect(readdirSync(join(path, 'backups'))).toEqual([]);
    expect(existsSync(join(path, 'catalogue.db-wal'))).toBe(false);
  }
  expect(hits).toBe(kills);
  // They are worth something only if a good part of them met it after it was decided, and before it was done.
  expect(decided).toBeGreaterThanOrEqual(kills / 5);
  expect(cutOff).toBeGreaterThanOrEqual(2);
}, 900_000);
