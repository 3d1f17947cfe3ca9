import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  archiveWith,
  done,
  expectOnlyDisposed,
  numbersOf,
  refused,
  valuesIn,
} from '../../helpers/disposition.ts';
import { encrypted, initArchive, openTestArchive } from '../../helpers/encryption.ts';
import { temporaryFolder } from '../../helpers/folders.ts';
import { verifyHere } from '../../helpers/killing.ts';
import { isInstalled, run } from '../../helpers/programs.ts';
import { stele } from '../../helpers/cli.ts';
import { formsOfBytes, tracesIn } from '../../helpers/traces.ts';
import { contentsOf, expectNothingLeftOver } from '../../helpers/whole.ts';

const clock = (): Date => new Date();
const as = (name: string): string[] => ['--sign-as', name, '--no-passphrase'];
/** Any piece of it that is long enough has the name in it. */
const text = (name: string): string => `${name} goes away `.repeat(30);

/** A field archive with four items, its package of three of them, and an office that can sign. */
async function world(form: 'folder' | 'zip' = 'folder') {
  const folder = temporaryFolder();
  const names = ['a.txt', 'b.txt', 'c.txt', 'd.txt'];
  const field = await archiveWith(folder, {
    ...Object.fromEntries(names.map((name) => [name, text(name)])),
    'a.xmp': '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>',
  });
  const numbers = numbersOf(field);
  const [a, b, c, d] = names.map((name) => numbers[name] ?? '') as [string, string, string, string];
  const office = join(folder, 'office');
  await initArchive(office, 'Office');
  const { publicKey: key } = done([
    'identity',
    'create',
    office,
    '--name',
    'Office',
    '--office',
    '--no-passphrase',
  ]).json() as {
    publicKey: string;
  };
  const pack = join(folder, form === 'zip' ? 'package.zip' : 'package');
  done([
    'export',
    field,
    pack,
    '--profile',
    'transfer',
    '--items',
    [a, b, c].join(','),
    ...(form === 'zip' ? ['--zip'] : []),
  ]);
  const out = join(folder, 'receipt.txt');
  const give = ['receipt', pack, '--archive', office, '--out', out, ...as('Office')];
  return { folder, field, office, pack, out, key, give, a, b, c, d };
}

