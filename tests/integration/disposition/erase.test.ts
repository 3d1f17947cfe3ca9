import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createIdentity, listIdentities } from '../../../src/core/identities/identities.ts';
import { eraseAccessionFields, eraseIdentity, eraseItemFields } from '../../../src/core/disposition/erase.ts';
import { destroyItems } from '../../../src/core/disposition/destroy.ts';
import { hideItems, holdItems } from '../../../src/core/disposition/change-state.ts';
import { itemsOf } from '../../../src/core/disposition/items.ts';
import { showDisposed } from '../../../src/core/disposition/show.ts';
import { resolveItem } from '../../../src/core/catalogue/resolve.ts';
import { findItems } from '../../../src/core/catalogue/narrow.ts';
import { createSealed, readSealed, writeSealed } from '../../../src/core/sealed/sealed-records.ts';
import { readEvents, valuesOf } from '../../../src/core/custody/read.ts';
import { verifyLog } from '../../../src/core/custody/verify-log.ts';
import type { Archive } from '../../../src/core/archive/archive.ts';
import { archiveWith, done, numbersOf, refused, valuesIn, within } from '../../helpers/disposition.ts';
import { cheap, encrypted } from '../../helpers/encryption.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { verifyHere } from '../../helpers/killing.ts';
import { isInstalled, run } from '../../helpers/programs.ts';
import { stele } from '../../helpers/cli.ts';
import { formsOf, tracesIn } from '../../helpers/traces.ts';

const files = { 'a.txt': 'one\n', 'b.txt': 'two\n' };

/** None of these words in any row, in clear or deflated, nor (of a plain archive) in any byte of the folder. */
async function expectGone(path: string, words: readonly string[]): Promise<void> {
  const needles = words.flatMap(formsOf);
  await within(path, (archive) => {
    const values = [...valuesIn(archive.catalogue), ...valuesIn(archive.derived!)];
    for (const needle of needles)
      expect(
        values.some((value) => value.includes(needle)),
        needle.toString(),
      ).toBe(false);
  });
  if (!encrypted) expect(tracesIn(path, needles)).toEqual([]);
  expect(await verifyHere(path)).toMatchObject({ verdict: 'verified', findings: [] });
}

function eventsOf(archive: Archive) {
  return [...readEvents(archive.catalogue, archive.events.log.id)].map((event) => valuesOf(event));
}

test('who somebody is goes out of identities, revisions and the log; what they did stays and still verifies', async () => {
  const seeds = ['Qzxperson Ofthename', 'Wkvroleofit', 'Jqxorgwnysqtion'];
  const [name = '', role = '', organisation = ''] = seeds;
  const path = await archiveWith(temporaryFolder(), files, name);
  await within(path, async (archive) => {
    const other = { role: null, organisation: null, isOffice: false, passphrase: null };
    await createIdentity(archive, { ...other, name, role, organisation });
    await createIdentity(archive, { ...other, name: 'Boris' });
    expect(valuesIn(archive.catalogue).map(String).join('\n')).toContain(name);
  });
  const erased = done(['erase', path, '--identity', name, '--reason', 'danger-to-a-person', '--yes']).json();
  expect(erased).toMatchObject({
    fields: ['name', 'role', 'organisation'],
    subject: { kind: 'identity' },
    values: 2,
  });
  await expectGone(path, seeds);
  await within(path, async (archive) => {
    const [gone, boris] = listIdentities(archive);
    expect(gone).toMatchObject({ name: '', role: null, organisation: null, erasedBy: erased.event });
    expect(gone?.publicKey).toMatch(/^RW/);
    expect(boris).toMatchObject({ name: 'Boris' });
    // Their acts stand under their id.
    const events = eventsOf(archive);
    expect(events.filter(({ identity }) => identity === gone?.id).length).toBeGreaterThan(3);
    const about = events.filter(
      ({ type, subject }) => type === 'metadata modification' && JSON.stringify(subject).includes(gone!.id),
    );
    expect(about.map(({ detail }) => detail)).toEqual([undefined, undefined]);
    expect(await verifyLog(archive.catalogue, archive.events.log.id)).toMatchObject({ findings: [] });
  });
  const log = stele(['log', path]).stdout;
  expect(log).toContain('Somebody whose name was erased (claimed)');
  expect(log).toContain(`(detail erased by event ${String(erased.event)})`);
  expect(stele(['identity', 'list', path]).stdout).toContain(`(erased by event ${String(erased.event)})`);
  expect(refused(['erase', path, '--identity', name, '--yes'])).toBe('identity-not-found');
  if (!encrypted && isInstalled('python3', '--version')) {
    const reader = join(import.meta.dirname, '../../fixtures/log_reader.py');
    const { problems } = JSON.parse(run('python3', [reader, join(path, 'catalogue.db')])) as {
      problems: string[];
    };
    expect(problems.filter((problem) => !problem.endsWith('erased detail'))).toEqual([]);
  }
});

