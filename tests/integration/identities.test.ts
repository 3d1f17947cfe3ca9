import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Archive } from '../../src/core/archive/archive.ts';
import { createArchive } from '../../src/core/archive/create.ts';
import { openArchive } from '../../src/core/archive/open.ts';
import { appendEvents } from '../../src/core/custody/append.ts';
import { readEvents, valuesOf } from '../../src/core/custody/read.ts';
import {
  chooseIdentity,
  createIdentity,
  exportIdentity,
  importIdentity,
  listIdentities,
  retireIdentity,
  unlockIdentity,
} from '../../src/core/identities/identities.ts';
import { stele, type Ran } from '../helpers/cli.ts';
import { createTestArchive, openTestArchive, testEncryption, testKeys } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const clock = (): Date => new Date();
const person = { role: null, organisation: null, isOffice: false, passphrase: 'слово' } as const;
const hasMinisign = spawnSync('minisign', ['-v']).error === undefined;
const noMinisign = 'minisign (Debian: minisign) is not installed';

async function newArchive(operator: string | null = null): Promise<Archive> {
  const path = join(temporaryFolder(), 'archive');
  await createTestArchive({ path, name: 'People', operator, clock });
  return openTestArchive(path, { access: 'write', clock });
}

/** An event like any other, to see who is said to have done it. */
function act(archive: Archive): { identity: unknown; standing: unknown } {
  const draft = { type: 'validation', subject: null, outcome: 'success', detail: {} } as const;
  archive.catalogue.transaction(() => appendEvents(archive.catalogue, archive.events, [draft]))();
  const { identity, standing } = valuesOf([...readEvents(archive.catalogue, archive.events.log.id)].at(-1)!);
  return { identity, standing };
}

test('every event says whether its identity was unlocked or only claimed, and switching locks', async () => {
  const archive = await newArchive('Anna');
  const [named] = listIdentities(archive);
  expect(named).toMatchObject({ name: 'Anna', publicKey: null, standing: 'claimed' });
  expect(act(archive)).toEqual({ identity: named?.id, standing: 'claimed' });
  // She who was only named gets a key, and is the same person.
  const anna = await createIdentity(archive, { ...person, name: 'Anna ', role: 'Researcher' });
  expect(anna.identity).toMatchObject({ id: named?.id, role: 'Researcher', standing: 'unlocked' });
  expect(act(archive)).toEqual({ identity: named?.id, standing: 'unlocked' });
  const boris = await createIdentity(archive, { ...person, name: 'Борис', passphrase: null });
  expect(act(archive)).toEqual({ identity: boris.identity.id, standing: 'unlocked' });
  chooseIdentity(archive, 'Anna');
  expect(act(archive)).toEqual({ identity: named?.id, standing: 'claimed' });
  expect(archive.session.key).toBe(null);
  await expect(unlockIdentity(archive, 'Anna', 'wrong')).rejects.toMatchObject({
    code: 'identity-passphrase-wrong',
  });
  expect(act(archive).standing).toBe('claimed');
  await unlockIdentity(archive, 'Anna', 'слово');
  expect(act(archive).standing).toBe('unlocked');
  archive.session.lock();
  expect(act(archive).standing).toBe('claimed');
  await expect(createIdentity(archive, { ...person, name: 'Anna' })).rejects.toMatchObject({
    code: 'identity-exists',
  });
  await expect(unlockIdentity(archive, 'Nobody', null)).rejects.toMatchObject({ code: 'identity-not-found' });
  archive.close();
});

