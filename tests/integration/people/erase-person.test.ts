import { expect, test } from 'vitest';
import type { Archive } from '../../../src/core/archive/archive.ts';
import { saveSearch } from '../../../src/core/search/saved-searches.ts';
import { editItems } from '../../../src/core/description/edit.ts';
import { hideItems, holdItems, liftHolds } from '../../../src/core/disposition/change-state.ts';
import { demandTwo } from '../../../src/core/disposition/authority.ts';
import { isDisposalUnfinished } from '../../../src/core/disposition/traces.ts';
import { createIdentity, unlockIdentity } from '../../../src/core/identities/identities.ts';
import {
  approveErasure,
  cancelErasure,
  erasureRequests,
  requestErasure,
} from '../../../src/core/people/erasure-requests.ts';
import { itemsOf } from '../../../src/core/disposition/items.ts';
import { aboutPerson } from '../../../src/core/people/about-person.ts';
import { erasePerson, type ErasurePlan } from '../../../src/core/people/erase-person.ts';
import { readRealName, setRealName } from '../../../src/core/people/real-name.ts';
import { uuidText } from '../../../src/core/cryptography/random.ts';
import { createRecord, editRecord } from '../../../src/core/records/edit-record.ts';
import { addLinks, setLinksRemoved } from '../../../src/core/records/links.ts';
import { refreshRecordTexts } from '../../../src/core/records/record-index.ts';
import { refreshTexts } from '../../../src/core/search/refresh-text.ts';
import {
  createSealed,
  lockSealed,
  unlockSealed,
  writeSealed,
} from '../../../src/core/sealed/sealed-records.ts';
import { checkCatalogue } from '../../../src/core/verify/archive-catalogue.ts';
import { showRecord } from '../../../src/core/records/show-record.ts';
import { newTestArchive, inspector, type TestArchive } from '../../helpers/archive.ts';
import { valuesIn } from '../../helpers/disposition.ts';
import { cheap, openTestArchive } from '../../helpers/encryption.ts';
import { verifyHere } from '../../helpers/killing.ts';
import { formsOf, tracesIn } from '../../helpers/traces.ts';

/** Of words that stand nowhere else, so that one byte too many is seen. */
const name = 'Qzxarouhi Wkvestimonyan';
const words = ['Qzxarouhi', 'Wkvestimonyan', 'Кзхарухи', 'Jqxeudonym'];
const needles = words.flatMap((word) => formsOf(word).filter((form) => form.length >= 7));
const passphrase = 'the second passphrase';
const id = ({ uid }: { readonly uid: Uint8Array }): string => uuidText(uid);
const signal = new AbortController().signal;
const report = (archive: Archive, person: string, also: readonly string[] = []) =>
  aboutPerson(archive, person, { also, language: 'en', signal });

async function seed(world: TestArchive) {
  const { archive, folder } = world;
  const numbers = archive.catalogue.prepare<[], string>('SELECT number FROM item ORDER BY id').pluck().all();
  const [first = '', second = '', third = ''] = numbers;
  const person = createRecord(archive, 'actor', {
    names: [{ text: name }, { text: 'Кзхарухи Вквестимонян', language: 'ru' }],
    description: `${name} kept the keys`,
  });
  editRecord(archive, person.number, { description: 'Kept the keys.' });
  const source = createRecord(archive, 'source', {
    title: 'Jqxeudonym of the bridge',
    actor: id(person),
    consents: [{ purpose: 'to-share', recipient: 'public', isGiven: true }],
  });
  const place = createRecord(archive, 'place', { names: [{ text: 'The house' }], description: `of ${name}` });
  const other = createRecord(archive, 'actor', {
    names: [{ text: 'A brother' }],
    affiliations: [{ actor: id(person) }],
  });
  const incident = createRecord(archive, 'incident', {
    title: 'A house burned',
    narrative: `As ${name} said, and her neighbour Wkvestimonyan too.`,
    acts: [
      {
        what: 'burned',
        involvements: [
          { actor: id(person), role: 'victim' },
          { actor: id(other), role: 'victim' },
        ],
      },
    ],
  });
  editRecord(archive, incident.number, { narrative: 'As was said.' });
  const claim = createRecord(archive, 'claim', {
    statement: 'It burned at night',
    about: [id(person), id(place)],
  });
  const text = createRecord(archive, 'text', {
    of: uuidText(itemsOf(archive, [first])[0]?.uid ?? new Uint8Array()),
    kind: 'transcription',
    text: `Я, Кзхарухи Вквестимонян, видела`,
  });
  const [shown = ''] = addLinks(archive, [
    { type: 'shows', from: first, to: person.number, note: `${name} in the door` },
    { type: 'told', from: source.number, to: incident.number },
    { type: 'shows', from: second, to: place.number, note: `behind ${name}` },
  ]);
  setLinksRemoved(archive, [shown], true);
  const changes = { title: `Portrait of ${name}`, description: 'A woman', tags: [name, 'fire'] };
  const items = itemsOf(archive, [second, third]).map(({ id: row }) => row);
  await editItems(archive, { items: items.slice(0, 1), changes }, { signal, onProgress: () => undefined });
  await editItems(
    archive,
    { items, changes: { title: 'A portrait' } },
    { signal, onProgress: () => undefined },
  );
  hideItems(archive, 'withdraw', { items: [third], reason: 'other', note: `asked by ${name}` });
  const filter = { query: name, camera: null, accession: null, state: null };
  saveSearch(archive, { name: 'Hers', filter, sort: { by: 'title', descending: false } });
  refreshRecordTexts(archive);
  refreshTexts(archive);
  return { person, source, place, other, incident, claim, text, first, second, third, folder };
}

