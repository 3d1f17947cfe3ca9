import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import { drawPhotograph } from '../../src/core/sample/draw-photograph.ts';
import { photographs, slowClock } from '../../src/core/sample/photographs.ts';
import { middle } from '../../src/core/sample/case/villages.ts';
import { claimPhrases, incidentPhrases } from '../../src/core/sample/case/incident-phrases.ts';
import { disclaimer } from '../../src/core/sample/words.ts';
import { kindNames, type RecordKind } from '../../src/shared/catalogue/kinds.ts';
import { metresBetween } from '../../src/shared/catalogue/shapes.ts';
import type { ItemRecord } from '../../src/shared/records/item.ts';
import type { ListedMapFile, MapLabel, NamedPlace } from '../../src/shared/records/map.ts';
import type { LinkView, RecordRow, RecordView } from '../../src/shared/records/record.ts';
import { stele } from '../helpers/cli.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const core = openCore();
const client = createRouterClient(router, { context: { core } });
const base = mkdtempSync(join(tmpdir(), 'stele-test-'));
afterAll(async () => {
  await core.close();
  rmSync(base, { recursive: true, force: true });
});

let path: string;
let made: { readonly items: number };
let shown: ItemRecord[];
/** Every record, with what it is linked with. */
const recorded: {
  readonly row: RecordRow;
  readonly view: RecordView;
  readonly links: readonly LinkView[];
}[] = [];
let maps: readonly ListedMapFile[];
let labels: readonly MapLabel[];
let found: readonly NamedPlace[];
const of = (kind: RecordKind) => recorded.filter(({ row }) => row.kind === kind);

/** The first language but English, so that what is asked for shows. */
const language = 'hy';

beforeAll(async () => {
  path = join(base, 'Նմուշ.stele');
  const stream = await client.archives.createSample({ path, name: 'Sample archive', language });
  const phases = new Set<string>();
  for (;;) {
    const step = await stream.next();
    if (step.done === true) {
      made = step.value;
      break;
    }
    phases.add(step.value.phase);
  }
  expect([...phases]).toEqual(['draw', 'import']);
  const { archive } = await client.archives.open({ path, access: 'read' });
  const { items } = await client.items.list({ archive, query: null, limit: null, offset: 0 });
  shown = [];
  for (const { id } of items) shown.push(await client.items.show({ archive, item: id }));
  for (const kind of kindNames) {
    const asked = { archive, kind, filter: {}, offset: 0, limit: 1000, language } as const;
    const { rows } = await client.records.list({ ...asked, order: { by: 'added', descending: false } });
    for (const row of rows)
      recorded.push({
        row,
        view: await client.records.show({ archive, record: row.id, language }),
        links: await client.links.of({ archive, record: row.id, language }),
      });
  }
  maps = (await client.map.files({ archive })).files;
  const bounds = { west: -37.2, south: 40.9, east: -36.9, north: 41.1 };
  labels = await client.map.labels({ archive, bounds, zoom: 12, language, limit: 100 });
  found = await client.map.places({ archive, text: 'Велмар', limit: 5 });
  await client.archives.close({ archive });
});

test('a full archive: photographs of three sites before and after, papers, copies; and all of it verifies', () => {
  expect(made.items).toBe(shown.length);
  expect(shown.length).toBeGreaterThanOrEqual(60);
  for (const site of ['church', 'mosque', 'cemetery'])
    for (const state of ['before', 'after'])
      expect(shown.filter(({ tags }) => tags.includes(site) && tags.includes(state)).length).toBeGreaterThan(
        5,
      );
  const types = new Set(shown.flatMap(({ files }) => files.map(({ mediaType }) => mediaType)));
  expect([...types].toSorted()).toEqual(['application/pdf', 'image/jpeg', 'text/plain']);
  expect(stele(['verify', path, '--json']).json()).toMatchObject({ verdict: 'verified', findings: [] });
});

test('nothing in it can be taken for evidence', () => {
  for (const { description, tags } of shown) {
    expect(tags).toContain('sample');
    expect(Object.values(disclaimer).some((words) => description?.includes(words) === true)).toBe(true);
  }
  const pictures = shown.flatMap(({ files }) => files).filter(({ camera }) => camera !== null);
  expect(pictures.length).toBeGreaterThan(55);
  for (const { camera, software } of pictures) {
    expect(camera?.make).toBe('Stele sample');
    expect(software).toMatch(/drawn by the program/);
  }
});

