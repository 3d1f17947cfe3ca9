import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { editItems } from '../../../src/core/description/edit.ts';
import { uuidText } from '../../../src/core/cryptography/random.ts';
import { createRecord, editRecord, setRemoved } from '../../../src/core/records/edit-record.ts';
import { addLinks, setLinksRemoved } from '../../../src/core/records/links.ts';
import { refreshRecordTexts } from '../../../src/core/records/record-index.ts';
import { previewReport, writeReport } from '../../../src/core/reports/write-report.ts';
import { textOf } from '../../../src/core/media/extract-text.ts';
import {
  createSealed,
  lockSealed,
  unlockSealed,
  writeSealed,
} from '../../../src/core/sealed/sealed-records.ts';
import { readEvents, valuesOf } from '../../../src/core/custody/read.ts';
import type { ReportPreview, ReportRequest } from '../../../src/shared/records/report.ts';
import { cheap } from '../../helpers/encryption.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';

const passphrase = 'the second passphrase';
const court = 'court-or-un-body-that-passes-it-to-the-state-concerned';
const { signal } = new AbortController();

let world: TestArchive;
let items: { readonly id: string; readonly number: string }[];
let place = '';
let incident = '';

const base: ReportRequest = {
  about: [],
  language: 'en',
  groupBy: 'legal-references',
  recipient: court,
  names: 'language',
  withPictures: false,
};
const preview = (more: Partial<ReportRequest> = {}): Promise<ReportPreview> =>
  previewReport(world.archive, { ...base, ...more }, signal);
const item = (at: number): string => items[at]?.id ?? '';
const numberOf = (at: number): string => items[at]?.number ?? '';