const plan = (person: string, more: Partial<ErasurePlan> = {}): ErasurePlan => ({
  ...{ person, also: [], reason: 'consent-withdrawn', instead: '[erased]', choices: {}, destroy: [] },
  ...more,
});
const given = async (archive: Archive, { person, also }: ErasurePlan) =>
  ({ confirmed: (await report(archive, person, also)).places, lockedSealed: 'refuse' }) as const;

async function erase(archive: Archive, wanted: ErasurePlan) {
  const found = await report(archive, wanted.person, wanted.also);
  return erasePerson(archive, wanted, found, await given(archive, wanted), null);
}

/** Everything that the two databases hold, also what a page has free: no value of any row has it. */
function expectNoRow(archive: Archive): void {
  const values = [...valuesIn(archive.catalogue), ...valuesIn(archive.derived!)];
  for (const needle of needles)
    expect(values.find((value) => value.includes(needle))?.toString(), needle.toString()).toBeUndefined();
}

test('a person is found everywhere, is erased everywhere, and the log says that, when and why, and not whom', async () => {
  const files = {
    'one.jpg': 'one',
    'Qzxarouhi_Wkvestimonyan/two.jpg': 'two',
    'three.jpg': 'three',
    'Qzxarouhi_Wkvestimonyan/again.jpg': 'three',
    'Qzxarouhi Wkvestimonyan.txt': 'four',
  };
  const world = await newTestArchive(files, { encrypted: false });
  const { archive } = world;
  const { path } = archive;
  const made = await seed(world);
  const found = await report(archive, made.source.number);
  expect(found.records.map(({ number }) => number)).toEqual([made.person.number, made.source.number]);
  expect(found.namedBy.map(({ record, member }) => [record.kind, member]).sort()).toEqual([
    ['actor', 'affiliations'],
    ['claim', 'about'],
    ['incident', 'acts'],
  ]);
  expect(found.links.map(({ type, isRemoved }) => [type, isRemoved])).toEqual([
    ['shows', true],
    ['told', false],
  ]);
  const where = found.occurrences.map(({ where: place, field }) => `${place} ${field}`);
  for (const expected of [
    'item title',
    'item tags',
    'item-note item_state',
    'record description',
    'record narrative',
    'record text',
    'link note',
    'path path',
    'saved-search search',
  ])
    // prettier-ignore
    expect(where).toContain(expected);
  expect(found.occurrences.filter(({ where: place }) => place === 'path')).toHaveLength(3);
  expect(found.files).toEqual([]);
  expect(tracesIn(path, needles).length).toBeGreaterThan(0);

  expect(() =>
    erasePerson(archive, plan(made.person.number), found, { confirmed: 1, lockedSealed: 'refuse' }, null),
  ).toThrow(expect.objectContaining({ code: 'confirmation-wrong' }) as Error);
  const erased = await erase(archive, plan(made.person.number));
  expect(erased).toMatchObject({ records: 2, left: 0, files: 0, destroyed: [] });

  expectNoRow(archive);
  const incident = await showRecord(archive, made.incident.number, { language: 'en' });
  expect(incident.content).toMatchObject({ acts: [{ involvements: [{ actor: id(made.other) }] }] });
  const claim = await showRecord(archive, made.claim.number, { language: 'en' });
  expect(claim.content).toMatchObject({ about: [id(made.place)] });
  const row = archive.catalogue.prepare('SELECT title, tags FROM item WHERE number = ?').get(made.second);
  expect(row).toEqual({ title: 'A portrait', tags: '["[erased]","fire"]' });
  await expect(report(archive, made.person.number)).rejects.toMatchObject({ code: 'not-found' });
  archive.close();
  expect(tracesIn(path, needles)).toEqual([]);
  const verified = await verifyHere(path);
  expect(verified, JSON.stringify(verified.findings)).toMatchObject({ verdict: 'verified', findings: [] });
  await world.pool.close();
});

