import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRecord, editRecord } from '../../../src/core/records/edit-record.ts';
import { recordsOf } from '../../../src/core/records/record-state.ts';
import { createSealed } from '../../../src/core/sealed/sealed-records.ts';
import { guessMapping } from '../../../src/core/tables/map-columns.ts';
import { planImport, type PlannedRow } from '../../../src/core/tables/plan-import.ts';
import { readCsv } from '../../../src/core/tables/read-csv.ts';
import { runImport } from '../../../src/core/tables/run-import.ts';
import { checkCatalogue } from '../../../src/core/verify/archive-catalogue.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';
import { archiveWith, within } from '../../helpers/disposition.ts';
import { cheap } from '../../helpers/encryption.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { importPlaces, runFixture, verifyHere } from '../../helpers/killing.ts';
import { seeded } from '../../helpers/whole.ts';

const signal = new AbortController().signal;
const handlers = { signal, onProgress: () => undefined };
let world: TestArchive;
beforeEach(async () => {
  world = await newTestArchive({ 'one.txt': 'one' });
});
afterEach(() => world.close());

const sheetOf = (rows: number): Buffer =>
  Buffer.from(['Name', ...Array.from({ length: rows }, (_, at) => `Church ${at}`)].join('\n'));

function planned(csv: string | Buffer): Promise<readonly PlannedRow[]> {
  const table = readCsv(Buffer.from(csv));
  const mapping = guessMapping('place', table.heading);
  return planImport(world.archive, { kind: 'place', table, mapping, dayOrder: null });
}

const places = (): number => recordsOf(world.archive, 'place', 0, 10_000).length;
const events = (): unknown =>
  world.archive.catalogue
    .prepare(`SELECT count(*) FROM event_disclosure WHERE subject LIKE 'place:%'`)
    .pluck()
    .get();

test('a row that is refused takes back itself alone: the others of its batch go in, each with an event of its own', async () => {
  const { archive } = world;
  const bridge = createRecord(archive, 'place', { names: [{ text: 'The bridge' }] });
  const rows = await planned('Name,Description\nOne,\nThe bridge,of stone\nThree,\n');
  editRecord(archive, bridge.number, { description: 'of wood' });
  const before = Number(events());
  const done = await runImport(archive, 'place', rows, handlers);
  expect(done).toMatchObject({ made: 2, edited: 0 });
  expect(done.failed).toMatchObject([
    {
      line: 3,
      problems: [{ problem: 'row-refused', value: expect.stringContaining('edited meanwhile') as string }],
    },
  ]);
  expect(places()).toBe(3);
  expect(events()).toBe(before + 2);
  expect(await checkCatalogue(archive, signal)).toEqual([]);
});

test('stopped, it ends between two batches; once more finishes the rest and nothing else', async () => {
  const { archive } = world;
  const stop = new AbortController();
  const run = runImport(archive, 'place', await planned(sheetOf(450)), {
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  await expect(run).rejects.toMatchObject({ code: 'interrupted' });
  const inside = places();
  expect(inside).toBeGreaterThan(0);
  expect(inside).toBeLessThan(450);
  expect(events()).toBe(inside);
  expect(await importPlaces(archive, sheetOf(450))).toMatchObject({ made: 450 - inside, same: inside });
});

test('a fault in the middle of a batch leaves nothing of it', async () => {
  const { archive } = world;
  const [first] = await planned('Name\nOne\n');
  const fault = {
    get content(): never {
      throw new Error('a fault');
    },
  };
  const rows = [first, Object.assign(fault, { line: 3, name: '', outcome: 'new' })] as PlannedRow[];
  await expect(runImport(archive, 'place', rows, handlers)).rejects.toThrow('a fault');
  expect(places()).toBe(events());
  expect(await checkCatalogue(archive, signal)).toEqual([]);
  expect(await runImport(archive, 'place', await planned('Name\nOne\n'), handlers)).toMatchObject({
    failed: [],
  });
  expect(places()).toBe(1);
});

test('a row that moves a place under the second key leaves no trace of what it was, among rows that do not', async () => {
  const sealing = await newTestArchive({ 'one.txt': 'one' }, { encrypted: true });
  try {
    const { archive } = sealing;
    await createSealed(archive, [{ by: 'passphrase', passphrase: 'the second', label: null }], cheap);
    const { number } = createRecord(archive, 'place', { names: [{ text: 'Qzxhidden' }] });
    const csv = `Number,Name,Confidentiality\n,Before,\n${number},Qzxhidden,sealed\n,After,\n`;
    expect(await importPlaces(archive, Buffer.from(csv))).toMatchObject({ made: 2, edited: 1, failed: [] });
    const said = archive.catalogue.prepare(`SELECT changes FROM revision`).pluck().all().join('\n');
    expect(said).toContain('After');
    expect(said).not.toContain('Qzxhidden');
    expect(await checkCatalogue(archive, signal)).toEqual([]);
  } finally {
    await sealing.close();
  }
});

test('killed at three moments, an import left whole batches, and the next one finishes it', async () => {
  const random = seeded(7);
  const folder = temporaryFolder();
  const file = join(folder, 'places.csv');
  writeFileSync(file, sheetOf(600));
  const path = await archiveWith(folder, { 'a.txt': 'one\n' });
  for (let kill = 0; kill < 3; kill += 1) {
    await runFixture('import-table-process.ts', [path, file], 20 + random() * 150);
    expect(await verifyHere(path)).toMatchObject({ verdict: 'verified', findings: [] });
  }
  await within(path, async (archive) => {
    const before = recordsOf(archive, 'place', 0, 10_000).length;
    expect(await importPlaces(archive, readable)).toMatchObject({ made: 600 - before, same: before });
    expect(await importPlaces(archive, readable)).toMatchObject({ made: 0, edited: 0, same: 600 });
  });
});

const readable = sheetOf(600);
