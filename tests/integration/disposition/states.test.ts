import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createRouterClient } from '@orpc/server';
import { openCore } from '../../../src/core/router/core.ts';
import { router } from '../../../src/core/router/router.ts';
import { openDatabase } from '../../../src/core/database/connection.ts';
import { dispositionReasons } from '../../../src/core/disposition/reasons.ts';
import { archiveWith, done, expectOnlyDisposed, numbersOf, refused } from '../../helpers/disposition.ts';
import { encrypted, passphrase } from '../../helpers/encryption.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { stele } from '../../helpers/cli.ts';

const files = { 'one.txt': 'first text\n', 'two.txt': 'second text\n', 'three.txt': 'third text\n' };

/** The contract in process, on an archive of three files, and their numbers by name. */
async function world() {
  const path = await archiveWith(temporaryFolder(), files);
  const numbers = numbersOf(path);
  const core = openCore();
  onTestFinished(() => core.close());
  const client = createRouterClient(router, { context: { core } });
  const unlock = encrypted ? ({ by: 'passphrase', passphrase } as const) : null;
  const { archive } = await client.archives.open({ path, access: 'write', unlock });
  const list = async (query: string | null = null) => {
    const { items } = await client.items.list({ archive, query, limit: null, offset: 0 });
    return items.map(({ number }) => number);
  };
  const only = (name: keyof typeof files): string => numbers[name] ?? '';
  return { path, client, archive, list, only, close: () => client.archives.close({ archive }) };
}

test('what is withdrawn is in no list, search or export, is shown by its number, and comes back', async () => {
  const { path, client, archive, list, only, close } = await world();
  const item = only('one.txt');
  const why = { reason: 'consent-withdrawn', note: 'asked on the telephone' };
  const first = await client.disposition.hide({ archive, act: 'withdraw', items: [item, item], ...why });
  expect(first).toMatchObject({ changed: [{ number: item }], unchanged: [] });
  expect(await client.disposition.hide({ archive, act: 'withdraw', items: [item], ...why })).toMatchObject({
    changed: [],
    unchanged: [item],
  });
  expect(await list()).toEqual([only('three.txt'), only('two.txt')]);
  expect(await list('one')).toEqual([]);
  expect(await list('txt')).toHaveLength(2);
  const shown = await client.items.show({ archive, item });
  expect(shown).toMatchObject({ title: 'one.txt', disposition: { state: 'withdrawn', states: [why] } });
  expect(shown.files).toHaveLength(1);
  // By its hash it is not found.
  const sha = shown.files[0]?.sha256.slice(0, 12) ?? '';
  await expect(client.items.show({ archive, item: sha })).rejects.toMatchObject({ code: 'not-found' });
  await close();
  expect(refused(['export', path, `${path}-p`, '--profile', 'transfer', '--items', item])).toBe(
    'item-hidden',
  );
  expect(done(['export', path, `${path}-p`, '--profile', 'transfer', '--all']).json()).toMatchObject({
    files: 2,
  });
  expect(refused(['export', path, `${path}-q`, '--profile', 'transfer', '--query', 'one'])).toBe(
    'nothing-selected',
  );
  expect(stele(['list', path, '--state', 'withdrawn']).stdout).toMatch(
    /one\.txt {2}\[withdrawn .*: consent-withdrawn\]\n1 item/,
  );
  expect(stele(['show', path, item]).stdout).toContain('asked on the telephone');
  // The log has the reason, and nobody's own words.
  const log = stele(['log', path, '--item', item]).stdout;
  expect(log).toContain('withdrawn (consent-withdrawn)');
  expect(stele(['log', path, '--json']).stdout).not.toContain('telephone');
  expect(log).not.toContain('one.txt');
  done(['dispose', 'reinstate', path, item]);
  expect(Object.keys(numbersOf(path))).toContain('one.txt');
  expect(expectOnlyDisposed(path)).toEqual([]);
});