describe('hand over and clear', () => {
  test('what the receipt covers is cleared, with events, and nothing else', async () => {
    const { field, office, out, key, give, a, b, c } = await world();
    const given = done(give).json();
    expect(given).toMatchObject({ path: out, publicKey: key, exhibits: 4 });
    const receipt = readFileSync(out, 'utf8');
    expect(receipt).toContain('has checked every file in it');
    expect(receipt.match(/^[0-9a-f]{64} {2}E-000[123] {2}data\/exhibits\/\S+$/gm)).toHaveLength(4);
    if (isInstalled('minisign', '-v')) run('minisign', ['-Vm', out, '-P', key]);
    expect(stele(['log', office, '--json']).stdout).toContain('"stage":"received"');
    // A receipt is not written over another.
    expect(refused(give)).toBe('receipt-exists');

    done(['dispose', 'hold', field, c, '--reason', 'legal-proceedings']);
    const take = ['hand-over', field, '--receipt', out, '--key', key];
    expect(done(take).json()).toMatchObject({ covered: [a, b], left: [{ number: c, reason: 'held' }] });
    expect((await contentsOf(field)).files).toHaveLength(5);
    expect(stele([...take, '--clear', '--json']).code).toBe(2);
    const cleared = done([...take, '--clear', '--yes']).json();
    expect(cleared).toMatchObject({ destroyed: { files: 3 }, request: null, covered: [a, b] });
    expect(Object.keys(numbersOf(field))).toEqual(['c.txt', 'd.txt']);
    const findings = expectOnlyDisposed(field);
    expect(findings.map(({ path }) => path)).toEqual([a, b]);
    expect(findings[0]?.detail).toMatch(/^disposed by event \d+ on .*reason: handed-over$/);
    await expectNothingLeftOver(field);
    // Neither bytes nor hashes nor names of what was cleared, also not in a receipt.
    const needles = [
      ...formsOfBytes(Buffer.from(text('a.txt'))),
      Buffer.from('a.txt goes away'),
      Buffer.from('a.xmp'),
    ];
    expect(tracesIn(field, needles)).toEqual([]);
    const archive = await openTestArchive(field, { access: 'read', clock });
    const values = valuesIn(archive.catalogue);
    archive.close();
    for (const needle of needles) expect(values.some((value) => value.includes(needle))).toBe(false);
    const log = stele(['log', field]).stdout;
    expect(log.match(/ transfer acknowledged /g)).toHaveLength(1);
    // Once more: it is recorded once, and what is held has to be lifted first.
    expect(done([...take, '--clear', '--yes']).json()).toMatchObject({ covered: [], already: [a, b] });
    done(['dispose', 'lift', field, c]);
    expect(done([...take, '--clear', '--yes']).json()).toMatchObject({ covered: [c], already: [a, b] });
    expect(Object.keys(numbersOf(field))).toEqual(['d.txt']);
    expect(stele(['log', field]).stdout.match(/ transfer acknowledged /g)).toHaveLength(1);
    expect(expectOnlyDisposed(field)).toHaveLength(3);
  });

  test('a receipt for a zip does the same', async () => {
    const { field, out, key, give, a, b, c } = await world('zip');
    expect(done(give).json()).toMatchObject({ exhibits: 4 });
    const cleared = done(['hand-over', field, '--receipt', out, '--key', key, '--clear', '--yes']).json();
    expect(cleared).toMatchObject({ covered: [a, b, c], destroyed: { files: 4 } });
    expect(await verifyHere(field)).toMatchObject({ verdict: 'verified' });
  });

  test('what came after the package was written is not covered, and stays', async () => {
    const { field, out, key, give, a, b, c } = await world();
    done(give);
    // A sidecar is added to an item later: its bytes are in no receipt.
    const archive = await openTestArchive(field, { access: 'write', clock });
    archive.catalogue.exec(
      `UPDATE file SET item_id = (SELECT id FROM item WHERE number = '${b}'), sequence = 2
       WHERE item_id = (SELECT max(id) FROM item)`,
    );
    archive.close();
    const result = done(['hand-over', field, '--receipt', out, '--key', key, '--clear', '--yes']).json();
    expect(result).toMatchObject({ covered: [a, c], left: [{ number: b, reason: 'not-covered' }] });
    expect((await contentsOf(field)).files).toHaveLength(2);
  });

  test('with --keep-records what was written stays: listed, found, shown, and not given out', async () => {
    const { field, out, key, give, a, b, c } = await world();
    done(give);
    done(['hand-over', field, '--receipt', out, '--key', key, '--clear', '--keep-records', '--yes']);
    expect(stele(['list', field, '--json']).json()).toMatchObject({ total: 4 });
    // Others may be found too: the temporary folder's random name is in every path.
    const found = stele(['list', field, '--query', 'a.txt', '--json']).json().items as { number: string }[];
    expect(found.find(({ number }) => number === a)).toMatchObject({
      title: 'a.txt',
      disposition: { state: 'handed-over' },
    });
    expect(stele(['list', field, '--state', 'handed-over', '--json']).json()).toMatchObject({ total: 3 });
    const shown = done(['show', field, a]).json();
    expect(shown).toMatchObject({
      title: 'a.txt',
      files: [],
      keptFiles: [{ name: 'a.txt' }, { name: 'a.xmp' }],
    });
    expect(stele(['show', field, a]).stdout).toContain('its originals are with the office');
    const findings = expectOnlyDisposed(field);
    expect(findings).toHaveLength(3);
    expect(findings[0]?.detail).toMatch(/^handed over, its bytes disposed by event/);
    await expectNothingLeftOver(field);
    expect(refused(['export', field, `${field}-p`, '--profile', 'transfer', '--items', b])).toBe(
      'item-hidden',
    );
    expect(done(['export', field, `${field}-p`, '--profile', 'transfer', '--all']).json()).toMatchObject({
      files: 1,
    });
    // The same bytes again are a new item, and not taken for something that is here.
    writeFileSync(join(field, '..', 'again.txt'), text('a.txt'));
    expect(done(['import', field, join(field, '..', 'again.txt')]).json()).toMatchObject({
      imported: 1,
      duplicates: 0,
    });
    // Afterwards all of it can still go.
    done(['dispose', 'destroy', field, c, '--reason', 'handed-over', '--yes']);
    expect(stele(['show', field, c]).stdout).toContain('Destroyed');
    const needle = Buffer.from('c.txt');
    if (!encrypted) expect(tracesIn(field, [needle])).toEqual([]);
    expectOnlyDisposed(field);
  });

  test('where two identities are demanded, clearing is a request that another one approves', async () => {
    const { field, out, key, give, a, b, c } = await world();
    done(give);
    for (const name of ['Anna K', 'Boris'])
      done(['identity', 'create', field, '--name', name, '--no-passphrase']);
    done(['dispose', 'require-two', field, 'on', ...as('Boris')]);
    const take = ['hand-over', field, '--receipt', out, '--key', key, '--clear', '--yes'];
    expect(refused(take)).toBe('identity-not-unlocked');
    const { request } = done([...take, ...as('Boris')]).json() as { request: { request: number } };
    expect((await contentsOf(field)).files).toHaveLength(5);
    const approve = ['dispose', 'approve', field, String(request.request), '--yes'];
    expect(refused([...approve, ...as('Boris')])).toBe('second-identity-needed');
    expect(done([...approve, ...as('Anna K')]).json()).toMatchObject({
      destroyed: [{ number: a }, { number: b }, { number: c }],
    });
    expect(expectOnlyDisposed(field)).toHaveLength(3);
  });
});