test.runIf(encrypted)('the last who can sign checkpoints is not erased', async () => {
  const path = await archiveWith(temporaryFolder(), files, null);
  await within(path, async (archive) => {
    const person = { role: null, organisation: null, isOffice: false, passphrase: null };
    await createIdentity(archive, { ...person, name: 'Anna' });
    expect(() => eraseIdentity(archive, 'Anna', null)).toThrow(
      expect.objectContaining({ code: 'identity-last' }) as Error,
    );
    await createIdentity(archive, { ...person, name: 'Boris' });
    eraseIdentity(archive, 'Anna', null);
  });
  expect(await verifyHere(path)).toMatchObject({ verdict: 'verified', findings: [] });
});

test('what was written about an item goes out of record, revisions, index, sealed text and log', async () => {
  const seeds = {
    title: 'Qzxtitleofit',
    earlier: 'Wkvearliertitle',
    description: 'Jqxdyscrwptzon',
    note: 'Vwqnoteofit',
    sealed: 'Zgksealedtext',
  };
  const path = await archiveWith(temporaryFolder(), files);
  const { 'a.txt': number = '' } = numbersOf(path);
  await within(path, async (archive) => {
    const id = resolveItem(archive, number);
    const db = archive.catalogue;
    const uid = db.prepare<[number], Uint8Array>('SELECT uid FROM item WHERE id = ?').pluck().get(id);
    const revise = db.prepare(
      "INSERT INTO revision (record_uid, record_kind, number, changed_at, changes) VALUES (?, 'item', ?, '2026-11-09T12:00:00.000Z', ?)",
    );
    revise.run(uid, 2, JSON.stringify({ title: { old: null, new: seeds.earlier } }));
    revise.run(
      uid,
      3,
      JSON.stringify({
        title: { old: seeds.earlier, new: seeds.title },
        rights: { old: null, new: 'all kept' },
      }),
    );
    revise.run(uid, 4, JSON.stringify({ description: { old: null, new: seeds.description } }));
    db.prepare(
      "UPDATE item SET title = ?, description = ?, rights = 'all kept', revision = 4 WHERE id = ?",
    ).run(seeds.title, seeds.description, id);
    archive.derived
      ?.prepare('INSERT OR REPLACE INTO item_text (rowid, title) VALUES (?, ?)')
      .run(id, seeds.title.toLowerCase());
    expect(findItems(archive, seeds.title)).toEqual([id]);
    hideItems(archive, 'withdraw', { items: [number], reason: 'other', note: seeds.note });
    if (encrypted) {
      await createSealed(archive, [{ by: 'passphrase', passphrase: 'second', label: null }], cheap);
      writeSealed(archive, number, 'description', seeds.sealed);
      writeSealed(archive, number, 'source-name', 'stays sealed');
    }
    expect(() => eraseItemFields(archive, number, ['titel'], null)).toThrow(
      expect.objectContaining({ code: 'field-unknown' }) as Error,
    );
    const erased = eraseItemFields(archive, number, ['title', 'description', 'note'], 'consent-withdrawn');
    expect(erased).toMatchObject({ fields: ['title', 'description', 'note'] });
    if (encrypted) expect(readSealed(archive, number)).toMatchObject([{ field: 'source-name' }]);
    expect(showDisposed(archive, id)).toMatchObject({
      title: 'a.txt',
      description: null,
      rights: 'all kept',
      revision: 4,
      erased: [
        { field: 'description', event: erased.event },
        { field: 'note', event: erased.event },
        { field: 'title', event: erased.event },
      ],
    });
  });
  await expectGone(path, Object.values(seeds));
  expect(stele(['show', path, number]).stdout).toMatch(/title erased by event \d+/);
});

