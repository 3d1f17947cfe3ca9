import { expect, test } from 'vitest';
import {
  archiveWith,
  done,
  expectOnlyDisposed,
  numbersOf,
  refused,
  within,
} from '../../helpers/disposition.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { stele } from '../../helpers/cli.ts';

/** An archive of three files and two people with keys; it takes two to destroy. */
async function world() {
  const path = await archiveWith(
    temporaryFolder(),
    { 'a.txt': 'one\n', 'b.txt': 'two\n', 'c.txt': 'three\n' },
    null,
  );
  for (const name of ['Anna', 'Boris']) done(['identity', 'create', path, '--name', name, '--no-passphrase']);
  const as = (name: string): string[] => ['--sign-as', name, '--no-passphrase'];
  const { 'a.txt': a = '', 'b.txt': b = '' } = numbersOf(path);
  return { path, as, a, b };
}

test('it takes two different identities, each unlocked, and exactly what was asked for', async () => {
  const { path, as, a, b } = await world();
  const destroy = ['dispose', 'destroy', path, a, '--reason', 'court-order', '--yes'];
  done(['dispose', 'require-two', path, 'on', ...as('Anna')]);
  expect(refused([...destroy, ...as('Anna')])).toBe('two-identities-needed');
  // A name is not enough.
  expect(refused(['dispose', 'request', path, a, '--reason', 'court-order'])).toBe('identity-not-unlocked');
  const ask = ['dispose', 'request', path, a, '--reason', 'court-order', '--note', 'Order 12'];
  const { request } = done([...ask, ...as('Anna')]).json() as { request: number };
  const approve = ['dispose', 'approve', path, String(request), '--yes'];
  expect(refused([...approve, ...as('Anna')])).toBe('second-identity-needed');
  expect(refused(approve)).toBe('identity-not-unlocked');
  expect(refused(['dispose', 'approve', path, '99', '--yes', ...as('Boris')])).toBe('request-not-found');
  const status = done(['dispose', 'status', path]).json();
  expect(status).toMatchObject({ identities: 2, requests: [{ request, requestedBy: 'Anna', items: [a] }] });
  // A hold that comes between stops it.
  done(['dispose', 'hold', path, a, '--reason', 'legal-proceedings']);
  expect(refused([...approve, ...as('Boris')])).toBe('item-held');
  done(['dispose', 'lift', path, a]);
  expect(done([...approve, ...as('Boris')]).json()).toMatchObject({ destroyed: [{ number: a }] });
  expect(done([...approve, ...as('Boris')]).json()).toMatchObject({ destroyed: [], already: [a] });
  expect(expectOnlyDisposed(path)).toMatchObject([{ path: a }]);
  const log = stele(['log', path, '--item', a]).stdout;
  expect(log).toMatch(/Anna \(unlocked\)\n.*destruction asked for \(court-order\)/);
  expect(log).toMatch(/Boris \(unlocked\)\n.*destroyed \(court-order\)/);
  // A request can be taken back.
  const again = done(['dispose', 'request', path, b, '--reason', 'other', ...as('Boris')]).json();
  done(['dispose', 'cancel', path, String(again.request)]);
  expect(refused(['dispose', 'approve', path, String(again.request), '--yes', ...as('Anna')])).toBe(
    'request-not-found',
  );
  // To go back to one takes two as well.
  const off = done(['dispose', 'require-two', path, 'off', ...as('Anna')]).json();
  expect(off).toMatchObject({ identities: 2 });
  expect(refused(['dispose', 'destroy', path, b, '--reason', 'other', '--yes'])).toBe(
    'two-identities-needed',
  );
  done(['dispose', 'approve', path, String(off.request), ...as('Boris')]);
  done(['dispose', 'destroy', path, b, '--reason', 'other', '--yes']);
  expectOnlyDisposed(path);
});

test('an approval is for the files that the item had', async () => {
  const { path, as, a } = await world();
  done(['dispose', 'require-two', path, 'on', ...as('Anna')]);
  const ask = ['dispose', 'request', path, a, '--reason', 'other', ...as('Anna')];
  const { request } = done(ask).json() as { request: number };
  await within(path, ({ catalogue }) => {
    catalogue.exec(
      `UPDATE file SET item_id = (SELECT id FROM item WHERE number = '${a}'), sequence = 2
       WHERE id = (SELECT max(id) FROM file)`,
    );
  });
  expect(refused(['dispose', 'approve', path, String(request), '--yes', ...as('Boris')])).toBe(
    'request-outdated',
  );
});

test('two are not demanded where there are not two', async () => {
  const path = await archiveWith(temporaryFolder(), { 'a.txt': 'one\n' });
  expect(refused(['dispose', 'require-two', path, 'on'])).toBe('two-identities-missing');
});

test('whoever goes round the rule in the database is found by verify', async () => {
  const { path, as, a } = await world();
  done(['dispose', 'require-two', path, 'on', ...as('Anna')]);
  await within(
    path,
    ({ catalogue }) =>
      void catalogue.exec("UPDATE setting SET value = 'off' WHERE name = 'two-person-destruction'"),
  );
  done(['dispose', 'destroy', path, a, '--reason', 'other', '--yes', ...as('Anna')]);
  await within(
    path,
    ({ catalogue }) =>
      void catalogue.exec("UPDATE setting SET value = 'on' WHERE name = 'two-person-destruction'"),
  );
  const ran = stele(['verify', path, '--json']);
  expect(ran.code).toBe(1);
  expect(ran.stdout).toContain('this archive demanded two identities');
});
