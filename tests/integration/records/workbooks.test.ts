import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMediaInspector } from '../../../src/core/media/inspector.ts';
import { failuresCsv } from '../../../src/core/tables/failures.ts';
import { guessMapping } from '../../../src/core/tables/map-columns.ts';
import { openTable } from '../../../src/core/tables/open-table.ts';
import { planImport, type ImportRequest } from '../../../src/core/tables/plan-import.ts';
import { readCsv, type Table } from '../../../src/core/tables/read-csv.ts';
import { runImport } from '../../../src/core/tables/run-import.ts';
import { errorTextsIn } from '../../../src/renderer/i18n/errors.ts';
import { checkCatalogue } from '../../../src/core/verify/archive-catalogue.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { messyTable } from '../../helpers/messy-table.ts';
import { columnName, workbook, type Cell, type SheetDraft } from '../../helpers/workbooks.ts';

const signal = new AbortController().signal;
const handlers = { signal, onProgress: () => undefined };
const reader = openMediaInspector();
let world: TestArchive;
beforeAll(async () => {
  world = await newTestArchive({ 'one.txt': 'one' });
});
afterAll(async () => {
  await reader.close();
  await world.close();
});

async function tableOf(bytes: Uint8Array, sheet: number | null = null, name = 'book.xlsx'): Promise<Table> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return (await openTable(world.archive, reader, Buffer.from(path), sheet)).table;
}

const sheetOf = (rows: readonly (readonly Cell[])[], more: Partial<SheetDraft> = {}): SheetDraft => ({
  name: 'Sheet 1',
  rows,
  ...more,
});

const formats = [
  'General',
  'dd.mm.yyyy',
  'mmmm yyyy',
  'yyyy',
  'dd.mm.yyyy hh:mm',
  'h:mm',
  '0.00 "d"',
  '[$-419]d mmmm yyyy;@',
];

describe('a workbook is read as it is shown', () => {
  test('dates as exactly as they are shown, numbers without what floating point adds, formulas by their last value', async () => {
    const row: readonly Cell[] = [
      'Նորավանք',
      { serial: 44144, style: 1 },
      { serial: 44144, style: 2 },
      { serial: 44144, style: 3 },
      { serial: 44144.75, style: 4 },
      { serial: 0.5, style: 5 },
      { serial: 12.5, style: 6 },
      { serial: 44144, style: 7 },
      40.183300000000003,
      { formula: 'A1&amp;B1', value: 'joined' },
      { formula: 'SUM(1;2)' },
    ];
    const heading = row.map((_, at) => `H${at}`);
    const { rows, uncomputed } = await tableOf(workbook([sheetOf([heading, row])], { formats }));
    expect(rows[0]?.cells).toEqual([
      'Նորավանք',
      '2020-11-09',
      '2020-11',
      '2020',
      '2020-11-09T18:00:00',
      '12:00:00',
      '12.5',
      '2020-11-09',
      '40.1833',
      'joined',
    ]);
    expect(uncomputed).toBe(1);
  });

  test('days counted from 1904, and around the day in 1900 that never was', async () => {
    const days = (serials: readonly number[], is1904: boolean) =>
      tableOf(
        workbook([sheetOf([['a', 'b', 'c'], serials.map((serial) => ({ serial, style: 0 }))])], {
          formats: ['yyyy-mm-dd'],
          is1904,
        }),
      );
    expect((await days([1, 59, 61], false)).rows[0]?.cells).toEqual([
      '1900-01-01',
      '1900-02-28',
      '1900-03-01',
    ]);
    expect((await days([60, 60, 60], false)).rows[0]?.cells).toEqual(['60', '60', '60']);
    expect((await days([42682, 0, 1], true)).rows[0]?.cells).toEqual([
      '2020-11-09',
      '1904-01-01',
      '1904-01-02',
    ]);
  });

  test('a title above, headings in two rows, and cells that are one with those below', async () => {
    const { heading, rows } = await tableOf(
      workbook([
        sheetOf(
          [
            ['List of monuments'],
            [],
            ['Name', null, 'Administrative area', 'Coordinates'],
            ['English', 'Armenian', null, 'Latitude', 'Longitude'],
            ['Church', 'Եկեղեցի', 'Syunik', 39.5, 46.1],
            ['Mill', null, null, 39.6, 46.2],
            ['Bridge', null, 'Lori', 41, 44.6],
          ],
          { merges: ['A1:E1', 'A3:B3', 'C3:C4', 'D3:E3', 'C5:C6'] },
        ),
      ]),
    );
    expect(guessMapping('place', heading)).toEqual(['name-en', 'name-hy', 'area', 'latitude', 'longitude']);
    expect(rows.map(({ line, cells }) => [line, cells[0], cells[2]])).toEqual([
      [5, 'Church', 'Syunik'],
      [6, 'Mill', 'Syunik'],
      [7, 'Bridge', 'Lori'],
    ]);
  });

  test('of several sheets one is read, the first that is not hidden where none is named', async () => {
    const book = workbook([
      sheetOf(
        [
          ['Name', 'x'],
          ['hidden', '1'],
        ],
        { name: 'Lists', isHidden: true },
      ),
      sheetOf(
        [
          ['Name', 'x'],
          ['places', '1'],
        ],
        { name: 'Places' },
      ),
      sheetOf(
        [
          ['Name', 'x'],
          ['incidents', '1'],
        ],
        { name: 'Incidents & more' },
      ),
    ]);
    expect(await tableOf(book)).toMatchObject({ sheets: ['Lists', 'Places', 'Incidents & more'], sheet: 1 });
    expect((await tableOf(book, 2)).rows[0]?.cells[0]).toBe('incidents');
    await expect(tableOf(book, 9)).rejects.toMatchObject({ code: 'table-sheet-missing' });
  });

  test('a workbook that calls itself CSV is read as what it is', async () => {
    expect(
      await tableOf(
        workbook([
          sheetOf([
            ['Name', 'Type'],
            ['A', 'church'],
          ]),
        ]),
        null,
        'a.csv',
      ),
    ).toMatchObject({
      form: 'xlsx',
      heading: ['Name', 'Type'],
    });
  });
});