test('of what is in quarantine only number, state and custody are shown; its bytes stay', async () => {
  const { path, client, archive, only, close } = await world();
  const item = only('two.txt');
  await client.disposition.hide({ archive, act: 'withdraw', items: [item], reason: 'other', note: null });
  await client.disposition.hide({
    archive,
    act: 'quarantine',
    items: [item],
    reason: 'harmful-file',
    note: null,
  });
  const shown = await client.items.show({ archive, item });
  expect(shown).toMatchObject({ number: item, title: '', files: [], disposition: { state: 'quarantined' } });
  expect(shown.custody.map(({ type }) => type)).toEqual([
    'ingestion',
    'metadata modification',
    'metadata modification',
  ]);
  const page = await client.items.list({
    archive,
    query: null,
    state: 'quarantined',
    limit: null,
    offset: 0,
  });
  expect(page.items).toMatchObject([{ number: item, title: '', captured: null }]);
  // Each state is taken back by itself.
  await client.disposition.unhide({ archive, act: 'release', items: [item] });
  expect(await client.items.show({ archive, item })).toMatchObject({ disposition: { state: 'withdrawn' } });
  await close();
  const text = stele(['show', path, item]).stdout;
  expect(text).toContain('two.txt');
  expect(expectOnlyDisposed(path)).toEqual([]);
});

test('each of several holds keeps an item from being destroyed until it is lifted', async () => {
  const { client, archive, only, list } = await world();
  const item = only('one.txt');
  const hold = (reference: string) =>
    client.disposition.hold({ archive, items: [item], reason: 'legal-proceedings', note: null, reference });
  await hold('first case');
  await hold('second case');
  const { disposition } = await client.items.show({ archive, item });
  expect(disposition?.holds).toMatchObject([{ reference: 'first case' }, { reference: 'second case' }]);
  expect(await list()).toContain(item);
  const destroy = () =>
    client.disposition.destroy({
      archive,
      items: [item, only('two.txt')],
      reason: 'other',
      note: null,
      confirmed: 2,
      lockedSealed: 'refuse',
    });
  await expect(destroy()).rejects.toMatchObject({ code: 'item-held' });
  await expect(client.disposition.lift({ archive, items: [item], hold: null })).rejects.toMatchObject({
    code: 'hold-ambiguous',
  });
  await client.disposition.lift({ archive, items: [item], hold: disposition?.holds[0]?.hold ?? 0 });
  await expect(destroy()).rejects.toMatchObject({ code: 'item-held' });
  await client.disposition.lift({ archive, items: [item], hold: null });
  await expect(client.disposition.lift({ archive, items: [item], hold: 1 })).rejects.toMatchObject({
    code: 'hold-not-found',
  });
  expect((await destroy()).destroyed).toHaveLength(2);
  await expect(hold('third case')).rejects.toMatchObject({ code: 'item-destroyed' });
});

test('nothing is destroyed without the right number of items, and a reason from the list', async () => {
  const { client, archive, only, list } = await world();
  const request = { archive, items: [only('one.txt')], note: null, lockedSealed: 'refuse' as const };
  for (const confirmed of [0, 2])
    await expect(
      client.disposition.destroy({ ...request, reason: 'other', confirmed }),
    ).rejects.toMatchObject({
      code: 'confirmation-wrong',
    });
  await expect(
    client.disposition.destroy({ ...request, reason: 'because', confirmed: 1 }),
  ).rejects.toMatchObject({ code: 'reason-unknown' });
  expect(await list()).toHaveLength(3);
  const reasons = await client.disposition.reasons();
  expect(reasons.map(({ id }) => id)).toEqual(dispositionReasons.map(({ id }) => id));
  for (const { id, labels } of reasons) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(labels.hy).toMatch(/\p{Script=Armenian}/u);
    expect(labels.ru).toMatch(/\p{Script=Cyrillic}/u);
  }
});

test('a destruction names the backups that still hold it, until their next run lets go of it', async () => {
  const folder = temporaryFolder();
  const path = await archiveWith(folder, files);
  const disk = join(folder, 'disk');
  done(['backup', path, disk, '--label', 'Disk 2']);
  const { 'one.txt': number = '' } = numbersOf(path);
  const originals = (): number => readdirSync(join(disk, 'originals'), { recursive: true }).length;
  const before = originals();
  const result = done(['dispose', 'destroy', path, number, '--reason', 'unlawful-to-keep', '--yes']).json();
  expect(result).toMatchObject({ backups: [{ name: 'Disk 2' }] });
  expect(JSON.stringify(result.notGuaranteed)).toContain('until they are next run');
  expect(done(['dispose', 'status', path]).json()).toMatchObject({
    backups: [{ name: 'Disk 2', item: number }],
  });
  expect(stele(['dispose', 'status', path]).stdout).toContain(`${number} is still in the backup Disk 2.`);
  done(['backup', path, disk]);
  expect(done(['dispose', 'status', path]).json()).toMatchObject({ backups: [] });
  expect(originals()).toBeLessThan(before);
  expect(done(['verify', disk]).json()).toMatchObject({ kind: 'backup', verdict: 'verified' });
  // What was destroyed took the snapshots with it, and there is one again.
  expect(readdirSync(join(path, 'backups')).filter((name) => name.endsWith('.db'))).toHaveLength(1);
});

