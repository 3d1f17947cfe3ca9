import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createRecord,
  editRecord,
  restoreRecord,
  setRemoved,
} from '../../../src/core/records/edit-record.ts';
import { addLinks, setLinksRemoved } from '../../../src/core/records/links.ts';
import { listRecords, suggestRecords, type ListRequest } from '../../../src/core/records/list-records.ts';
import { refreshRecordTexts } from '../../../src/core/records/record-index.ts';
import { recordRevisions, showRecord } from '../../../src/core/records/show-record.ts';
import { vocabulariesOf } from '../../../src/core/records/vocabularies.ts';
import { checkCatalogue } from '../../../src/core/verify/archive-catalogue.ts';
import { findItems } from '../../../src/core/catalogue/narrow.ts';
import { refreshTexts } from '../../../src/core/search/refresh-text.ts';
import { uuidText } from '../../../src/core/cryptography/random.ts';
import { recordList } from '../../../src/shared/records/record.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';

const signal = new AbortController().signal;
let world: TestArchive;
let item = '';

beforeAll(async () => {
  world = await newTestArchive({ 'one.jpg': 'one', 'two.jpg': 'two' });
  const uid = world.archive.catalogue.prepare<[], Uint8Array>('SELECT uid FROM item').pluck().get();
  item = uid ? uuidText(uid) : '';
});
afterAll(() => world.close());

const noravank = {
  names: [
    { text: 'Նորավանք', language: 'hy', kind: 'official', accordingTo: 'the register of the country' },
    { text: 'Noravank', language: 'en', kind: 'transliteration' },
    { text: 'Нораванк', language: 'ru', kind: 'transliteration' },
  ],
  types: ['monastery'],
  geometry: { shape: { type: 'Point', coordinates: [45.2328, 39.684] }, precision: 10 },
  period: '1205/1339',
};

const listed = async (request: Partial<ListRequest> & Pick<ListRequest, 'kind'>) =>
  listRecords(world.archive, {
    filter: {},
    order: { by: 'name', descending: false },
    offset: 0,
    limit: 100,
    language: 'en',
    ...request,
  });

const idOf = ({ uid }: { readonly uid: Uint8Array }): string => uuidText(uid);

async function expectBound(): Promise<void> {
  expect(await checkCatalogue(world.archive, signal)).toEqual([]);
}

describe('a record', () => {
  test('has a number, revisions, and is what it was on any day', async () => {
    const { archive } = world;
    const made = createRecord(archive, 'place', noravank);
    expect(made.number).toBe('P-2026-K1-00001'.replace('K1', archive.replica.code));
    const edited = editRecord(archive, made.number, { period: null, description: 'Two churches.' });
    expect(edited.revision).toBe(2);
    expect(edited.content).not.toHaveProperty('period');
    // Nothing changes: no trace.
    expect(editRecord(archive, made.number, { description: 'Two churches.' }).revision).toBe(2);
    const shown = await showRecord(archive, made.number, { language: 'ru' });
    expect(shown.content).toMatchObject({ description: 'Two churches.', types: ['monastery'] });
    expect(recordRevisions(archive, made.number).map(({ revision }) => revision)).toEqual([2, 1]);
    expect(recordRevisions(archive, made.number)[0]?.changes).toContainEqual({
      member: 'period',
      old: '1205/1339',
      new: null,
    });
    const before = await showRecord(archive, made.number, { language: 'en', at: '2026-11-08' });
    expect(before.isRemoved).toBe(true);
    const back = restoreRecord(archive, made.number, 1);
    expect(back.content).toEqual(made.content);
    expect(back.revision).toBe(3);
    await expectBound();
  });

  test('refuses what cannot be understood, and names the member', () => {
    const { archive } = world;
    const refusal = (content: object): unknown => {
      try {
        return createRecord(archive, 'place', content);
      } catch (error) {
        return error;
      }
    };
    const name = { names: [{ text: 'A' }] };
    expect(refusal({})).toMatchObject({ code: 'description-invalid', details: { field: 'names' } });
    expect(refusal({ ...name, unheardOf: 1 })).toMatchObject({ code: 'description-invalid' });
    expect(refusal({ ...name, types: ['palace'] })).toMatchObject({ code: 'term-unknown' });
    expect(refusal({ ...name, period: '1999-02-30' })).toMatchObject({ details: { field: 'period' } });
    expect(refusal({ ...name, names: [{ text: '\ud800' }] })).toMatchObject({ code: 'description-invalid' });
    const far = { geometry: { shape: { type: 'Point', coordinates: [45, 91] } } };
    expect(refusal({ ...name, ...far })).toMatchObject({
      details: { field: 'geometry.shape.coordinates.1' },
    });
    const baseline = { baseline: { what: 'as it was', items: ['019a8c6e-0000-7000-8000-000000000001'] } };
    expect(refusal({ ...name, ...baseline })).toMatchObject({ details: { field: 'baseline' } });
  });

  test('names only what a member is for', () => {
    const { archive } = world;
    const refusal = (kind: 'assessment' | 'incident' | 'source', content: object): unknown => {
      try {
        return createRecord(archive, kind, content);
      } catch (error) {
        return error;
      }
    };
    const actor = idOf(createRecord(archive, 'actor', { names: [{ text: 'Somebody' }] }));
    const one = idOf(createRecord(archive, 'place', { names: [{ text: 'Somewhere' }] }));
    for (const [kind, field, content] of [
      ['assessment', 'of', { of: actor, date: '2020' }],
      ['incident', 'places', { title: 'A', places: [item] }],
      [
        'incident',
        'acts',
        { title: 'A', acts: [{ what: 'B', involvements: [{ actor: one, role: 'victim' }] }] },
      ],
      ['source', 'actor', { title: 'A', actor: one }],
    ] as const)
      expect(refusal(kind, content), field).toMatchObject({
        code: 'description-invalid',
        details: { field },
      });
  });

  test('is edited from the revision that was read, or not at all', () => {
    const { archive } = world;
    const made = createRecord(archive, 'place', { names: [{ text: 'A bridge' }] });
    editRecord(archive, made.number, { note: 'first' }, { expectedRevision: 1 });
    expect(() => editRecord(archive, made.number, { note: 'second' }, { expectedRevision: 1 })).toThrow(
      expect.objectContaining({ code: 'edited-elsewhere' }) as Error,
    );
  });

  test('that was taken away is in no list, and can be put back', async () => {
    const { archive } = world;
    const made = createRecord(archive, 'place', { names: [{ text: 'A fortress' }] });
    setRemoved(archive, made.number, true);
    expect((await listed({ kind: 'place' })).rows.some(({ number }) => number === made.number)).toBe(false);
    const removed = await listed({ kind: 'place', filter: { removed: true } });
    expect(removed.rows.map(({ number }) => number)).toEqual([made.number]);
    setRemoved(archive, made.number, false);
    expect((await listed({ kind: 'place' })).rows.some(({ number }) => number === made.number)).toBe(true);
    await expectBound();
  });
});

