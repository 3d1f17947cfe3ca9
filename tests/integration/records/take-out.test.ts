import jsonld from 'jsonld';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRecord } from '../../../src/core/records/edit-record.ts';
import { addLinks } from '../../../src/core/records/links.ts';
import { uuidText } from '../../../src/core/cryptography/random.ts';
import { guessMapping } from '../../../src/core/tables/map-columns.ts';
import { planImport } from '../../../src/core/tables/plan-import.ts';
import { readCsv } from '../../../src/core/tables/read-csv.ts';
import { takeOut, type TakeOutRequest } from '../../../src/core/take-out/take-out.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';

let world: TestArchive;
const ids: Record<string, string> = {};
const shape = (longitude: number, latitude: number) => ({
  shape: { type: 'Point', coordinates: [longitude, latitude] },
  precision: 20,
});

beforeAll(async () => {
  world = await newTestArchive({ 'one.txt': 'one', 'two.txt': 'two' });
  const { archive } = world;
  const make = (name: string, kind: 'place' | 'incident' | 'actor' | 'assessment', content: object): void => {
    ids[name] = uuidText(createRecord(archive, kind, content).uid);
  };
  make('monastery', 'place', {
    names: [
      { text: 'Noravank' },
      { text: 'Նորավանք', language: 'hy', kind: 'official' },
      { text: '=HYPERLINK("x")', language: 'ru' },
    ],
    types: ['monastery', 'church'],
    geometry: shape(45.2328, 39.684),
    note: 'seed-note',
    confidentiality: 'public',
  });
  make('withheld', 'place', {
    names: [{ text: 'The cave' }],
    geometry: shape(44.123456, 40),
    isLocationWithheld: true,
    confidentiality: 'public',
  });
  make('restricted', 'place', { names: [{ text: 'seed-restricted' }], geometry: { shape: { type: 'Polygon', coordinates: [[[45, 39], [45, 40], [46, 40], [45, 39]]] } } }); // prettier-ignore
  make('confidential', 'place', { names: [{ text: 'seed-confidential' }], confidentiality: 'confidential' });
  make('assessment', 'assessment', {
    of: ids.monastery,
    date: '2021-05',
    status: 'destroyed',
    by: 'A surveyor',
    confidentiality: 'public',
  });
  make('unit', 'actor', { names: [{ text: 'A unit' }], type: 'unit', confidentiality: 'public' });
  make('witness', 'actor', { names: [{ text: 'seed-witness' }], type: 'person' });
  make('incident', 'incident', {
    title: 'The demolition',
    types: ['destruction-of-heritage'],
    date: '2020-11-09/2020-11-12',
    places: [ids.monastery, ids.confidential, ids.withheld],
    acts: [
      {
        what: 'Blown up',
        involvements: [
          { actor: ids.unit, role: 'alleged-perpetrator' },
          { actor: ids.witness, role: 'victim' },
        ],
      },
    ],
    confidentiality: 'public',
  });
  make('quiet', 'incident', { title: 'seed-quiet', date: '2019' });
  const [first, second] = archive.catalogue
    .prepare<[], string>('SELECT number FROM item ORDER BY id')
    .pluck()
    .all();
  archive.catalogue
    .prepare("UPDATE item SET confidentiality = 'public', title = 'The wall' WHERE number = ?")
    .run(first);
  archive.catalogue
    .prepare("UPDATE item SET confidentiality = 'confidential', title = 'seed-item' WHERE number = ?")
    .run(second);
  for (const item of [first, second])
    addLinks(archive, [
      { type: 'shows', from: item ?? '', to: ids.monastery ?? '' },
      { type: 'documents', from: item ?? '', to: ids.incident ?? '' },
    ]);
});
afterAll(() => world.close());

async function written(request: Partial<TakeOutRequest>): Promise<string> {
  const pieces: string[] = [];
  await takeOut(
    world.archive,
    { kind: 'place', form: 'csv', recipient: 'partner', filter: {}, language: 'en', ...request },
    (text) => pieces.push(text),
    new AbortController().signal,
  );
  return pieces.join('');
}

const kinds = ['place', 'incident', 'actor'] as const;
const forms = ['csv', 'geojson', 'jsonld'] as const;
const everything = async (recipient: TakeOutRequest['recipient']): Promise<string> => {
  const texts: string[] = [];
  for (const kind of kinds)
    for (const form of forms)
      if (kind !== 'actor' || form !== 'geojson') texts.push(await written({ kind, form, recipient }));
  return texts.join('\n');
};

