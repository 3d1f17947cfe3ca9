import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exportFromArchive } from '../../../src/core/packages/export-from-archive.ts';
import type { PackageForm } from '../../../src/core/packages/types.ts';
import { verifyLog } from '../../../src/core/custody/verify-log.ts';
import { readEvents, valuesOf } from '../../../src/core/custody/read.ts';
import { sha256 } from '../../../src/core/cryptography/digest.ts';
import { verifySignature } from '../../../src/core/cryptography/signing.ts';
import { checkCustody } from '../../../src/verifier/custody/package-custody.ts';
import { verifyAny } from '../../../src/core/verify/verify-any.ts';
import { newTestArchive, type TestArchive } from '../../helpers/archive.ts';
import { refit } from '../../helpers/bags.ts';
import { run, testWith } from '../../helpers/programs.ts';
import { verifierWith } from '../../helpers/verifier.ts';

const hostile = '=HYPERLINK("x"),"\nnew line.jpg';
let world: TestArchive;
beforeEach(async () => {
  world = await newTestArchive({
    'church.jpg': 'a church',
    'мечеть.jpg': 'a mosque',
    'գերեզման.jpg': Buffer.alloc(3_000_000, 7),
    [hostile]: 'a formula',
    'empty.jpg': '',
  });
});
afterEach(() => world.close());

function items(): number[] {
  return world.archive.catalogue.prepare<[], number>('SELECT id FROM item ORDER BY id').pluck().all();
}

function exportTo(name: string, form: PackageForm = 'folder', signal = new AbortController().signal) {
  const destination = join(world.folder, name);
  const request = { destination, profile: 'transfer' as const, form, itemIds: items(), signal };
  return exportFromArchive(world.archive, world.pool, { ...request, onProgress: () => undefined });
}

const beside = (): string[] => readdirSync(world.folder).toSorted();
const exportEvents = () =>
  [...readEvents(world.archive.catalogue, world.archive.events.log.id)]
    .map(valuesOf)
    .filter(({ type }) => type === 'export' || type === 'fixity check');
/** Where the bytes of one file lie. */
function vaultPath(content: string): string {
  const name = world.archive.catalogue
    .prepare<[Uint8Array], string>('SELECT vault_name FROM file WHERE sha256 = ?')
    .pluck()
    .get(sha256(content));
  return join(world.archive.path, 'originals', name ?? '');
}

function custodyOf(root: string) {
  const manifest = readFileSync(join(root, 'manifest-sha256.txt'), 'utf8').trim().split('\n');
  const exhibits = manifest
    .map((line) => ({ sha256: line.slice(0, 64), path: line.slice(66) }))
    .filter(({ path }) => path.startsWith('data/exhibits/'));
  return checkCustody({
    read: (path) => Promise.resolve(existsSync(join(root, path)) ? readFileSync(join(root, path)) : null),
    sha256,
    verifySignature,
    exhibits: () => exhibits,
  });
}

test('a package holds every original, its record, the catalogue and its custody events', async () => {
  const summary = await exportTo('package');
  const root = join(world.folder, 'package');
  expect(summary).toMatchObject({ path: root, files: 5, signedBy: [], withheld: [] });
  expect(readdirSync(root).toSorted()).toEqual([
    'README.txt',
    'bag-info.txt',
    'bagit.txt',
    'data',
    'manifest-sha256.txt',
    'manifest-sha512.txt',
    'tagmanifest-sha256.txt',
    'tagmanifest-sha512.txt',
  ]);
  const exhibits = readdirSync(join(root, 'data/exhibits'));
  expect(exhibits.toSorted()).toEqual([1, 2, 3, 4, 5].map((position) => `E-000${position}.jpg`));
  const contents = exhibits
    .map((name) => readFileSync(join(root, 'data/exhibits', name), 'latin1'))
    .toSorted();
  expect(contents.includes('a church') && contents.includes('')).toBe(true);
  const record = JSON.parse(readFileSync(join(root, 'data/metadata/E-0001.json'), 'utf8')) as {
    files: { path: string; sha256: string }[];
  };
  const [file] = record.files;
  const bytes = readFileSync(join(root, file?.path ?? ''));
  expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(file?.sha256);
  expect(beside()).toEqual(['archive', 'package', 'source']);
});

