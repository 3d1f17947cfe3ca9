import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Archive } from '../../../src/core/archive/archive.ts';
import { createRecord } from '../../../src/core/records/edit-record.ts';
import { openMediaInspector } from '../../../src/core/media/inspector.ts';
import { failuresCsv } from '../../../src/core/tables/failures.ts';
import { heldPlan, type HeldRequest } from '../../../src/core/tables/held-plan.ts';
import { guessMapping } from '../../../src/core/tables/map-columns.ts';
import { openTable } from '../../../src/core/tables/open-table.ts';
import { planImport, type ImportRequest, type PlannedRow } from '../../../src/core/tables/plan-import.ts';
import { readCsv } from '../../../src/core/tables/read-csv.ts';
import { dateOf } from '../../../src/core/tables/row-reader.ts';
import { runImport, type ImportSummary } from '../../../src/core/tables/run-import.ts';
import { checkCatalogue } from '../../../src/core/verify/archive-catalogue.ts';
import type { RecordTableKind } from '../../../src/shared/catalogue/table-fields.ts';
import { csvOf, messyTable } from '../../helpers/messy-table.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';

const signal = new AbortController().signal;
const handlers = { signal, onProgress: () => undefined };
let world: TestArchive;
beforeAll(async () => {
  world = await newTestArchive({ 'one.txt': 'one' });
});
afterAll(() => world.close());

function requestOf(
  kind: RecordTableKind,
  text: string | Uint8Array,
  more: Partial<ImportRequest> = {},
): ImportRequest {
  const table = readCsv(typeof text === 'string' ? Buffer.from(text) : text);
  return { kind, table, mapping: guessMapping(kind, table.heading), dayOrder: null, ...more };
}

async function taken(archive: Archive, request: ImportRequest): Promise<ImportSummary> {
  return runImport(archive, request.kind, await planImport(archive, request), handlers);
}

const reader = openMediaInspector();
afterAll(() => reader.close());

const count = (): number =>
  world.archive.catalogue.prepare<[], number>('SELECT count(*) FROM revision').pluck().get() ?? 0;

describe('a table is read as it was written', () => {
  test.each([
    ['commas', Buffer.from('Name,Type\nԳանձասար,monastery\n'), 'utf-8', ','],
    [
      'semicolons, a byte order mark',
      Buffer.from('\ufeffName;Type\r\nГандзасар;monastery\r\n'),
      'utf-8',
      ';',
    ],
    [
      'tabs, UTF-16',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Name\tType\nA\tchurch\n', 'utf16le')]),
      'utf-16',
      '\t',
    ],
    [
      'Windows-1251',
      Buffer.from([...Buffer.from('Name;Type\n'), 0xc3, 0xe0, 0xed, ...Buffer.from(';church\n')]),
      'windows-1251',
      ';',
    ],
  ])('%s', (_, bytes, encoding, delimiter) => {
    const table = readCsv(bytes);
    expect(table).toMatchObject({ heading: ['Name', 'Type'], encoding, delimiter });
    expect(table.rows).toHaveLength(1);
    expect(table.rows[0]?.cells[0]).toMatch(/^\p{L}+$/u);
  });

  test('line breaks in cells, empty lines, and lines that are too short keep their places', () => {
    const { rows } = readCsv(Buffer.from('Name,Description\n"A","one\ntwo"\n\nB\n,\n"C ""c""",x\n'));
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [2, 'A'],
      [4, 'B'],
      [6, 'C "c"'],
    ]);
  });

  test.each([
    ['nothing', '', 'table-empty'],
    ['no text', 'a\0b', 'table-no-text'],
    ['an open quote', 'Name\n"A', 'table-quote-open'],
  ])('refused: %s', (_, text, code) => {
    expect(() => readCsv(Buffer.from(text))).toThrow(expect.objectContaining({ code }) as Error);
  });
});

test('headings are known in three languages, each field once', () => {
  expect(guessMapping('place', ['Անվանում', 'Тип', 'LAT', 'Longitude', 'Lat', 'Whatever'])).toEqual([
    'name',
    'type',
    'latitude',
    'longitude',
    null,
    null,
  ]);
});

