import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMediaInspector } from '../../../src/core/media/inspector.ts';
import { findRecord } from '../../../src/core/records/record-state.ts';
import { failuresCsv } from '../../../src/core/tables/failures.ts';
import { guessMapping } from '../../../src/core/tables/map-columns.ts';
import { openTable } from '../../../src/core/tables/open-table.ts';
import { planImport, type ImportRequest } from '../../../src/core/tables/plan-import.ts';
import { readCsv, type Table } from '../../../src/core/tables/read-csv.ts';
import { runImport } from '../../../src/core/tables/run-import.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { buildZip } from '../../helpers/zips.ts';

const handlers = { signal: new AbortController().signal, onProgress: () => undefined };
const reader = openMediaInspector();
let world: TestArchive;
beforeAll(async () => {
  world = await newTestArchive({ 'one.txt': 'one' });
});
afterAll(async () => {
  await reader.close();
  await world.close();
});

async function tableOf(name: string, bytes: string | Uint8Array): Promise<Table> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return (await openTable(world.archive, reader, Buffer.from(path))).table;
}

const requestOf = (table: Table): ImportRequest => ({
  kind: 'place',
  table,
  mapping: guessMapping('place', table.heading, table.form),
  dayOrder: null,
});

async function taken(table: Table) {
  return runImport(world.archive, 'place', await planImport(world.archive, requestOf(table)), handlers);
}

const contents = (): readonly unknown[] =>
  world.archive.catalogue
    .prepare<[], string>("SELECT content FROM record WHERE kind = 'place' ORDER BY id")
    .pluck()
    .all()
    .map((text) => JSON.parse(text) as unknown);

const ring = [[45, 39], [45.1, 39], [45.1, 39.1], [45, 39]]; // prettier-ignore

test('places of GeoJSON come in with their names, points, lines and areas, and once more changes nothing', async () => {
  const feature = (properties: object | null, geometry: unknown): object => ({
    type: 'Feature',
    properties,
    geometry,
  });
  const table = await tableOf(
    'places.geojson',
    JSON.stringify({
      type: 'FeatureCollection',
      features: [
        feature(
          { id: 'node/1', name: 'Noravank', 'name:hy': 'Նորավանք', 'name:ka': 'ნორავანქი', historic: true },
          { type: 'Point', coordinates: [45.2328, 39.684, 1550] },
        ),
        feature(
          { name: 'The old road', description: 'Cobbled.' },
          {
            type: 'LineString',
            coordinates: [
              [45, 39],
              [45.1, 39.1],
            ],
          },
        ),
        feature(
          { name: 'The cemetery', 'name:ru': 'Кладбище' },
          { type: 'MultiPolygon', coordinates: [[ring.slice(0, 3)]] },
        ),
        feature(
          { name: 'In two parts' },
          {
            type: 'MultiPoint',
            coordinates: [
              [45, 39],
              [46, 40],
            ],
          },
        ),
        feature({ name: 'In metres' }, { type: 'Point', coordinates: [500000, 4400000] }),
        feature(null, { type: 'Point', coordinates: [45, 39] }),
        feature({ name: 'Somewhere' }, null),
      ],
    }),
  );
  const first = await taken(table);
  expect(first).toMatchObject({ made: 4, edited: 0 });
  expect(first.failed.map(({ line, problems }) => [line, problems[0]?.problem])).toEqual([
    [4, 'shape-in-parts'],
    [5, 'shape-unclear'],
    [6, 'name-missing'],
  ]);
  expect(contents()).toMatchObject([
    {
      names: [
        { text: 'Noravank' },
        { text: 'Նորավանք', language: 'hy' },
        { text: 'ნორავანქი', language: 'ka' },
      ],
      geometry: { shape: { type: 'Point', coordinates: [45.2328, 39.684] } },
    },
    { geometry: { shape: { type: 'LineString' } }, description: 'Cobbled.' },
    { geometry: { shape: { type: 'Polygon', coordinates: [ring] } } },
    { names: [{ text: 'Somewhere' }] },
  ]);
  expect(await taken(table)).toMatchObject({ made: 0, edited: 0, same: 4 });

  // What was wrong comes back as a table that still says where each lies.
  const { csv } = failuresCsv('place', table, await planImport(world.archive, requestOf(table)));
  const corrected = csv.replace(
    '""MultiPoint"",""coordinates"":[[45,39],[46,40]]',
    '""MultiPoint"",""coordinates"":[[45,39]]',
  );
  expect(await taken(readCsv(Buffer.from(corrected)))).toMatchObject({ made: 1 });
  expect(findRecord(world.archive, 'nothing')).toBeNull();
});

const kml = (inner: string): string =>
  `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><name>Survey</name><Style id="s"><IconStyle><Icon><href>http://example.org/x.png</href></Icon></IconStyle></Style><Folder><name>2023</name>${inner}</Folder></Document></kml>`;
