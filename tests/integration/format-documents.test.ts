import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../src/core/database/connection.ts';
import { migrate, type Migration } from '../../src/core/database/migrate.ts';
import { derivedMigrations, migrations } from '../../src/core/database/migrations/index.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const page = readFileSync(new URL('../../docs/formats/archive.md', import.meta.url), 'utf8');

/** What the page says of a table: its row in a table of tables, or everything from its heading to the next. */
function sectionOf(table: string): string {
  const heading = new RegExp(`^#+ \`${table}\`$([^]*?)(?=^#)`, 'm').exec(page)?.[1];
  const rows = page.matchAll(new RegExp(`^\\| \`${table}\` +\\|(.*)$`, 'gm'));
  return heading ?? [...rows].map((row) => row[1] ?? '').join('\n');
}

function columnsOf(db: Database): [table: string, columns: string[]][] {
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'",
    )
    .pluck()
    .all()
    // FTS5 and R-trees keep their index in tables of their own.
    .filter((name) => !/^(?:item_text|record_text|gazetteer_text|gazetteer_box)_/.test(name));
  return tables.map((table) => [
    table,
    db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table),
  ]);
}

describe('docs/formats/archive.md describes the schema as it is', () => {
  test.each<[string, readonly Migration[]]>([
    ['catalogue.db', migrations],
    ['derived.db', derivedMigrations],
  ])('every table and column of %s', (name, steps) => {
    const db = openDatabase(join(temporaryFolder(), name), { journal: 'shared', access: 'write' });
    migrate(db, steps, () => undefined);
    const missing: string[] = [];
    for (const [table, columns] of columnsOf(db)) {
      const section = sectionOf(table);
      if (section === '') missing.push(table);
      else
        missing.push(
          ...columns
            .filter((column) => !section.includes(`\`${column}\``))
            .map((column) => `${table}.${column}`),
        );
    }
    db.close();
    expect(missing).toEqual([]);
  });
});