/** A monastery, three assessments, two incidents, twelve exhibits, a witness who spoke to courts alone, a contested claim. */
beforeAll(async () => {
  const files = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [`picture-${at}.jpg`, `picture ${at}`]),
  );
  world = await newTestArchive(files, { encrypted: true });
  const { archive } = world;
  await createSealed(archive, [{ by: 'passphrase', passphrase, label: null }], cheap);
  items = archive.catalogue
    .prepare<[], { uid: Uint8Array; number: string }>('SELECT uid, number FROM item ORDER BY id')
    .all()
    .map(({ uid, number }) => ({ id: uuidText(uid), number }));
  // The last four are not for the public.
  const open = archive.catalogue.prepare<[], number>('SELECT id FROM item ORDER BY id LIMIT 8').pluck().all();
  const handlers = { signal, onProgress: () => undefined };
  await editItems(archive, { items: open, changes: { confidentiality: 'public' } }, handlers);
  const made = (...args: Parameters<typeof createRecord> extends [unknown, ...infer Rest] ? Rest : never) =>
    createRecord(archive, ...args);
  const monastery = made('place', {
    names: [
      { text: 'Սուրբ Փրկիչ', language: 'hy', kind: 'in-local-use' },
      { text: 'Holy Saviour', language: 'en', kind: 'transliteration' },
      { text: 'Святой Спаситель', language: 'ru' },
      { text: 'Müqəddəs Xilaskar', language: 'az-Latn', kind: 'official', accordingTo: 'a register' },
    ],
    types: ['monastery'],
    geometry: { shape: { type: 'Point', coordinates: [46.5, 39.5] } },
    isLocationWithheld: true,
    confidentiality: 'public',
  });
  place = uuidText(monastery.uid);
  const assess = (date: string, status: string, before: number, after: number, agrees?: boolean): void => {
    made('assessment', {
      of: place,
      date,
      status,
      pairs: [{ before: item(before), after: item(after) }],
      ...(agrees === undefined
        ? {}
        : { reviews: [{ reviewer: 'Second reader', agrees, note: 'Too early to say.' }] }),
      confidentiality: 'public',
    });
  };
  assess('2019-05-03', 'no-change-observed', 0, 1, true);
  assess('2021-05', 'damaged', 1, 2);
  assess('2024', 'destroyed', 1, 3, false);
  const witness = made('actor', {
    names: [{ text: 'Witness Arpi Davtyan', language: 'en' }],
    isPseudonymous: true,
    confidentiality: 'confidential',
  });
  writeSealed(archive, uuidText(witness.uid), 'real-name', 'Zarouhi Testimonyan');
  const source = made('source', {
    title: 'Conversation of May 2021',
    actor: uuidText(witness.uid),
    connection: 'witness',
    confidentiality: 'confidential',
    consents: [{ purpose: 'to-share', recipient: court, isGiven: true, date: '2021-05-04' }],
  });
  // Sealed later: where it was nothing is left of it but its row.
  const once = made('source', { title: 'Once in the open' });
  editRecord(archive, once.number, { confidentiality: 'confidential' });
  const away = made('source', { title: 'Hripsime Takenaway', wishesAnonymity: true });
  const first = made('incident', {
    title: 'Destruction of the dome',
    types: ['destruction-of-heritage'],
    date: '2021-04~',
    places: [place],
    narrative: `The dome fell. [${numberOf(4)}] Arpi Davtyan saw it fall [${numberOf(5)}]. Hripsime Takenaway wrote it down. Nobody was inside. [${numberOf(9)}] Տեսավ Զարուհի Տեստիմոնյանը։`,
    acts: [{ what: 'The dome was shelled', means: 'artillery', note: 'Workingnote: ask the driver' }],
    legal: ['rome-statute-8-2-b-ix', 'rome-statute-6'],
    riskFactors: ['risk-9'],
    confidentiality: 'public',
  });
  incident = first.number;
  const second = made('incident', {
    title: 'Looting of the bell',
    date: '2021-05-01',
    places: [place],
    narrative: 'The bell was carried away.',
    legal: ['rome-statute-6'],
  });
  const unshown = made('incident', { title: 'A rumour', confidentiality: 'public' });
  const claim = made('claim', {
    statement: 'The shelling was aimed at the monastery.',
    about: [uuidText(first.uid)],
    reviews: [
      { reviewer: 'A reader', agrees: true },
      { reviewer: 'Another reader', agrees: false, note: 'The road beside it may have been meant.' },
    ],
    confidentiality: 'public',
  });
  addLinks(archive, [
    ...[4, 5, 6].map((at) => ({ type: 'documents', from: item(at), to: first.number })),
    ...[10, 11].map((at) => ({ type: 'documents', from: item(at), to: second.number })),
    { type: 'shows', from: item(0), to: monastery.number },
    { type: 'supports', from: item(6), to: claim.number },
    { type: 'contradicts', from: item(7), to: claim.number },
    { type: 'told', from: source.number, to: item(5) },
    { type: 'told', from: uuidText(away.uid), to: item(11) },
  ]);
  expect(unshown.number).not.toBe('');
  setRemoved(archive, away.number, true);
  refreshRecordTexts(archive);
});
afterAll(() => world.close());

test('every sentence of a dossier for a court has its exhibit, and each incident is told once', async () => {
  const { text, exhibits, incidents, places, leftOut } = await preview();
  expect({ incidents, places }).toEqual({ incidents: 2, places: 1 });
  expect(text).toContain('The dome fell. [E-000');
  expect(text).toContain('The bell was carried away. [E-000');
  expect(text).toMatch(/Told above, under “Rome Statute 6”/);
  expect(text.match(/The dome fell\./g)).toHaveLength(1);
  // The contested claim, with the dissent, and what contradicts it.
  expect(text).toMatch(/contested\. \[E-\d{4}\]/);
  expect(text).toMatch(/Dissent \(Another reader\): The road beside it may have been meant\. \[E-\d{4}\]/);
  expect(text).toMatch(/Contradicted by these exhibits\. \[E-\d{4}\]/);
  expect(text).toMatch(/3 May 2019: Status: .*; agreed by every reviewer\. \[E-\d{4}, E-\d{4}\]/);
  // The source that consented to courts is named beside what it gave.
  expect(text).toContain('Source: Conversation of May 2021, witness');
  // The position is withheld, the witness is told of by the other name, and the real one nowhere.
  expect(text).not.toMatch(/46\.5|39\.5/);
  // What stands there for those who work here.
  expect(text).not.toContain('Workingnote');
  expect(text).not.toMatch(/Testimonyan|Տեստիմոնյան|Takenaway/);
  expect(exhibits.map(({ label }) => label)).toEqual(
    exhibits.map((_, at) => `E-${String(at + 1).padStart(4, '0')}`),
  );
  expect(leftOut).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ reason: 'names-protected', text: expect.stringContaining('Տեստիմոնյան') }),
      expect.objectContaining({ reason: 'no-exhibit', kind: 'incident' }),
      // Whoever gave it wished to stay unnamed, and is in no list any more.
      expect.objectContaining({ reason: 'no-consent', number: numberOf(11) }),
    ]),
  );
});

