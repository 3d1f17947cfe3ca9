import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCatalogue, snapshot } from '../../src/core/database/catalogue.ts';
import { openDatabase } from '../../src/core/database/connection.ts';
import { migrate, schemaVersion, type Migration } from '../../src/core/database/migrate.ts';
import { derivedMigrations, migrations } from '../../src/core/database/migrations/index.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const write = { journal: 'shared', access: 'write' } as const;

/** Of released migrations. 0.1.0 is not released yet: until then its line changes with it, on purpose. */
const frozen: Readonly<Record<string, string>> = {
  'catalogue 1': 'fcb2a0b6b6a91810',
  'catalogue 2': 'e91f4e1c4a0fbdaa',
  'catalogue 3': '9f69c98c25c49e34',
  'catalogue 4': '49dcc34a033fdbbe',
  'catalogue 5': 'bf1a8d5103dd34c4',
  'catalogue 6': '4d8d528c16e90ef3',
  'catalogue 7': 'ede39ca0293946d8',
  'catalogue 8': '71f3bba4172a28c9',
  'derived 1': '8a5a7a8f2504bc9f',
  'derived 2': '798b390bad56db0d',
  'derived 3': '84ecc0c4d6bfda97',
  'derived 4': '711973ee87103f86',
  'derived 5': 'aca91bad9e789936',
  'derived 6': 'b0bf8fd3968483bd',
  'derived 7': '11286285e47babe7',
};

test('released migrations are as they were released', () => {
  const seen: Record<string, string> = {};
  for (const [name, list] of Object.entries({ catalogue: migrations, derived: derivedMigrations })) {
    for (const { version, sql } of list)
      seen[`${name} ${version}`] = createHash('sha256').update(sql).digest('hex').slice(0, 16);
  }
  expect(seen).toEqual(frozen);
});

test('migrations are numbered one after the other', () => {
  for (const list of [migrations, derivedMigrations])
    expect(list.map(({ version }) => version)).toEqual(list.map((_, index) => index + 1));
});

/** The version that comes after every migration there is. */
const newest = migrations.length;
const later: Migration = { version: newest + 1, sql: 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT' };

test('an existing catalogue is copied to backups/ before it is migrated, a new one is not', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'backups'));
  openCatalogue(folder, write, () => new Date()).close();
  expect(readdirSync(join(folder, 'backups'))).toEqual([]);
  const db = openDatabase(join(folder, 'catalogue.db'), write);
  const copy = join(folder, 'backups', 'before.db');
  migrate(db, [...migrations, later], () => snapshot(db, copy));
  expect(schemaVersion(db)).toBe(newest + 1);
  db.close();
  const before = openDatabase(copy, { journal: 'shared', access: 'read' });
  expect(schemaVersion(before)).toBe(newest);
  before.close();
});

test('a migration that fails leaves nothing of itself', () => {
  const db = openDatabase(join(temporaryFolder(), 'x.db'), write);
  migrate(db, migrations, () => undefined);
  const broken: Migration = { version: newest + 1, sql: `${later.sql}; INSERT INTO nowhere VALUES (1)` };
  expect(() => migrate(db, [...migrations, broken], () => undefined)).toThrow('nowhere');
  expect(schemaVersion(db)).toBe(newest);
  expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'later'").pluck().get()).toBe(0);
  db.close();
});

test('a schema newer than the program is refused', () => {
  const db = openDatabase(join(temporaryFolder(), 'x.db'), write);
  migrate(db, [...migrations, later], () => undefined);
  expect(() => migrate(db, migrations, () => undefined)).toThrow(
    expect.objectContaining({ code: 'archive-newer-format' }),
  );
  db.close();
});