test('bag-info names the bytes, the package and the checkpoint; its log is signed and complete', async () => {
  const { tagmanifestSha256 } = await exportTo('package');
  const root = join(world.folder, 'package');
  const info = readFileSync(join(root, 'bag-info.txt'), 'utf8');
  const payload = run('find', ['data', '-type', 'f', '-printf', '%s\n'], root).trim().split('\n').map(Number);
  expect(info).toContain(`Payload-Oxum: ${payload.reduce((sum, size) => sum + size, 0)}.${payload.length}\n`);
  expect(info).toMatch(/^Stele-Package-Format: 1$/m);
  const tagmanifest = readFileSync(join(root, 'tagmanifest-sha256.txt'));
  expect(Buffer.from(sha256(tagmanifest)).toString('hex')).toBe(tagmanifestSha256);
  expect(exportEvents().map(({ detail }) => detail)).toMatchObject([
    { stage: 'started', profile: 'transfer', files: 5 },
    { stage: 'finished', tagmanifestSha256 },
  ]);
  expect(await custodyOf(root)).toMatchObject({ check: { outcome: 'verified' }, findings: [], events: 7 });
  const { catalogue, events } = world.archive;
  expect(await verifyLog(catalogue, events.log.id)).toMatchObject({ findings: [], checkpoints: 1 });
  expect(catalogue.prepare('SELECT count(*) AS n FROM package_item').get()).toEqual({ n: 5 });
});

test('the program’s own verifier accepts folder and zip, and finds what was changed', async () => {
  const clock = () => new Date();
  const options = { pool: world.pool, open: { clock }, signal: new AbortController().signal };
  const verify = (path: string) => verifyAny(path, { ...options, onProgress: () => undefined });
  const folder = await exportTo('package');
  const zip = await exportTo('package.zip', 'zip');
  for (const { path } of [folder, zip]) {
    const { verdict, findings, checks } = await verify(path);
    expect({ verdict, findings }).toEqual({ verdict: 'verified', findings: [] });
    expect(checks.find(({ check }) => check === 'custody')).toMatchObject({ outcome: 'verified' });
  }
  writeFileSync(join(folder.path, 'data/exhibits/E-0002.jpg'), 'another');
  expect(await verify(folder.path)).toMatchObject({ verdict: 'failed' });
});

describe.each(['sha256', 'sha512'] as const)('%s', (algorithm) => {
  for (const list of ['manifest', 'tagmanifest']) {
    testWith(`${algorithm}sum`, ['--version'])(`plain ${algorithm}sum accepts the ${list}`, async () => {
      await exportTo('package');
      const root = join(world.folder, 'package');
      expect(run(`${algorithm}sum`, ['--strict', '-c', `${list}-${algorithm}.txt`], root)).not.toMatch(
        /FAILED/,
      );
      const zip = await exportTo('package.zip', 'zip');
      run('unzip', ['-q', zip.path, '-d', join(world.folder, 'out')]);
      run(
        `${algorithm}sum`,
        ['--strict', '-c', `${list}-${algorithm}.txt`],
        join(world.folder, 'out/package'),
      );
    });
  }
});

testWith('unzip', ['-v'])('unzip accepts the zip (unzip)', async () => {
  const { path } = await exportTo('պահոց 1.zip', 'zip');
  expect(run('unzip', ['-t', path])).toContain('No errors detected');
  expect(run('unzip', ['-Z1', path]).split('\n')[0]).toBe('1/bagit.txt');
  expect(beside()).toEqual(['archive', 'source', 'պահոց 1.zip']);
});