const mark = (name: string, more: string): string => `<Placemark><name>${name}</name>${more}</Placemark>`;
const survey = kml(
  [
    mark(
      'Church of the Spring',
      '<description><![CDATA[<b>Roof</b> fallen<br/>in 2021]]></description><ExtendedData><Data name="name:hy"><value>Աղբյուր</value></Data></ExtendedData><Point><coordinates>46.11,39.21,1200</coordinates></Point>',
    ),
    mark('The wall', '<LineString><coordinates>\n 46,39 46.1,39.1\t46.2,39.1 </coordinates></LineString>'),
    mark(
      'The graves',
      '<MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>46,39 46.1,39 46.1,39.1 46,39</coordinates></LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>46.01,39.001 46.02,39.001 46.02,39.01 46.01,39.001</coordinates></LinearRing></innerBoundaryIs></Polygon></MultiGeometry>',
    ),
    mark(
      'Two at once',
      '<MultiGeometry><Point><coordinates>46,39</coordinates></Point><Point><coordinates>46,40</coordinates></Point></MultiGeometry>',
    ),
  ].join(''),
);

test.each([
  ['KML', 'survey.kml', () => survey, 3],
  [
    'KMZ of the same',
    'survey.kmz',
    () => buildZip([{ name: 'doc.kml', content: Buffer.from(survey), deflate: true }]),
    0,
  ],
])('places of %s come in, without folders and styles', async (_, name, bytes, made) => {
  const table = await tableOf(name, bytes());
  expect(table.heading).toEqual(['name', 'description', 'name:hy', 'Shape (GeoJSON)']);
  const done = await taken(table);
  expect(done).toMatchObject({ made, edited: 0, same: 3 - made });
  expect(done.failed).toMatchObject([{ line: 4, problems: [{ problem: 'shape-in-parts' }] }]);
  expect(contents().slice(-3)).toMatchObject([
    {
      names: [{ text: 'Church of the Spring' }, { text: 'Աղբյուր', language: 'hy' }],
      description: 'Roof fallen\nin 2021',
      geometry: { shape: { coordinates: [46.11, 39.21] } },
    },
    {
      geometry: {
        shape: {
          type: 'LineString',
          coordinates: [
            [46, 39],
            [46.1, 39.1],
            [46.2, 39.1],
          ],
        },
      },
    },
    { geometry: { shape: { type: 'Polygon' } } },
  ]);
});

test('a point says less than an area that is there, and how exactly it is known stays', async () => {
  const area = await tableOf(
    'a.geojson',
    JSON.stringify({
      type: 'Feature',
      properties: { name: 'Orchard', precision: '30 m' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    }),
  );
  expect(await taken(area)).toMatchObject({ made: 1 });
  const point = await tableOf(
    'b.geojson',
    JSON.stringify({
      type: 'Feature',
      properties: { name: 'Orchard' },
      geometry: { type: 'Point', coordinates: [45.05, 39.05] },
    }),
  );
  expect(await taken(point)).toMatchObject({ made: 0, edited: 0, same: 1 });
});

describe('a hostile map is refused, and the next one is read', () => {
  const entities = `<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 15 }, (_, at) => `<!ENTITY ${String.fromCharCode(98 + at)} "${`&${String.fromCharCode(97 + at)};`.repeat(10)}">`).join('')}]>`;
  test.each<[string, string, () => string | Buffer, RegExp]>([
    ['entities that multiply', 'x.kml', () => `${entities}<kml>${mark('&p;', '')}</kml>`, /^has-doctype$/],
    [
      'an entity that names a file',
      'x.kml',
      () => `<!DOCTYPE kml [<!ENTITY e SYSTEM "file:///etc/passwd">]><kml>${mark('&e;', '')}</kml>`,
      /^has-doctype$/,
    ],
    ['an entity nobody declared', 'x.kml', () => kml(mark('&secret;', '')), /^not-well-formed$/],
    ['elements in each other without end', 'x.kml', () => '<kml>'.repeat(100_000), /^too-deep$/],
    ['no KML', 'x.kml', () => '<html><body/></html>', /^not-of-the-form$/],
    ['no placemark', 'x.kml', () => kml(''), /^empty$/],
    [
      'a KMZ that inflates without end',
      'x.kmz',
      () => buildZip([{ name: 'doc.kml', content: Buffer.alloc(100 * 1_048_576, 32), deflate: true }]),
      /^too-large$/,
    ],
    [
      'a KMZ without a map',
      'x.kmz',
      () => buildZip([{ name: 'x.png', content: Buffer.from('x') }]),
      /^not-of-the-form$/,
    ],
    ['no JSON', 'x.geojson', () => '{', /^not-of-the-form$/],
    ['JSON that is no map', 'x.geojson', () => '{"a": 1}', /^not-of-the-form$/],
    [
      'lists in each other without end',
      'x.geojson',
      () => `{"type":"Point","coordinates":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
      /^not-of-the-form$/,
    ],
    [
      'metres',
      'x.geojson',
      () =>
        '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32638"}},"features":[]}',
      /^other-reference-system$/,
    ],
    [
      'features without end',
      'x.geojson',
      () =>
        `{"type":"FeatureCollection","features":[${'{"type":"Feature"},'.repeat(250_000)}{"type":"Feature"}]}`,
      /^too-many-rows$/,
    ],
  ])('%s', async (_, name, text, reason) => {
    await expect(tableOf(name, text())).rejects.toMatchObject({
      code: expect.stringMatching(/^table-/) as string,
      details: { reason: expect.stringMatching(reason) as string },
    });
    expect((await tableOf('good.kml', survey)).rows).toHaveLength(4);
  });
});
