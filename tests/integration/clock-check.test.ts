import { createRouterClient } from '@orpc/server';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { MediaInspector } from '../../src/core/media/types.ts';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import type { ClockDraft } from '../../src/shared/records/clock-check.ts';
import { noReadings, type FileReadings } from '../../src/shared/records/readings.ts';
import { temporaryFolder } from '../helpers/folders.ts';

/** Files say what stands in them: readings as JSON. */
const inspector: MediaInspector = {
  inspect: async (file) => {
    const text = Buffer.from(await file.read(0, file.size)).toString();
    const { readings } = JSON.parse(text) as { readings: Partial<FileReadings> };
    return {
      mediaType: 'image/jpeg',
      extension: 'jpg',
      reader: null,
      metadata: {},
      thumbnail: null,
      readings: { ...noReadings, ...readings },
    };
  },
  close: async () => undefined,
};

interface Taken {
  readonly at?: string;
  readonly offset?: string;
  /** By a satellite clock in the file. */
  readonly utc?: string;
  readonly serial?: string | null;
  readonly model?: string;
}

const readingsOf = ({ at, offset, utc, serial = '7', model = 'A1' }: Taken): Partial<FileReadings> => ({
  captured:
    at === undefined
      ? null
      : {
          value: at,
          offset: offset ?? null,
          utc: utc ?? null,
          basis: utc !== undefined ? 'gps' : offset === undefined ? 'local' : 'offset-tag',
          source: 'test',
        },
  camera: { make: 'Acme', model, serial, lens: null },
});

async function world(cards: readonly Readonly<Record<string, Taken>>[], isNoted = false) {
  const whole = openCore();
  onTestFinished(() => whole.close());
  const core = { ...whole, inspector: () => inspector };
  const client = createRouterClient(router, { context: { core } });
  const base = temporaryFolder();
  const path = join(base, 'archive');
  await client.archives.create({ path, name: 'F', operator: null, encryption: null });
  const { archive } = await client.archives.open({ path, access: 'write', unlock: null });
  for (const [at, files] of cards.entries()) {
    const card = join(base, `card-${at}`);
    mkdirSync(card);
    for (const [name, taken] of Object.entries(files))
      writeFileSync(join(card, name), JSON.stringify({ name, readings: readingsOf(taken) }));
    const note = {
      clockCheck: { deviceShowed: '10:00:00', referenceShowed: '11:00:00', reference: 'radio' },
    };
    const request = {
      archive,
      paths: [{ text: card }],
      workingFolder: base,
      description: isNoted ? note : {},
    };
    await ended(await client.ingest.run(request));
  }
  const numbers = new Map<string, string>();
  const { items } = await client.items.list({ archive, query: null, limit: null, offset: 0 });
  for (const { title, number } of items) numbers.set(title, number);
  const number = (name: string): string => numbers.get(name) ?? 'none';
  const draft = (name: string, reference: string, more: Partial<ClockDraft> = {}): ClockDraft => ({
    ...{ item: number(name), reference, kind: 'gps', note: null, uncertainty: null, period: null },
    ...more,
  });
  const make = (of: ClockDraft, sure = false) => client.clock.check({ archive, draft: of, sure });
  const apply = async (check: string, replace: readonly string[] = []) =>
    ended(await client.clock.apply({ archive, check, replace: [...replace] }));
  const retract = async (check: string) => ended(await client.clock.retract({ archive, check }));
  const preview = (of: ClockDraft, replace: readonly string[] = []) =>
    client.clock.preview({ archive, of: { draft: of }, replace: [...replace] });
  const show = (name: string) => client.items.show({ archive, item: number(name) });
  const times = async (...names: string[]) =>
    Promise.all(names.map(async (name) => (await show(name)).asserted.captured));
  return { client, archive, path, base, number, draft, make, apply, retract, preview, show, times };
}

/** The part of an iterator that is used here; its `return` would hide the result's type. */
interface Steps<Result> {
  next(): Promise<IteratorResult<unknown, Result>>;
}

async function ended<Result>(stream: Steps<Result>): Promise<Result> {
  for (;;) {
    const step = await stream.next();
    if (step.done === true) return step.value;
  }
}