test('every record says that it is invented, and lies where no land is', () => {
  const counted = Object.fromEntries(kindNames.map((kind) => [kind, of(kind).length]));
  expect(counted).toEqual({
    ...{ place: 8, object: 1, assessment: 9, incident: 4, actor: 8, source: 3, claim: 5, text: 1 },
    ...{ collection: 1, dismissal: 0, term: 0 },
  });
  for (const { row, view } of recorded) {
    const { description, narrative, note } = view.content as Readonly<Record<string, string | undefined>>;
    expect([row.number, description ?? narrative ?? note]).toEqual([
      row.number,
      expect.stringContaining(disclaimer[language]),
    ]);
  }
  // What goes out without its note says it in itself.
  for (const { row } of of('claim')) expect(row.name).toMatch(/^Նմուշ\. /);
  const places = of('place').flatMap(({ row }) => row.position ?? []);
  expect(places).toHaveLength(16);
  for (const { row } of of('place'))
    expect(metresBetween(row.position ?? [0, 0], [middle.longitude, middle.latitude])).toBeLessThan(7000);
});

test('what goes out says so too, and where it lies', () => {
  const { stdout } = stele(['places', 'export', path, '--format', 'geojson']);
  const { features } = JSON.parse(stdout) as {
    features: readonly { readonly geometry: unknown; readonly properties: object }[];
  };
  expect(features).toHaveLength(8);
  for (const { geometry, properties } of features) {
    expect(geometry).not.toBeNull();
    expect(JSON.stringify(properties)).toContain(disclaimer[language]);
  }
  const dossier = stele(['dossier', path, '--preview', '--for', 'public', '--language', language]);
  expect(dossier.code, dossier.stderr).toBe(0);
  expect(dossier.stdout).toContain('ՆՄՈՒՇ');
});

test('places lie in one another, with names in several scripts, and show how they fared', () => {
  const named = (text: string) => {
    const one = of('place').find(({ row }) => row.name === text);
    if (!one) throw new Error(`no place ${text}`);
    return one;
  };
  const within = (text: string): readonly string[] =>
    named(text)
      .links.filter(({ type, end }) => type === 'part-of' && end === 'from')
      .map(({ other }) => other.name);
  expect(within('Վելմարի եկեղեցի')).toEqual(['Վելմար']);
  expect(within('Վելմար')).toEqual(['Օրսավալ']);
  expect(named('Վելմարի եկեղեցի').row).toMatchObject({ status: 'damaged', agreement: 'agreed' });
  expect(named('Իլմեքարի հրեական գերեզմանատուն').row).toMatchObject({
    status: 'destroyed',
    agreement: 'contested',
  });
  const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Hebrew}/u];
  for (const script of scripts)
    expect(named('Իլմեքարի հրեական գերեզմանատուն').row.otherNames.some((name) => script.test(name))).toBe(
      true,
    );
  // Every picture of the three sites is linked with what it shows, and nothing else is.
  const linked = of('place').flatMap(({ links }) => links.filter(({ type }) => type === 'shows'));
  const items = new Set(linked.map(({ other }) => other.id));
  expect(items.size).toBe(shown.filter(({ files }) => files[0]?.mediaType === 'image/jpeg').length - 2);
});

test('incidents are told with the numbers of what shows them; claims have what is for them and what is against', () => {
  const numbers = new Set(shown.map(({ number }) => number));
  const cited = of('incident').flatMap(({ view }) =>
    [...String(view.content['narrative']).matchAll(/\[([^\]]*)\]/g)].map(([, number]) => number ?? ''),
  );
  expect(cited).toHaveLength(9);
  for (const number of cited) expect(numbers).toContain(number);
  expect(of('incident').map(({ row }) => row.name)).toContain(incidentPhrases.drum[language]);
  const claim = of('claim').find(({ row }) => row.name === claimPhrases.fire[language]);
  expect(claim?.row.agreement).toBe('contested');
  const types = claim?.links.map(({ type }) => type) ?? [];
  expect(types).toContain('supports');
  expect(types).toContain('contradicts');
  expect(new Set(of('claim').map(({ row }) => row.agreement))).toEqual(
    new Set(['agreed', 'contested', 'under-review', 'not-reviewed']),
  );
  const [talk] = of('source');
  expect(talk?.view.content['consents']).toHaveLength(5);
  expect(of('actor').filter(({ view }) => view.content['isPseudonymous'] === true)).toHaveLength(1);
});