test('nothing leaves that may not: by kind, by recipient, by what names it', async () => {
  const partner = await everything('partner');
  for (const kept of ['seed-note', 'seed-confidential', 'seed-item', '44.123456', ids.confidential ?? ''])
    expect(partner).not.toContain(kept);
  for (const shown of ['seed-restricted', 'seed-witness', 'seed-quiet', 'Նորավանք', 'The cave'])
    expect(partner).toContain(shown);
  const everybody = await everything('public');
  for (const kept of ['seed-', '44.123456', ids.witness ?? '', ids.restricted ?? ''])
    expect(everybody).not.toContain(kept);
  for (const shown of ['Նորավանք', 'The demolition', 'A unit']) expect(everybody).toContain(shown);
});

test.each(['place', 'incident'] as const)(
  'the CSV of each %s is taken in again, and changes nothing',
  async (kind) => {
    const table = readCsv(Buffer.from(await written({ kind })));
    const mapping = guessMapping(kind, table.heading);
    const planned = await planImport(world.archive, { kind, table, mapping, dayOrder: null });
    expect(planned.map(({ outcome }) => outcome)).toEqual(planned.map(() => 'same'));
    expect(planned.length).toBe(kind === 'place' ? 3 : 2);
  },
);

test('a formula goes out as text', async () => {
  expect(await written({})).toContain(`"'=HYPERLINK(""x"")"`);
});

test('GeoJSON is as RFC 7946 has it', async () => {
  interface Feature {
    readonly geometry: { readonly coordinates: unknown } | null;
    readonly properties: Readonly<Record<string, unknown>>;
  }
  const { type, features } = JSON.parse(await written({ form: 'geojson' })) as {
    type: string;
    features: Feature[];
  };
  expect(type).toBe('FeatureCollection');
  expect(features.map(({ properties }) => properties.name)).toEqual([
    'Noravank',
    'The cave',
    'seed-restricted',
  ]);
  expect(features[0]).toMatchObject({
    geometry: { type: 'Point', coordinates: [45.2328, 39.684] },
    properties: { 'name:hy': 'Նորավանք', types: ['monastery', 'church'], precision: 20 },
  });
  expect(features[1]?.geometry).toBeNull();
  // Counter-clockwise.
  expect(features[2]?.geometry?.coordinates).toEqual([[[45, 39], [46, 40], [45, 40], [45, 39]]]); // prettier-ignore
  const incidents = JSON.parse(await written({ form: 'geojson', kind: 'incident' })) as {
    features: Feature[];
  };
  expect(incidents.features[0]).toMatchObject({ geometry: { coordinates: [45.2328, 39.684] } });
});

test('JSON-LD expands without a network, loses nothing, and speaks CIDOC CRM', async () => {
  const documentLoader = (): never => {
    throw new Error('it asked for something elsewhere');
  };
  const crm = 'http://www.cidoc-crm.org/cidoc-crm/';
  const typesIn = async (
    kind: TakeOutRequest['kind'],
  ): Promise<ReadonlyMap<string, Record<string, unknown>>> => {
    const document = JSON.parse(await written({ form: 'jsonld', kind })) as object;
    const nodes = (await jsonld.expand(document, { documentLoader, safe: true })) as Record<
      string,
      unknown
    >[];
    return new Map(
      nodes.flatMap((node) => (node['@type'] as string[]).map((type) => [type.replace(crm, ''), node])),
    );
  };
  const places = await typesIn('place');
  expect([...places.keys()]).toEqual(expect.arrayContaining(['E27_Site', 'E14_Condition_Assessment', 'E73_Information_Object'])); // prettier-ignore
  const text = JSON.stringify([...places.values()]);
  for (const term of [
    'E41_Appellation',
    'E53_Place',
    'E42_Identifier',
    'E55_Type',
    'E3_Condition_State',
    'E52_Time-Span',
    'P138_represents',
  ])
    // prettier-ignore
    expect(text).toContain(`${crm}${term}`);
  expect(text).toContain('"@language":"hy"');
  const incidents = await typesIn('incident');
  expect([...incidents.keys()]).toEqual(expect.arrayContaining(['E6_Destruction', 'E5_Event', 'E27_Site', 'E74_Group', 'E31_Document'])); // prettier-ignore
  expect(JSON.stringify(incidents.get('E6_Destruction'))).toContain(`${crm}P13_destroyed`);
  expect(JSON.stringify(incidents.get('E6_Destruction'))).toContain('"2020-11-12"');
});