describe('lists', () => {
  test('find a place by a name in any script, and show it by the reader’s', async () => {
    const { archive } = world;
    refreshRecordTexts(archive);
    for (const query of ['Noravank', 'noravang', 'Նորավանք', 'нораванк', 'Norav'])
      expect((await listed({ kind: 'place', filter: { query } })).rows.map(({ name }) => name)).toEqual([
        'Noravank',
      ]);
    const [row] = (await listed({ kind: 'place', filter: { query: 'Нораванк' }, language: 'hy' })).rows;
    expect(row).toMatchObject({ name: 'Նորավանք', otherNames: ['Noravank', 'Нораванк'] });
    expect((await listed({ kind: 'place', filter: { query: 'Gandzasar' } })).total).toBe(0);
    const suggested = await suggestRecords(archive, {
      kinds: ['place'],
      query: 'norav',
      limit: 5,
      language: 'en',
    });
    expect(suggested.map(({ name }) => name)).toEqual(['Noravank']);
  });

  test('are narrowed and counted: each facet counts what the others leave', async () => {
    const { archive } = world;
    for (const [title, date, types] of [
      ['A wall was bulldozed', '2020-11', ['destruction-of-heritage']],
      ['Graves were broken', '2021', ['desecration-of-graves', 'damage-to-heritage']],
      ['A roof burned', '2021-03-04~', ['damage-to-heritage']],
    ] as const)
      createRecord(archive, 'incident', { title, date, types });
    const all = await listed({ kind: 'incident', order: { by: 'date', descending: true } });
    expect(all.rows.map(({ name }) => name)).toEqual([
      'A roof burned',
      'Graves were broken',
      'A wall was bulldozed',
    ]);
    const damaged = await listed({
      kind: 'incident',
      filter: { type: 'damage-to-heritage', date: '2021-03' },
    });
    expect(damaged.total).toBe(2);
    expect(damaged.facets.type).toContainEqual({ value: 'desecration-of-graves', count: 1 });
    expect(damaged.facets.year).toEqual([{ value: '2021', count: 2 }]);
    const none = await listed({ kind: 'incident', filter: { date: '2019' } });
    expect(none.total).toBe(0);
  });

  test('a list that is asked for again tells what was revised since, in its new order', async () => {
    const { archive } = world;
    const [zeta, beta] = ['Zeta mill', 'Beta mill'].map((text) =>
      idOf(
        createRecord(archive, 'object', {
          names: [{ text, language: 'en' }],
          type: 'sculpture',
        }),
      ),
    );
    for (const language of ['en', 'hy'])
      for (const descending of [false, true]) {
        const mills = async (): Promise<string[]> => {
          const { rows } = await listed({ kind: 'object', order: { by: 'name', descending }, language });
          const names = rows.map(({ name }) => name).filter((name) => name.endsWith('mill'));
          return descending ? names.reverse() : names;
        };
        expect(await mills()).toEqual(['Beta mill', 'Zeta mill']);
        const alpha = [{ text: 'Alpha mill', language: 'en' }];
        editRecord(archive, zeta!, { names: alpha });
        const third = createRecord(archive, 'object', {
          names: [{ text: 'Gamma mill' }],
          type: 'sculpture',
        });
        expect(await mills()).toEqual(['Alpha mill', 'Beta mill', 'Gamma mill']);
        setRemoved(archive, idOf(third), true);
        setRemoved(archive, beta!, true);
        expect(await mills()).toEqual(['Alpha mill']);
        setRemoved(archive, beta!, false);
        editRecord(archive, zeta!, { names: [{ text: 'Zeta mill', language: 'en' }] });
      }
    const suggested = await suggestRecords(archive, {
      kinds: ['object'],
      query: '',
      limit: 1,
      language: 'en',
    });
    expect(suggested.map(({ name }) => name)).toEqual(['Beta mill']);
  });

  test('an area holds a place, also across the 180th meridian', async () => {
    const around = { west: 45, south: 39, east: 46, north: 40 };
    expect((await listed({ kind: 'place', filter: { area: around } })).rows.map(({ name }) => name)).toEqual([
      'Noravank',
    ]);
    const across = { west: 170, south: 39, east: 46, north: 40 };
    expect((await listed({ kind: 'place', filter: { area: across } })).total).toBe(1);
  });
});