test('a date of figures is asked about where it may be two days', () => {
  expect(dateOf('11/09/2020', null)).toHaveLength(2);
  expect(dateOf('11/09/2020', 'day-first')).toEqual(['2020-09-11']);
  expect(dateOf('11/09/2020', 'month-first')).toEqual(['2020-11-09']);
  expect(dateOf('2020-11-09', null)).toEqual(['2020-11-09']);
  expect(dateOf('31/02/2020', 'day-first')).toEqual([]);
});

test.each([
  [
    'of which one says no place',
    'St Mary,40.1,45.1\nSt Mary,41.1,46.1\nSt Mary,,\n',
    2,
    ['record-ambiguous'],
  ],
  ['a few steps apart', 'Chapel,40.10490,45.1\nChapel,40.10510,45.1\n', 1, ['repeated-differently']],
  [
    'of which the first says no place',
    'Well,,\nWell,40.3,45.3\nWell,41.3,46.3\n',
    1,
    ['repeated-differently', 'repeated-differently'],
  ],
])('rows of one name, %s: once more changes nothing', async (_, rows, made, problems) => {
  const sheet = `Name,Latitude,Longitude\n${rows}`;
  const { archive } = world;
  for (const expected of [made, 0]) {
    const done = await taken(archive, requestOf('place', sheet));
    expect(done).toMatchObject({ made: expected, edited: 0 });
    expect(done.failed.flatMap((row) => row.problems.map(({ problem }) => problem))).toEqual(problems);
  }
});

test('what only gets a place by a row is somewhere else for the next one', async () => {
  const { archive } = world;
  createRecord(archive, 'place', { names: [{ text: 'Mill' }] });
  const sheet = 'Name,Latitude,Longitude\nMill,40.2,45.2\nMill,41.2,46.2\n';
  expect(await taken(archive, requestOf('place', sheet))).toMatchObject({ made: 1, edited: 1, failed: [] });
  expect(await taken(archive, requestOf('place', sheet))).toMatchObject({ made: 0, edited: 0, same: 2 });
});

test('of several near by the one on the same spot is meant', async () => {
  const { archive } = world;
  for (const longitude of [45.8, 45.806])
    createRecord(archive, 'place', {
      names: [{ text: 'Bridge' }],
      geometry: { shape: { type: 'Point', coordinates: [longitude, 40.8] } },
    });
  const sheet = 'Name,Latitude,Longitude,Type\nBridge,40.8,45.806,bridge\nBridge,40.8,45.803,bridge\n';
  const done = await taken(archive, requestOf('place', sheet));
  expect(done).toMatchObject({
    made: 0,
    edited: 1,
    failed: [{ problems: [{ problem: 'record-ambiguous' }] }],
  });
});

test('a row replaces what stands only where it gives the number', async () => {
  const { archive } = world;
  const { number } = createRecord(archive, 'place', { names: [{ text: 'Fountain' }], description: 'Dry.' });
  const sheet = (first: string) => `Number,Name,Description\n${first},Fountain,Runs again.\n`;
  const left = await planImport(archive, requestOf('place', sheet('')));
  expect(left).toMatchObject([
    { outcome: 'failed', problems: [{ problem: 'record-differs', value: number }] },
  ]);
  expect(await taken(archive, requestOf('place', sheet(number)))).toMatchObject({ edited: 1, failed: [] });
});

test('what a row says is added to what is there, and takes nothing away', async () => {
  const { archive } = world;
  const position = { shape: { type: 'Point', coordinates: [45.2328, 39.684] } };
  const made = createRecord(archive, 'place', {
    names: [{ text: 'Noravank', language: 'en' }],
    types: ['monastery'],
    geometry: position,
    description: 'Two churches.',
  });
  const sheet = `Name,Name (Armenian),Type,Position\nNoravank,Նորավանք,church,"39°41'02.4""N 45°13'58.1""E"\nNoravank,,church,"40.1, 44.1"\n`;
  const planned = await planImport(archive, requestOf('place', sheet));
  expect(planned.map(({ outcome }) => outcome)).toEqual(['edit', 'new']);
  expect(planned[0]).toMatchObject({
    record: { number: made.number },
    changes: { types: ['monastery', 'church'] },
  });
  const before = count();
  await planImport(archive, requestOf('place', sheet));
  expect(count()).toBe(before);
  await taken(archive, requestOf('place', sheet));
  expect(await taken(archive, requestOf('place', sheet))).toMatchObject({
    made: 0,
    edited: 0,
    same: 2,
    failed: [],
  });
});

