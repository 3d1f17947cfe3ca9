import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuidText } from '../../../src/core/cryptography/random.ts';
import { editItems } from '../../../src/core/description/edit.ts';
import { createRecord } from '../../../src/core/records/edit-record.ts';
import { addLinks } from '../../../src/core/records/links.ts';
import {
  createSealed,
  lockSealed,
  unlockSealed,
  writeSealed,
} from '../../../src/core/sealed/sealed-records.ts';
import { takeOut, type TakeOutRequest, type TakeOutSummary } from '../../../src/core/take-out/take-out.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';
import { cheap } from '../../helpers/encryption.ts';

const passphrase = 'the second passphrase';
const { signal } = new AbortController();
let world: TestArchive;

beforeAll(async () => {
  world = await newTestArchive(
    { 'one.txt': 'one', 'two.txt': 'two', 'three.txt': 'three' },
    { encrypted: true },
  );
  const { archive } = world;
  await createSealed(archive, [{ by: 'passphrase', passphrase, label: null }], cheap);
  const items = archive.catalogue
    .prepare<[], { id: number; number: string }>('SELECT id, number FROM item ORDER BY id')
    .all();
  const handlers = { signal, onProgress: () => undefined };
  const publish = (at: number, title: string) =>
    editItems(
      archive,
      { items: [items[at]?.id ?? 0], changes: { confidentiality: 'public', title } },
      handlers,
    );
  await publish(0, 'Portrait of Zarouhi Testimonyan');
  await publish(1, 'seed-refused');
  await publish(2, 'The wall');
  const open = { confidentiality: 'public' } as const;
  const witness = createRecord(archive, 'actor', {
    names: [{ text: 'Witness Nine' }],
    type: 'person',
    isPseudonymous: true,
    ...open,
  });
  writeSealed(archive, uuidText(witness.uid), 'real-name', 'Zarouhi Testimonyan');
  const unnamed = createRecord(archive, 'actor', { names: [{ text: 'Levon Seedanonymous' }], ...open });
  const source = createRecord(archive, 'source', {
    title: 'Conversation',
    actor: uuidText(unnamed.uid),
    wishesAnonymity: true,
    ...open,
  });
  const house = createRecord(archive, 'place', {
    names: [{ text: 'House of Testimonyan' }, { text: 'Old house', language: 'en' }],
    types: ['church'],
    description: 'Stone. Զարուհի Տեստիմոնյանը lived there. Two floors.',
    ...open,
  });
  createRecord(archive, 'assessment', {
    of: uuidText(house.uid),
    date: '2021',
    by: 'Z. Testimonyan',
    ...open,
  });
  const fire = createRecord(archive, 'incident', {
    title: 'Testimonyan house burned',
    narrative: 'Levon Seedanonymous saw it. It burned.',
    acts: [
      { what: 'Set on fire', means: 'a torch' },
      {
        what: 'Testimonyan was driven out',
        involvements: [{ actor: uuidText(unnamed.uid), role: 'victim' }],
      },
    ],
    ...open,
  });
  addLinks(archive, [
    { type: 'told', from: source.number, to: items[1]?.number ?? '' },
    ...items.flatMap(({ number }) => [
      { type: 'documents', from: number, to: fire.number },
      { type: 'shows', from: number, to: house.number },
    ]),
  ]);
});
afterAll(() => world.close());

async function written(
  request: Pick<TakeOutRequest, 'kind' | 'form' | 'recipient'>,
): Promise<TakeOutSummary & { readonly text: string }> {
  const pieces: string[] = [];
  const summary = await takeOut(
    world.archive,
    { filter: {}, language: 'en', ...request },
    (text) => pieces.push(text),
    signal,
  );
  return { ...summary, text: pieces.join('') };
}

const kinds = ['place', 'incident', 'actor'] as const;
const forms = ['csv', 'geojson', 'jsonld'] as const;

test.each(['public', 'partner'] as const)(
  'no form for the %s names who is protected, or has what its source did not agree to',
  async (recipient) => {
    for (const kind of kinds)
      for (const form of forms) {
        if (kind === 'actor' && form === 'geojson') continue;
        const { text } = await written({ kind, form, recipient });
        expect(text, `${kind} ${form}`).not.toMatch(/Testimonyan|Տեստիմոնյան|Seedanonymous|seed-refused/);
      }
    const places = await written({ kind: 'place', form: 'jsonld', recipient });
    for (const said of ['Old house', 'Stone. Two floors.', 'The wall']) expect(places.text).toContain(said);
    expect(places).toMatchObject({ records: 1, keptBack: 0, shortened: 1 });
    const incidents = await written({ kind: 'incident', form: 'jsonld', recipient });
    for (const said of ['It burned.', 'a torch', '"label":"I-2026-']) expect(incidents.text).toContain(said);
    const actors = await written({ kind: 'actor', form: 'csv', recipient });
    expect(actors.text).toContain('Witness Nine');
    expect(actors).toMatchObject({ records: 1, keptBack: 1, shortened: 0 });
  },
);

test('while sealed records are locked nothing leaves', async () => {
  lockSealed(world.archive);
  for (const recipient of ['public', 'partner'] as const)
    await expect(written({ kind: 'place', form: 'csv', recipient })).rejects.toMatchObject({
      code: 'sealed-locked',
    });
  await unlockSealed(world.archive, { by: 'passphrase', passphrase });
  await expect(written({ kind: 'place', form: 'csv', recipient: 'public' })).resolves.toMatchObject({
    records: 1,
  });
});