test('for the public the witness, and what came from the witness, is in no line of it', async () => {
  const { text, incidents, exhibits, leftOut } = await preview({ recipient: 'public' });
  expect(text).not.toMatch(/Arpi|Davtyan|Conversation|Testimonyan|Տեստիմոնյան/);
  // Restricted: the second incident; of the exhibits those from the witness, and those that are not public.
  expect(incidents).toBe(1);
  expect(exhibits.map(({ id }) => id)).not.toContain(item(5));
  expect(text).not.toContain('The bell');
  expect(leftOut).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ reason: 'no-consent', number: numberOf(5) }),
      expect.objectContaining({ reason: 'names-protected' }),
      expect.objectContaining({ reason: 'confidentiality', kind: 'incident' }),
      expect.objectContaining({ reason: 'no-exhibit', text: 'Nobody was inside.' }),
    ]),
  );
});

test('it speaks three languages, groups by risk factor, and takes the names that were chosen', async () => {
  const armenian = await preview({ language: 'hy', groupBy: 'risk-factors', names: 'official' });
  expect(armenian.text).toContain('Ներկայացվող գործ');
  expect(armenian.text).toContain('Müqəddəs Xilaskar');
  expect(armenian.text).toContain('մոտ 2021 թ. ապրիլ');
  const russian = await preview({
    language: 'ru',
    names: 'in-local-use',
    about: [incident],
    groupBy: 'none',
  });
  expect(russian.text.split('\n')[0]).toBe('Отчёт об инциденте');
  expect(russian.text).toContain('Սուրբ Փրկիչ');
  const chosen = await preview({
    chosenNames: { [place]: 'Святой Спаситель' },
    about: [place],
    groupBy: 'none',
  });
  expect(chosen.text).toMatch(/Report on a place[\s\S]*· Святой Спаситель/);
  const published = await preview({ recipient: 'the-same-and-likely-published' });
  expect(published.text).toContain('For: court or UN body that passes it to the State concerned and will');
  await expect(preview({ recipient: 'nobody' })).rejects.toMatchObject({ code: 'term-unknown' });
  await expect(preview({ about: ['nothing'] })).rejects.toMatchObject({ code: 'not-found' });
});

const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
const reading = (bytes: Uint8Array) => ({
  size: bytes.length,
  head: bytes.subarray(0, 4096),
  read: (offset: number, length: number) => Promise.resolve(bytes.subarray(offset, offset + length)),
});

test('it is written as a PDF and as a document to edit, and the log says for whom', async () => {
  const { archive, folder } = world;
  for (const form of ['pdf', 'docx'] as const) {
    const destination = join(folder, `dossier.${form}`);
    const written = await writeReport(archive, { ...base, form, destination }, null, () => undefined, signal);
    const bytes = readFileSync(destination);
    expect(bytes.length).toBe(written.bytes);
    const said = (await textOf(reading(bytes), mediaTypes[form])).replace(/\s+/g, ' ');
    // Both say it all, in every script.
    for (const words of ['The dome fell.', 'E-0001', 'Սուրբ Փրկիչ', 'Святой Спаситель', 'Müqəddəs Xilaskar'])
      expect(said).toContain(words);
    expect(said).not.toMatch(/Testimonyan|Տեստիմոնյան/);
    const event = [...readEvents(archive.catalogue, archive.events.log.id)].at(-1);
    expect(event && valuesOf(event)).toMatchObject({
      type: 'export',
      subject: { kind: 'report' },
      detail: {
        form,
        recipient: court,
        sha256: written.sha256,
        exhibits: written.exhibits.map(({ id }) => id),
      },
    });
    const again = writeReport(archive, { ...base, form, destination }, null, () => undefined, signal);
    await expect(again).rejects.toMatchObject({ code: 'destination-not-empty' });
    expect(readFileSync(destination).equals(bytes)).toBe(true);
  }
  const inside = join(archive.path, 'dossier.pdf');
  const refused = writeReport(
    archive,
    { ...base, form: 'pdf', destination: inside },
    null,
    () => undefined,
    signal,
  );
  await expect(refused).rejects.toMatchObject({ code: 'destination-inside-archive' });
  expect(existsSync(inside)).toBe(false);
});