test('a key comes back from its words and from its file, in this archive and in another', async () => {
  const archive = await newArchive();
  const made = await createIdentity(archive, { ...person, name: 'Ани' });
  const again = exportIdentity(archive, 'Ани', 'слово');
  expect(again).toMatchObject({ words: made.words, retirement: made.retirement, secretKey: made.secretKey });
  expect(() => exportIdentity(archive, 'Ани', 'wrong')).toThrow(
    expect.objectContaining({ code: 'identity-passphrase-wrong' }) as Error,
  );
  // The passphrase is lost: the words set a new one on the same identity.
  const back = await importIdentity(
    archive,
    { ...person, name: 'Ани', passphrase: 'new' },
    { words: made.words.toUpperCase() },
  );
  expect(back.identity).toMatchObject({ id: made.identity.id, publicKey: made.identity.publicKey });
  await expect(unlockIdentity(archive, 'Ани', 'слово')).rejects.toMatchObject({
    code: 'identity-passphrase-wrong',
  });
  await unlockIdentity(archive, 'Ани', 'new');
  const other = await newArchive();
  const carried = await importIdentity(
    other,
    { ...person, name: 'Ани', passphrase: 'third' },
    { secretKey: made.secretKey, filePassphrase: 'слово' },
  );
  expect(carried.identity.publicKey).toBe(made.identity.publicKey);
  const broken = made.words.split(' ').toReversed().join(' ');
  await expect(importIdentity(other, { ...person, name: 'X' }, { words: broken })).rejects.toMatchObject({
    code: 'words-unusable',
  });
  const damaged = made.secretKey.replace(
    /\n(.{40})(.)/,
    (_, before: string, one: string) => `\n${before}${one === 'A' ? 'B' : 'A'}`,
  );
  await expect(
    importIdentity(other, { ...person, name: 'X' }, { secretKey: damaged, filePassphrase: 'слово' }),
  ).rejects.toThrow(/key|passphrase/);
  other.close();
  archive.close();
});

test('retired by itself, by its paper statement, by an office; by nobody else', async () => {
  const archive = await newArchive();
  const statementOf = await createIdentity(archive, { ...person, name: 'Paper' });
  await createIdentity(archive, { ...person, name: 'Self' });
  await createIdentity(archive, { ...person, name: 'Lost' });
  await createIdentity(archive, { ...person, name: 'Other', passphrase: null });
  await createIdentity(archive, { ...person, name: 'Office', isOffice: true, passphrase: null });
  const retire = (name: string, proof: Parameters<typeof retireIdentity>[2], since: string | null = null) =>
    retireIdentity(archive, name, proof, since);
  const unusable = expect.objectContaining({ code: 'retirement-unusable' }) as Error;
  expect(() => retire('Lost', { by: 'Other', passphrase: null })).toThrow(unusable);
  expect(() => retire('Lost', { statement: statementOf.retirement })).toThrow(unusable);
  expect(() =>
    retire('Paper', { statement: statementOf.retirement.replace('identity', 'identitY') }),
  ).toThrow(unusable);
  expect(retire('Paper', { statement: statementOf.retirement.replaceAll('\n', '\r\n') }).retiredAt).not.toBe(
    null,
  );
  expect(retire('Self', { by: 'Self', passphrase: 'слово' }).retiredAt).not.toBe(null);
  expect(retire('Lost', { by: 'Office', passphrase: null }, '2026-11-01')).toMatchObject({
    compromisedSince: '2026-11-01',
  });
  for (const name of ['Paper', 'Self', 'Lost'])
    await expect(unlockIdentity(archive, name, 'слово')).rejects.toMatchObject({ code: 'identity-retired' });
  await expect(
    importIdentity(archive, { ...person, name: 'New' }, { words: statementOf.words }),
  ).rejects.toMatchObject({ code: 'identity-retired' });
  // The same name can be somebody new.
  const next = await createIdentity(archive, { ...person, name: 'Self' });
  expect(next.identity.retiredAt).toBe(null);
  archive.close();
});