const card = {
  'clock.jpg': { at: '2023-01-14T10:00:00' },
  'one.jpg': { at: '2023-01-14T10:05:00' },
  'two.jpg': { at: '2023-01-15T09:00:00' },
  'undated.jpg': {},
  'other.jpg': { at: '2023-01-14T10:05:00', serial: '8' },
};

test('a check puts right what its camera said, as an assertion that names it', async () => {
  const { client, archive, preview, draft, make, apply, show, number } = await world([card], true);
  const of = draft('clock.jpg', '2023-01-14 11:03:20 +04:00');
  const plan = await preview(of);
  expect(plan).toMatchObject({
    seconds: 3800,
    uncertainty: 1,
    items: 3,
    unchanged: 0,
    warnings: ['differs'],
  });
  expect(plan.first).toEqual({
    number: number('clock.jpg'),
    reading: '2023-01-14T10:00:00',
    captured: '2023-01-14T11:03:20+04:00',
  });
  expect(plan.last?.captured).toBe('2023-01-15T10:03:20+04:00');
  expect(plan.skipped.map(({ reason, items }) => [reason, items]).toSorted()).toEqual([
    ['no-reading', 1],
    ['other-camera', 1],
  ]);
  const check = await make(of);
  expect(await apply(check.id)).toMatchObject({ edited: 3 });
  expect(await show('one.jpg')).toMatchObject({
    captured: '2023-01-14T11:08:20+04:00',
    capturedBasis: {
      by: 'clock-check',
      check: check.id,
      item: number('clock.jpg'),
      kind: 'gps',
      reading: '2023-01-14T10:05:00',
      readingOffset: null,
      seconds: 3800,
      uncertainty: 1,
    },
    files: [{ captured: { value: '2023-01-14T10:05:00' } }],
    revision: 2,
  });
  expect(await apply(check.id)).toMatchObject({ edited: 0, unchanged: 3 });
  const { custody } = await show('one.jpg');
  const last = custody.at(-1);
  expect(last).toMatchObject({ type: 'metadata modification', detail: { correctedBy: check.id } });
  expect(JSON.stringify(custody)).not.toContain('11:08:20');
  expect(await client.clock.list({ archive, item: null })).toMatchObject([{ id: check.id, items: 3 }]);
});

test('lists, facets and the timeline go by the corrected time, and show its doubt', async () => {
  const { client, archive, draft, make, apply } = await world([card]);
  const { id } = await make(draft('clock.jpg', '2023-01-14 23:59'));
  await apply(id);
  const everything = { query: null, camera: null, accession: null, state: null };
  const found = await client.items.list({ archive, query: 'date:2023-01-15', limit: null, offset: 0 });
  // Half a minute either way, 23:59:30 may be the next day already; five minutes later is.
  expect(found.items.map(({ title }) => title).toSorted()).toEqual(['clock.jpg', 'one.jpg', 'two.jpg']);
  const { extent } = await client.items.timeline({
    archive,
    filter: everything,
    from: null,
    to: null,
    bins: 400,
  });
  expect(extent?.from).toBe(Date.parse('2023-01-14T10:05:00Z'));
  expect(extent?.to).toBe(Date.parse('2023-01-15T22:59:01Z') + 60_000);
  const { snapshot } = await client.items.snapshot({
    ...{ archive, filter: { ...everything, camera: 'Acme A1', serial: '7' } },
    sort: { by: 'captured', descending: false },
  });
  const { rows } = await client.items.rows({ archive, snapshot, from: 0, count: 10 });
  expect(rows.map(({ captured }) => captured)).toEqual([
    '2023-01-14T23:59:30',
    '2023-01-15T00:04:30',
    '2023-01-15T22:59:30',
    null,
  ]);
});

