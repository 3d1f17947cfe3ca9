import { createRouterClient } from '@orpc/server';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openCore } from '../../src/core/router/core.ts';
import type { ClockDraft } from '../../src/shared/records/clock-check.ts';
import { router } from '../../src/core/router/router.ts';
import { contract } from '../../src/shared/contract/contract.ts';
import { findingKinds } from '../../src/shared/records/finding.ts';
import type { Selection } from '../../src/shared/contract/packages.ts';
import { passphrase } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const core = openCore();
afterAll(() => core.close());
const client = createRouterClient(router, { context: { core } });

const second = 'the second passphrase';
const seeds = Array.from(
  { length: 50 },
  (_, index) => `Свидетель-${index} Մարիամ seeded${index}x of ${index * 7919} Street`,
);

async function world() {
  const base = temporaryFolder();
  const [path, card] = [join(base, 'archive'), join(base, 'card')] as const;
  mkdirSync(card);
  for (let index = 0; index < 10; index += 1) writeFileSync(join(card, `${index}.txt`), `file ${index}`);
  const protection = { by: 'passphrase', passphrase, label: null } as const;
  await client.archives.create({ path, name: 'Sealed', operator: 'Anna', encryption: [protection] });
  const unlock = { by: 'passphrase', passphrase } as const;
  const open = async (access: 'read' | 'write' = 'write') =>
    (await client.archives.open({ path, access, unlock })).archive;
  let archive = await open();
  const request = { archive, paths: [{ text: card }], workingFolder: base, description: {} };
  await answerOf(() => client.ingest.run(request));
  expect(await client.sealed.state({ archive })).toBe('none');
  await client.sealed.create({
    archive,
    protections: [{ by: 'passphrase', passphrase: second, label: null }],
  });
  const { items } = await client.items.list({ archive, query: null, limit: null, offset: 0 });
  for (const [index, text] of seeds.entries())
    await client.sealed.write({
      archive,
      item: items[index % items.length]?.id ?? '',
      field: 'source-name',
      text,
    });
  await client.archives.close({ archive });
  archive = await open();
  return { base, path, archive, items, open, unlock };
}

/** Everything a procedure answers: what it returns, what it streams, what it says when it refuses. */
async function answerOf(call: () => Promise<unknown>): Promise<string> {
  const parts: unknown[] = [];
  try {
    const answer = await call();
    if (answer !== null && typeof answer === 'object' && Symbol.asyncIterator in answer) {
      const iterator = (answer as AsyncIterable<unknown>)[Symbol.asyncIterator]();
      for (;;) {
        const next = await iterator.next();
        parts.push(next.value);
        if (next.done === true) break;
      }
    } else parts.push(answer);
  } catch (error) {
    parts.push(error instanceof Error ? { message: error.message, details: error } : error);
  }
  return JSON.stringify(parts);
}