const sheetPart = 'xl/worksheets/sheet1.xml';
const plain = [
  sheetOf([
    ['Name', 'Type'],
    ['A', 'church'],
  ]),
];
const laughs = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, at) => `<!ENTITY ${String.fromCharCode(98 + at)} "&${String.fromCharCode(97 + at)};&${String.fromCharCode(97 + at)};">`).join('')}]>`;
const cellsOf = (count: number): string =>
  Array.from({ length: count }, (_, at) => `<c r="${columnName(at)}1"><v>1</v></c>`).join('');

describe('a hostile workbook is refused, and the next one is read', () => {
  test.each<[string, () => Buffer, RegExp]>([
    ['no zip', () => Buffer.from('PK\x03\x04 and no more'), /^not-of-the-form$/],
    [
      'a part that inflates without end',
      () => workbook(plain, { parts: { [sheetPart]: Buffer.alloc(200 * 1_048_576, 32) } }),
      /^too-large$/,
    ],
    [
      'entities that multiply',
      () =>
        workbook(plain, {
          parts: {
            [sheetPart]: `${laughs}<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&t;</v></c></row></sheetData></worksheet>`,
          },
        }),
      /^has-doctype$/,
    ],
    [
      'an entity that names a file',
      () =>
        workbook(plain, {
          parts: {
            'xl/sharedStrings.xml':
              '<!DOCTYPE sst [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst><si><t>&e;</t></si></sst>',
          },
        }),
      /^has-doctype$/,
    ],
    [
      'a column beyond what there is',
      () =>
        workbook(plain, {
          parts: {
            [sheetPart]: `<worksheet><sheetData><row r="1">${cellsOf(2)}<c r="XFDZZZ1"><v>1</v></c></row></sheetData></worksheet>`,
          },
        }),
      /^too-many-columns$/,
    ],
    [
      'thousands of columns',
      () =>
        workbook(plain, {
          parts: {
            [sheetPart]: `<worksheet><sheetData><row r="1">${cellsOf(3000)}</row></sheetData></worksheet>`,
          },
        }),
      /^too-many-columns$/,
    ],
    [
      'a quarter of a million rows',
      () =>
        workbook(plain, {
          parts: {
            [sheetPart]: `<worksheet><sheetData>${Array.from({ length: 250_000 }, (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>1</v></c><c r="B${at + 1}"><v>2</v></c></row>`).join('')}</sheetData></worksheet>`,
          },
        }),
      /^too-many-rows$/,
    ],
    [
      'elements in each other without end',
      () => workbook(plain, { parts: { [sheetPart]: '<a>'.repeat(100_000) } }),
      /^too-deep$/,
    ],
    [
      'rows that go back',
      () =>
        workbook(plain, {
          parts: { [sheetPart]: '<worksheet><sheetData><row r="9"/><row r="1"/></sheetData></worksheet>' },
        }),
      /^not-of-the-form$/,
    ],
    [
      'no XML',
      () => workbook(plain, { parts: { [sheetPart]: '<worksheet><sheetData></worksheet>' } }),
      /^not-well-formed$/,
    ],
    [
      'under a passphrase',
      () =>
        Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      /^locked$/,
    ],
    ['of before 2007', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), /^old-form$/],
    ['an empty sheet', () => workbook([sheetOf([[]])]), /^empty$/],
  ])('%s', async (_, bytes, reason) => {
    await expect(tableOf(bytes())).rejects.toMatchObject({
      code: expect.stringMatching(/^table-/) as string,
      details: { reason: expect.stringMatching(reason) as string },
    });
    expect((await tableOf(workbook(plain))).rows).toHaveLength(1);
  });

  test.each([
    ['a damaged one', workbook(plain).subarray(0, 700), 'table-damaged'],
    ['no workbook at all', Buffer.from('<html>'), 'table-damaged'],
    ['one of before 2007', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'table-old-form'],
    ['an empty one', workbook([sheetOf([[]])]), 'table-empty'],
  ] as const)('what is wrong with %s is told, and what to do about that', async (_, bytes, code) => {
    const error = { code, details: { form: 'XLSX' } };
    await expect(tableOf(bytes)).rejects.toMatchObject(error);
    for (const language of ['en', 'hy', 'ru']) {
      const { title, action } = errorTextsIn(language)[code];
      expect(title).not.toContain('{reason}');
      expect(action).not.toContain('CSV');
    }
  });

  test('a thousand million cells that are one cost nothing', async () => {
    const book = workbook([
      sheetOf(
        [
          ['Name', 'Type'],
          ['A', 'church'],
        ],
        { merges: ['A1:XFD1048576', 'A2:XFD2'] },
      ),
    ]);
    expect((await tableOf(book)).rows).toHaveLength(1);
  });
});