test('while sealed records are locked nobody can tell who has to be left out, so nothing is made', async () => {
  lockSealed(world.archive);
  await expect(preview()).rejects.toMatchObject({ code: 'sealed-locked' });
  await unlockSealed(world.archive, { by: 'passphrase', passphrase });
  await expect(preview()).resolves.toMatchObject({ incidents: 2 });
});

test('what a source gave that was never asked goes to nobody, unless it is public material that no person gave', async () => {
  const { archive } = world;
  const asked = createRecord(archive, 'source', { title: 'Neverasked' });
  const published = createRecord(archive, 'source', {
    title: 'A printed register',
    confidentiality: 'public',
  });
  const told = createRecord(archive, 'incident', { title: 'Two exhibits', confidentiality: 'public' });
  addLinks(archive, [
    { type: 'told', from: asked.number, to: item(1) },
    { type: 'told', from: published.number, to: item(2) },
    ...[1, 2].map((at) => ({ type: 'documents', from: item(at), to: told.number })),
  ]);
  for (const recipient of [court, 'public', 'partner-organisation', 'investigative-body-confidential']) {
    const found = await preview({ about: [told.number], groupBy: 'none', recipient });
    expect(found.exhibits.map(({ id }) => id)).toEqual([item(2)]);
    expect(found.text).toContain('A printed register');
    expect(found.leftOut).toContainEqual(
      expect.objectContaining({ reason: 'no-consent', number: numberOf(1) }),
    );
  }
  setRemoved(archive, told.number, true);
  editRecord(archive, asked.number, { consents: [{ purpose: 'to-share', isGiven: true }] });
});

test('an exhibit is told of however many links come before it', async () => {
  const { archive } = world;
  const told = createRecord(archive, 'incident', { title: 'Much was said', confidentiality: 'public' });
  const claims = Array.from({ length: 501 }, () =>
    createRecord(archive, 'claim', { statement: 'It is said.' }),
  );
  addLinks(archive, [
    ...claims.map(({ number }) => ({ type: 'about', from: number, to: told.number })),
    { type: 'documents', from: item(4), to: told.number },
  ]);
  const found = await preview({ about: [told.number], groupBy: 'none' });
  expect(found.exhibits).toMatchObject([{ id: item(4) }]);
  setRemoved(archive, told.number, true);
});

test('a heading gives way to the number where the name of a place names somebody', async () => {
  const { archive } = world;
  const house = createRecord(archive, 'place', {
    names: [{ text: 'House of Zarouhi Testimonyan', language: 'en' }],
    confidentiality: 'public',
  });
  const { text, leftOut } = await preview({ about: [house.number], groupBy: 'none' });
  expect(text).toContain(`## ${house.number}\n`);
  expect(text).not.toContain('Testimonyan');
  expect(leftOut).toContainEqual(
    expect.objectContaining({ reason: 'names-protected', text: 'House of Zarouhi Testimonyan' }),
  );
});

test('a title with a name in it protects the name, in any script, and no ordinary word or place beside it', async () => {
  const { archive } = world;
  const source = createRecord(archive, 'source', { title: 'Anahit Qzxgoryan, neighbour of the church' });
  const visit = createRecord(archive, 'source', { title: 'The visit to Holy Saviour in May' });
  const told = createRecord(archive, 'incident', {
    title: 'Told by many',
    narrative:
      'The Anahit line. The Qzxgoryan line. Անահիտը տեսավ։ The neighbour in May. The Holy Saviour stood. Անահիտ Գրիգորյան։',
    confidentiality: 'public',
  });
  addLinks(archive, [{ type: 'documents', from: item(4), to: told.number }]);
  const { text } = await preview({ about: [told.number], groupBy: 'none' });
  expect(text).not.toMatch(/Anahit|Qzxgoryan|Անահիտ/);
  for (const said of ['The neighbour in May.', 'The Holy Saviour stood.']) expect(text).toContain(said);
  for (const { number } of [source, visit])
    editRecord(archive, number, { consents: [{ purpose: 'to-share', isGiven: true }] });
  expect((await preview({ about: [told.number], groupBy: 'none' })).text).toContain('The Qzxgoryan line.');
  setRemoved(archive, told.number, true);
});