test('a session that has not unlocked sealed records meets none of their text in any answer of any procedure', async () => {
  const { base, path, archive, items, unlock } = await world();
  const item = items[0]?.id ?? '';
  const act = '019a8c6e-0000-7000-8000-000000000001';
  const everything = { query: null, camera: null, accession: null, state: null };
  const sort = { by: 'title', descending: false } as const;
  const { snapshot } = await client.items.snapshot({ archive, filter: everything, sort });
  const earth = { west: -180, south: -90, east: 180, north: 90 };
  const [name, secret, words] = ['Anna', null, 'seeded3x'] as const;
  const selections: Selection[] = [
    { by: 'all' },
    { by: 'query', query: 'seeded1x' },
    { by: 'items', items: [item] },
  ];
  const clockDraft: ClockDraft = {
    ...{ item, reference: '2023-01-14 11:58', note: null, uncertainty: null, period: null },
    kind: 'gps',
  };
  const page = { order: { by: 'name', descending: false }, offset: 0, limit: 100, language: 'hy' } as const;
  const recipients = ['public', 'investigative-body-confidential'];
  const report = {
    about: [],
    language: 'en' as const,
    groupBy: 'none' as const,
    names: 'language' as const,
    withPictures: false,
  };
  const sheet = { kind: 'incident', path: { text: join(base, 'sheet.csv') }, workingFolder: base } as const;
  writeFileSync(sheet.path.text, 'Title,Place\nA house burned,A village\n');
  const columns = { mapping: ['title', 'place'], dayOrder: null };
  const erasure = {
    ...{ person: item, also: ['seeded3x'], reason: 'consent-withdrawn', instead: 'x' },
    ...{ choices: {}, destroy: [] },
  };
  let packages = 0;
  const calls: Record<string, (() => Promise<unknown>)[]> = {
    'archives.create': [() => client.archives.create({ path, name: 'x', operator: null })],
    'archives.tryPlace': [() => client.archives.tryPlace({ path })],
    'archives.open': [() => client.archives.open({ path, access: 'read', unlock })],
    'archives.proposeSample': [() => client.archives.proposeSample({ name: 'x' })],
    'archives.createSample': [() => client.archives.createSample({ path, name: 'x' })],
    'archives.opened': [() => client.archives.opened()],
    'archives.isEncrypted': [() => client.archives.isEncrypted({ path })],
    'keys.proposeWords': [() => client.keys.proposeWords()],
    'keys.list': [() => client.keys.list({ archive })],
    'keys.add': [() => client.keys.add({ archive, protection: { by: 'recovery', words, label: null } })],
    'keys.revoke': [() => client.keys.revoke({ archive, slot: 99 })],
    'keys.changePassphrase': [() => client.keys.changePassphrase({ archive, from: 'x', to: 'y' })],
    'identities.list': [() => client.identities.list({ archive })],
    'identities.create': [
      () =>
        client.identities.create({
          archive,
          name: 'B',
          role: null,
          organisation: null,
          isOffice: false,
          passphrase: null,
        }),
    ],
    'identities.import': [
      () =>
        client.identities.import({
          archive,
          name: 'C',
          role: null,
          organisation: null,
          isOffice: false,
          passphrase: null,
          from: { words },
        }),
    ],
    'identities.export': [() => client.identities.export({ archive, name, passphrase: secret })],
    'identities.retire': [
      () => client.identities.retire({ archive, name, proof: { statement: 'x' }, compromisedSince: null }),
    ],
    'identities.choose': [() => client.identities.choose({ archive, name })],
    'identities.unlock': [() => client.identities.unlock({ archive, name, passphrase: secret })],
    'identities.lock': [() => client.identities.lock({ archive })],
    'sealed.state': [() => client.sealed.state({ archive })],
    'sealed.create': [
      () =>
        client.sealed.create({ archive, protections: [{ by: 'passphrase', passphrase: 'x', label: null }] }),
    ],
    'sealed.unlock': [
      () => client.sealed.unlock({ archive, unlock: { by: 'passphrase', passphrase: 'wrong' } }),
    ],
    'sealed.lock': [() => client.sealed.lock({ archive })],
    'sealed.write': [() => client.sealed.write({ archive, item, field: 'x', text: 'y' })],
    'sealed.read': items.map(
      ({ id }) =>
        () =>
          client.sealed.read({ archive, item: id }),
    ),
    'sealed.find': ['seeded', 'Свидетель', 'Մարիամ'].map(
      (query) => () => client.sealed.find({ archive, query }),
    ),
    'ingest.plugged': [() => client.ingest.plugged(undefined, { signal: AbortSignal.timeout(300) })],
    'ingest.survey': [
      () => client.ingest.survey({ archive, paths: [{ text: join(base, 'card') }], workingFolder: base }),
    ],
    'ingest.glance': [
      () => client.ingest.glance({ archive, paths: [{ text: join(base, 'card', '0.txt') }] }),
    ],
    'ingest.run': [
      () =>
        client.ingest.run({
          archive,
          paths: [{ text: join(base, 'card') }],
          workingFolder: base,
          description: {},
        }),
    ],
    'ingest.unfinished': [() => client.ingest.unfinished({ archive })],
    'ingest.resume': [() => client.ingest.resume({ archive, accession: act })],
    'ingest.abandon': [() => client.ingest.abandon({ archive, accession: act })],
    'ingest.entries': [() => client.ingest.entries({ archive, accession: items[0]?.id ?? '' })],
    'ingest.warnings': [() => client.ingest.warnings({ archive, accession: items[0]?.id ?? '' })],
    'items.list': [null, ...seeds.slice(0, 20), 'seeded', 'Свидетель', 'Street'].map(
      (query) => () => client.items.list({ archive, query, limit: null, offset: 0 }),
    ),
    'items.snapshot': [null, 'seeded1x', 'Street'].map(
      (query) => () => client.items.snapshot({ archive, filter: { ...everything, query }, sort }),
    ),
    'items.rows': [() => client.items.rows({ archive, snapshot, from: 0, count: 500 })],
    'items.place': items.map(
      ({ id }) =>
        () =>
          client.items.place({ archive, snapshot, item: id }),
    ),
    'items.catchingUp': [() => client.items.catchingUp({ archive })],
    'items.release': [() => client.items.release({ archive, snapshot })],
    'items.show': items.map(
      ({ id }) =>
        () =>
          client.items.show({ archive, item: id }),
    ),
    'items.previewEdit': [
      () =>
        client.items.previewEdit({
          archive,
          selection: { by: 'items', items: items.map(({ id }) => id) },
          changes: { title: 'x', addTags: ['seen'] },
        }),
    ],
    'items.edit': [
      () =>
        client.items.edit({
          archive,
          selection: { by: 'items', items: items.map(({ id }) => id) },
          changes: { title: 'x', addTags: ['seen'] },
          act,
        }),
    ],
    'items.undo': [() => client.items.undo({ archive, act })],
    'items.revisions': items.map(
      ({ id }) =>
        () =>
          client.items.revisions({ archive, item: id }),
    ),
    'items.restoreRevision': [() => client.items.restoreRevision({ archive, item, revision: 1 })],
    'items.arrange': [() => client.items.arrange({ archive, item, files: [] })],
    'items.split': [() => client.items.split({ archive, item, files: [item] })],
    'items.combine': [() => client.items.combine({ archive, into: item, items: [items[9]?.id ?? ''] })],
    'searches.list': [() => client.searches.list({ archive })],
    'searches.save': [
      () =>
        client.searches.save({
          archive,
          search: {
            name: 'n',
            filter: { query: null, camera: null, accession: null, state: null },
            sort: { by: 'title', descending: false },
          },
        }),
    ],
    'searches.suggest': [() => client.searches.suggest({ archive, text: 'an' })],
    'searches.unknownFields': [() => client.searches.unknownFields({ query: 'camra:x' })],
    'searches.remove': [() => client.searches.remove({ archive, name: 'n' })],
    'records.list': (['place', 'source', 'actor'] as const).map(
      (kind) => () => client.records.list({ archive, kind, filter: { query: 'seeded1x' }, ...page }),
    ),
    'records.suggest': ['seeded', 'Свидетель', 'Մարիամ'].map(
      (query) => () =>
        client.records.suggest({ archive, kinds: ['actor', 'source'], query, limit: 20, language: 'hy' }),
    ),
    'records.show': items.map(
      ({ id }) =>
        () =>
          client.records.show({ archive, record: id, language: 'hy' }),
    ),
    'records.timeline': [() => client.records.timeline({ archive, edges: [0, 4e12] })],
    'records.mentions': [
      () => client.records.mentions({ archive, ids: items.map(({ id }) => id), language: 'hy' }),
    ],
    'records.create': [
      () => client.records.create({ archive, kind: 'place', content: { names: [{ text: 'A place' }] } }),
    ],
    'records.edit': [() => client.records.edit({ archive, record: item, changes: { note: 'x' } })],
    'records.setRemoved': [() => client.records.setRemoved({ archive, record: item, isRemoved: true })],
    'records.revisions': [() => client.records.revisions({ archive, record: item })],
    'records.restore': [() => client.records.restore({ archive, record: item, revision: 1 })],
    'reports.preview': recipients.map(
      (recipient) => () => client.reports.preview({ ...report, archive, recipient }),
    ),
    'reports.write': recipients.map(
      (recipient) => () =>
        client.reports.write({
          ...report,
          archive,
          recipient,
          form: 'docx',
          destination: join(base, `${recipient}.docx`),
        }),
    ),
    'tables.look': [() => client.tables.look({ ...sheet, archive })],
    'tables.plan': [() => client.tables.plan({ ...sheet, ...columns, archive })],
    'tables.run': [() => client.tables.run({ ...sheet, ...columns, archive })],
    'tables.failures': [() => client.tables.failures({ ...sheet, ...columns, archive })],
    'tables.takeOut': (['place', 'incident', 'actor'] as const).flatMap((kind) =>
      (['csv', 'geojson', 'jsonld'] as const).map(
        (form) => () =>
          client.tables.takeOut({ archive, kind, form, recipient: 'partner', filter: {}, language: 'en' }),
      ),
    ),
    'gaps.count': [() => client.gaps.count({ archive, language: 'hy', translation: 'en', wait: true })],
    'gaps.list': findingKinds.map(
      (kind) => () =>
        client.gaps.list({
          archive,
          kind,
          isAside: false,
          offset: 0,
          limit: 500,
          language: 'hy',
          translation: 'en',
          wait: true,
        }),
    ),
    'gaps.putAside': [
      () =>
        client.gaps.putAside({
          archive,
          kind: 'item-without-place',
          key: item,
          reason: 'x',
          translation: 'en',
        }),
    ],
    'gaps.takeUp': [() => client.gaps.takeUp({ archive, record: item })],
    'gaps.merge': [() => client.gaps.merge({ archive, kept: item, gone: items[1]?.id ?? '' })],
    'tables.template': [
      () => client.tables.template({ archive, kind: 'place', form: 'xlsx', language: 'en' }),
    ],
    'people.about': items.map(
      ({ id }) =>
        () =>
          client.people.about({ archive, person: id, also: ['seeded3x'], language: 'hy' }),
    ),
    'people.erase': [
      () =>
        client.people.erase({
          ...{ archive, plan: erasure, confirmed: 1 },
          lockedSealed: 'refuse',
        }),
    ],
    'people.requestErasure': [() => client.people.requestErasure({ archive, plan: erasure })],
    'people.erasureRequests': [() => client.people.erasureRequests({ archive })],
    'people.approveErasure': [
      () => client.people.approveErasure({ archive, request: 1, confirmed: 1, lockedSealed: 'refuse' }),
    ],
    'people.cancelErasure': [() => client.people.cancelErasure({ archive, request: 1 })],
    'people.setRealName': [() => client.people.setRealName({ archive, person: item, name: 'x' })],
    'people.realName': items.map(
      ({ id }) =>
        () =>
          client.people.realName({ archive, person: id }),
    ),
    'people.earlierNames': [() => client.people.earlierNames({ archive, person: item })],
    'people.eraseEarlierNames': [
      () => client.people.eraseEarlierNames({ archive, person: item, reason: null, keep: false }),
    ],
    'people.eraseRealName': [() => client.people.eraseRealName({ archive, person: item, reason: null })],
    'consents.withdraw': [
      () => client.consents.withdraw({ archive, source: item, purpose: null, recipient: null, on: '2026' }),
    ],
    'consents.copies': [() => client.consents.copies({ archive, source: item })],
    'consents.letter': [() => client.consents.letter({ archive, source: item, copy: act, language: 'hy' })],
    'consents.reviewsDue': [() => client.consents.reviewsDue({ archive, language: 'hy' })],
    'links.of': items.map(
      ({ id }) =>
        () =>
          client.links.of({ archive, record: id, language: 'hy' }),
    ),
    'links.add': [
      () =>
        client.links.add({
          archive,
          links: [{ type: 'related', from: item, to: items[1]?.id ?? '' }],
        }),
    ],
    'links.setRemoved': [() => client.links.setRemoved({ archive, links: [act], isRemoved: true })],
    'records.vocabularies': [() => client.records.vocabularies({ archive })],
    'items.facets': [
      () =>
        client.items.facets({ archive, filter: { query: null, camera: null, accession: null, state: null } }),
    ],
    'items.timeline': [
      () => client.items.timeline({ archive, filter: everything, from: null, to: null, bins: 400 }),
    ],
    'items.tags': [() => client.items.tags({ archive })],
    'clock.look': items.map(
      ({ id }) =>
        () =>
          client.clock.look({ archive, item: id }),
    ),
    'clock.preview': [() => client.clock.preview({ archive, of: { draft: clockDraft }, replace: [] })],
    'clock.check': [() => client.clock.check({ archive, draft: clockDraft, sure: true })],
    'clock.list': [null, item].map((of) => () => client.clock.list({ archive, item: of })),
    'clock.apply': [() => client.clock.apply({ archive, check: act, replace: [item] })],
    'clock.retract': [() => client.clock.retract({ archive, check: act })],
    'map.clusters': [null, 'seeded1x'].map(
      (query) => () =>
        client.map.clusters({ archive, filter: { ...everything, query }, bounds: earth, zoom: 3 }),
    ),
    'map.files': [() => client.map.files({ archive })],
    'map.addFile': [
      () =>
        client.map.addFile({
          ...{ archive, path: { text: join(base, 'card', '0.txt') }, workingFolder: base },
          kind: 'gazetteer',
        }),
    ],
    'map.removeFile': [() => client.map.removeFile({ archive, file: act })],
    'map.places': ['seeded1x', 'Свидетель', 'Մարիամ'].map(
      (text) => () => client.map.places({ archive, text, limit: 10 }),
    ),
    'map.labels': [() => client.map.labels({ archive, bounds: earth, zoom: 20, language: 'hy', limit: 50 })],
    'media.addresses': [
      () => client.media.addresses({ archive, of: { by: 'items', ids: items.map(({ id }) => id) } }),
    ],
    'media.picture': [
      async () => {
        const of = { by: 'items', ids: items.map(({ id }) => id) } as const;
        const { addresses } = await client.media.addresses({ archive, of });
        return Promise.all(
          addresses.map(({ file }) => client.media.picture({ archive, file: file ?? item, page: 0 })),
        );
      },
    ],
    'items.some': [() => client.items.some({ archive, items: items.slice(0, 100).map(({ id }) => id) })],
    'packages.carrying': [() => client.packages.carrying({ archive, items: items.map(({ id }) => id) })],
    'packages.preview': selections.map((selection) => () => client.packages.preview({ archive, selection })),
    'packages.export': selections.map(
      (selection) => () =>
        client.packages.export({
          archive,
          destination: join(base, `package-${(packages += 1)}`),
          profile: 'transfer',
          form: 'folder',
          selection,
        }),
    ),
    'verification.run': [() => client.verification.run({ path: { text: path }, unlock })],
    'backup.run': [() => client.backup.run({ archive, destination: join(base, 'backup'), label: null })],
    'backup.restore': [
      () =>
        client.backup.restore({
          backup: join(base, 'backup'),
          destination: join(base, 'restored'),
          partial: false,
          unlock,
        }),
    ],
    'backup.repair': [() => client.backup.repair({ path, from: null, unlock })],
    'backup.look': [() => client.backup.look({ archive, destination: join(base, 'disk') })],
    'backup.overview': [() => client.backup.overview({ archive })],
    'backup.reminder': [() => client.backup.reminder({ archive })],
    'backup.setRules': [() => client.backup.setRules({ archive, rules: { days: 3 } })],
    'backup.forget': [() => client.backup.forget({ archive, backup: 'nowhere' })],
    'backup.snapshot': [() => client.backup.snapshot({ archive })],
    'fixity.reminder': [() => client.fixity.reminder({ archive })],
    'fixity.confirm': [() => client.fixity.confirm({ archive })],
    'fixity.check': [() => client.fixity.check({ archive, scope: { sample: 100 } })],
    'fixity.card': [
      () => client.fixity.card({ archive, paths: [{ text: join(base, 'card') }], workingFolder: base }),
    ],
    'fixity.recover': [() => client.fixity.recover({ archive, backup: join(base, 'nowhere') })],
    'custody.page': [() => client.custody.page({ archive, before: null, count: 500 })],
    'custody.log': [null, ...items.map(({ id }) => id)].map(
      (one) => () => client.custody.log({ archive, item: one, named: true }),
    ),
    'custody.checkpoint': [() => client.custody.checkpoint({ archive })],
    'custody.verify': [() => client.custody.verify({ archive })],
    'disposition.reasons': [() => client.disposition.reasons()],
    'disposition.hold': [
      () => client.disposition.hold({ archive, items: [item], reason: 'other', note: null, reference: null }),
    ],
    'disposition.lift': [() => client.disposition.lift({ archive, items: [item], hold: null })],
    'disposition.hide': (['withdraw', 'quarantine'] as const).map(
      (act) => () => client.disposition.hide({ archive, act, items: [item], reason: 'other', note: null }),
    ),
    'disposition.unhide': (['reinstate', 'release'] as const).map(
      (act) => () => client.disposition.unhide({ archive, act, items: [item] }),
    ),
    'disposition.preview': [() => client.disposition.preview({ archive, items: items.map(({ id }) => id) })],
    // Without the second key nobody can tell what is sealed about it: refused, so that what follows has it still.
    'disposition.destroy': [
      () =>
        client.disposition.destroy({
          archive,
          items: [item],
          reason: 'other',
          note: null,
          confirmed: 1,
          lockedSealed: 'refuse',
        }),
    ],
    'disposition.request': [
      () => client.disposition.request({ archive, items: [item], reason: 'other', note: null }),
    ],
    'disposition.approve': [
      () => client.disposition.approve({ archive, request: 1, confirmed: 1, lockedSealed: 'refuse' }),
    ],
    'disposition.cancel': [() => client.disposition.cancel({ archive, request: 1 })],
    'disposition.require': [() => client.disposition.require({ archive, identities: 2 })],
    'disposition.erase': [
      () =>
        client.disposition.erase({
          archive,
          reason: null,
          what: { record: 'item', item, fields: ['description'] },
        }),
    ],
    'disposition.status': [() => client.disposition.status({ archive })],
    'handOver.receipt': [
      () =>
        client.handOver.receipt({ archive, package: join(base, 'package-1'), destination: join(base, 'r') }),
    ],
    'handOver.record': [
      () => client.handOver.record({ archive, receipt: 'eA==', signature: 'eA==', keys: [] }),
    ],
    'handOver.clear': [
      () =>
        client.handOver.clear({
          archive,
          receipt: 'eA==',
          signature: 'eA==',
          keys: [],
          confirmed: 0,
          keepsRecord: false,
          lockedSealed: 'refuse',
        }),
    ],
    // These two end the session, and come last.
    'archives.close': [() => client.archives.close({ archive })],
    'archives.lock': [() => client.archives.lock()],
  };
  // A procedure that is added later has to be added here.
  const procedures = Object.entries(contract).flatMap(([room, procedure]) =>
    Object.keys(procedure).map((one) => `${room}.${one}`),
  );
  expect(Object.keys(calls).toSorted()).toEqual(procedures.toSorted());

  let answers = '';
  for (const [procedure, several] of Object.entries(calls)) {
    for (const call of several) {
      const answer = await answerOf(call);
      for (const seed of seeds) {
        for (const piece of [
          seed,
          seed.toLowerCase(),
          ...seed.split(' ').filter((word) => word.startsWith('seeded')),
        ])
          if (answer.includes(piece)) expect.fail(`${procedure}: ${piece}`);
      }
      answers += answer;
    }
  }
  expect(answers.length).toBeGreaterThan(10_000);
  // Nor in what was written out.
  for (const name of readdirSync(base, { recursive: true, encoding: 'utf8' })) {
    let bytes: Buffer;
    try {
      bytes = readFileSync(join(base, name));
    } catch {
      continue;
    }
    for (const seed of seeds) expect(bytes.includes(seed), name).toBe(false);
  }
});