testWith('python3', ['--version'])(
  'Python accepts the zip, and every entry lies in one folder (python3)',
  async () => {
    const { path } = await exportTo('package.zip', 'zip');
    const script =
      'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;' +
      'print(len(z.namelist()),{n.split("/")[0] for n in z.namelist()})';
    expect(run('python3', ['-c', script, path])).toBe("21 {'package'}\n");
  },
);

testWith('7z', ['i'])('7-Zip accepts the zip (7z)', async () => {
  const { path } = await exportTo('package.zip', 'zip');
  expect(run('7z', ['t', path])).toContain('Everything is Ok');
});

testWith('python3', ['--version'])(
  'a spreadsheet gets text where a name is a formula (python3)',
  async () => {
    await exportTo('package');
    const script =
      'import csv,json,sys;f=open(sys.argv[1],encoding="utf-8-sig",newline="");' +
      'print(json.dumps([r["original_name"] for r in csv.DictReader(f)]))';
    const path = join(world.folder, 'package/data/catalogue.csv');
    const names = JSON.parse(run('python3', ['-c', script, path])) as string[];
    expect(names).toContain(`'${hostile}`);
    expect(names).toContain('գերեզման.jpg');
    expect(readFileSync(path, 'utf8')).not.toMatch(/(^|,|")=/m);
  },
);

describe.each(['folder', 'zip'] as const)('a damaged original stops the export as %s', (form) => {
  const damages: readonly [string, (path: string) => void][] = [
    ['changed', (path) => writeFileSync(path, 'a chuRch')],
    ['shorter', (path) => truncateSync(path, 3)],
    ['longer', (path) => writeFileSync(path, 'a church and a tower')],
    ['missing', (path) => unlinkSync(path)],
    [
      'a link',
      (path) => {
        unlinkSync(path);
        symlinkSync('/etc/hostname', path);
      },
    ],
  ];
  test.each(damages)('%s', async (_, damage) => {
    const path = vaultPath('a church');
    chmodSync(path, 0o644);
    damage(path);
    await expect(exportTo('package', form)).rejects.toMatchObject({
      code: 'original-damaged',
      details: { name: 'church.jpg' },
    });
    expect(beside()).toEqual(['archive', 'source']);
    expect(exportEvents()).toMatchObject([
      { type: 'export', detail: { stage: 'started' } },
      { type: 'fixity check', outcome: 'failure', subject: { kind: 'file' } },
      { type: 'export', outcome: 'failure', detail: { stage: 'failed', reason: 'original-damaged' } },
    ]);
    const { catalogue, events } = world.archive;
    expect((await verifyLog(catalogue, events.log.id)).findings).toEqual([]);
  });
});

describe('the destination', () => {
  test('may be an empty folder', async () => {
    mkdirSync(join(world.folder, 'empty'));
    await exportTo('empty');
    expect(existsSync(join(world.folder, 'empty/bagit.txt'))).toBe(true);
    mkdirSync(join(world.folder, 'empty.zip'));
    await exportTo('empty.zip', 'zip');
    expect(statSync(join(world.folder, 'empty.zip')).isFile()).toBe(true);
  });

  test.each([
    ['a folder with something in it', 'source', 'destination-not-empty'],
    ['a dangling link', 'link', 'destination-not-empty'],
    ['the archive', 'archive', 'destination-inside-archive'],
    ['a place in the archive', 'archive/originals/package', 'destination-inside-archive'],
    ['a place in the archive by way of a link', 'way/package', 'destination-inside-archive'],
    ['a place in a folder that does not exist', 'nowhere/package', 'path-not-found'],
    ['a place in a file', 'source/church.jpg/package', 'path-not-found'],
  ])('is refused where it is %s', async (_, name, code) => {
    symlinkSync('nothing', join(world.folder, 'link'));
    symlinkSync('archive', join(world.folder, 'way'));
    await expect(exportTo(name)).rejects.toMatchObject({ code });
    expect(exportEvents()).toEqual([]);
    expect(beside()).toEqual(['archive', 'link', 'source', 'way']);
  });

  test('a leftover of a killed export is cleared away; what is not ours stays', async () => {
    const { workFolder } = await leaveBehind('package');
    mkdirSync(join(world.folder, '.package.partial-other'));
    await exportTo('package');
    expect(existsSync(workFolder)).toBe(false);
    expect(beside()).toEqual(['.package.partial-other', 'archive', 'package', 'source']);
  });

  test.each(['', 'stele exp'])('killed while it set its mark (%j), it is cleared away too', async (part) => {
    const { workFolder } = await leaveBehind('package');
    rmSync(join(workFolder, 'half.jpg'));
    const mark = readFileSync(join(workFolder, 'stele-export.txt'), 'utf8');
    writeFileSync(join(workFolder, 'stele-export.txt'), mark.slice(0, part.length));
    await exportTo('package');
    expect(existsSync(workFolder)).toBe(false);
  });

  test('somebody else’s files under the very name of the work folder are not touched', async () => {
    const { workFolder } = await leaveBehind('package');
    writeFileSync(join(workFolder, 'stele-export.txt'), 'of another archive\n');
    await expect(exportTo('package')).rejects.toMatchObject({ code: 'destination-not-empty' });
    expect(existsSync(join(workFolder, 'half.jpg'))).toBe(true);
  });
});

async function leaveBehind(name: string): Promise<{ workFolder: string }> {
  const { prepareDestination } = await import('../../../src/core/packages/destination.ts');
  const archive = { path: world.archive.path, uid: world.archive.uid };
  const left = await prepareDestination(join(world.folder, name), archive);
  writeFileSync(join(left.workFolder, 'half.jpg'), 'half');
  return left;
}

test('stopped on request, it leaves nothing behind and says so in the log', async () => {
  const stop = new AbortController();
  const running = exportTo('package', 'zip', stop.signal);
  setTimeout(() => stop.abort(), 5);
  const outcome = await running.then(
    () => 'done',
    (error: unknown) => error,
  );
  if (outcome === 'done') return; // It was quicker.
  expect(outcome).toMatchObject({ code: 'interrupted' });
  expect(beside()).toEqual(['archive', 'source']);
});

test('an empty selection is refused', async () => {
  world.archive.catalogue.pragma('foreign_keys = OFF');
  world.archive.catalogue.exec('DELETE FROM item');
  await expect(exportTo('package')).rejects.toMatchObject({ code: 'nothing-selected' });
});

test('changed events, proofs and checkpoints of a package are found', async () => {
  await exportTo('package');
  const root = join(world.folder, 'package');
  const attacks: readonly [file: string, change: (text: string) => string, path: RegExp, problem: string][] =
    [
      ['events.jsonl', (text) => text.replace('image/jpeg', 'image/jpeh'), /events/, 'changed'],
      // Salts are drawn by lot, and any letter may stand there.
      [
        'events.jsonl',
        (text) => text.replace(/(?<="leaf":"\[1,\\")./, (letter) => (letter === '_' ? 'A' : '_')),
        /events/,
        'changed',
      ],
      ['events.jsonl', (text) => text.slice(text.indexOf('\n') + 1), /events/, 'missing'],
      ['proofs.json', (text) => text.replace(/"path":\["./, '"path":["_'), /proofs/, 'malformed'],
      ['proofs.json', (text) => text.replace(/"path":\["....../, '"path":["AAAAAA'), /events/, 'changed'],
      ['proofs.json', (text) => text.replace(/"size":\d+/, '"size":4'), /proofs/, 'changed'],
      ['checkpoint.txt', (text) => text.replace(/\n\d+\n/, '\n4\n'), /checkpoint/, 'changed'],
      ['checkpoint.txt', () => 'nothing', /checkpoint/, 'malformed'],
    ];
  for (const [name, change, path, problem] of attacks) {
    const file = join(root, 'data/custody', name);
    const text = readFileSync(file, 'utf8');
    expect(change(text)).not.toBe(text);
    writeFileSync(file, change(text));
    const { check, findings } = await custodyOf(root);
    expect(check.outcome).toBe('failed');
    expect(findings.some((found) => path.test(found.path) && found.problem === problem)).toBe(true);
    writeFileSync(file, text);
  }
  unlinkSync(join(root, 'data/custody/proofs.json'));
  expect((await custodyOf(root)).findings).toMatchObject([
    { path: 'data/custody/proofs.json', problem: 'missing' },
  ]);
});

describe('a line out of place in the custody files is named once, with what follows from it', () => {
  const without = (text: string, ...gone: number[]): string =>
    text
      .split('\n')
      .filter((_, at) => !gone.includes(at))
      .join('\n');
  const swapped = (text: string, at: number): string => {
    const lines = text.split('\n');
    [lines[at], lines[at + 1]] = [lines[at + 1] ?? '', lines[at] ?? ''];
    return lines.join('\n');
  };
  const eventsFile = 'data/custody/events.jsonl';
  const proofsFile = 'data/custody/proofs.json';

  test.each<[string, string, (text: string) => string, RegExp[]]>([
    [
      'an event',
      eventsFile,
      (text) => without(text, 2),
      [
        /^missing .*events.jsonl: not there.*: event 2$/,
        /^missing data\/exhibits\/E-0002\.jpg: the event that took it in/,
      ],
    ],
    [
      'several events in a row',
      eventsFile,
      (text) => without(text, 2, 3),
      [/^missing .*events.jsonl: not there.*: events 2 to 3$/, /took in 2 exhibits .*E-0002.*E-0003/],
    ],
    [
      'the event that began the accession',
      eventsFile,
      (text) => without(text, 0),
      [/^missing .*events.jsonl: not there.*: event 0$/],
    ],
    [
      'the event that began the export',
      eventsFile,
      (text) => without(text, text.trimEnd().split('\n').length - 1),
      [/^missing .*events.jsonl: not there.*: event 7$/],
    ],
    [
      'the last event of a file',
      eventsFile,
      (text) => without(text, text.trimEnd().split('\n').length - 2),
      [/^missing .*events.jsonl: not there.*: event 5$/, /^missing .*E-0005/],
    ],
    ['a proof', proofsFile, (text) => without(text, 3), [/^missing .*proofs.json: no proof for event 2$/]],
    ['two events swapped', eventsFile, (text) => swapped(text, 1), [/^malformed .*line 3: not in the order/]],
    [
      'a number of an event',
      eventsFile,
      (text) => text.replace('{"sequence":2,', '{"sequence":400,'),
      [/^changed .*line 3: it says event 400 and is event 2$/],
    ],
    [
      'a lower number of an event',
      eventsFile,
      (text) => text.replace('{"sequence":2,', '{"sequence":0,'),
      [/^changed .*line 3: it says event 0 and is event 2$/],
    ],
    [
      'an event that is none',
      eventsFile,
      (text) => text.replace('{"sequence":2,', '{"sequence:2,'),
      [/^malformed .*events.jsonl: line 3/, /^missing .*E-0002\.jpg/],
    ],
    [
      'the end of the proofs',
      proofsFile,
      (text) => text.trimEnd().slice(0, -2),
      [/^malformed .*not the end/],
    ],
  ])('%s', async (_, name, change, expected) => {
    await exportTo('package');
    const file = join(world.folder, 'package', name);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    const { check, findings } = await custodyOf(join(world.folder, 'package'));
    expect(check.outcome).toBe('failed');
    const found = findings.map(({ path, problem, detail }) => `${problem} ${path}: ${detail}`);
    expect(found.length, found.join('\n')).toBe(expected.length);
    for (const [at, pattern] of expected.entries()) expect(found[at]).toMatch(pattern);
    // What is written about the exhibits adds nothing to that.
    refit(join(world.folder, 'package'));
    const whole = await verifierWith(world.pool)(join(world.folder, 'package'));
    expect(whole.findings).toEqual(findings);
  });
});