describe('the key that signs checkpoints', () => {
  const pending = (archive: Archive): number =>
    archive.catalogue
      .prepare<[], number>('SELECT count(*) FROM checkpoint WHERE note IS NULL')
      .pluck()
      .get() ?? -1;

  test('in an encrypted archive it is wrapped for each identity, and checkpoints wait until one unlocks', async () => {
    const path = join(temporaryFolder(), 'archive');
    createArchive({ path, name: 'E', operator: null, clock, encryption: await testEncryption({ clock }) });
    const open = async (): Promise<Archive> =>
      openArchive(path, { access: 'write', clock, keys: await testKeys(path) });
    const first = await open();
    act(first);
    first.close();
    let archive = await open();
    expect(pending(archive)).toBe(0);
    await createIdentity(archive, { ...person, name: 'Anna' });
    expect(archive.catalogue.prepare('SELECT private_key FROM replica').pluck().get()).toBe(null);
    await createIdentity(archive, { ...person, name: 'Boris', passphrase: null });
    archive.session.lock();
    act(archive);
    archive.close();
    archive = await open();
    act(archive);
    archive.close();
    archive = await open();
    expect(pending(archive)).toBe(2);
    // Somebody new, while nobody who has the key is unlocked, cannot be given it.
    await createIdentity(archive, { ...person, name: 'Clara', passphrase: null });
    expect(archive.session.replicaKey).toBe(null);
    await unlockIdentity(archive, 'Boris', null);
    expect(pending(archive)).toBe(0);
    await unlockIdentity(archive, 'Clara', null);
    expect(archive.session.replicaKey).not.toBe(null);
    archive.close();
    const log = stele(['log', path, '--verify', '--json'], {
      env: { STELE_PASSPHRASE: 'a passphrase of the tests' },
    });
    expect(log.json()).toMatchObject({ verdict: 'verified' });
  });

  test('a package written while it is locked says that nobody signed its checkpoint', async () => {
    const base = temporaryFolder();
    const [path, card] = [join(base, 'archive'), join(base, 'card')] as const;
    mkdirSync(card);
    writeFileSync(join(card, 'a.txt'), 'a text');
    createArchive({ path, name: 'E', operator: null, clock, encryption: await testEncryption({ clock }) });
    const env = { STELE_PASSPHRASE: 'a passphrase of the tests' };
    const run = (...words: string[]): Ran => stele([...words, '--json'], { env });
    expect(run('import', path, card).code).toBe(0);
    expect(run('identity', 'create', path, '--name', 'Anna', '--no-passphrase').code).toBe(0);
    const [locked, signed] = [join(base, 'locked'), join(base, 'signed')] as const;
    expect(run('export', path, locked, '--profile', 'transfer', '--all').code).toBe(0);
    const custody = (ran: Ran): unknown =>
      (ran.json().checks as { check: string; outcome: string }[]).find(({ check }) => check === 'custody');
    const verified = run('verify', locked);
    expect(verified.json()).toMatchObject({ verdict: 'verified', findings: [] });
    expect(custody(verified)).toMatchObject({
      outcome: 'not-checked',
      reason: expect.stringContaining('nobody signed') as string,
    });
    const events = join(locked, 'data/custody/events.jsonl');
    writeFileSync(events, readFileSync(events, 'utf8').replace('sha256', 'sha257'));
    expect(custody(run('verify', locked))).toMatchObject({ outcome: 'failed' });
    // A signature cannot be taken off: what names the key asks for it.
    expect(
      run('export', path, signed, '--profile', 'transfer', '--all', '--sign-as', 'Anna', '--no-passphrase')
        .code,
    ).toBe(0);
    expect(custody(run('verify', signed))).toMatchObject({ outcome: 'verified' });
    const checkpoint = join(signed, 'data/custody/checkpoint.txt');
    writeFileSync(checkpoint, readFileSync(checkpoint, 'utf8').split('\n').slice(0, 3).join('\n') + '\n');
    expect(custody(run('verify', signed))).toMatchObject({ outcome: 'failed' });
  });

  test('in a plain archive it lies in clear, whoever is there', async () => {
    const path = join(temporaryFolder(), 'archive');
    createArchive({ path, name: 'P', operator: null, clock });
    const archive = openArchive(path, { access: 'write', clock });
    await createIdentity(archive, { ...person, name: 'Anna' });
    expect(archive.catalogue.prepare('SELECT private_key FROM replica').pluck().get()).not.toBe(null);
    archive.close();
  });
});

