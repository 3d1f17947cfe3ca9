import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openArchive } from '../../src/core/archive/open.ts';
import { createArchive } from '../../src/core/archive/create.ts';
import { openCore } from '../../src/core/router/core.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const clock = (): Date => new Date();

test('a folder of another program among what is staged is left alone, and keeps nothing from opening and closing', () => {
  const path = join(temporaryFolder(), 'archive');
  createArchive({ path, name: 'a', operator: null, clock, encryption: null });
  mkdirSync(join(path, 'incoming', '@eaDir'), { recursive: true });
  for (let turn = 0; turn < 2; turn += 1) openArchive(path, { access: 'write', clock }).close();
  expect(readdirSync(join(path, 'incoming'))).toEqual(['@eaDir']);
});

test('a lock closes every archive, although one of them fails, and says what failed', async () => {
  const base = temporaryFolder();
  const core = openCore();
  const opened = [];
  for (const name of ['one', 'two']) {
    const path = join(base, name);
    createArchive({ path, name, operator: null, clock, encryption: null });
    opened.push((await core.open(path, 'write', null)).archive);
  }
  const failure = new Error('cannot be cleared');
  Object.assign(opened[0]!.vault, {
    clear: () => {
      throw failure;
    },
  });
  await expect(core.lock()).rejects.toBe(failure);
  expect(opened.map(({ catalogue }) => catalogue.open)).toEqual([false, false]);
  expect(core.opened()).toEqual([]);
  await core.close();
});