test.skipIf(encrypted)('an archive from before there were dispositions is read as it is', async () => {
  const path = await archiveWith(temporaryFolder(), files);
  const db = openDatabase(join(path, 'catalogue.db'), { journal: 'shared', access: 'write' });
  db.exec('DROP TRIGGER import_plan_done');
  for (const table of [
    'disposition_request_item', 'disposition_request', 'tombstone_backup', 'tombstone', 'receipt', 'kept_file',
    'legal_hold', 'item_state', 'disposal_task', 'erased_field', 'map_file', 'clock_check',
    'record_reference', 'record', 'link', 'import_plan',
  ]) db.exec(`DROP TABLE ${table}`); // prettier-ignore
  db.exec(`DROP INDEX event_disclosure_deletion; DROP INDEX item_combined; DROP INDEX revision_act; DROP INDEX item_clock_check;
    DROP INDEX revision_of_records;
    DROP TABLE item_tag; DROP TABLE text_task; ALTER TABLE revision DROP COLUMN act`);
  for (const column of ['languages', 'tags', 'is_graphic', 'combined_into', 'captured_basis'])
    db.exec(`ALTER TABLE item DROP COLUMN ${column}`);
  for (const column of ['purpose', 'recipient']) db.exec(`ALTER TABLE package DROP COLUMN ${column}`);
  db.pragma('user_version = 3');
  db.close();
  expect(stele(['list', path, '--json']).json()).toMatchObject({ total: 3 });
  expect(stele(['list', path, '--state', 'destroyed', '--json']).json()).toMatchObject({ total: 0 });
  const { 'one.txt': number = '' } = numbersOf(path);
  expect(done(['show', path, number]).json()).toMatchObject({ title: 'one.txt' });
  expect(stele(['log', path, '--item', number]).code).toBe(0);
  expect(stele(['verify', path]).code).toBe(0);
  expect(done(['dispose', 'status', path]).json()).toMatchObject({ identities: 1, unfinished: false });
  done(['dispose', 'withdraw', path, number, '--reason', 'other']);
  expect(stele(['list', path, '--json']).json()).toMatchObject({ total: 2 });
});

test('kept searches that find nothing else are named before, and go with what is destroyed or erased if that is wanted', async () => {
  const { path, client, archive, only, close } = await world();
  const filter = { query: null, camera: null, accession: null, state: null };
  const keep = (name: string, query: string) =>
    client.searches.save({
      archive,
      search: { name, filter: { ...filter, query }, sort: { by: 'added', descending: true } },
    });
  await keep('of all', 'txt');
  await keep('of the second', 'two');
  await keep('not of the third', '-three');
  await keep('of the third', 'three');
  await keep('of nothing', 'nowhere');
  const kept = async () => (await client.searches.list({ archive })).map(({ name }) => name);
  const [one, two, three] = [only('one.txt'), only('two.txt'), only('three.txt')];
  const named = async (...items: string[]) =>
    (await client.disposition.preview({ archive, items })).searches.map(({ name }) => name);
  expect(await named(two)).toEqual(['of the second']);
  expect(await named(one, two)).toEqual(['not of the third', 'of the second']);
  const asked = { archive, reason: 'other', note: null, confirmed: 1, lockedSealed: 'refuse' } as const;
  const first = await client.disposition.destroy({ ...asked, items: [two], removesSearches: true });
  expect(first.searches).toEqual(['of the second']);
  expect(await kept()).toEqual(['not of the third', 'of all', 'of nothing', 'of the third']);
  const what = { record: 'item' as const, item: three, fields: ['title'] };
  const { searches } = await client.disposition.erase({
    archive,
    reason: null,
    what: { ...what, removesSearches: true },
  });
  expect(searches).toEqual(['of the third']);
  const second = await client.disposition.destroy({ ...asked, items: [one] });
  expect(second.searches).toEqual([]);
  expect(await kept()).toEqual(['not of the third', 'of all', 'of nothing']);
  await close();
  for (const name of readdirSync(path).filter((file) => file.endsWith('.db'))) {
    const bytes = readFileSync(join(path, name));
    for (const gone of ['of the second', 'of the third'])
      expect(bytes.includes(JSON.stringify(gone)), `${name} ${gone}`).toBe(false);
  }
  expectOnlyDisposed(path);
});
