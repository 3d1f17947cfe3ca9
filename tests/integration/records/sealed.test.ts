import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuidText } from '../../../src/core/cryptography/random.ts';
import { mergePlaces } from '../../../src/core/gaps/merge-places.ts';
import { createRecord, editRecord, restoreRecord } from '../../../src/core/records/edit-record.ts';
import { addLinks, setLinksRemoved } from '../../../src/core/records/links.ts';
import { listRecords, suggestRecords } from '../../../src/core/records/list-records.ts';
import { refreshRecordTexts } from '../../../src/core/records/record-index.ts';
import { linksAbout, mention, recordRevisions, showRecord } from '../../../src/core/records/show-record.ts';
import {
  createSealed,
  lockSealed,
  unlockSealed,
  writeSealed,
} from '../../../src/core/sealed/sealed-records.ts';
import { checkCatalogue } from '../../../src/core/verify/archive-catalogue.ts';
import type { RecordKind } from '../../../src/shared/catalogue/kinds.ts';
import { cheap } from '../../helpers/encryption.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';

const passphrase = 'the second passphrase';

let world: TestArchive;

beforeAll(async () => {
  world = await newTestArchive({ 'one.jpg': 'one' }, { encrypted: true });
  await createSealed(world.archive, [{ by: 'passphrase', passphrase, label: null }], cheap);
});
afterAll(() => world.close());

const page = { order: { by: 'name', descending: false }, offset: 0, limit: 100, language: 'en' } as const;
const namesOf = async (kind: RecordKind, query: string | null = null) =>
  (await listRecords(world.archive, { kind, filter: { query }, ...page })).rows.map(({ name }) => name);
const unlock = () => unlockSealed(world.archive, { by: 'passphrase', passphrase });
const id = ({ uid }: { readonly uid: Uint8Array }): string => uuidText(uid);

test('a confidential source is met by nobody who has not unlocked sealed records, in any way', async () => {
  const { archive } = world;
  const place = createRecord(archive, 'place', { names: [{ text: 'A monastery' }] });
  const open = createRecord(archive, 'source', { title: 'A newspaper' });
  const hidden = createRecord(archive, 'source', {
    title: 'The Gardener of Zarobyan street',
    confidentiality: 'confidential',
    connection: 'witness',
  });
  const next = createRecord(archive, 'source', { title: 'A second newspaper' });
  const person = createRecord(archive, 'actor', { names: [{ text: 'Gardener' }], confidentiality: 'sealed' });
  const [link = ''] = addLinks(archive, [
    { type: 'about', from: hidden.number, to: place.number, note: 'told at home' },
  ]);
  writeSealed(archive, id(hidden), 'real-name', 'Zarouhi Testimonyan');
  editRecord(archive, hidden.number, { description: 'Saw it from the window.', actor: id(person) });
  // The series that everybody sees has no gap.
  expect([open.number, next.number].map((number) => number.slice(-5))).toEqual(['00001', '00002']);
  refreshRecordTexts(archive);

  expect(await namesOf('source')).toContain('The Gardener of Zarobyan street');
  expect(await namesOf('source', 'gardner zarobian')).toEqual(['The Gardener of Zarobyan street']);
  expect(linksAbout(archive, place.number, 'en')).toMatchObject([{ other: { number: hidden.number } }]);
  expect(recordRevisions(archive, hidden.number).map(({ revision }) => revision)).toEqual([2, 1]);
  expect((await showRecord(archive, id(person), page)).namedBy).toMatchObject([{ member: 'actor' }]);
  expect(restoreRecord(archive, hidden.number, 1).content).not.toHaveProperty('description');

  lockSealed(archive);
  expect(await namesOf('source')).toEqual(['A newspaper', 'A second newspaper']);
  expect(await namesOf('source', 'Zarobyan')).toEqual([]);
  const list = await listRecords(archive, { kind: 'source', filter: {}, ...page });
  expect([list.total, list.facets.type, list.facets.confidentiality]).toEqual([
    2,
    [],
    [{ value: 'restricted', count: 2 }],
  ]);
  expect(
    await suggestRecords(archive, { kinds: ['source', 'actor'], query: 'gard', limit: 9, language: 'en' }),
  ).toEqual([]);
  expect(linksAbout(archive, place.number, 'en')).toEqual([]);
  expect(await showRecord(archive, place.number, page)).toMatchObject({ links: [], namedBy: [] });
  expect(mention(archive, id(hidden), 'en')).toBeNull();
  for (const reference of [hidden.number, id(hidden)]) {
    await expect(showRecord(archive, reference, page)).rejects.toMatchObject({ code: 'not-found' });
    expect(() => editRecord(archive, reference, { title: 'x' })).toThrow(
      expect.objectContaining({ code: 'not-found' }) as Error,
    );
  }
  expect(() => setLinksRemoved(archive, [link], true)).toThrow(
    expect.objectContaining({ code: 'not-found' }) as Error,
  );
  expect(() => createRecord(archive, 'source', { title: 'x', confidentiality: 'confidential' })).toThrow(
    expect.objectContaining({ code: 'sealed-locked' }) as Error,
  );

  await unlock();
  expect(await namesOf('source')).toHaveLength(3);
  expect(linksAbout(archive, place.number, 'en')).toHaveLength(1);
  setLinksRemoved(archive, [link], true);
  expect(linksAbout(archive, place.number, 'en')).toEqual([]);
  expect(await checkCatalogue(archive, new AbortController().signal)).toEqual([]);
});