/** Day numbers in place of dates as they are typed, as a spreadsheet makes them of what it understands. */
const asCell = (text: string): Cell =>
  text === '2020-11-09' ? { serial: 44144, style: 1 } : text === '2020' ? { serial: 43831, style: 3 } : text;

test('of a messy workbook of five thousand rows what is good goes in, the rest comes back with reasons, and once more changes nothing', async () => {
  const fresh = await newTestArchive({ 'one.txt': 'one' });
  try {
    const { archive } = fresh;
    const sheet = messyTable();
    const rows = sheet.rows.map((row) => row.map(asCell));
    const path = join(temporaryFolder(), 'messy.xlsx');
    writeFileSync(path, workbook([sheetOf(rows)], { formats }));
    const { table } = await openTable(archive, reader, Buffer.from(path));
    const request: ImportRequest = {
      kind: 'place',
      table,
      mapping: guessMapping('place', table.heading),
      dayOrder: null,
    };
    const first = await runImport(archive, 'place', await planImport(archive, request), handlers);
    expect(first).toMatchObject({ made: sheet.good, edited: 0, same: 0, repeated: sheet.repeated });
    expect(first.failed).toHaveLength(sheet.bad);

    const again = await planImport(archive, request);
    expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(['same', 'repeated', 'failed']));
    const { csv, rows: failed } = failuresCsv('place', table, again);
    expect(failed).toBe(sheet.bad);
    const corrected = readCsv(
      Buffer.from(
        csv
          .replaceAll('2020-13-45', '2020')
          .replaceAll('"95.5', '"39.5')
          .replaceAll('palace of culture', 'church')
          .replaceAll('11/09/2020', '2020-09-11'),
      ),
    );
    const mapping = guessMapping('place', corrected.heading);
    const third = await runImport(
      archive,
      'place',
      await planImport(archive, { ...request, table: corrected, mapping }),
      handlers,
    );
    expect(third.made).toBe((sheet.bad * 4) / 5);
    expect(await checkCatalogue(archive, signal)).toEqual([]);
  } finally {
    await fresh.close();
  }
});
