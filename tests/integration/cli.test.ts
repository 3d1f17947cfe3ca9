import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawPictures } from '../helpers/drawn-pictures.ts';
import { version } from '../../src/shared/version.ts';
import { copyDisk } from '../helpers/disk-copy.ts';
import { digestOf, edit, filesBelow, writeTagManifests } from '../helpers/bags.ts';
import { stele } from '../helpers/cli.ts';
import { openDatabase } from '../../src/core/database/connection.ts';
import { encrypted, initArchive, testKeys } from '../helpers/encryption.ts';
import { temporaryFolder } from '../helpers/folders.ts';

let base: string;
let card: string;
let archive: string;
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'stele-cli-'));
  card = join(base, 'card');
  archive = join(base, 'archive');
  mkdirSync(join(card, 'DCIM'), { recursive: true });
  await drawPictures(join(card, 'DCIM'), new Date('2026-01-02T03:04:05Z'));
  copyFileSync(join(card, 'DCIM/church.jpg'), join(card, 'DCIM/copy of church.jpg'));
  writeFileSync(join(card, 'DCIM/mosque.xmp'), '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');
  writeFileSync(join(card, 'note.txt'), 'Նշում\n');
  writeFileSync(join(card, 'DCIM/.DS_Store'), 'x');
  writeFileSync(join(card, 'DCIM/._church.jpg'), 'x');
  symlinkSync('/etc/hostname', join(card, 'link'));
  await initArchive(archive, 'Test', 'A. Person');
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('the loop', () => {
  test('import tells what became of every file', () => {
    const ran = stele(['import', archive, card, '--json']);
    expect(ran.code).toBe(0);
    const result = ran.json();
    expect(result).toMatchObject({ imported: 6, duplicates: 1, skipped: 3, failed: 0 });
    const files = result.files as {
      path: string;
      status: string;
      itemId: string | null;
      sha256: string | null;
      resumed: boolean;
      error: { code: string } | null;
    }[];
    expect(files.length).toBe(10);
    const of = (name: string) => files.find((file) => file.path === join(card, name));
    expect(of('DCIM/church.jpg')).toMatchObject({ status: 'imported', resumed: false, error: null });
    expect(of('DCIM/copy of church.jpg')).toMatchObject({
      status: 'duplicate',
      itemId: of('DCIM/church.jpg')?.itemId,
    });
    expect(of('DCIM/mosque.xmp')).toMatchObject({
      status: 'imported',
      itemId: of('DCIM/mosque.jpg')?.itemId,
    });
    expect(of('link')).toMatchObject({ status: 'skipped', error: { code: 'skipped-link' }, sha256: null });
    expect(of('DCIM/.DS_Store')).toMatchObject({ status: 'skipped' });
  });

  test('the same again is seen again, and stored once', () => {
    const before = readdirSync(join(archive, 'originals'), { recursive: true }).length;
    const again = stele(['import', archive, card, '--json']);
    expect(again.json()).toMatchObject({ imported: 0, duplicates: 7, failed: 0, bytes: 0 });
    expect(readdirSync(join(archive, 'originals'), { recursive: true }).length).toBe(before);
  });

  test('list and show', () => {
    const { total, items } = stele(['list', archive, '--json']).json() as {
      total: number;
      items: { id: string; number: string; title: string; captured: string | null; files: number }[];
    };
    expect(total).toBe(5);
    expect(items.find((item) => item.title === 'mosque.jpg')).toMatchObject({ files: 2 });
    expect(stele(['list', archive, '--json', '--limit', '2', '--offset', '1']).json().items).toEqual(
      items.slice(1, 3),
    );
    expect(stele(['list', archive, '--json', '--query', 'Cemet']).json()).toMatchObject({ total: 1 });
    expect(stele(['list', archive, '--json', '--query', 'nothing like it']).json()).toEqual({
      total: 0,
      items: [],
    });
    const church = items.find((item) => item.title === 'church.jpg');
    const shown = stele(['show', archive, church?.number ?? '', '--json']).json() as {
      files: Record<string, unknown>[];
      custody: { type: string; standing: string }[];
      captured: string;
      position: object;
    };
    expect(shown.files[0]).toMatchObject({
      size: readFileSync(join(card, 'DCIM/church.jpg')).length,
      mediaType: 'image/jpeg',
      originalName: 'church.jpg',
      originalPath: join(card, 'DCIM/church.jpg'),
      width: 1600,
      height: 1200,
      camera: { make: 'Stele', model: 'demo picture' },
      position: { latitude: 41.17, longitude: expect.closeTo(31.3347, 3) as number },
      software: 'Stele demo: drawn by a program',
    });
    expect(shown.captured).toBe((shown.files[0]?.captured as { value: string }).value);
    expect(shown.custody.map(({ type }) => type)).toEqual([
      'ingestion',
      'ingestion',
      'ingestion',
      'ingestion',
    ]);
    expect(shown.custody[0]?.standing).toBe('claimed');
    const sha256 = String(shown.files[0]?.sha256);
    const several = stele(['show', archive, sha256.slice(0, 8), church?.id ?? '', '--json']).lines();
    expect(several.map((item) => item.number)).toEqual([church?.number, church?.number]);
  });

  test('a package, folder and zip, verifies and satisfies sha256sum', () => {
    for (const form of ['folder', 'zip']) {
      const path = join(base, `package.${form}`);
      const ran = stele([
        'export',
        archive,
        path,
        '--profile',
        'transfer',
        '--all',
        '--json',
        ...(form === 'zip' ? ['--zip'] : []),
      ]);
      expect(ran.json()).toMatchObject({ path, files: 6, signedBy: [], withheld: [] });
      const checked = stele(['verify', path, '--json']);
      expect(checked.json()).toMatchObject({ kind: 'package', verdict: 'verified', findings: [] });
      expect(checked.code).toBe(0);
    }
    const folder = join(base, 'package.folder');
    for (const manifest of [
      'manifest-sha256',
      'tagmanifest-sha256',
      'manifest-sha512',
      'tagmanifest-sha512',
    ]) {
      execFileSync(`${manifest.split('-')[1] ?? ''}sum`, ['-c', '--strict', '--quiet', `${manifest}.txt`], {
        cwd: folder,
      });
    }
  });

  test('some items: by number, by query', () => {
    const selected = join(temporaryFolder(), 'p');
    expect(
      stele(['export', archive, selected, '--profile', 'transfer', '--query', 'mosque', '--json']).json(),
    ).toMatchObject({ files: 2 });
    const { items } = stele(['list', archive, '--json']).json() as {
      items: { number: string; id: string }[];
    };
    const two = join(temporaryFolder(), 'p');
    const references = [items[0]?.number, items[1]?.id].join(',');
    expect(
      stele(['export', archive, two, '--profile', 'transfer', '--items', references, '--json']).json(),
    ).toMatchObject({ files: 2 });
    expect(stele(['verify', two]).code).toBe(0);
  });

  test('progress comes as NDJSON lines before one result', () => {
    const lines = stele(['verify', archive, '--json', '--progress']).lines();
    expect(lines.at(-1)).toMatchObject({ type: 'result', kind: 'archive', verdict: 'verified' });
    expect(lines.slice(0, -1).every((line) => line.type === 'progress')).toBe(true);
    expect(lines.at(-2)).toMatchObject({ phase: 'verify', done: 6, total: 6 });
  });

  test('the log verifies', () => {
    const log = stele(['log', archive, '--verify', '--json']).json() as {
      size: number;
      events: unknown[];
      verdict: string;
      root: string;
    };
    expect(log).toMatchObject({ verdict: 'verified', findings: [] });
    expect(log.events.length).toBe(log.size);
    expect(log.root).toMatch(/^[0-9a-f]{64}$/);
  });
});

