import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Archive } from '../../../src/core/archive/archive.ts';
import { storedItem } from '../../../src/core/description/write-edit.ts';
import { createRecord } from '../../../src/core/records/edit-record.ts';
import { failuresCsv } from '../../../src/core/tables/failures.ts';
import { guessMapping } from '../../../src/core/tables/map-columns.ts';
import { planItems, type ItemsRequest } from '../../../src/core/tables/plan-items.ts';
import { readCsv } from '../../../src/core/tables/read-csv.ts';
import { runItems } from '../../../src/core/tables/run-items.ts';
import { checkCatalogue } from '../../../src/core/verify/archive-catalogue.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';

const signal = new AbortController().signal;
const handlers = { signal, onProgress: () => undefined };
let world: TestArchive;
let archive: Archive;
beforeAll(async () => {
  world = await newTestArchive({
    'card1/IMG_0001.JPG': 'one',
    'card2/IMG_0001.JPG': 'another of the name',
    'card1/IMG_0002.JPG': 'two',
    'Церковь.jpg': 'three',
    'four.jpg': 'four',
  });
  ({ archive } = world);
});
afterAll(() => world.close());

function requestOf(text: string): ItemsRequest {
  const table = readCsv(Buffer.from(text));
  return { kind: 'item', table, mapping: guessMapping('item', table.heading), dayOrder: null };
}

const itemNamed = (name: string): number =>
  archive.catalogue
    .prepare<[string], number>(
      `SELECT file.item_id FROM file JOIN accession_entry AS entry ON entry.id = file.entry_id
       WHERE CAST(entry.path AS TEXT) LIKE '%/' || ?`,
    )
    .pluck()
    .get(name) ?? 0;

const revisions = (): unknown => archive.catalogue.prepare('SELECT count(*) FROM revision').pluck().get();

test('items are described by number, SHA-256 or file name, and once more changes nothing', async () => {
  const two = storedItem(archive, itemNamed('IMG_0002.JPG'));
  const digest = archive.catalogue
    .prepare<[number], Uint8Array>('SELECT sha256 FROM file WHERE item_id = ?')
    .pluck()
    .get(itemNamed('four.jpg'));
  const place = createRecord(archive, 'place', {
    names: [{ text: 'Noravank' }, { text: 'Նորավանք', language: 'hy' }],
  });
  createRecord(archive, 'source', { title: 'A neighbour' });
  const sheet = [
    'Number,SHA-256,File name,Title,Captured,Position,Precision,Place,Source,Tags,Languages,Rights,Scanned by',
    `${two.number},,,The north wall,2020-11-09,"39.684, 45.2328",20 m,Նորավանք,A neighbour,"wall; north",hy,© the family,me`,
    `,${Buffer.from(digest ?? []).toString('hex')},,Четвёртый,ок. 1915,,,,,,"ru, hy",,me`,
    ',,церковь.JPG,Церковь,осень 2020,,,,,church,,,me',
    ',,card2/IMG_0001.JPG,The other one,,,,,,,,,me',
  ].join('\n');
  const request = requestOf(sheet);
  expect(request.mapping.at(-1)).toBeNull();
  const planned = await planItems(archive, request);
  expect(planned.map(({ outcome }) => outcome)).toEqual(['edit', 'edit', 'edit', 'edit']);
  expect(planned[0]).toMatchObject({
    number: two.number,
    old: { title: null },
    changes: { title: 'The north wall', captured: '2020-11-09', place: [place.number] },
  });
  expect(await runItems(archive, planned, handlers)).toMatchObject({ edited: 4, failed: [] });
  expect(storedItem(archive, two.id)).toMatchObject({
    title: 'The north wall',
    captured: '2020-11-09',
    tags: '["wall","north"]',
    languages: '["hy"]',
    rights: '© the family',
    position: '{"latitude":39.684,"longitude":45.2328,"precision":20,"basis":null}',
    revision: two.revision + 1,
  });
  const links = archive.catalogue.prepare('SELECT type FROM link ORDER BY type').pluck().all();
  expect(links).toEqual(['shows', 'told']);
  const before = revisions();
  const again = await planItems(archive, request);
  expect(again.map(({ outcome }) => outcome)).toEqual(['same', 'same', 'same', 'same']);
  expect(await runItems(archive, again, handlers)).toMatchObject({ edited: 0, same: 4 });
  expect(revisions()).toBe(before);
  expect(await checkCatalogue(archive, signal)).toEqual([]);
});

test('a row that says less of where something was leaves how exactly it is known', async () => {
  const request = requestOf(`File,Position\nIMG_0002.JPG,"39.684, 45.2328"\n`);
  expect(await planItems(archive, request)).toMatchObject([{ outcome: 'same' }]);
});

test('what names no item, or more than one, comes back with its reason', async () => {
  const two = storedItem(archive, itemNamed('IMG_0002.JPG')).number;
  const four = storedItem(archive, itemNamed('four.jpg')).number;
  const request = requestOf(
    [
      'Number,File name,Title,Captured,Place',
      ',IMG_0001.JPG,which of them,,',
      ',nowhere.jpg,none,,',
      ',,no item at all,,',
      `${two},four.jpg,two at once,,`,
      `${two},,a bad date,2020-13-45,`,
      `${two},,an unknown place,,Atlantis`,
      `${four},,First title,,`,
      `${four},,First title,,`,
      `${four},,Second title,,`,
    ].join('\n'),
  );
  const planned = await planItems(archive, request);
  const problems = planned.map((row) => (row.outcome === 'failed' ? row.problems[0]?.problem : row.outcome));
  expect(problems).toEqual([
    'item-ambiguous',
    'item-unknown',
    'item-unnamed',
    'item-contradicted',
    'date-unclear',
    'place-unknown',
    'edit',
    'repeated',
    'repeated-differently',
  ]);
  const { csv, rows } = failuresCsv('item', request.table, planned);
  expect(rows).toBe(7);
  expect(csv).toContain('may be several items');
});