test('a record that is sealed later leaves nothing in clear, and the log says that something was erased', async () => {
  const { archive } = world;
  const place = createRecord(archive, 'place', { names: [{ text: 'A mosque' }] });
  const source = createRecord(archive, 'source', { title: 'Unguarded Testimonial Person' });
  editRecord(archive, source.number, { description: 'Unguarded description' });
  addLinks(archive, [{ type: 'about', from: source.number, to: place.number, note: 'Unguarded note' }]);
  const incident = createRecord(archive, 'claim', { statement: 'Something', about: [id(source)] });
  refreshRecordTexts(archive);
  // What names it would tell that it is there.
  expect(() => editRecord(archive, source.number, { confidentiality: 'sealed' })).toThrow(incident.number);
  editRecord(archive, incident.number, { about: null });
  const acts = (sources: readonly string[]) => [
    { what: 'was beaten', involvements: sources.map((actor) => ({ actor, role: 'victim' })) },
  ];
  const person = createRecord(archive, 'actor', { names: [{ text: 'Unguarded Name' }] });
  const other = createRecord(archive, 'actor', { names: [{ text: 'A neighbour' }] });
  const beating = createRecord(archive, 'incident', {
    title: 'A beating',
    acts: acts([id(person), id(other)]),
  });
  editRecord(archive, beating.number, { acts: acts([id(other)]) });
  editRecord(archive, person.number, { confidentiality: 'confidential' });
  const sealed = editRecord(archive, source.number, { confidentiality: 'sealed' });
  expect(id(sealed)).toBe(id(source));
  expect(linksAbout(archive, place.number, 'en')).toMatchObject([{ note: 'Unguarded note' }]);
  lockSealed(archive);
  expect(linksAbout(archive, place.number, 'en')).toEqual([]);
  expect(await namesOf('source', 'unguarded')).toEqual([]);
  expect(await checkCatalogue(archive, new AbortController().signal)).toEqual([]);
  const rest = ['record', 'revision', 'link', 'event_disclosure'].map((table) =>
    JSON.stringify(archive.catalogue.prepare(`SELECT * FROM ${table}`).all()),
  );
  expect(rest.join()).not.toMatch(/unguarded/i);
  // Nor does an earlier revision of another record name it.
  const [, revisions] = rest;
  for (const one of [source, person]) expect(revisions).not.toContain(id(one));
  expect(restoreRecord(archive, beating.number, 1).content).toMatchObject({ acts: acts([id(other)]) });
  expect(recordRevisions(archive, incident.number).map(({ revision }) => revision)).toEqual([2, 1]);
  const derived = archive.derived?.prepare('SELECT word FROM word').pluck().all() ?? [];
  expect(derived).not.toContain('unguarded');
  // New records take rows that are free again, and are found all the same.
  createRecord(archive, 'source', { title: 'A pamphlet' });
  refreshRecordTexts(archive);
  expect(await namesOf('source', 'pamphlet')).toEqual(['A pamphlet']);
  await unlock();
});