interface Verdict {
  readonly verdict: string;
  readonly findings: readonly { path: string; problem: string }[];
}

function verdictOn(path: string): { code: number | null; verdict: string; found: string[] } {
  const ran = stele(['verify', path, '--json']);
  const { verdict, findings } = ran.json() as unknown as Verdict;
  return {
    code: ran.code,
    verdict,
    found: findings.filter(({ problem }) => problem !== 'warning').map((f) => `${f.problem} ${f.path}`),
  };
}

describe('what was done to a package is found', () => {
  test.each([
    [
      'one byte changed',
      (f: string) => flip(join(f, 'data/exhibits/E-0001.jpg'), 900),
      ['changed data/exhibits/E-0001.jpg'],
    ],
    [
      'one file removed',
      (f: string) => rmSync(join(f, 'data/exhibits/E-0001.jpg')),
      ['missing data/exhibits/E-0001.jpg'],
    ],
    [
      'one file added',
      (f: string) => writeFileSync(join(f, 'data/new.txt'), 'x'),
      ['unexpected data/new.txt'],
    ],
    [
      'one file added in the root',
      (f: string) => writeFileSync(join(f, 'new.txt'), 'x'),
      ['unexpected new.txt'],
    ],
    [
      'one file renamed',
      (f: string) => renameSync(join(f, 'data/exhibits/E-0001.jpg'), join(f, 'data/exhibits/E-9.jpg')),
      ['missing data/exhibits/E-0001.jpg', 'unexpected data/exhibits/E-9.jpg'],
    ],
    [
      'one manifest line edited',
      (f: string) =>
        edit(
          f,
          'manifest-sha256.txt',
          /^./,
          readFileSync(join(f, 'manifest-sha256.txt'), 'utf8').startsWith('0') ? '1' : '0',
        ),
      ['changed manifest-sha256.txt'],
    ],
    [
      'one event edited',
      (f: string) => edit(f, 'data/custody/events.jsonl', 'claimed', 'claimer'),
      ['changed data/custody/events.jsonl'],
    ],
  ])('%s', (_, change, expected) => {
    const copy = join(temporaryFolder(), 'package');
    cpSync(join(base, 'package.folder'), copy, { recursive: true });
    change(copy);
    const { code, verdict, found } = verdictOn(copy);
    expect({ code, verdict }).toEqual({ code: 1, verdict: 'failed' });
    for (const finding of expected) expect(found).toContain(finding);
  });

  test.each([
    [
      'an exhibit taken out',
      (f: string) => rmSync(join(f, 'data/exhibits/E-0001.jpg')),
      'missing data/custody/events.jsonl',
    ],
    [
      'the label of a package taken out',
      (f: string) => edit(f, 'bag-info.txt', /^Stele-Package-Format.*\n/m, ''),
      'malformed bag-info.txt',
    ],
    [
      'the custody folder taken out',
      (f: string) => rmSync(join(f, 'data/custody'), { recursive: true }),
      null,
    ],
  ])('%s, and every manifest made to fit', (_, change, expected) => {
    const copy = join(temporaryFolder(), 'package');
    cpSync(join(base, 'package.folder'), copy, { recursive: true });
    change(copy);
    remakeManifests(copy);
    const { code, found } = verdictOn(copy);
    expect(code).toBe(1);
    if (expected !== null) expect(found).toContain(expected);
  });

  test('in a zip too', () => {
    const zip = join(temporaryFolder(), 'p.zip');
    copyFileSync(join(base, 'package.zip'), zip);
    const bytes = readFileSync(zip);
    const at = bytes.indexOf(readFileSync(join(card, 'DCIM/cemetery.jpg')).subarray(0, 400));
    flip(zip, at + 300);
    expect(verdictOn(zip)).toMatchObject({
      code: 1,
      found: [expect.stringMatching(/^changed data\/exhibits\/E-\d+\.jpg$/)],
    });
    truncateSync(zip, bytes.length - 1000);
    expect(verdictOn(zip)).toMatchObject({ code: 1, verdict: 'failed' });
  });
});

