import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Archive } from '../../../src/core/archive/archive.ts';
import { uuidText } from '../../../src/core/cryptography/random.ts';
import { editItems } from '../../../src/core/description/edit.ts';
import { countFindings, listFindings, putAside, takeUp } from '../../../src/core/gaps/list-findings.ts';
import { mergePlaces } from '../../../src/core/gaps/merge-places.ts';
import { missingIn } from '../../../src/core/gaps/missing-frames.ts';
import { createRecord, editRecord } from '../../../src/core/records/edit-record.ts';
import { addLinks, setLinksRemoved } from '../../../src/core/records/links.ts';
import { findRecord } from '../../../src/core/records/record-state.ts';
import { showRecord } from '../../../src/core/records/show-record.ts';
import { checkCatalogue } from '../../../src/core/verify/archive-catalogue.ts';
import type { Finding, FindingKind } from '../../../src/shared/records/finding.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';

const asked = { language: 'en', translation: 'en', wait: true } as const;
const handlers = { signal: new AbortController().signal, onProgress: () => undefined };

let world: TestArchive;
let archive: Archive;
const frames = [1, 2, 3, 5, 6, 9, 10].map((number) => [
  `card/IMG_000${number}.JPG`.replace('00010', '0010'),
  `frame ${number}`,
]);
beforeAll(async () => {
  const files = Object.fromEntries(frames) as Record<string, string>;
  world = await newTestArchive({ ...files, 'letter.txt': 'letter' });
  ({ archive } = world);
});
afterAll(() => world.close());

const found = async (kind: FindingKind, isAside = false): Promise<readonly Finding[]> =>
  (await listFindings(archive, { ...asked, kind, isAside, offset: 0, limit: 100 })).findings;
const point = (longitude: number, latitude: number, precision?: number) => ({
  shape: { type: 'Point', coordinates: [longitude, latitude] },
  ...(precision === undefined ? {} : { precision }),
});
const place = (name: string, more: object = {}): string =>
  uuidText(createRecord(archive, 'place', { names: [{ text: name }], ...more }).uid);
const items = (): readonly { id: number; number: string }[] =>
  archive.catalogue
    .prepare<[], { id: number; number: string }>('SELECT id, number FROM item ORDER BY id')
    .all();
const edit = (item: number, changes: object): Promise<unknown> =>
  editItems(archive, { items: [item], changes }, handlers);

