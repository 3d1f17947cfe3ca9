import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMediaInspector } from '../../../src/core/media/inspector.ts';
import { createRecord } from '../../../src/core/records/edit-record.ts';
import { vocabulariesOf } from '../../../src/core/records/vocabularies.ts';
import { csvOf } from '../../../src/core/tables/csv-rows.ts';
import { guessMapping } from '../../../src/core/tables/map-columns.ts';
import { openTable } from '../../../src/core/tables/open-table.ts';
import { planImport } from '../../../src/core/tables/plan-import.ts';
import { planItems } from '../../../src/core/tables/plan-items.ts';
import { readCsv, type Table } from '../../../src/core/tables/read-csv.ts';
import { templateCsv, templateRows, templateXlsx } from '../../../src/core/tables/template.ts';
import { writeWorkbook } from '../../../src/core/tables/write-workbook.ts';
import { tableFields, tableKinds } from '../../../src/shared/catalogue/table-fields.ts';
import { templateLanguages } from '../../../src/shared/catalogue/table-headings.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';
import { temporaryFolder } from '../../helpers/folders.ts';

const reader = openMediaInspector();
let world: TestArchive;
beforeAll(async () => {
  world = await newTestArchive({ 'IMG_0001.JPG': 'one' });
  createRecord(world.archive, 'term', {
    vocabulary: 'place-types',
    labels: { en: 'water <mill> & dam', ru: 'водяная мельница' },
  });
});
afterAll(async () => {
  await reader.close();
  await world.close();
});

async function opened(bytes: Uint8Array | string, name: string, sheet: number | null = null): Promise<Table> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return (await openTable(world.archive, reader, Buffer.from(path), sheet)).table;
}

const cases = tableKinds.flatMap((kind) => templateLanguages.map((language) => ({ kind, language })));

describe.each(cases)('the template for $kind in $language', ({ kind, language }) => {
  test('comes in again with every column known, and nothing to take in', async () => {
    const vocabularies = vocabulariesOf(world.archive);
    const tables = [
      await opened(templateXlsx(kind, language, vocabularies), 'template.xlsx'),
      await opened(templateCsv(kind, language, vocabularies), 'template.csv'),
    ];
    for (const table of tables) {
      expect(table.rows).toEqual([]);
      expect(table.sheets.length).toBeLessThan(2);
      const mapping = guessMapping(kind, table.heading);
      expect([...mapping].sort()).toEqual(tableFields[kind].map(({ id }) => id).sort());
    }
  });

  test('shows an example that would be understood', async () => {
    const [heading = [], example = []] = templateRows(kind, language, vocabulariesOf(world.archive));
    const table = readCsv(Buffer.from(csvOf([heading, ['', ...example.slice(1)]])));
    const request = { table, mapping: guessMapping(kind, heading), dayOrder: null };
    const planned =
      kind === 'item'
        ? await planItems(world.archive, { kind, ...request })
        : await planImport(world.archive, { kind, ...request });
    expect(planned).toMatchObject([{ outcome: kind === 'item' ? 'edit' : 'new' }]);
  });
});

test('a workbook says in a second sheet what a column takes, in a language, with the terms of the archive', async () => {
  const bytes = templateXlsx('place', 'ru', vocabulariesOf(world.archive));
  const lists = await opened(bytes, 'template.xlsx', 1);
  expect(lists.heading).toEqual(['Вид', 'Конфиденциальность']);
  const types = lists.rows.map(({ cells }) => cells[0]);
  expect(types).toContain('монастырь');
  expect(types).toContain('водяная мельница');
  const text = Buffer.from(bytes).toString();
  // Each list is as long as it says, so that no term is missing from what a cell offers.
  expect(text).toContain(`'Перечни значений'!$A$2:$A$${types.length + 1}`);
  expect(text).not.toContain('<mill>');
});

test('what is filled in below the example is taken in, the example is not', async () => {
  const [heading = [], example = []] = templateRows('place', 'hy', vocabulariesOf(world.archive));
  const filled = heading.map((_, at) => (at === 1 ? 'Ջրաղաց _x0041_ "&<>' : ''));
  const sheet = { isExample: true, choices: [] };
  const bytes = writeWorkbook([{ ...sheet, name: 'Վայրեր', rows: [heading, example, filled] }]);
  const table = await opened(bytes, 'filled.xlsx');
  expect(table.rows.map(({ line, cells }) => [line, cells[1]])).toEqual([[3, 'Ջրաղաց _x0041_ "&<>']]);
});