test('what a person typed stays, except where it is asked for item by item', async () => {
  const { client, archive, draft, preview, make, apply, retract, times, number, show } = await world([card]);
  const typed = { archive, changes: { captured: '2023-01' } };
  for (const name of ['one.jpg', 'two.jpg'])
    await ended(await client.items.edit({ ...typed, selection: { by: 'items', items: [number(name)] } }));
  const of = draft('clock.jpg', '2023-01-14 10:01:00');
  expect((await preview(of)).skipped).toContainEqual({
    reason: 'by-hand',
    items: 2,
    examples: expect.arrayContaining([
      expect.objectContaining({ number: number('one.jpg'), captured: '2023-01' }),
    ]),
  });
  const { id } = await make(of);
  await apply(id, [number('one.jpg')]);
  expect(await times('clock.jpg', 'one.jpg', 'two.jpg')).toEqual([
    '2023-01-14T10:01:00',
    '2023-01-14T10:06:00',
    '2023-01',
  ]);
  await retract(id);
  expect(await times('clock.jpg', 'one.jpg', 'two.jpg')).toEqual([null, '2023-01', '2023-01']);
  expect((await show('one.jpg')).capturedBasis).toBeUndefined();
  expect((await show('one.jpg')).revision).toBe(4);
  expect((await client.clock.list({ archive, item: number('clock.jpg') }))[0]?.retractedAt).not.toBeNull();
  await expect(apply(id)).rejects.toMatchObject({ code: 'clock-check-retracted' });
  expect(await client.custody.verify({ archive })).toMatchObject({ verdict: 'verified' });
});

test('typing a time by hand makes it the person’s own; typed as it stood, it is still the check’s', async () => {
  const { client, archive, draft, make, apply, show, number } = await world([card]);
  const { id } = await make(draft('clock.jpg', '2023-01-14 10:01:00'));
  await apply(id);
  const edit = async (captured: string) =>
    ended(
      await client.items.edit({
        archive,
        selection: { by: 'items', items: [number('one.jpg')] },
        changes: { captured, title: captured },
      }),
    );
  await edit('2023-01-14T10:06:00');
  expect((await show('one.jpg')).capturedBasis?.check).toBe(id);
  await edit('2023-01-14T10:07:00');
  expect((await show('one.jpg')).capturedBasis).toBeUndefined();
  expect((await apply(id)).skipped.map((one) => one.reason)).toContain('by-hand');
});

test('undone, items are as they were, and it can be applied again', async () => {
  const { client, archive, draft, make, apply, times } = await world([card]);
  const { id } = await make(draft('clock.jpg', '2023-01-14 10:01:00'));
  const { act } = await apply(id);
  expect(await ended(await client.items.undo({ archive, act }))).toMatchObject({ edited: 3 });
  expect(await times('clock.jpg', 'one.jpg')).toEqual([null, null]);
  expect(await apply(id)).toMatchObject({ edited: 3 });
});

test('of two checks the nearest counts; what the second asserted goes back to the first', async () => {
  const long = {
    'clock.jpg': { at: '2023-01-14T10:00:00' },
    'near.jpg': { at: '2023-01-15T10:00:00' },
    'far.jpg': { at: '2023-01-19T10:00:00' },
    'later-clock.jpg': { at: '2023-01-20T10:00:00' },
  };
  const { draft, make, apply, retract, times } = await world([long]);
  const first = await make(draft('clock.jpg', '2023-01-14 10:01:00'));
  await apply(first.id);
  const second = await make(draft('later-clock.jpg', '2023-01-20 10:01:30'));
  await apply(second.id);
  expect(await times('near.jpg', 'far.jpg')).toEqual(['2023-01-15T10:01:00', '2023-01-19T10:01:30']);
  await retract(second.id);
  expect(await times('near.jpg', 'far.jpg')).toEqual(['2023-01-15T10:01:00', '2023-01-19T10:01:00']);
});

test('by default it is for the card of the picture, and for those taken in between', async () => {
  const cards = [
    card,
    { 'between.jpg': { at: '2023-01-14T20:00:00' } },
    { 'long after.jpg': { at: '2024-06-01T20:00:00' } },
  ];
  const { client, archive, draft, preview, number } = await world(cards, true);
  const look = await client.clock.look({ archive, item: number('clock.jpg') });
  expect(look).toMatchObject({
    reading: '2023-01-14T10:00:00',
    camera: { name: 'Acme A1', serial: '7' },
    noted: { seconds: 3600, reference: 'radio' },
  });
  expect(look.accessions).toHaveLength(2);
  const plan = await preview(draft('clock.jpg', '2023-01-14 10:01:00'));
  expect([plan.items, plan.skipped.find(({ reason }) => reason === 'out-of-period')?.items]).toEqual([4, 1]);
  const open = { period: { accessions: null, from: '2023-01-15', to: null } };
  expect((await preview(draft('clock.jpg', '2023-01-14 10:01:00', open))).items).toBe(2);
});