describe('minisign', () => {
  function world() {
    const base = temporaryFolder();
    const [archive, card, secret] = [
      join(base, 'archive'),
      join(base, 'card'),
      join(base, 'secret'),
    ] as const;
    mkdirSync(card);
    writeFileSync(join(card, 'a.txt'), 'a text');
    writeFileSync(secret, 'an identity\n');
    createArchive({ path: archive, name: 'M', operator: null, clock });
    expect(stele(['import', archive, card]).code).toBe(0);
    const run = (...words: string[]): Ran => stele([...words, '--json']);
    const made = run(
      'identity',
      'create',
      archive,
      '--name',
      'Anna',
      '--passphrase-file',
      secret,
    ).json() as Record<string, string>;
    return { base, archive, secret, run, made, publicKey: made.publicKey ?? '' };
  }
  const signatureOf = (ran: Ran): unknown =>
    (ran.json().checks as { check: string; outcome: string }[]).find(({ check }) => check === 'signature');

  test('a package is signed, checked, and its signature cannot be moved, changed or taken away', () => {
    const { base, archive, secret, run, publicKey } = world();
    const folder = join(base, 'package');
    const exported = run(
      'export',
      archive,
      folder,
      '--profile',
      'transfer',
      '--all',
      '--sign-as',
      'Anna',
      '--passphrase-file',
      secret,
    );
    expect(exported.json()).toMatchObject({ signedBy: [publicKey] });
    expect(readFileSync(join(folder, 'bag-info.txt'), 'utf8')).toContain(
      `\nStele-Signing-Key: ${publicKey}\n`,
    );
    const unknown = run('verify', folder);
    expect(unknown.code).toBe(0);
    expect(signatureOf(unknown)).toMatchObject({
      outcome: 'verified',
      reason: expect.stringContaining('valid, signer unknown') as string,
    });
    expect(signatureOf(run('verify', folder, '--key', publicKey))).toMatchObject({
      outcome: 'verified',
      reason: expect.not.stringContaining('unknown') as string,
    });
    const stranger = run('identity', 'create', archive, '--name', 'B', '--no-passphrase').json() as Record<
      string,
      string
    >;
    const asked = run('verify', folder, '--key', stranger.publicKey ?? '');
    expect(asked.code).toBe(1);
    expect(asked.json().findings).toMatchObject([
      { path: 'tagmanifest-sha256.txt.minisig', problem: 'missing' },
    ]);
    expect(run('verify', folder, '--key', 'RWnonsense').code).toBe(2);

    const path = join(folder, 'tagmanifest-sha256.txt.minisig');
    const whole = readFileSync(path, 'utf8');
    for (const changed of [
      whole.replace(/timestamp:\d/, 'timestamp:9'),
      whole.replace(
        /\n(RU.{60})(.)/,
        (_, before: string, one: string) => `\n${before}${one === 'A' ? 'B' : 'A'}`,
      ),
      whole.replace('trusted', 'trustad'),
      '',
    ]) {
      writeFileSync(path, changed);
      const ran = run('verify', folder);
      expect(ran.code, changed).toBe(1);
      expect(signatureOf(ran)).toMatchObject({ outcome: 'failed' });
    }
    rmSync(path);
    expect(run('verify', folder).json()).toMatchObject({
      verdict: 'failed',
      findings: [{ problem: 'missing' }],
    });
    writeFileSync(path, whole);
    expect(run('verify', folder).code).toBe(0);
    const unsigned = join(base, 'unsigned');
    expect(run('export', archive, unsigned, '--profile', 'transfer', '--all').json()).toMatchObject({
      signedBy: [],
    });
    expect(signatureOf(run('verify', unsigned))).toMatchObject({ outcome: 'not-checked' });
    writeFileSync(join(unsigned, 'tagmanifest-sha256.txt.minisig'), whole);
    expect(run('verify', unsigned, '--key', publicKey).code).toBe(1);
  });

  test('minisign accepts our signature, and opens a key that we wrote, in little memory', ({ skip }) => {
    if (!hasMinisign) return skip(noMinisign);
    const { base, archive, secret, run, publicKey } = world();
    const folder = join(base, 'package.zip.d');
    run(
      'export',
      archive,
      folder,
      '--profile',
      'transfer',
      '--all',
      '--sign-as',
      'Anna',
      '--passphrase-file',
      secret,
    );
    const manifest = join(folder, 'tagmanifest-sha256.txt');
    const checked = spawnSync('minisign', ['-Vm', manifest, '-P', publicKey], { encoding: 'utf8' });
    expect(checked.stderr).toBe('');
    expect(checked.stdout).toContain('Signature and comment signature verified');
    const key = join(base, 'anna.key');
    expect(
      run('identity', 'export', archive, '--name', 'Anna', '--passphrase-file', secret, '--out', key).code,
    ).toBe(0);
    const file = join(base, 'file');
    writeFileSync(file, 'anything');
    // 300 MB of address space: what minisign may use to open it.
    const signed = spawnSync('sh', ['-c', `ulimit -v 307200; exec minisign -Sm "${file}" -s "${key}"`], {
      input: 'an identity\n',
      encoding: 'utf8',
    });
    expect(signed.stderr + signed.stdout).not.toMatch(/failed|error|memory/i);
    expect(signed.status).toBe(0);
    expect(spawnSync('minisign', ['-Vm', file, '-P', publicKey]).status).toBe(0);
  });

  test('a package signed by minisign itself is accepted, with a key made by minisign', ({ skip }) => {
    if (!hasMinisign) return skip(noMinisign);
    const { base, archive, run } = world();
    const [folder, pub, sec] = [join(base, 'package'), join(base, 'm.pub'), join(base, 'm.key')] as const;
    expect(spawnSync('minisign', ['-G', '-W', '-p', pub, '-s', sec]).status).toBe(0);
    run('export', archive, folder, '--profile', 'transfer', '--all');
    const manifest = join(folder, 'tagmanifest-sha256.txt');
    expect(spawnSync('minisign', ['-Sm', manifest, '-s', sec]).status).toBe(0);
    const ran = run('verify', folder, '--key', pub);
    expect(ran.code).toBe(0);
    expect(signatureOf(ran)).toMatchObject({ outcome: 'verified' });
    // Without its key nothing can be said, and nothing is wrong.
    expect(run('verify', folder).json()).toMatchObject({ verdict: 'verified' });
    expect(signatureOf(run('verify', folder))).toMatchObject({ outcome: 'not-checked' });
    // The same key as an identity here: it signs, and minisign accepts that.
    expect(run('identity', 'import', archive, '--name', 'M', '--key-file', sec, '--no-passphrase').code).toBe(
      0,
    );
    const second = join(base, 'second');
    run('export', archive, second, '--profile', 'transfer', '--all', '--sign-as', 'M', '--no-passphrase');
    expect(spawnSync('minisign', ['-Vm', join(second, 'tagmanifest-sha256.txt'), '-p', pub]).status).toBe(0);
    // And our own without a passphrase is one for minisign.
    const own = join(base, 'own.key');
    expect(run('identity', 'create', archive, '--name', 'Own', '--no-passphrase', '--out', own).code).toBe(0);
    expect(spawnSync('minisign', ['-Sm', pub, '-s', own]).status).toBe(0);
    // Signed by two: each is asked for by itself.
    expect(
      spawnSync('minisign', ['-Sm', manifest, '-s', sec, '-x', `${manifest}.second.minisig`]).status,
    ).toBe(0);
    expect(run('verify', folder, '--key', pub).code).toBe(0);
  });
});