test('what somebody gave is in no document once they are erased: nothing says any more what they consented to', async () => {
  const world = await newTestArchive({ 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' });
  try {
    const { archive } = world;
    const { person, source, first, second } = await seed(world);
    addLinks(archive, [{ type: 'told', from: source.number, to: second }]);
    const levels = (): unknown[] =>
      archive.catalogue
        .prepare<[string, string], string>(
          'SELECT confidentiality FROM item WHERE number IN (?, ?) ORDER BY number',
        )
        .pluck()
        .all(first, second);
    expect(levels()).toEqual(['restricted', 'restricted']);
    await erase(archive, plan(person.number));
    expect(levels()).toEqual(['restricted', 'sealed']);
    expect(await checkCatalogue(archive, signal)).toEqual([]);
  } finally {
    await world.close();
  }
});

test('what is sealed is looked through only while it is unlocked, and goes as well', async () => {
  const world = await newTestArchive(
    { 'one.jpg': 'one', 'two.jpg': 'two', 'three.jpg': 'three' },
    { encrypted: true },
  );
  const { archive } = world;
  const unlock = { by: 'passphrase', passphrase } as const;
  await createSealed(archive, [{ ...unlock, label: null }], cheap);
  const hidden = createRecord(archive, 'actor', {
    names: [{ text: 'Jqxeudonym of the bridge' }],
    isPseudonymous: true,
    confidentiality: 'sealed',
  });
  const told = createRecord(archive, 'source', {
    ...{ title: 'Witness', actor: id(hidden) },
    confidentiality: 'confidential',
  });
  setRealName(archive, id(hidden), 'Somebody Else');
  setRealName(archive, id(hidden), name);
  expect(readRealName(archive, id(hidden))).toBe(name);
  const open = createRecord(archive, 'incident', { title: 'A fire', narrative: `Told by ${name}.` });
  const closed = createRecord(archive, 'incident', {
    ...{ title: 'A beating', narrative: `Of ${name}.`, confidentiality: 'sealed' },
    acts: [{ what: 'was beaten', involvements: [{ actor: id(hidden), role: 'victim' }] }],
  });
  const [item = ''] = archive.catalogue.prepare<[], string>('SELECT number FROM item').pluck().all();
  addLinks(archive, [{ type: 'told', from: id(told), to: item, note: `at the house of ${name}` }]);
  addLinks(archive, [{ type: 'documents', from: item, to: closed.number, note: `beside ${name}` }]);
  const noted = writeSealed(archive, item, 'who', `${name} took it`);
  refreshRecordTexts(archive);

  lockSealed(archive);
  await expect(report(archive, id(hidden))).rejects.toMatchObject({ code: 'not-found' });
  await unlockSealed(archive, unlock);
  const found = await report(archive, id(hidden));
  expect(found.records.map(({ number }) => number)).toEqual([hidden.number, told.number]);
  expect(found.occurrences.map(({ where, field }) => [where, field])).toEqual([
    ['record', 'narrative'],
    ['sealed-text', 'who'],
    ['sealed-record', 'narrative'],
    ['sealed-link', 'note'],
  ]);
  const { path } = archive;
  const erased = await erase(archive, plan(id(hidden)));
  expect(erased).toMatchObject({ records: 2, left: 0, sealedLeft: false });
  expect(archive.sealed.current?.index.all()).toEqual([{ ...noted, text: '[erased] took it' }]);
  const left = await showRecord(archive, closed.number, { language: 'en' });
  expect(left.content).toMatchObject({ narrative: 'Of [erased].', acts: [{ what: 'was beaten' }] });
  expect(left.links).toMatchObject([{ note: 'beside [erased]' }]);
  expectNoRow(archive);
  const said = await showRecord(archive, open.number, { language: 'en' });
  expect(said.content).toMatchObject({ narrative: 'Told by [erased].' });
  archive.close();
  const again = await openTestArchive(path, { access: 'write', clock: () => new Date() });
  await unlockSealed(again, unlock);
  const opened = [...again.sealed.current!.catalogue.current()].map(({ record }) => JSON.stringify(record));
  expect(opened.join()).not.toMatch(/Qzx|Wkv|Jqx/);
  again.close();
  const verified = await verifyHere(path);
  expect(verified, JSON.stringify(verified.findings)).toMatchObject({ verdict: 'verified', findings: [] });
  await world.pool.close();
});

test('while what is sealed is locked, nothing is erased, unless whoever erases leaves it', async () => {
  const world = await newTestArchive({ 'one.jpg': 'one' }, { encrypted: true });
  const { archive } = world;
  const unlock = { by: 'passphrase', passphrase } as const;
  await createSealed(archive, [{ ...unlock, label: null }], cheap);
  const person = createRecord(archive, 'actor', { names: [{ text: name }] });
  lockSealed(archive);
  const found = await report(archive, person.number);
  const erasing = (lockedSealed: 'refuse' | 'leave') =>
    erasePerson(archive, plan(person.number), found, { confirmed: found.places, lockedSealed }, null);
  expect(() => erasing('refuse')).toThrow(expect.objectContaining({ code: 'sealed-locked' }) as Error);
  expect(erasing('leave')).toMatchObject({ records: 1, sealedLeft: true });
  await world.close();
});

test('a person chooses for each place: a surname alone is left unless it is said to be theirs', async () => {
  const world = await newTestArchive({ 'one.jpg': 'one' }, { encrypted: false });
  const { archive } = world;
  const person = createRecord(archive, 'actor', { names: [{ text: name }] });
  const brother = createRecord(archive, 'place', { names: [{ text: 'Wkvestimonyan street' }] });
  const claim = createRecord(archive, 'claim', {
    statement: `${name} and nobody else`,
    note: 'Qzxarouhi it was',
  });
  const found = await report(archive, person.number);
  const [street, statement, note] = found.occurrences;
  expect(found.occurrences.map(({ isWhole, suggested }) => [isWhole, suggested])).toEqual([
    [false, 'leave'],
    [true, 'replace'],
    [false, 'leave'],
  ]);
  expect(statement?.excerpts).toEqual([
    { text: `${name} and nobody else`, matches: [{ from: 0, to: name.length }] },
  ]);
  const choices = { [statement?.key ?? '']: 'erase', [note?.key ?? '']: 'replace' } as const;
  expect(await erase(archive, plan(person.number, { choices, instead: 'Witness 7' }))).toMatchObject({
    left: 1,
  });
  expect((await showRecord(archive, claim.number, { language: 'en' })).content).toEqual({
    statement: 'Witness 7',
    note: 'Witness 7 it was',
  });
  expect((await showRecord(archive, brother.number, { language: 'en' })).content).toMatchObject({
    names: [{ text: 'Wkvestimonyan street' }],
  });
  expect(street?.about?.number).toBe(brother.number);
  await world.close();
});

test('a file whose bytes say the name goes with its item, in the same act; an item that is held goes not', async () => {
  const says: typeof inspector = {
    ...inspector,
    inspect: async (...asked) => ({
      ...(await inspector.inspect(...asked)),
      metadata: { 'XMP:Creator': name },
    }),
  };
  const world = await newTestArchive({ 'one.jpg': 'one' }, { encrypted: false, looksInto: says });
  const { archive } = world;
  const { path } = archive;
  const person = createRecord(archive, 'actor', { names: [{ text: name }] });
  const found = await report(archive, person.number);
  expect(found.files).toMatchObject([{ name: 'one.jpg', in: ['metadata'], isHeld: false }]);
  const [number = ''] = archive.catalogue.prepare<[], string>('SELECT number FROM item').pluck().all();
  holdItems(archive, { items: [number], reason: 'court-order', note: null, reference: null });
  await expect(erase(archive, plan(person.number, { destroy: [number] }))).rejects.toMatchObject({
    code: 'item-held',
  });
  expect((await report(archive, person.number)).records).toHaveLength(1);
  liftHolds(archive, [number], null);
  expect(await erase(archive, plan(person.number, { destroy: [number] }))).toMatchObject({
    destroyed: [number],
    files: 0,
  });
  expectNoRow(archive);
  archive.close();
  expect(tracesIn(path, needles)).toEqual([]);
  expect((await verifyHere(path)).findings.map(({ problem }) => problem)).toEqual(['disposed']);
  await world.pool.close();
});

test('cut off between what was decided and what is left to do, it is completed by whoever opens the archive next', async () => {
  const world = await newTestArchive({ 'one.jpg': 'one' }, { encrypted: false });
  const { archive } = world;
  const { path } = archive;
  const made = createRecord(archive, 'actor', { names: [{ text: name }] });
  createRecord(archive, 'claim', { statement: `So says ${name}` });
  refreshRecordTexts(archive);
  // A reader keeps the journal, so that traces have to stay.
  const reader = await openTestArchive(path, { access: 'read', clock: () => new Date() });
  reader.catalogue.exec('BEGIN; SELECT count(*) FROM record');
  await expect(erase(archive, plan(made.number))).rejects.toMatchObject({ code: 'disposal-unfinished' });
  reader.catalogue.exec('ROLLBACK');
  expect(tracesIn(path, needles).length).toBeGreaterThan(0);
  reader.close();
  archive.close();
  const again = await openTestArchive(path, { access: 'write', clock: () => new Date() });
  expect(isDisposalUnfinished(again)).toBe(false);
  expectNoRow(again);
  again.close();
  expect(tracesIn(path, needles)).toEqual([]);
  expect((await verifyHere(path)).verdict).toBe('verified');
  await world.pool.close();
});

test('where two identities are demanded, one asks and another approves exactly that; the log is held to it', async () => {
  const world = await newTestArchive({ 'one.jpg': 'one' }, { encrypted: false });
  const { archive } = world;
  const { path } = archive;
  const secret = null;
  for (const called of ['Anna', 'Boris'])
    await createIdentity(archive, {
      name: called,
      role: null,
      organisation: null,
      isOffice: false,
      passphrase: secret,
    });
  demandTwo(archive);
  const person = createRecord(archive, 'actor', { names: [{ text: name }] });
  const wanted = plan(person.number);
  await expect(erase(archive, wanted)).rejects.toMatchObject({ code: 'two-identities-needed' });
  const as = (called: string) => unlockIdentity(archive, called, secret);
  await as('Anna');
  const first = requestErasure(archive, wanted, await report(archive, person.number));
  expect(erasureRequests(archive)).toMatchObject([
    { request: first.request, requestedBy: 'Anna', plan: { person: person.number } },
  ]);
  const approve = async (number: number) =>
    approveErasure(archive, number, await report(archive, person.number), await given(archive, wanted));
  await expect(approve(first.request)).rejects.toMatchObject({ code: 'second-identity-needed' });
  await as('Boris');
  // What is found by now is more than what was asked for.
  const claim = createRecord(archive, 'claim', { statement: `So says ${name}` });
  await expect(approve(first.request)).rejects.toMatchObject({ code: 'person-changed' });
  cancelErasure(archive, first.request);
  await as('Anna');
  const second = requestErasure(archive, wanted, await report(archive, person.number));
  await as('Boris');
  expect(await approve(second.request)).toMatchObject({ records: 1, rewritten: 1 });
  expect(erasureRequests(archive)).toEqual([]);
  expect((await showRecord(archive, claim.number, { language: 'en' })).content.statement).toBe(
    'So says [erased]',
  );
  expectNoRow(archive);
  archive.close();
  expect(tracesIn(path, needles)).toEqual([]);
  expect((await verifyHere(path)).findings).toEqual([]);
  // Whoever goes round the rule is told of.
  const again = await openTestArchive(path, { access: 'write', clock: () => new Date() });
  const other = createRecord(again, 'actor', { names: [{ text: 'Somebody' }] });
  const round = plan(other.number);
  const alone = { request: null, close: () => undefined };
  erasePerson(again, round, await report(again, other.number), await given(again, round), alone);
  again.close();
  const told = (await verifyHere(path)).findings;
  expect(told.map(({ detail }) => detail)).toEqual([expect.stringContaining('two identities')]);
  await world.pool.close();
});