test('what everybody reads names nothing that is sealed', () => {
  const { archive } = world;
  const person = createRecord(archive, 'actor', { names: [{ text: 'Somebody' }], confidentiality: 'sealed' });
  const acts = [{ what: 'was beaten', involvements: [{ actor: id(person), role: 'victim' }] }];
  expect(() => createRecord(archive, 'incident', { title: 'A beating', acts })).toThrow(
    expect.objectContaining({ code: 'description-invalid' }) as Error,
  );
  expect(
    createRecord(archive, 'incident', { title: 'A beating', acts, confidentiality: 'sealed' }).number,
  ).toMatch(/-X\d{4}$/);
});

test('an archive in clear keeps nothing sealed', async () => {
  const plain = await newTestArchive({ 'one.txt': 'one' }, { encrypted: false });
  try {
    const made = createSealed(plain.archive, [{ by: 'passphrase', passphrase, label: null }], cheap);
    await expect(made).rejects.toMatchObject({ code: 'sealed-plain' });
    expect(() =>
      createRecord(plain.archive, 'source', { title: 'x', confidentiality: 'confidential' }),
    ).toThrow(expect.objectContaining({ code: 'sealed-plain' }) as Error);
    const source = createRecord(plain.archive, 'source', { title: 'x' });
    expect(() => editRecord(plain.archive, source.number, { confidentiality: 'sealed' })).toThrow(
      expect.objectContaining({ code: 'sealed-plain' }) as Error,
    );
    expect(
      createRecord(plain.archive, 'place', { names: [{ text: 'P' }], confidentiality: 'confidential' })
        .number,
    ).toMatch(/^P-/);
  } finally {
    await plain.close();
  }
});

test('nothing of what is sealed is in a byte of the folder', () => {
  const files = readdirSync(join(world.archive.path), { recursive: true, encoding: 'utf8' });
  for (const name of files) {
    const path = join(world.archive.path, name);
    if (!statSync(path).isFile()) continue;
    expect(readFileSync(path).includes('Zarobyan'), name).toBe(false);
  }
});

test('two places made one take what is sealed along, and are not made one while nobody can see it', async () => {
  const { archive } = world;
  await unlock();
  const [kept, gone] = ['Old well', 'The Old Well'].map((text) =>
    createRecord(archive, 'place', { names: [{ text }] }),
  );
  if (!kept || !gone) throw new Error('no places');
  const told = createRecord(archive, 'source', { title: 'By the well', confidentiality: 'confidential' });
  const hidden = createRecord(archive, 'incident', {
    title: 'At the well',
    confidentiality: 'sealed',
    places: [id(gone)],
  });
  addLinks(archive, [{ type: 'about', from: told.number, to: gone.number, note: 'twice' }]);
  lockSealed(archive);
  expect(() => mergePlaces(archive, kept.number, gone.number)).toThrow(
    expect.objectContaining({ code: 'sealed-locked' }) as Error,
  );
  await unlock();
  mergePlaces(archive, kept.number, gone.number);
  expect(linksAbout(archive, kept.number, 'en')).toMatchObject([
    { note: 'twice', other: { number: told.number } },
  ]);
  expect((await showRecord(archive, hidden.number, { language: 'en' })).content).toMatchObject({
    places: [id(kept)],
  });
  expect(linksAbout(archive, gone.number, 'en')).toEqual([]);
  lockSealed(archive);
});