describe('what was done to an archive is found', () => {
  const originalOf = (copy: string): string => {
    const name = readdirSync(join(copy, 'originals'), { recursive: true, encoding: 'utf8' }).find((path) =>
      encrypted ? path.includes('/') : path.endsWith('.jpg'),
    );
    return `originals/${name ?? ''}`;
  };
  /** As somebody would with any program for SQLite, and the key where it takes one. */
  const sql = async (copy: string, statement: string): Promise<void> => {
    const key = (await testKeys(copy))?.catalogue ?? null;
    const db = openDatabase(join(copy, 'catalogue.db'), { journal: 'rollback', access: 'write', key });
    db.pragma('foreign_keys = OFF');
    db.exec(statement);
    db.close();
  };
  const copied = (): string => {
    const copy = join(temporaryFolder(), 'archive');
    copyDisk(archive, copy);
    return copy;
  };

  test('a byte of an original, an original gone, renamed, one too many', () => {
    const copy = copied();
    const path = originalOf(copy);
    chmodSync(join(copy, path), 0o644);
    flip(join(copy, path), 100);
    expect(verdictOn(copy)).toEqual({ code: 1, verdict: 'failed', found: [`changed ${path}`] });
    renameSync(join(copy, path), join(copy, `${path}.bak`));
    expect(verdictOn(copy).found).toEqual([`missing ${path}`, `unexpected ${path}.bak`]);
    writeFileSync(join(copy, 'stray.txt'), 'x');
    expect(verdictOn(copy).found).toContain('unexpected stray.txt');
  });

  test('a damaged original stops an export, is named, and is logged', () => {
    const copy = copied();
    const path = originalOf(copy);
    chmodSync(join(copy, path), 0o644);
    flip(join(copy, path), 100);
    const destination = join(temporaryFolder(), 'p');
    const ran = stele(['export', copy, destination, '--profile', 'transfer', '--all', '--json']);
    expect(ran.code).toBe(5);
    expect(ran.json()).toMatchObject({ error: { code: 'original-damaged' } });
    expect(readdirSync(join(destination, '..'))).toEqual([]);
    const { events } = stele(['log', copy, '--json']).json() as {
      events: { type: string; outcome: string }[];
    };
    expect(events).toContainEqual(expect.objectContaining({ type: 'fixity check', outcome: 'failure' }));
  });

  test('records edited behind its back', async () => {
    for (const [statement, expected] of [
      [`UPDATE file SET readings = replace(readings, '2026', '2020')`, 'changed catalogue.db'],
      [`UPDATE item SET number = '1999-XX-00001' WHERE id = 1`, 'changed catalogue.db'],
      [
        `UPDATE accession_entry SET path = CAST('/elsewhere/a.jpg' AS BLOB) WHERE status = 'imported' AND file_id = 1`,
        'changed catalogue.db',
      ],
      [`UPDATE accession SET sources = '[]' WHERE id = 1`, 'changed catalogue.db'],
      [`UPDATE item SET title = 'Forged' WHERE id = 1`, 'changed catalogue.db'],
      [`UPDATE item SET confidentiality = 'public' WHERE id = 2`, 'changed catalogue.db'],
      [`DELETE FROM accession_entry WHERE status = 'duplicate'`, 'changed catalogue.db'],
      // An encrypted one has its name in the catalogue alone.
      ...(encrypted
        ? []
        : ([[`UPDATE setting SET value = 'Other' WHERE name = 'name'`, 'changed archive.json']] as const)),
    ] as const) {
      const copy = copied();
      await sql(copy, statement);
      const { code, found } = verdictOn(copy);
      expect({ statement, code }).toEqual({ statement, code: 1 });
      expect(found).toContain(expected);
    }
  });

  test('the log rewritten', async () => {
    const copy = copied();
    await sql(
      copy,
      `DROP TRIGGER event_is_append_only_delete; DELETE FROM event_disclosure WHERE sequence = 3; DELETE FROM event WHERE sequence = 3`,
    );
    const ran = stele(['log', copy, '--verify', '--json']);
    expect(ran.code).toBe(1);
    expect(ran.json()).toMatchObject({
      verdict: 'failed',
      findings: expect.arrayContaining([expect.objectContaining({ problem: 'missing' })]) as unknown,
    });
    expect(verdictOn(copy).code).toBe(1);
  });

  test('a catalogue that is noise: the originals are still checked by their names', () => {
    const copy = copied();
    writeFileSync(join(copy, 'catalogue.db'), Buffer.alloc(40_000, 0x5a));
    const ran = stele(['verify', copy, '--json']);
    expect(ran.code).toBe(1);
    expect(ran.json()).toMatchObject({
      filesChecked: 6,
      findings: [{ path: 'catalogue.db', problem: 'malformed' }],
    });
    const opened = stele(['list', copy, '--json']);
    expect(opened.code).toBe(3);
    expect(opened.json()).toMatchObject({ error: { code: 'archive-damaged' } });
  });
});