describe('assessments', () => {
  test('give a place its status: the latest counts, and a dissent shows', async () => {
    const { archive } = world;
    const place = createRecord(archive, 'place', { names: [{ text: 'A cemetery' }], types: ['cemetery'] });
    const of = idOf(place);
    createRecord(archive, 'assessment', { of, date: '2019-06', status: 'no-change-observed' });
    const agreeing = [
      { reviewer: 'A', agrees: true },
      { reviewer: 'B', agrees: true },
    ];
    const later = createRecord(archive, 'assessment', {
      of,
      date: '2021-04',
      status: 'destroyed',
      reviews: agreeing,
    });
    const state = async () =>
      (await listed({ kind: 'place', filter: { query: 'cemetery' } })).rows.map(({ status, agreement }) => [
        status,
        agreement,
      ]);
    refreshRecordTexts(archive);
    expect(await state()).toEqual([['destroyed', 'agreed']]);
    const reviews = [...agreeing, { reviewer: 'C', agrees: false, note: 'The image is older than it says.' }];
    editRecord(archive, later.number, { reviews });
    expect(await state()).toEqual([['destroyed', 'contested']]);
    setRemoved(archive, later.number, true);
    expect(await state()).toEqual([['no-change-observed', 'not-reviewed']]);
    setRemoved(archive, later.number, false);
    const shown = await showRecord(archive, place.number, { language: 'en' });
    expect(shown.statuses.map(({ status }) => status)).toEqual(['destroyed', 'no-change-observed']);
    expect(shown.namedBy.map(({ member }) => member)).toEqual(['of', 'of']);
    await expectBound();
  });
});

describe('links', () => {
  test('join items and records, once each, and are taken away and put back', async () => {
    const { archive } = world;
    const place = createRecord(archive, 'place', { names: [{ text: 'A mosque' }], types: ['mosque'] });
    const shows = { type: 'shows', from: item, to: place.number, certainty: 'high', note: 'from the south' };
    const [link = ''] = addLinks(archive, [shows]);
    expect(addLinks(archive, [shows])).toEqual([]);
    const { links } = await showRecord(archive, place.number, { language: 'en' });
    expect(links).toMatchObject([
      { id: link, end: 'to', certainty: 'high', other: { kind: 'item', id: item } },
    ]);
    refreshRecordTexts(archive);
    for (const query of ['mosque', place.number])
      expect((await listed({ kind: 'place', filter: { query } })).rows).toMatchObject([
        { items: 1, picture: item },
      ]);
    setLinksRemoved(archive, [link], true);
    expect((await showRecord(archive, place.number, { language: 'en' })).links).toEqual([]);
    setLinksRemoved(archive, [link], false);
    expect((await showRecord(archive, place.number, { language: 'en' })).links).toHaveLength(1);
    await expectBound();
  });

  test('lead only from what to what their kind allows', () => {
    const { archive } = world;
    const place = createRecord(archive, 'place', { names: [{ text: 'A chapel' }] });
    const refused = (type: string, from: string, to: string) => () => addLinks(archive, [{ type, from, to }]);
    const invalid = expect.objectContaining({ code: 'link-invalid' }) as Error;
    expect(refused('shows', place.number, item)).toThrow(invalid);
    expect(refused('related', place.number, place.number)).toThrow(invalid);
    expect(refused('unheard-of', item, place.number)).toThrow(
      expect.objectContaining({ code: 'term-unknown' }) as Error,
    );
  });
});

