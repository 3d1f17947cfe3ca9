import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withdrawConsent } from '../../../src/core/consents/consents.ts';
import { letterFor, copiesOfSource } from '../../../src/core/consents/recall.ts';
import { reviewsDue } from '../../../src/core/consents/reviews-due.ts';
import { exportFromArchive } from '../../../src/core/packages/export-from-archive.ts';
import { previewPackage } from '../../../src/core/packages/preview.ts';
import { createRecord, editRecord } from '../../../src/core/records/edit-record.ts';
import { addLinks } from '../../../src/core/records/links.ts';
import { writeReport } from '../../../src/core/reports/write-report.ts';
import { createSealed, lockSealed, unlockSealed } from '../../../src/core/sealed/sealed-records.ts';
import { checkCatalogue } from '../../../src/core/verify/archive-catalogue.ts';
import { verifyAny } from '../../../src/core/verify/verify-any.ts';
import { aboutPerson } from '../../../src/core/people/about-person.ts';
import { erasePerson } from '../../../src/core/people/erase-person.ts';
import { uuidText } from '../../../src/core/cryptography/random.ts';
import type { Source } from '../../../src/shared/catalogue/people.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';
import { cheap } from '../../helpers/encryption.ts';

const court = 'court-or-un-body-that-passes-it-to-the-state-concerned';
const unlock = { by: 'passphrase', passphrase: 'the second passphrase' } as const;
const signal = new AbortController().signal;
const handlers = { signal, onProgress: () => undefined };

let world: TestArchive;
let items: readonly { readonly id: number; readonly number: string; readonly uid: Uint8Array }[];
beforeAll(async () => {
  world = await newTestArchive(
    {
      'one.jpg': 'one',
      'two.jpg': 'two',
      'Qzxwitness/three.jpg': 'three',
      'again Qzxwitness/three.jpg': 'three',
      'zz.jpg': 'four',
    },
    { encrypted: true },
  );
  const { archive } = world;
  await createSealed(archive, [{ ...unlock, label: null }], cheap);
  items = archive.catalogue
    .prepare<[], { id: number; number: string; uid: Uint8Array }>(
      'SELECT id, number, uid FROM item ORDER BY id',
    )
    .all();
});
afterAll(() => world.close());

const preview = (recipient: string) => {
  const giving = { purpose: 'to-share', recipient };
  const ids = items.map(({ id }) => id);
  return previewPackage(world.archive, ids, 0, signal, { giving, language: 'en' });
};
const number = (at: number): string => items[at]?.number ?? '';

test('a package names the sources who did not agree to its purpose and recipient, sealed ones while they are unlocked', async () => {
  const { archive } = world;
  const consent = { purpose: 'to-share', isGiven: true } as const;
  const open = createRecord(archive, 'source', { title: 'A', consents: [{ ...consent, recipient: court }] });
  const refuses = createRecord(archive, 'source', {
    title: 'B',
    consents: [
      { ...consent, recipient: court },
      { ...consent, recipient: court, isGiven: false },
    ],
  });
  const hidden = createRecord(archive, 'source', { title: 'C', confidentiality: 'confidential' });
  const printed = createRecord(archive, 'source', { title: 'A printed list', confidentiality: 'public' });
  const text = createRecord(archive, 'text', {
    of: uuidText(items[1]?.uid ?? new Uint8Array(16)),
    kind: 'transcription',
    text: 'So it was.',
  });
  addLinks(archive, [
    { type: 'told', from: open.number, to: number(0) },
    { type: 'told', from: refuses.number, to: text.number },
    { type: 'told', from: uuidText(hidden.uid), to: number(2) },
    { type: 'told', from: printed.number, to: number(0) },
  ]);
  const told = (found: Awaited<ReturnType<typeof preview>>) =>
    found.consents?.sources.map(({ source, state, items: count }) => [source.name, state, count]).sort();
  expect(told(await preview(court))).toEqual([
    ['B', 'refused', 1],
    ['C', 'none', 1],
  ]);
  expect(told(await preview('public'))).toEqual([
    ['A', 'none', 1],
    ['B', 'none', 1],
    ['C', 'none', 1],
  ]);
  lockSealed(archive);
  expect(await preview(court)).toMatchObject({ consents: { items: 1, areSealedLeftOut: true } });
  expect(JSON.stringify(await preview(court))).not.toContain('"C"');
  await unlockSealed(archive, unlock);
  expect((await previewPackage(archive, [items[0]?.id ?? 0], 0, signal)).consents).toBeNull();
});

