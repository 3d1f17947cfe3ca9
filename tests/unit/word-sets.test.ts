import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/core/database/connection.ts';
import type { IdSet } from '../../src/core/search/id-set.ts';
import { forgetWordSets, setOfWords } from '../../src/core/search/word-sets.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const many = 20_000;

test('what a heavy word finds is held, and found anew as soon as the index says something else', () => {
  const db = openDatabase(join(temporaryFolder(), 'index.db'), { journal: 'shared', access: 'write' });
  db.exec(`CREATE VIRTUAL TABLE item_text USING fts5 (text, content = '', contentless_delete = 1);
    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${many})
    INSERT INTO item_text (rowid, text) SELECT n, 'img' FROM n`);
  const found = (): IdSet => {
    const steps = setOfWords(db, ['"img"'], many + 40);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  };
  const has = (id: number): boolean => found().has(id);
  const first = found();
  expect(found()).toBe(first);
  expect([has(1), has(many), has(many + 1)]).toEqual([true, true, false]);
  db.prepare("INSERT INTO item_text (rowid, text) VALUES (?, 'img')").run(many + 1);
  expect(has(many + 1)).toBe(true);
  db.prepare('DELETE FROM item_text WHERE rowid = 7').run();
  expect([has(7), has(8)]).toEqual([false, true]);
  // Of another word with as many letters and tokens.
  db.prepare("INSERT OR REPLACE INTO item_text (rowid, text) VALUES (8, 'gmi')").run();
  expect(has(8)).toBe(false);
  const before = found();
  forgetWordSets(db);
  expect(found()).not.toBe(before);
  db.close();
});