test('without a serial number all cameras of the model are one, and the preview says so', async () => {
  const { draft, preview } = await world([
    {
      'clock.jpg': { at: '2023-01-14T10:00:00', serial: null },
      'alike.jpg': { at: '2023-01-14T11:00:00', serial: null },
      'with serial.jpg': { at: '2023-01-14T11:00:00' },
    },
  ]);
  const plan = await preview(draft('clock.jpg', '2023-01-14 10:01:00'));
  expect([plan.items, plan.warnings]).toEqual([2, ['no-serial']]);
  expect(plan.skipped).toMatchObject([{ reason: 'other-camera', items: 1 }]);
});

test('what can hardly be right takes somebody who is sure', async () => {
  const { draft, preview, make } = await world([{ 'clock.jpg': { at: '2000-01-01T00:02:00' } }]);
  const reset = draft('clock.jpg', '2023-01-14 10:01:00');
  expect((await preview(reset)).warnings).toEqual(['far-off']);
  await expect(make(reset)).rejects.toMatchObject({ code: 'clock-check-doubtful' });
  expect((await make(reset, true)).seconds).toBeGreaterThan(22 * 365 * 86_400);
  const future = draft('clock.jpg', '2199-01-14 10:01:00');
  expect((await preview(future)).warnings).toContain('after-taking-in');
  expect((await preview(draft('clock.jpg', '2000-01-01 03:02:01'))).warnings).toContain('whole-hours');
});

test('what the satellite clock in the same file contradicts takes somebody who is sure', async () => {
  const { draft, preview, make } = await world([
    { 'clock.jpg': { at: '2018-02-05T15:11:44', utc: '2018-02-05T07:11:44Z' } },
  ]);
  const warned = async (reference: string): Promise<boolean> =>
    (await preview(draft('clock.jpg', reference))).warnings.includes('satellite-differs');
  expect(await warned('2018-02-05 15:20:00 +08:00')).toBe(true);
  expect(await warned('2018-02-05 15:20:00')).toBe(true);
  // As old as a position may be; and of another zone, in which the camera's clock was set.
  expect(await warned('2018-02-05 15:13:00 +08:00')).toBe(false);
  expect(await warned('2018-02-05 11:12:00 +04:00')).toBe(false);
  expect(await warned('2018-02-05 11:12:00')).toBe(false);
  await expect(make(draft('clock.jpg', '2018-02-05 15:20:00 +08:00'))).rejects.toMatchObject({
    code: 'clock-check-doubtful',
    details: { reasons: 'satellite-differs' },
  });
});

test('a check is refused where there is nothing to compare, and for less doubt than was typed', async () => {
  const { draft, make, number, client, archive } = await world([
    { ...card, 'nobody.jpg': { at: '2023-01-14T10:00:00', serial: null, model: '' } },
  ]);
  await expect(make(draft('undated.jpg', '2023-01-14 10:01'))).rejects.toMatchObject({
    code: 'clock-no-reading',
  });
  await expect(make(draft('clock.jpg', 'half past ten'))).rejects.toMatchObject({
    code: 'reference-invalid',
  });
  await expect(make(draft('clock.jpg', '2023-01-14 10:01', { uncertainty: 5 }))).rejects.toMatchObject({
    code: 'clock-check-invalid',
  });
  const backwards = { accessions: null, from: '2024', to: '2023' };
  await expect(make(draft('clock.jpg', '2023-01-14 10:01', { period: backwards }))).rejects.toMatchObject({
    code: 'clock-check-invalid',
  });
  await client.disposition.hide({
    ...{ archive, act: 'quarantine', items: [number('clock.jpg')], reason: 'other', note: null },
  });
  await expect(make(draft('clock.jpg', '2023-01-14 10:01'))).rejects.toMatchObject({ code: 'item-hidden' });
});