test('a term that was added is offered, and stays readable when it is retired', () => {
  const { archive } = world;
  const term = createRecord(archive, 'term', {
    vocabulary: 'place-types',
    labels: { en: 'spring', hy: 'աղբյուր' },
  });
  const place = createRecord(archive, 'place', { names: [{ text: 'Cold water' }], types: [idOf(term)] });
  editRecord(archive, term.number, { isRetired: true });
  const types = vocabulariesOf(archive).find(({ id }) => id === 'place-types');
  expect(types?.terms.at(-1)).toMatchObject({ labels: { en: 'spring' }, isOwn: true, isRetired: true });
  // What has it keeps it; nothing new gets it.
  expect(editRecord(archive, place.number, { note: 'cold' }).content).toMatchObject({ types: [idOf(term)] });
  expect(() => createRecord(archive, 'place', { names: [{ text: 'B' }], types: [idOf(term)] })).toThrow(
    expect.objectContaining({ code: 'term-unknown' }) as Error,
  );
});

test('what was changed behind the program’s back is found', async () => {
  const { archive } = world;
  const { catalogue } = archive;
  await expectBound();
  const tampering: Record<string, string> = {
    content: `UPDATE record SET content = replace(content, 'monastery', 'church') WHERE content LIKE '%monastery%'`,
    removed: 'UPDATE record SET is_removed = 1 WHERE id = 1',
    revision: `UPDATE revision SET changes = replace(changes, 'Noravank', 'Other') WHERE record_kind = 'place'`,
    reference: 'DELETE FROM record_reference WHERE record_id = (SELECT min(record_id) FROM record_reference)',
    link: `UPDATE link SET note = 'from the north' WHERE note IS NOT NULL`,
    end: 'UPDATE link SET to_id = 1 WHERE to_id <> 1',
    taken: 'UPDATE link SET is_removed = 1',
    gone: 'DELETE FROM link',
    number: `UPDATE record SET number = 'P-1' WHERE id = 1`,
  };
  for (const [name, sql] of Object.entries(tampering)) {
    catalogue.exec('SAVEPOINT attack');
    catalogue.exec(sql);
    expect((await checkCatalogue(archive, signal)).length, name).toBeGreaterThan(0);
    catalogue.exec('ROLLBACK TO attack; RELEASE attack');
  }
  await expectBound();
});

test('the log says who did it, names members, and holds no value', () => {
  const { archive } = world;
  const texts = archive.catalogue
    .prepare<[], string>(
      `SELECT disclosures FROM event_disclosure WHERE subject LIKE 'place:%' OR subject LIKE 'link:%'`,
    )
    .pluck()
    .all();
  expect(texts.length).toBeGreaterThan(5);
  expect(texts.some((text) => text.includes('content.names'))).toBe(true);
  for (const text of texts) expect(text).not.toMatch(/Noravank|Նորավանք|south/u);
});

test('an item is found by every name of the place that it shows, as long as it shows it', () => {
  const { archive } = world;
  const place = createRecord(archive, 'place', {
    names: [
      { text: 'Ամարաս', language: 'hy' },
      { text: 'Amaras', language: 'en' },
    ],
  });
  const found = (query: string): number => {
    refreshTexts(archive);
    return findItems(archive, query).length;
  };
  expect(found('Амарас')).toBe(0);
  const [link = ''] = addLinks(archive, [{ type: 'shows', from: item, to: place.number }]);
  for (const query of ['Амарас', 'Ամարաս', 'amaras']) expect(found(query), query).toBe(1);
  editRecord(archive, place.number, { names: [{ text: 'Gtchavank', language: 'en' }] });
  expect([found('amaras'), found('Гтчаванк')]).toEqual([0, 1]);
  setLinksRemoved(archive, [link], true);
  expect(found('Gtchavank')).toBe(0);
});

test('a list of any kind is as the contract has it', async () => {
  const made = createRecord(world.archive, 'incident', { title: 'A wall is taken down', status: 'likely' });
  const { rows, ...rest } = recordList.parse(await listed({ kind: 'incident' }));
  expect(rest.total).toBeGreaterThan(0);
  expect(rows.find(({ id }) => id === idOf(made))).toMatchObject({ status: 'likely', agreement: null });
});