test('what somebody was called before going by another name is told to nobody', async () => {
  const { archive } = world;
  const actor = createRecord(archive, 'actor', {
    names: [{ text: 'Mariam Earlieryan' }],
    type: 'person',
    confidentiality: 'public',
  });
  editRecord(archive, actor.number, { names: [{ text: 'Narrator Nine' }], isPseudonymous: true });
  const retitled = createRecord(archive, 'source', { title: 'Gohar Oncecalled' });
  editRecord(archive, retitled.number, { title: 'Letter 5' });
  const told = createRecord(archive, 'incident', {
    title: 'Seen by one',
    narrative: 'Mariam Earlieryan saw it. Narrator Nine told it. Gohar Oncecalled wrote.',
    confidentiality: 'public',
  });
  addLinks(archive, [{ type: 'documents', from: item(4), to: told.number }]);
  for (const recipient of [court, 'public']) {
    const { text } = await preview({ about: [told.number], groupBy: 'none', recipient });
    expect(text).not.toMatch(/Earlieryan|Oncecalled/);
    expect(text).toContain('Narrator Nine told it.');
  }
  setRemoved(archive, told.number, true);
});

test('a sentence that cites what its source did not agree to give is left out, whatever else it cites', async () => {
  const { archive } = world;
  const refuser = createRecord(archive, 'source', {
    title: 'Refuser',
    consents: [{ purpose: 'to-share', isGiven: false }],
  });
  const told = createRecord(archive, 'incident', {
    title: 'Two cited',
    narrative: `Her secret statement. [${numberOf(7)}, ${numberOf(4)}] The road was open. [${numberOf(4)}]`,
    confidentiality: 'public',
  });
  addLinks(archive, [
    { type: 'told', from: refuser.number, to: item(7) },
    { type: 'documents', from: item(4), to: told.number },
  ]);
  const { text, leftOut } = await preview({ about: [told.number], groupBy: 'none' });
  expect(text).not.toContain('secret');
  expect(text).toContain('The road was open. [E-0001]');
  expect(leftOut).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ reason: 'no-consent', number: told.number, text: 'Her secret statement.' }),
      expect.objectContaining({ reason: 'no-consent', number: numberOf(7), text: null }),
    ]),
  );
  editRecord(archive, refuser.number, { consents: [{ purpose: 'to-share', isGiven: true }] });
  setRemoved(archive, told.number, true);
});

test('an incident that cites its exhibits itself is told of, and a number that no item has is told to whoever makes it', async () => {
  const { archive } = world;
  const told = createRecord(archive, 'incident', {
    title: 'Cited alone',
    narrative: `The gate was open [${numberOf(4)}]. Nobody was there. The bell rang [2019-K2-99999].`,
    confidentiality: 'public',
  });
  const { text, leftOut } = await preview({ about: [told.number], groupBy: 'none' });
  expect(text).toContain('The gate was open. [E-0001]');
  expect(text).not.toMatch(/Nobody|99999/);
  expect(leftOut).toMatchObject([
    { reason: 'no-exhibit', number: told.number, text: 'Nobody was there.' },
    { reason: 'no-exhibit', number: told.number, text: 'The bell rang. [2019-K2-99999]' },
  ]);
  setRemoved(archive, told.number, true);
});