describe('places that are likely the same', () => {
  test('by a name in another script and by distance; not by a common word, nor from far away', async () => {
    place('Սպիտակ խաչ', { geometry: point(46, 39.5) });
    place('Spitak Khach', { geometry: point(46.004, 39.501) });
    place('Спитак хач', { geometry: point(47, 39.5) });
    place('Church of the Spring', { geometry: point(44.1, 40.1) });
    place('Church of the Mill', { geometry: point(44.1005, 40.1) });
    place('Spring church', { geometry: point(44.1006, 40.1001) });
    const pairs = (await found('same-places')).map(({ subjects, values }) => [
      ...subjects.map(({ name }) => name).sort(),
      Number(values.metres) > 300,
    ]);
    expect(pairs).toContainEqual(['Spitak Khach', 'Սպիտակ խաչ', true]);
    expect(pairs.flat()).not.toContain('Спитак хач');
    expect(pairs).toContainEqual(['Church of the Spring', 'Spring church', false]);
  });

  test('one that was put aside comes back only when the facts change, or when somebody takes it up', async () => {
    const [pair] = await found('same-places');
    const { kind, key } = pair ?? { kind: 'same-places' as const, key: '' };
    const before = (await countFindings(archive, asked)).counts[0];
    const said = await putAside(archive, {
      kind,
      key,
      reason: 'Two chapels beside each other.',
      translation: 'en',
    });
    expect((await countFindings(archive, asked)).counts[0]).toEqual({
      kind,
      open: (before?.open ?? 0) - 1,
      aside: 1,
    });
    expect((await found(kind, true))[0]?.aside).toEqual({
      reason: 'Two chapels beside each other.',
      record: uuidText(said.uid),
    });
    takeUp(archive, said.number);
    expect((await found(kind)).map((one) => one.key)).toContain(key);
    await putAside(archive, { kind, key, reason: 'Still two.', translation: 'en' });
    expect((await found(kind)).map((one) => one.key)).not.toContain(key);
    editRecord(archive, pair?.subjects[0]?.id ?? '', { geometry: point(44.1004, 40.1) });
    expect((await found(kind)).map((one) => one.key)).toContain(key);
    expect(await checkCatalogue(archive, handlers.signal)).toEqual([]);
  });

  test('two that are one become one: names, links and whatever names it go over, and the other says where it went', async () => {
    const [kept, gone] = [
      place('Old bridge', { types: ['bridge'] }),
      place('The Old Bridge', { geometry: point(45, 41) }),
    ];
    const [item] = items();
    addLinks(archive, [{ type: 'shows', from: item?.number ?? '', to: gone, note: 'from the east' }]);
    const incident = createRecord(archive, 'incident', { title: 'Bridge blown up', places: [gone] });
    mergePlaces(archive, kept, gone);
    const view = await showRecord(archive, kept, { language: 'en' });
    expect(view.content).toMatchObject({
      names: [{ text: 'Old bridge' }, { text: 'The Old Bridge' }],
      types: ['bridge'],
      geometry: point(45, 41),
    });
    expect(view.links).toMatchObject([
      { type: 'shows', note: 'from the east', other: { number: item?.number } },
    ]);
    expect(findRecord(archive, incident.number)?.content.places).toEqual([kept]);
    expect(findRecord(archive, gone)).toMatchObject({ isRemoved: true, content: { mergedInto: kept } });
    expect((await showRecord(archive, gone, { language: 'en' })).links).toEqual([]);
    expect(await checkCatalogue(archive, handlers.signal)).toEqual([]);
    for (const [one, other] of [
      [kept, kept],
      [gone, kept],
      [kept, gone],
    ] as const)
      expect(() => mergePlaces(archive, one, other)).toThrow(
        expect.objectContaining({ code: 'description-invalid' }) as Error,
      );
  });

  test('what either of two keeps back, the one that stays keeps back', () => {
    const kept = place('New mill', { confidentiality: 'public' });
    const gone = place('Mill of the codename', {
      confidentiality: 'confidential',
      isLocationWithheld: true,
      geometry: point(44.2, 40.2),
    });
    expect(mergePlaces(archive, kept, gone).content).toMatchObject({
      confidentiality: 'confidential',
      isLocationWithheld: true,
    });
  });
});

test('incidents without evidence, and exhibits captured outside the dates, with figures', async () => {
  const bare = createRecord(archive, 'incident', { title: 'Nobody saw it', date: '2020-05' });
  const dated = createRecord(archive, 'incident', { title: 'The shelling', date: '2020-10-08' });
  const [, early, within, late] = items();
  await edit(early?.id ?? 0, { captured: '2019-10-08' });
  await edit(within?.id ?? 0, { captured: '2020-10' });
  await edit(late?.id ?? 0, { captured: '2020-11-09T10:00:00' });
  for (const item of [early, within, late])
    addLinks(archive, [{ type: 'documents', from: item?.number ?? '', to: dated.number }]);
  const without = (await found('incident-without-evidence')).map(({ subjects }) => subjects[0]?.number);
  expect(without).toContain(bare.number);
  expect(without).not.toContain(dated.number);
  const [outside, ...others] = await found('captured-outside');
  expect(others).toEqual([]);
  expect(outside).toMatchObject({
    items: 2,
    values: { date: '2020-10-08', before: 1, after: 1, daysBefore: 365, daysAfter: 32 },
    subjects: [{ number: dated.number }, { number: early?.number }, { number: late?.number }],
  });
});

test('pictures far from the place that they show, beyond what the positions leave open', async () => {
  const exact = place('A tower', { geometry: point(50, 30, 10) });
  const vague = place('A valley', { geometry: point(60, 30, 50_000) });
  const [, , , , near, far, doubtful] = items();
  const at = (latitude: number, longitude: number, precision: number | null = null) => ({
    position: { latitude, longitude, precision, basis: null },
  });
  await edit(near?.id ?? 0, at(30.01, 50));
  await edit(far?.id ?? 0, at(30.1, 50));
  await edit(doubtful?.id ?? 0, at(30.1, 50, 20_000));
  for (const item of [near, far, doubtful])
    addLinks(archive, [{ type: 'shows', from: item?.number ?? '', to: exact }]);
  addLinks(archive, [{ type: 'shows', from: far?.number ?? '', to: vague }]);
  const [one, ...others] = (await found('far-from-place')).filter(
    ({ key }) => key === exact || key === vague,
  );
  expect(one).toMatchObject({ key: exact, items: 1, subjects: [{ id: exact }, { number: far?.number }] });
  expect(one?.values.metres).toBeGreaterThan(11_000);
  // The valley is a thousand kilometres away, and fifty kilometres of doubt do not reach so far.
  expect(others).toMatchObject([{ key: vague }]);
});

