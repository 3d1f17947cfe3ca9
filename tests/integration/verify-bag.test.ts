import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openTransferPool } from '../../src/core/transfer/pool.ts';
import { saidIn } from '../../src/renderer/i18n/said.ts';
import { bagCases, line, makeBag, mended, type BagCase } from '../helpers/bag-cases.ts';
import { conformanceCases } from '../helpers/conformance-cases.ts';
import { filesBelow, put, writeBag } from '../helpers/bags.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { verifierWith } from '../helpers/verifier.ts';
import { zipOfFolder } from '../helpers/zips.ts';

const pool = openTransferPool({ threads: 2 });
afterAll(() => pool.close());
const verify = verifierWith(pool);

async function expectVerdict(path: string, { verdict, findings }: BagCase): Promise<void> {
  const result = await verify(path);
  const found = result.findings.map(({ problem, path: where }) => `${problem} ${where}`);
  expect({ verdict: result.verdict, found }).toMatchObject({ verdict });
  for (const expected of findings ?? []) expect(found).toContain(expected);
  for (const text of [
    ...result.checks.map(({ reason }) => reason),
    ...result.findings.map((each) => each.detail),
  ]) {
    const said = ['hy', 'ru'].map((language) => saidIn(language, text));
    expect(said, text).not.toContain(null);
    // Names of files and folders, and of what a rule calls something, stay as they are.
    for (const each of said) expect(each).not.toMatch(/[a-z]{2,} [a-z]{2,} [a-z]{2,}/);
  }
  if (verdict === 'verified' && findings) expect(new Set(found)).toEqual(new Set(findings));
}

const cases = [...bagCases, ...conformanceCases];

describe('a bag in a zip', () => {
  test.each(cases)('$name: $verdict', async (bagCase) => {
    const parent = temporaryFolder();
    const zip = join(parent, 'bag.zip');
    writeFileSync(zip, zipOfFolder(makeBag(bagCase, parent), 'bag'));
    await expectVerdict(zip, bagCase);
  });
});

describe('a bag in a folder', () => {
  test.each(cases)('$name: $verdict', async (bagCase) => {
    await expectVerdict(makeBag(bagCase, temporaryFolder()), bagCase);
  });

  test('nothing that can be hashed is never called verified', async () => {
    const folder = temporaryFolder();
    writeBag(folder, { algorithms: [], tagAlgorithms: [] });
    put(folder, 'manifest-blake9.txt', 'abcd  data/a.txt\nabcd  data/deep/b.txt\n');
    const result = await verify(folder);
    expect(result.checks.find(({ check }) => check === 'payload')?.outcome).toBe('not-checked');
  });

  test('every single byte of every file matters', async () => {
    const folder = join(temporaryFolder(), 'bag');
    writeBag(folder, { algorithms: ['sha256'] });
    for (const path of filesBelow(folder)) {
      const bytes = readFileSync(join(folder, path));
      for (let at = 0; at < bytes.length; at += path.startsWith('data/') ? 1 : 7) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 0x01;
        writeFileSync(join(folder, path), changed);
        const { verdict } = await verify(folder);
        expect({ path, at, verdict }).toEqual({ path, at, verdict: 'failed' });
      }
      writeFileSync(join(folder, path), bytes);
    }
    expect((await verify(folder)).verdict).toBe('verified');
  });

  test('nothing outside the bag is read', async () => {
    const folder = temporaryFolder();
    const bag = join(folder, 'bag');
    writeBag(bag);
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    writeFileSync(join(bag, 'manifest-sha256.txt'), line('sha256', 'secret', '../secret.txt'), { flag: 'a' });
    mended(bag);
    const result = await verify(bag);
    expect(result.findings).toContainEqual(
      expect.objectContaining({ path: '../secret.txt', problem: 'unsafe' }),
    );
    expect(result.filesChecked).toBe(filesBelow(bag).length - 2);
  });

  test('a name that is not UTF-8 is unexpected, not lost', async () => {
    const folder = temporaryFolder();
    writeBag(folder);
    writeFileSync(Buffer.concat([Buffer.from(join(folder, 'data/')), Buffer.from([0xff, 0xfe])]), 'x');
    const result = await verify(folder);
    expect(result.findings.map(({ problem }) => problem)).toContain('unexpected');
  });

  test('a pipe in a bag is not opened', async () => {
    const folder = temporaryFolder();
    writeBag(folder);
    execFileSync('mkfifo', [join(folder, 'data/pipe')]);
    expect((await verify(folder)).findings).toContainEqual(
      expect.objectContaining({ path: 'data/pipe', problem: 'unsafe' }),
    );
  });
});

test('what is neither bag nor archive is not checkable, and what is not there is not found', async () => {
  const folder = temporaryFolder();
  await expect(verify(folder)).rejects.toMatchObject({ code: 'not-checkable' });
  await expect(verify(join(folder, 'absent'))).rejects.toMatchObject({ code: 'path-not-found' });
  writeFileSync(join(folder, 'note.txt'), 'x');
  expect((await verify(join(folder, 'note.txt'))).verdict).toBe('not-checked');
  expect(existsSync(join(folder, 'note.txt'))).toBe(true);
});