describe('a receipt that is not what it should be destroys nothing', () => {
  test('a forged line, another key, another package, another archive, a signature over something else', async () => {
    const { folder, field, office, pack, out, key, give, a, b, c, d } = await world();
    done(give);
    const before = await contentsOf(field);
    const clear = (receipt: string, words: readonly string[] = ['--key', key]) =>
      stele(['hand-over', field, '--receipt', receipt, ...words, '--clear', '--yes', '--json']);
    const reasonOf = (receipt: string, words?: readonly string[]): string => {
      const ran = clear(receipt, words);
      const { error } = ran.json() as { error?: { code: string; message: string } };
      expect(error?.code, ran.stdout).toBe('receipt-unusable');
      expect(ran.code).toBe(1);
      return error?.message ?? '';
    };
    const forge = (name: string, change: (receipt: string) => string): string => {
      const path = join(folder, name);
      writeFileSync(path, change(readFileSync(out, 'utf8')));
      writeFileSync(`${path}.minisig`, readFileSync(`${out}.minisig`));
      return path;
    };
    const over = 'its signature is not one of that key over this text';
    expect(
      reasonOf(forge('hash', (whole) => whole.replace(/^[0-9a-f]{8}(?=[0-9a-f]{56} {2}E)/m, '00000000'))),
    ).toContain(over);
    expect(
      reasonOf(
        forge('added', (whole) =>
          whole.replace(
            /Exhibits: 4\n\n/,
            `Exhibits: 5\n\n${'0'.repeat(64)}  E-0004  data/exhibits/E-0004.txt\n`,
          ),
        ),
      ),
    ).toContain(over);
    expect(reasonOf(forge('date', (whole) => whole.replace(/Received: 20/, 'Received: 19')))).toContain(over);
    expect(reasonOf(forge('less', (whole) => whole.replace(/^[0-9a-f]{64}.*\n/m, '')))).toContain(
      'as many exhibits',
    );
    expect(reasonOf(forge('cut', (whole) => whole.slice(0, -9)))).toMatch(/cut off|not hash/);
    expect(reasonOf(forge('other', () => 'something else\n'))).toContain('not a receipt');
    // A good signature of somebody whom nobody named.
    const other = done(['identity', 'create', office, '--name', 'Other', '--no-passphrase']).json() as {
      publicKey: string;
    };
    expect(reasonOf(out, ['--key', other.publicKey])).toContain('another key');
    expect(reasonOf(out, [])).toContain('no office of this archive');
    // Signed by the right one, for another package: an item that this package never had stays.
    const second = join(folder, 'second');
    done(['export', field, second, '--profile', 'transfer', '--items', d]);
    const secondReceipt = join(folder, 'second.txt');
    done(['receipt', second, '--archive', office, '--out', secondReceipt, ...as('Office')]);
    expect(done(['hand-over', field, '--receipt', secondReceipt, '--key', key]).json()).toMatchObject({
      covered: [d],
    });
    const foreign = await archiveWith(join(folder, 'foreign'), { 'x.txt': text('a.txt') });
    const foreignPackage = join(folder, 'foreign-package');
    done(['export', foreign, foreignPackage, '--profile', 'transfer', '--all']);
    const foreignReceipt = join(folder, 'foreign.txt');
    done(['receipt', foreignPackage, '--archive', office, '--out', foreignReceipt, ...as('Office')]);
    expect(reasonOf(foreignReceipt)).toContain('another archive');
    // The package is another one by now: the office signs what it has, and that is not what was written.
    const bag = join(pack, 'bag-info.txt');
    writeFileSync(bag, readFileSync(bag, 'utf8').replace('Stele-Exhibits: 3', 'Stele-Exhibits: 4'));
    expect(
      refused(['receipt', pack, '--archive', office, '--out', join(folder, 'r2'), ...as('Office')]),
    ).toBe('not-checkable');
    const exhibit = join(pack, 'data', 'exhibits', 'E-0001.txt');
    rmSync(exhibit);
    rmSync(bag);
    expect(
      stele(['receipt', pack, '--archive', office, '--out', join(folder, 'r3'), ...as('Office')]).code,
    ).not.toBe(0);
    expect(await contentsOf(field)).toEqual(before);
    expect([a, b, c].every((number) => Object.values(numbersOf(field)).includes(number))).toBe(true);
    expectOnlyDisposed(field);
  });

  test('a package that does not verify gets no receipt', async () => {
    const { pack, folder, give } = await world();
    const exhibit = join(pack, 'data', 'exhibits', 'E-0002.txt');
    writeFileSync(exhibit, 'something else\n');
    expect(refused(give)).toBe('package-not-verified');
    rmSync(exhibit);
    expect(refused(give)).toBe('package-not-verified');
    expect(refused(['receipt', folder, '--archive', join(folder, 'office'), ...as('Office')])).toBe(
      'not-checkable',
    );
  });

  test('an office that the archive knows needs no key to be given', async () => {
    const { field, folder, out, key, give } = await world();
    done(give);
    const file = join(folder, 'office.key');
    // Known by its public key alone, as an archive that was handed the office's key has it.
    const archive = await openTestArchive(field, { access: 'write', clock });
    const bytes = Buffer.from(key, 'base64');
    archive.catalogue
      .prepare(
        `INSERT INTO identity (uid, name, is_office, created_at, salt, public_key, key_id)
         VALUES (randomblob(16), 'The office', 1, ?, randomblob(16), ?, ?)`,
      )
      .run(clock().toISOString(), bytes.subarray(10), bytes.subarray(2, 10));
    archive.close();
    expect(done(['hand-over', field, '--receipt', out]).json()).toMatchObject({ left: [] });
    writeFileSync(file, `untrusted comment: key\n${key}\n`);
    expect(done(['hand-over', field, '--receipt', out, '--key', file]).json()).toMatchObject({ left: [] });
  });
});