test('the sea has an island on it, which says that it is invented, with names that are found in any script', () => {
  expect(maps.map(({ name, detail }) => [name, detail.kind])).toEqual([
    ['Sample island.pmtiles', 'tiles'],
    ['Sample names.csv', 'gazetteer'],
  ]);
  expect(maps[0]?.detail).toMatchObject({
    tiles: 'vector',
    layers: ['earth', 'relief', 'fields', 'water', 'roads', 'buildings'],
    attribution: expect.stringContaining('հորինված կղզի') as string,
  });
  expect(maps[1]?.detail).toMatchObject({ places: 11, skipped: 0 });
  expect(labels.map(({ name }) => name)).toContain('Վելմար');
  expect(found[0]).toMatchObject({ name: 'Վելմար', also: 'Велмар' });
});

test('what a picture says of itself is read back: time, zone, camera by serial, position; and what is missing is missing', () => {
  const files = shown.flatMap((item) => item.files);
  const first = files.find(({ originalName }) => originalName === 'STLA_1001.JPG');
  expect(first).toMatchObject({
    camera: { model: 'Sample A', serial: 'SAMPLE-A-0001' },
    captured: { value: '2018-05-12T09:41:17', offset: '-02:00' },
    position: {
      latitude: expect.closeTo(41.023, 2) as number,
      longitude: expect.closeTo(-37.104, 2) as number,
    },
  });
  expect(new Set(files.map(({ camera }) => camera?.model)).size).toBeGreaterThanOrEqual(4);
  expect(files.some(({ camera, position }) => camera?.model === 'Sample B' && position === null)).toBe(true);
  expect(shown.some(({ captured }) => captured === null)).toBe(true);
  expect(shown.some(({ captured }) => captured === '2022-09~')).toBe(true);
  expect(new Set(shown.map(({ confidentiality }) => confidentiality)).size).toBe(3);
  expect(new Set(shown.map(({ reviewState }) => reviewState)).size).toBe(4);
  const sheet = shown.find(({ files: parts }) => parts.length === 2);
  expect(sheet?.files.map(({ role }) => role)).toEqual(['recto', 'verso']);
  for (const script of [/\p{Script=Armenian}/u, /\p{Script=Cyrillic}/u, /ə/])
    expect(shown.filter(({ title }) => script.test(title)).length).toBeGreaterThan(4);
});

test('the clock that was wrong is behind what the receiver in its picture shows', () => {
  const clock = photographs.find(({ view }) => view === 'clock');
  const shot = shown.find(({ title }) => title.includes('display of the receiver'));
  const behind =
    Date.parse(`${clock?.display.split('\n').toReversed().join('T') ?? ''}Z`) -
    Date.parse(`${shot?.captured ?? ''}Z`);
  expect(behind).toBe(slowClock.seconds * 1000);
});

test('one photograph is like itself, byte for byte, and unlike every other', async () => {
  const [one] = photographs;
  if (!one) throw new Error('none');
  const [a] = await drawPhotograph(one, 0);
  const [b] = await drawPhotograph(one, 0);
  expect(a?.bytes).toEqual(b?.bytes);
  expect(new Set(shown.flatMap(({ files }) => files.map(({ originalName }) => originalName))).size).toBe(
    shown.flatMap(({ files }) => files).length,
  );
});

test('stopped, it leaves nothing: no archive, no drawings, no process', async () => {
  const elsewhere = join(temporaryFolder(), 'stopped.stele');
  const temporary = temporaryFolder();
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = temporary;
  onTestFinished(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  });
  const stop = new AbortController();
  const stream = await client.archives.createSample({ path: elsewhere, name: 'x' }, { signal: stop.signal });
  await stream.next();
  stop.abort();
  await expect(
    (async () => {
      for (;;) if ((await stream.next()).done === true) return;
    })(),
  ).rejects.toMatchObject({ code: 'interrupted' });
  expect(existsSync(elsewhere)).toBe(false);
  expect(readdirSync(temporary)).toEqual([]);
  const processes = execFileSync('ps', ['-eo', 'ppid,args'], { encoding: 'utf8' });
  expect(processes).not.toMatch(new RegExp(`^\\s*${process.pid}\\s.*sample-process`, 'm'));
});

test('what lies there already is left alone', async () => {
  const taken = join(temporaryFolder(), 'taken.stele');
  mkdirSync(taken);
  writeFileSync(join(taken, 'mine.txt'), 'mine');
  const stream = await client.archives.createSample({ path: taken, name: 'x' });
  await expect(stream.next()).rejects.toMatchObject({ code: 'archive-exists' });
  expect(readdirSync(taken)).toEqual(['mine.txt']);
});