describe('wrong usage and what cannot be opened', () => {
  test.each([
    [['nonsense'], 2],
    [['init'], 2],
    [['init', 'x'], 2],
    [['list', '/nonexistent/archive'], 3],
    [['list', '.', '--limit', 'many'], 2],
    [['verify', '/nonexistent'], 3],
    [['verify'], 2],
    [['show', 'ARCHIVE', 'nothing-like-it'], 2],
    [['show', 'ARCHIVE', 'abc'], 2],
    [['import', 'ARCHIVE', '/nonexistent/card'], 2],
    [['import', 'ARCHIVE'], 2],
    [['import', 'ARCHIVE', 'ARCHIVE'], 2],
    [['export', 'ARCHIVE', '/tmp/x'], 2],
    [['export', 'ARCHIVE', '/tmp/x', '--profile', 'court', '--all'], 2],
    [['export', 'ARCHIVE', '/tmp/x', '--profile', 'transfer'], 2],
    [['export', 'ARCHIVE', '/tmp/x', '--profile', 'transfer', '--all', '--query', 'a'], 2],
    [['export', 'ARCHIVE', '/tmp/x', '--profile', 'transfer', '--query', 'nothing like it'], 2],
    [['list', '--colour'], 2],
  ])('%j exits with %i', (words, code) => {
    const ran = stele([...words.map((word) => (word === 'ARCHIVE' ? archive : word)), '--json']);
    expect(ran.code).toBe(code);
    expect(ran.json()).toMatchObject({
      error: { code: expect.any(String) as string, message: expect.any(String) as string },
    });
    const text = stele(words.map((word) => (word === 'ARCHIVE' ? archive : word)));
    expect(text.code).toBe(code);
    expect(text.stdout).toBe('');
    expect(text.stderr).toMatch(/^stele: /);
  });

  test('help, version, no words at all', () => {
    expect(stele(['--version']).stdout).toBe(`stele ${version}\n`);
    expect(
      (
        JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
          version: string;
        }
      ).version,
    ).toBe(version);
    for (const command of ['init', 'import', 'list', 'show', 'export', 'verify', 'log']) {
      const help = stele([command, '--help']);
      expect(help.code).toBe(0);
      expect(help.stdout).toContain(`stele ${command}`);
    }
    expect(stele([]).code).toBe(2);
  });

  test('an archive or a package is not written over anything', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'x'), 'x');
    expect(stele(['init', folder, '--name', 'n', '--json']).json()).toMatchObject({
      error: { code: 'archive-exists' },
    });
    expect(
      stele(['export', archive, folder, '--profile', 'transfer', '--all', '--json']).json(),
    ).toMatchObject({ error: { code: 'destination-not-empty' } });
    expect(readdirSync(folder)).toEqual(['x']);
    const empty = temporaryFolder();
    await initArchive(empty, 'n');
    expect(stele(['verify', empty]).code).toBe(0);
    expect(
      stele(['export', empty, join(folder, 'p'), '--profile', 'transfer', '--all', '--json']).json(),
    ).toMatchObject({ error: { code: 'nothing-selected' } });
  });

  test('an accession description is kept, and a wrong one refused', () => {
    const folder = temporaryFolder();
    const description = join(folder, 'accession.json');
    writeFileSync(
      description,
      JSON.stringify({ method: 'card-reader', carrier: { label: 'CARD 12', writeProtected: true } }),
    );
    writeFileSync(join(folder, 'file.txt'), 'some file');
    expect(stele(['import', archive, join(folder, 'file.txt'), '--accession', description]).code).toBe(0);
    writeFileSync(description, JSON.stringify({ method: 'teleport' }));
    const refused = stele([
      'import',
      archive,
      join(folder, 'file.txt'),
      '--accession',
      description,
      '--json',
    ]);
    expect(refused.code).toBe(2);
    expect(refused.json()).toMatchObject({ error: { code: 'accession-invalid' } });
  });

  test('a newer format is refused', () => {
    const copy = join(temporaryFolder(), 'archive');
    copyDisk(archive, copy);
    edit(copy, 'archive.json', '"format": 1', '"format": 2');
    expect(stele(['list', copy, '--json']).json()).toMatchObject({ error: { code: 'archive-newer-format' } });
  });

  test('names cannot command a terminal', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a\u001b[31m\u202egpj.txt'), 'x');
    expect(stele(['init', join(folder, 'archive'), '--name', 'n']).code).toBe(0);
    expect(stele(['import', join(folder, 'archive'), folder]).code).toBe(0);
    const { stdout } = stele(['list', join(folder, 'archive')]);
    expect(stdout).toContain('a\\u{001b}[31m\\u{202e}gpj.txt');
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
  });

  test('names that differ by a space, an escape or a byte do not look alike', () => {
    const folder = temporaryFolder();
    const card = join(folder, 'card');
    mkdirSync(card);
    const names = ['name', 'name ', 'na\nme', 'na\\u{000a}me', 'caf\u00e9', 'cafe\u0301'];
    for (const name of names) writeFileSync(join(card, name), `content of ${name}`);
    for (const byte of [0xfe, 0xff])
      writeFileSync(Buffer.concat([Buffer.from(`${card}/`), Buffer.from([byte])]), `byte ${byte}`);
    expect(stele(['init', join(folder, 'archive'), '--name', 'n']).code).toBe(0);
    expect(stele(['import', join(folder, 'archive'), card]).code).toBe(0);
    const titlesIn = (text: string): string[] =>
      [...text.matchAll(/^.*\d{4}-\w\w-\d{5} +(.+)$/gm)].map((match) => match[1] ?? '');
    for (const command of ['list', 'log']) {
      const titles = titlesIn(stele([command, join(folder, 'archive')]).stdout).filter(
        (title) => title !== '',
      );
      expect(new Set(titles.map((title) => title.normalize('NFC').trim())).size).toBeGreaterThanOrEqual(
        command === 'list' ? 8 : 7,
      );
      for (const shown of ['"name "', 'na\\u{005c}u{000a}me', '\\xfe', '\\xff'])
        expect(titles).toContain(shown);
    }
    const { items } = stele(['list', join(folder, 'archive'), '--json']).json() as { items: object[] };
    for (const item of items)
      expect(Object.keys(item)).toEqual([
        'id', 'number', 'title', 'captured', 'files', 'mediaType', 'isGraphic', 'tags', 'languages',
      ]); // prettier-ignore
  });

  test('the log as text names what each event is about, and who did it', () => {
    const { stdout } = stele(['log', archive]);
    expect(stdout).toMatch(
      /^A\. Person \(claimed\)\n +1 {2}[\d-]+ [\d:]+Z {2}ingestion started {3}accession A-\d{4}-\w\w-00001$/m,
    );
    expect(stdout).toMatch(/ingestion {11}\d{4}-\w\w-\d{5} {2}church\.jpg$/m);
    expect(stdout).toMatch(/ingestion again {5}\d{4}-\w\w-\d{5} {2}church\.jpg$/m);
    expect(stdout).toMatch(
      /^Nobody named\n +0 {2}[\d-]+ [\d:]+Z {2}identity named {6}identity {2}A\. Person$/m,
    );
    expect(stdout).toMatch(/export started {6}package [0-9a-f-]{36}$/m);
    expect(stdout).not.toContain('{"');
    const { events } = stele(['log', archive, '--json']).json() as { events: object[] };
    for (const event of events) expect(event).not.toHaveProperty('subjectName');
  });

  test('an import says how many files have warnings, and where to look', () => {
    const folder = temporaryFolder();
    const broken = readFileSync(join(card, 'DCIM/church.jpg'));
    broken.fill(0xff, broken.indexOf('Exif') + 10, broken.indexOf('Exif') + 60);
    writeFileSync(join(folder, 'broken.jpg'), broken);
    writeFileSync(join(folder, 'fine.txt'), 'nothing to warn of');
    const path = join(temporaryFolder(), 'archive');
    expect(stele(['init', path, '--name', 'n']).code).toBe(0);
    const { stdout } = stele(['import', path, folder]);
    const number = /1 file with warnings: see "stele show ARCHIVE ITEM" for\n {2}(\S+)$/m.exec(stdout)?.[1];
    expect(stele(['show', path, number ?? '']).stdout).toMatch(
      /File, original: broken\.jpg[^]*\n {2}Warnings\n {2}! /,
    );
    expect(stele(['import', path, join(folder, 'fine.txt')]).stdout).not.toContain('warnings');
  });

  test('a reader that stops reading is no fault', () => {
    const command = `"${process.execPath}" bin/stele.mjs log "${archive}" --json | head -c 10`;
    expect(spawnSync('sh', ['-c', command], { encoding: 'utf8' }).stderr).toBe('');
  });
});

/** What somebody does who knows BagIt: every list fits the files as they are now. */
function remakeManifests(folder: string): void {
  const payload = filesBelow(folder).filter((path) => path.startsWith('data/'));
  for (const algorithm of ['sha256', 'sha512']) {
    const lines = payload.map(
      (path) => `${digestOf(algorithm, readFileSync(join(folder, path)))}  ${path}\n`,
    );
    writeFileSync(join(folder, `manifest-${algorithm}.txt`), lines.join(''));
  }
  const bytes = payload.reduce((sum, path) => sum + readFileSync(join(folder, path)).length, 0);
  const info = readFileSync(join(folder, 'bag-info.txt'), 'utf8');
  writeFileSync(
    join(folder, 'bag-info.txt'),
    info.replace(/^Payload-Oxum: .*$/m, `Payload-Oxum: ${bytes}.${payload.length}`),
  );
  writeTagManifests(folder, ['sha256', 'sha512']);
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