test('a claim about an incident without exhibits is told with its own, those of texts too, and what is against it is not kept quiet', async () => {
  const { archive } = world;
  const told = createRecord(archive, 'incident', {
    title: 'Only a claim',
    narrative: 'It was loud.',
    confidentiality: 'public',
  });
  const claim = createRecord(archive, 'claim', {
    statement: 'The bell was taken.',
    about: [uuidText(told.uid)],
    confidentiality: 'public',
  });
  const text = (at: number) =>
    createRecord(archive, 'text', { of: item(at), kind: 'transcription', text: 'So it was.' });
  addLinks(archive, [
    { type: 'supports', from: text(4).number, to: claim.number },
    { type: 'contradicts', from: text(5).number, to: claim.number },
  ]);
  const asked = { about: [told.number], groupBy: 'none' as const };
  const besides = 'The archive also has something against it that is not in this document. [E-0001]';
  const all = await preview(asked);
  expect(all.text).toContain('The bell was taken. [E-0001]');
  expect(all.text).toContain('Contradicted by these exhibits. [E-0002]');
  expect(all.text).not.toContain(besides);
  expect(all.text).not.toContain('It was loud.');
  const against = createRecord(archive, 'source', { title: 'A list', confidentiality: 'public' });
  const [link = ''] = addLinks(archive, [{ type: 'contradicts', from: against.number, to: claim.number }]);
  expect((await preview(asked)).text).toContain(besides);
  setLinksRemoved(archive, [link], true);
  const refuser = createRecord(archive, 'source', {
    title: 'Refuser of use',
    consents: [
      { purpose: 'to-share', isGiven: true },
      { purpose: 'to-use', isGiven: false },
    ],
  });
  addLinks(archive, [{ type: 'told', from: refuser.number, to: item(5) }]);
  const kept = await preview(asked);
  expect(kept.text).toContain(besides);
  expect(kept.text).not.toContain('Contradicted');
  expect(kept.leftOut).toContainEqual(expect.objectContaining({ reason: 'no-consent', number: numberOf(5) }));
  editRecord(archive, refuser.number, { consents: [{ purpose: 'to-share', isGiven: true }] });
  setRemoved(archive, told.number, true);
});

test('whatever a document is made of, no protected name is in it, and what was left out is told', async () => {
  const { archive } = world;
  const named = 'by Zarouhi Testimonyan';
  const term = createRecord(archive, 'term', {
    vocabulary: 'legal-references',
    labels: { en: `Filed ${named}` },
  });
  const told = createRecord(archive, 'incident', {
    title: 'Group of terms',
    legal: [uuidText(term.uid)],
    confidentiality: 'public',
  });
  const shown = archive.catalogue.prepare<[string], number>('SELECT id FROM item WHERE number = ?').pluck();
  await editItems(
    archive,
    { items: [shown.get(numberOf(3)) ?? 0], changes: { title: `Taken ${named}` } },
    { signal, onProgress: () => undefined },
  );
  addLinks(archive, [{ type: 'documents', from: item(3), to: told.number }]);
  const { text, leftOut, incidents } = await preview({ about: [told.number], title: `Dossier ${named}` });
  expect(incidents).toBe(1);
  expect(text).not.toContain('Testimonyan');
  expect(text.split('\n')[0]).toBe('Submission dossier');
  const omitted = leftOut.filter(({ reason }) => reason === 'names-protected').map(({ text: one }) => one);
  expect(omitted).toEqual(expect.arrayContaining([`Dossier ${named}`, `Filed ${named}`, `Taken ${named}`]));
  setRemoved(archive, told.number, true);
});

test('an exhibit that shows somebody who is protected is not in it, whatever it is called', async () => {
  const { archive } = world;
  const shown = (await preview({ recipient: 'public' })).exhibits.map(({ id }) => id);
  expect(shown).toContain(item(4));
  const keeper = createRecord(archive, 'actor', { names: [{ text: 'Keeper Lilitsyan' }] });
  const [link = ''] = addLinks(archive, [{ type: 'shows', from: item(4), to: keeper.number }]);
  const { exhibits, leftOut } = await preview({ recipient: 'public' });
  expect(exhibits.map(({ id }) => id)).not.toContain(item(4));
  expect(leftOut).toContainEqual(
    expect.objectContaining({ reason: 'names-protected', number: numberOf(4), kind: 'item' }),
  );
  // Who may be told of may be shown.
  setLinksRemoved(archive, [link], true);
  expect((await preview({ recipient: 'public' })).exhibits.map(({ id }) => id)).toContain(item(4));
});