test('a picture in quarantine is left as it is, and tells nothing of what it shows', async () => {
  const { draft, make, apply, number, client, archive } = await world([card]);
  const { id } = await make(draft('clock.jpg', '2023-01-14 10:01:00', { note: 'seeded' }));
  const hidden = ['clock.jpg', 'two.jpg'].map(number);
  await client.disposition.hide({ archive, act: 'quarantine', items: hidden, reason: 'other', note: null });
  expect(await apply(id)).toMatchObject({ edited: 1 });
  const [listed] = await client.clock.list({ archive, item: null });
  expect(listed).toMatchObject({ reading: null, reference: null, note: null, seconds: 60 });
});

test('a destroyed picture takes its check with it, and what it asserted can still be taken back', async () => {
  const { draft, make, apply, retract, times, number, client, archive } = await world([card]);
  const { id } = await make(draft('clock.jpg', '2023-01-14 10:01:00', { note: 'seeded' }));
  await apply(id);
  await client.disposition.destroy({
    ...{ archive, items: [number('clock.jpg')], reason: 'other', note: null, confirmed: 1 },
    lockedSealed: 'refuse',
  });
  expect(await client.clock.list({ archive, item: null })).toEqual([]);
  expect(await times('one.jpg')).toEqual(['2023-01-14T10:06:00']);
  expect(await client.custody.verify({ archive })).toMatchObject({ verdict: 'verified' });
  expect((await retract(id)).check).toBeNull();
  expect(await times('one.jpg')).toEqual([null]);
});

test('a note is erased with the notes of its item, a time with how it is known', async () => {
  const { draft, make, apply, number, client, archive, show, path } = await world([card]);
  const { id } = await make(draft('clock.jpg', '2023-01-14 10:01:00', { note: 'seeded' }));
  await apply(id);
  const erase = (name: string, field: string) =>
    client.disposition.erase({
      ...{ archive, reason: null },
      what: { record: 'item', item: number(name), fields: [field] },
    });
  await erase('clock.jpg', 'note');
  await erase('one.jpg', 'captured');
  expect((await client.clock.list({ archive, item: null }))[0]?.note).toBeNull();
  expect((await show('one.jpg')).capturedBasis).toBeUndefined();
  await client.archives.close({ archive });
  const report = await ended(await client.verification.run({ path: { text: path }, unlock: null }));
  expect(report).toMatchObject({ verdict: 'verified', findings: [] });
});

test('a package carries the reading, the assertion and its basis, and is verified with them', async () => {
  const { draft, make, apply, client, archive, base, number } = await world([card]);
  const { id } = await make(draft('clock.jpg', '2023-01-14 11:03:20'));
  await apply(id);
  const destination = join(base, 'package');
  await ended(
    await client.packages.export({
      ...{ archive, destination, profile: 'transfer', form: 'folder' },
      selection: { by: 'items', items: [number('one.jpg')] },
    }),
  );
  const folder = join(destination, 'data', 'metadata');
  const [name = ''] = readdirSync(folder).filter((one) => one.startsWith('E-'));
  const told: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  expect(told).toMatchObject({
    captured: '2023-01-14T11:08:20',
    capturedBasis: { by: 'clock-check', check: id, item: number('clock.jpg'), seconds: 3800, uncertainty: 1 },
    files: [{ captured: { value: '2023-01-14T10:05:00' } }],
  });
  const verify = async () =>
    ended(await client.verification.run({ path: { text: destination }, unlock: null }));
  expect(await verify()).toMatchObject({ verdict: 'verified' });
});

test('hostile words are kept as they are typed', async () => {
  const { draft, make, client, archive, number } = await world([card]);
  const note = `"><img src=x onerror=alert(1)> \u202etxt'; DROP TABLE clock_check; --`;
  await make(draft('clock.jpg', '2023-01-14 10:01:00', { note }));
  expect((await client.clock.list({ archive, item: number('clock.jpg') }))[0]?.note).toBe(note);
  await expect(make(draft('clock.jpg', '2023-01-14 10:01:00', { note: '\ud800' }))).rejects.toMatchObject({
    code: 'clock-check-invalid',
  });
  await expect(
    make(
      draft('clock.jpg', '2023-01-14 10:01:00', { period: { accessions: [`' OR 1`], from: null, to: null } }),
    ),
  ).rejects.toMatchObject({ code: 'not-found' });
});