test('withdrawing names every package that carried it, and a letter recalls it without saying who it is', async () => {
  const { archive, pool, folder } = world;
  const source = createRecord(archive, 'source', {
    title: 'Qzxwitness of the bridge',
    consents: [
      { purpose: 'to-use', isGiven: true },
      { purpose: 'to-share', recipient: court, isGiven: true, date: '2020-11' },
    ],
  });
  addLinks(archive, [{ type: 'told', from: source.number, to: number(2) }]);
  const request = { profile: 'transfer', form: 'folder', ...handlers } as const;
  const destination = join(folder, 'to-court');
  await exportFromArchive(archive, pool, {
    ...request,
    ...{ destination, itemIds: items.map(({ id }) => id), giving: { purpose: 'to-share', recipient: court } },
  });
  await exportFromArchive(archive, pool, {
    ...{ ...request, destination: join(folder, 'another'), itemIds: [items[0]?.id ?? 0] },
  });
  const withdrawal = { purpose: 'to-share', recipient: court, on: '2026-11-09' };
  const after = withdrawConsent(archive, source.number, withdrawal);
  const { consents } = after.content as unknown as Source;
  expect(consents?.map(({ withdrawnOn }) => withdrawnOn)).toEqual([undefined, '2026-11-09']);
  expect(() => withdrawConsent(archive, source.number, withdrawal)).toThrow(
    expect.objectContaining({ code: 'consent-not-given' }) as Error,
  );
  expect(
    (await preview(court)).consents?.sources.find(({ source: one }) => one.number === source.number),
  ).toMatchObject({
    state: 'withdrawn',
    items: 1,
  });
  const copies = copiesOfSource(archive, source.number);
  expect(copies).toMatchObject([
    { purpose: 'to-share', recipient: court, exhibits: [{ item: number(2), exhibit: 'E-0003' }] },
  ]);
  const [carried] = copies;
  for (const [language, word] of [
    ['en', 'court or UN body'],
    ['hy', 'դատարան'],
    ['ru', 'суд или орган ООН'],
  ] as const) {
    const letter = letterFor(archive, source.number, carried?.id ?? '', language);
    expect(letter).toContain(carried?.id);
    expect(letter).toContain(carried?.sha256);
    expect(letter).toContain('E-0003');
    expect(letter).toContain('2026-11-09');
    expect(letter).toContain(word);
    expect(letter).not.toContain('Qzxwitness');
  }
  expect(await checkCatalogue(archive, signal)).toEqual([]);
});

test('a dossier that showed it is recalled as a package is', async () => {
  const { archive, folder } = world;
  const giving = { purpose: 'to-share', recipient: 'partner-organisation' };
  const source = createRecord(archive, 'source', { title: 'D', consents: [{ ...giving, isGiven: true }] });
  const incident = createRecord(archive, 'incident', {
    title: 'A wall',
    narrative: `It fell [${number(3)}].`,
  });
  addLinks(archive, [{ type: 'told', from: source.number, to: number(3) }]);
  const about = [incident.number];
  const request = { about, language: 'en', groupBy: 'none', names: 'language', withPictures: false } as const;
  const destination = join(folder, 'wall.docx');
  const { recipient } = giving;
  const { exhibits, sha256, leftOut } = await writeReport(
    archive,
    { ...request, recipient, form: 'docx', destination },
    null,
    () => undefined,
    signal,
  );
  expect(leftOut).toEqual([]);
  expect(exhibits.map(({ number: one }) => one)).toEqual([number(3)]);
  expect(exhibits.map(({ number: one }) => one)).toEqual([number(3)]);
  const [copy, ...others] = copiesOfSource(archive, source.number).filter(({ kind }) => kind === 'report');
  expect(others).toEqual([]);
  expect(copy).toMatchObject({
    ...giving,
    sha256,
    exhibits: [{ item: number(3), exhibit: 'E-0001' }],
    receipts: [],
  });
  for (const [language, word] of [
    ['en', 'report'],
    ['hy', 'զեկույց'],
    ['ru', 'отчёт'],
  ] as const) {
    const letter = letterFor(archive, source.number, copy?.id ?? '', language);
    expect(letter).toContain(word);
    expect(letter).toContain(sha256);
    expect(letter).toContain('E-0001');
    expect(letter).not.toMatch(/package|փաթեթ|пакет/i);
  }
});

test('who is to be asked again is told from that day on', () => {
  const { archive } = world;
  const names = () => reviewsDue(archive, 'en').sources.map(({ source }) => source.name);
  createRecord(archive, 'source', { title: 'Later', reviewOn: '2026-11-10' });
  const today = createRecord(archive, 'source', { title: 'Today', reviewOn: '2026-11-09' });
  createRecord(archive, 'source', { title: 'Long ago', reviewOn: '2025', confidentiality: 'confidential' });
  expect(names()).toEqual(['Long ago', 'Today']);
  editRecord(archive, today.number, { reviewOn: '2027' });
  expect(names()).toEqual(['Long ago']);
});

test('after a person is erased, a package that is made says so, and verifies', async () => {
  const { archive, pool, folder } = world;
  const source = createRecord(archive, 'source', { title: 'Qzxwitness' });
  const report = await aboutPerson(archive, source.number, { also: [], language: 'en', signal });
  expect(report.copies.length).toBeGreaterThan(0);
  const plan = {
    ...{ person: source.number, also: [], reason: 'consent-withdrawn', instead: '[erased]' },
    ...{ choices: {}, destroy: [] },
  };
  const given = { confirmed: report.places, lockedSealed: 'refuse' } as const;
  // Where the file was taken in, and where its bytes were met again.
  expect(report.occurrences.filter(({ where }) => where === 'path')).toHaveLength(2);
  expect(erasePerson(archive, plan, report, given, null)).toMatchObject({ records: 1 });
  const destination = join(folder, 'after');
  const itemIds = items.map(({ id }) => id);
  await exportFromArchive(archive, pool, {
    profile: 'transfer',
    form: 'folder',
    itemIds,
    destination,
    ...handlers,
  });
  const verified = await verifyAny(destination, {
    ...{ pool, signal, onProgress: () => undefined },
    open: { clock: () => new Date() },
  });
  expect(verified.findings).toEqual([]);
  expect(verified.verdict).toBe('verified');
});