test('nothing is erased of what is held or destroyed', async () => {
  const path = await archiveWith(temporaryFolder(), files);
  const { 'a.txt': a = '', 'b.txt': b = '' } = numbersOf(path);
  await within(path, (archive) => {
    holdItems(archive, { items: [a], reason: 'court-order', note: null, reference: null });
    const plain = {
      note: null,
      request: null,
      receipt: null,
      keepsRecord: false,
      lockedSealed: 'refuse',
    } as const;
    destroyItems(archive, { items: itemsOf(archive, [b]), reason: 'other', confirmed: 1, ...plain });
    const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;
    expect(() => eraseItemFields(archive, a, ['title'], null)).toThrow(code('item-held'));
    expect(() => eraseItemFields(archive, b, ['title'], null)).toThrow(code('item-destroyed'));
    expect(() => eraseItemFields(archive, a, ['title'], 'because')).toThrow(code('item-held'));
    expect(() => eraseAccessionFields(archive, 'A-1', ['note'], null)).toThrow(code('not-found'));
    expect(() => eraseIdentity(archive, 'Nobody', null)).toThrow(code('identity-not-found'));
  });
});

test('what was said of an act of taking in goes, in two steps, and its accession still matches the log', async () => {
  const folder = temporaryFolder();
  const seeds = ['Qzxgiverofit', 'Wkvplaceofit', 'Jqxstatement'];
  const [receivedFrom, place, statement] = seeds;
  const path = await archiveWith(folder, files);
  const accession = join(folder, 'accession.json');
  writeFileSync(accession, JSON.stringify({ receivedFrom, place, statement, method: 'handed-over' }));
  writeFileSync(join(folder, 'more.txt'), 'more\n');
  done(['import', path, join(folder, 'more.txt'), '--accession', accession]);
  const number = await within(path, (archive) =>
    archive.catalogue
      .prepare<[], string>('SELECT number FROM accession ORDER BY id DESC LIMIT 1')
      .pluck()
      .get(),
  );
  const [first, second] = await within(path, (archive) => [
    eraseAccessionFields(archive, number ?? '', ['receivedFrom'], 'danger-to-a-person'),
    eraseAccessionFields(archive, number ?? '', ['place', 'statement', 'sources'], null),
  ]);
  await expectGone(path, seeds);
  await within(path, (archive) => {
    const row = archive.catalogue
      .prepare('SELECT description, sources, request FROM accession WHERE number = ?')
      .get(number);
    expect(row).toEqual({ description: '{"method":"handed-over"}', sources: '[]', request: '' });
    // The digest of what stood between the two went as well, and the later event says so of both.
    const details = eventsOf(archive).map(({ detail }) => detail);
    expect(details[first.event]).toBe(undefined);
    expect(JSON.stringify(details[second.event])).toContain(
      `{"fields":["detail"],"sequence":${first.event}}`,
    );
  });
  // A row that is changed afterwards is found.
  await within(
    path,
    ({ catalogue }) =>
      void catalogue
        .prepare(`UPDATE accession SET description = '{"place":"x"}' WHERE number = ?`)
        .run(number),
  );
  expect(await verifyHere(path)).toMatchObject({ verdict: 'failed' });
});

test('what is left of records that were erased from goes into a package, bound to the event that says so', async () => {
  const folder = temporaryFolder();
  const path = await archiveWith(folder, files);
  const { 'a.txt': number = '' } = numbersOf(path);
  const { files: shown } = done(['show', path, number]).json() as {
    files: { accession: { number: string } }[];
  };
  const accession = shown[0]?.accession.number ?? '';
  done(['erase', path, '--item', number, '--fields', 'title,description', '--yes']);
  done(['erase', path, '--accession', accession, '--fields', 'sources', '--yes']);
  done(['export', path, join(folder, 'package'), '--profile', 'transfer', '--all']);
  const checked = done(['verify', join(folder, 'package')]).json();
  expect(checked).toMatchObject({ verdict: 'verified', findings: [] });
  const custody = (checked.checks as { check: string; outcome: string }[]).find(
    ({ check }) => check === 'custody',
  );
  expect(custody?.outcome).toBe('verified');
});
