import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tryPlace } from '../../src/core/archive/create.ts';
import { temporaryFolder } from '../helpers/folders.ts';

test('a place is tried before an archive is made there, and left as it was', () => {
  const base = temporaryFolder();
  mkdirSync(join(base, 'empty'));
  mkdirSync(join(base, 'full'));
  writeFileSync(join(base, 'full', 'a.txt'), 'a');
  writeFileSync(join(base, 'file'), 'a');
  tryPlace(join(base, 'new.stele'));
  tryPlace(join(base, 'empty'));
  const refused = (name: string, code: string): void =>
    expect(() => tryPlace(join(base, name)), name).toThrow(expect.objectContaining({ code }));
  refused('full', 'archive-exists');
  refused('file', 'archive-exists');
  refused('none/such/new.stele', 'path-not-found');
  expect(readdirSync(base).toSorted()).toEqual(['empty', 'file', 'full']);
  expect(readdirSync(join(base, 'empty'))).toEqual([]);
});