test('items without a place are those that neither a link nor a position places', async () => {
  const without = (await found('item-without-place')).map(({ subjects }) => subjects[0]?.number);
  const all = items();
  expect(without).not.toContain(all[0]?.number);
  expect(without).not.toContain(all[4]?.number);
  const letter = all.at(-1)?.number;
  expect(without).toContain(letter);
  // What shows an incident shows the place where it was.
  const somewhere = place('A yard of the letter');
  const incident = createRecord(archive, 'incident', { title: 'In the yard', places: [somewhere] });
  const [link = ''] = addLinks(archive, [
    { type: 'documents', from: letter ?? '', to: uuidText(incident.uid) },
  ]);
  const numbers = async () => (await found('item-without-place')).map(({ subjects }) => subjects[0]?.number);
  expect(await numbers()).not.toContain(letter);
  setLinksRemoved(archive, [link], true);
  expect(await numbers()).toContain(letter);
  const [first] = await found('item-without-place');
  await putAside(archive, {
    kind: 'item-without-place',
    key: first?.key ?? '',
    reason: 'A portrait.',
    translation: 'en',
  });
  expect((await found('item-without-place')).map(({ key }) => key)).not.toContain(first?.key);
  expect(await found('item-without-place', true)).toHaveLength(1);
});

test('frames that are missing from a card are told by their names, and can be put aside', async () => {
  expect(await found('missing-frames')).toMatchObject([
    { values: { missing: 3, stretches: 2, names: 'IMG_0004, IMG_0007–0008' } },
  ]);
  const [roll] = await found('missing-frames');
  await putAside(archive, {
    kind: 'missing-frames',
    key: roll?.key ?? '',
    reason: 'Deleted.',
    translation: 'en',
  });
  expect(await found('missing-frames')).toEqual([]);
});

test.each<[string, readonly number[], readonly (readonly [number, number])[]]>([
  ['none', [1, 2, 3, 4, 5], []],
  ['over the end', [9996, 9997, 9999, 1, 2, 4], [[9998, 9998], [3, 3]]], // prettier-ignore
  ['across the end', [9994, 9995, 9996, 9997, 3, 4, 5], [[9998, 9999], [1, 2]]], // prettier-ignore
  ['a selection', [1, 20, 40, 60, 80], []],
  ['too few', [1, 3], []],
  ['two days', [1, 2, 3, 4, 5, 900, 901, 902, 904, 905], [[903, 903]]],
])('missing numbers: %s', (_, numbers, missing) => {
  expect(missingIn(new Set(numbers), 10_000)).toEqual(missing);
});

test('exhibits with words and no translation into the language that is asked for', async () => {
  const letter = items().at(-1);
  await edit(letter?.id ?? 0, { languages: ['hy'] });
  const id = (await found('item-without-place')).find(
    ({ subjects }) => subjects[0]?.number === letter?.number,
  )?.subjects[0]?.id;
  expect(await found('not-translated')).toMatchObject([
    { subjects: [{ number: letter?.number }], values: { languages: 'hy' } },
  ]);
  createRecord(archive, 'text', { of: id, kind: 'translation', language: 'en', text: 'Dear sister' });
  expect(await found('not-translated')).toEqual([]);
  const russian = await listFindings(archive, {
    ...asked,
    translation: 'ru',
    kind: 'not-translated',
    isAside: false,
    offset: 0,
    limit: 10,
  });
  expect(russian.total).toBe(1);
});

test('what was found before is told at once, and that it is being looked through anew', async () => {
  await countFindings(archive, asked);
  place('One more');
  const counts = await countFindings(archive, { ...asked, wait: false });
  expect(counts).toMatchObject({ isWorking: true });
  expect(counts.counts).toHaveLength(7);
  expect(await countFindings(archive, asked)).toMatchObject({ isWorking: false });
});