test('no search for sealed words finds the item, so that no count betrays it', async () => {
  const { archive } = await world();
  for (const query of ['seeded7x', 'Свидетель', 'մարիամ', 'street'])
    expect(await client.items.list({ archive, query, limit: null, offset: 0 })).toEqual({
      total: 0,
      items: [],
    });
  await client.archives.lock();
});

test('unlocked, they are read, found and written; locked again, nothing is left', async () => {
  const { archive, items, open } = await world();
  const item = items[3]?.id ?? '';
  await client.sealed.unlock({ archive, unlock: { by: 'passphrase', passphrase: second } });
  expect((await client.sealed.read({ archive, item })).map(({ text }) => text)).toEqual(
    seeds.filter((_, index) => index % 10 === 3).toReversed(),
  );
  expect(await client.sealed.find({ archive, query: 'мария Seeded13x' })).toEqual([]);
  expect(await client.sealed.find({ archive, query: 'ՄԱՐԻԱՄ Seeded13x' })).toMatchObject([
    { item, text: seeds[13] },
  ]);
  await client.sealed.write({ archive, item, field: 'note', text: 'written later' });
  expect((await client.sealed.read({ archive, item }))[0]).toMatchObject({
    field: 'note',
    text: 'written later',
  });
  await client.sealed.lock({ archive });
  await expect(client.sealed.read({ archive, item })).rejects.toMatchObject({ code: 'sealed-locked' });
  await client.archives.close({ archive });
  const again = await open('read');
  expect(await client.sealed.state({ archive: again })).toBe('locked');
  await client.archives.lock();
  await expect(client.items.list({ archive: again, query: null, limit: 1, offset: 0 })).rejects.toMatchObject(
    { code: 'archive-not-open' },
  );
});