test('of a messy table of five thousand rows what is good goes in, the rest comes back with reasons, and once more changes nothing', async () => {
  const fresh = await newTestArchive({ 'one.txt': 'one' });
  try {
    const { archive } = fresh;
    const sheet = messyTable();
    const request = requestOf('place', csvOf(sheet.rows));
    const first = await taken(archive, request);
    expect(first).toMatchObject({ made: sheet.good, edited: 0, same: 0, repeated: sheet.repeated });
    expect(first.failed).toHaveLength(sheet.bad);
    expect(new Set(first.failed.flatMap(({ problems }) => problems.map(({ problem }) => problem)))).toEqual(
      new Set(['date-unclear', 'position-unclear', 'term-unknown', 'name-missing', 'date-ambiguous']),
    );
    const revisions = archive.catalogue.prepare('SELECT count(*) FROM revision').pluck();
    const before = revisions.get();
    const second = await taken(archive, request);
    expect(second).toMatchObject({ made: 0, edited: 0, same: sheet.good, repeated: sheet.repeated });
    expect(revisions.get()).toBe(before);

    // What comes back is corrected and taken in again: each line with what is wrong behind it.
    const { csv, rows } = failuresCsv('place', request.table, await planImport(archive, request));
    expect(rows).toBe(sheet.bad);
    const corrected = csv
      .replaceAll('2020-13-45', '2020')
      .replaceAll('"95.5', '"39.5')
      .replaceAll('palace of culture', 'church')
      .replaceAll('11/09/2020', '2020-09-11');
    const third = await taken(archive, requestOf('place', corrected));
    expect(third.made).toBe((sheet.bad * 4) / 5);
    expect(
      third.failed.every(({ problems }) => problems.every(({ problem }) => problem === 'name-missing')),
    ).toBe(true);
    expect(await checkCatalogue(archive, signal)).toEqual([]);
  } finally {
    await fresh.close();
  }
});

test('incidents find their places by name or number, and ask where there are several', async () => {
  const { archive } = world;
  const bridge = createRecord(archive, 'place', { names: [{ text: 'The bridge' }] });
  for (const longitude of [44, 46])
    createRecord(archive, 'place', {
      names: [{ text: 'Upper village' }],
      geometry: { shape: { type: 'Point', coordinates: [longitude, 40] } },
    });
  const sheet = `Title,Date,Place,Type\nOne,2020,The bridge,intimidation\nTwo,2020,${bridge.number},\nThree,2020,Upper village,\nFour,2020,Nowhere,\n`;
  const planned = await planImport(archive, requestOf('incident', sheet));
  expect(planned.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'failed', 'failed']);
  expect(planned.slice(2)).toMatchObject([
    { problems: [{ field: 'place', problem: 'place-ambiguous' }] },
    { problems: [{ field: 'place', problem: 'place-unknown' }] },
  ]);
});

test('a formula of a spreadsheet is text, going out and coming in', async () => {
  const { archive } = world;
  const request = requestOf('place', 'Name,Type\n"=HYPERLINK(""http://x"")",unheard-of\n');
  const { csv } = failuresCsv('place', request.table, await planImport(archive, request));
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(readCsv(Buffer.from(csv)).rows[0]?.cells[0]).toBe('=HYPERLINK("http://x")');
});

describe('a table is read and planned once for a moment', () => {
  test('until the file is saved again, or something is written', async () => {
    const { archive } = world;
    const path = join(temporaryFolder(), 'held.csv');
    writeFileSync(path, 'Name\nHeld church\n');
    const opened = async (): Promise<HeldRequest> => {
      const { table, key } = await openTable(archive, reader, Buffer.from(path));
      return { kind: 'place', mapping: ['name'], dayOrder: null, table, key };
    };
    const first = await opened();
    expect((await opened()).table).toBe(first.table);
    const planned = await heldPlan(archive, first, signal);
    expect(await heldPlan(archive, await opened(), signal)).toBe(planned);
    await runImport(archive, 'place', planned as readonly PlannedRow[], handlers);
    expect(await heldPlan(archive, first, signal)).toMatchObject([{ outcome: 'same' }]);
    writeFileSync(path, 'Name\nHeld church\nAnother held church\n');
    expect((await opened()).table.rows).toHaveLength(2);
  });
});
