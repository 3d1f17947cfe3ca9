import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { openTransferPool } from '../../src/core/transfer/pool.ts';
import { digestOf, filesBelow, writeBag } from '../helpers/bags.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { verifierWith } from '../helpers/verifier.ts';
import { buildZip, entryBytes, zipOfFolder, type CraftedEntry } from '../helpers/zips.ts';

const pool = openTransferPool({ threads: 2 });
afterAll(() => pool.close());
const verify = verifierWith(pool);

const empty = Buffer.alloc(0);
const text = (content: string): Buffer => Buffer.from(content);

function bagEntries(payload: Readonly<Record<string, string>> = { 'a.txt': 'alpha\n' }): CraftedEntry[] {
  const folder = temporaryFolder();
  writeBag(folder, { payload, tagAlgorithms: ['sha256'] });
  return filesBelow(folder).map((path) => ({
    name: `bag/${path}`,
    content: readFileSync(join(folder, path)),
  }));
}

async function judge(zip: Buffer): Promise<{ kind: string; verdict: string; found: string[] }> {
  const path = join(temporaryFolder(), 'x.zip');
  writeFileSync(path, zip);
  const { kind, verdict, findings } = await verify(path);
  return { kind, verdict, found: findings.map(({ problem, path: where }) => `${problem} ${where}`) };
}

const withExtra = (...more: CraftedEntry[]): Buffer => buildZip([...bagEntries(), ...more]);
const withChange = (name: string, change: Partial<CraftedEntry>): Buffer =>
  buildZip(bagEntries().map((entry) => (entry.name === name ? { ...entry, ...change } : entry)));

function unicodePath(raw: Buffer, name: string): Buffer {
  const data = Buffer.concat([Buffer.from([1]), empty, Buffer.alloc(4), text(name)]);
  data.writeUInt32LE(crc32(raw), 1);
  const head = Buffer.alloc(4);
  head.writeUInt16LE(0x7075, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}

describe('a zip that contradicts itself', () => {
  test.each<[string, () => Buffer, readonly string[]]>([
    [
      'encrypted in the local header only',
      () => withChange('bag/data/a.txt', { localFlags: 1 }),
      ['malformed data/a.txt'],
    ],
    [
      'a checksum that does not fit, of a file that no manifest lists',
      () => withExtra({ name: 'bag/notes.txt', content: text('x'), crc: 7 }),
      ['changed notes.txt'],
    ],
    [
      'sizes behind the data that differ from the directory',
      () => withChange('bag/data/a.txt', { deflate: true, descriptor: true, descriptorSize: 5 }),
      ['malformed data/a.txt'],
    ],
    [
      'a folder with contents',
      () => withExtra({ name: 'bag/data/deep/', content: text('hidden'), mode: 0o40755 }),
      ['malformed data/deep'],
    ],
    [
      'a file that is also a folder',
      () => withExtra({ name: 'bag/data/a.txt/b', content: text('x') }),
      ['malformed data/a.txt/b', 'unexpected data/a.txt/b'],
    ],
    [
      'a name as file and as folder',
      () => withExtra({ name: 'bag/data/a.txt/', content: empty }),
      ['malformed data/a.txt'],
    ],
    ['a device', () => withExtra({ name: 'bag/data/d', content: empty, mode: 0o020644 }), ['unsafe data/d']],
    [
      'a second bag beside the first',
      () => withExtra({ name: 'other/bagit.txt', content: text('x') }),
      ['unexpected other/bagit.txt'],
    ],
    [
      'a file among what Finder adds',
      () => withExtra({ name: '__MACOSX/tool.exe', content: text('x') }),
      ['unexpected __MACOSX/tool.exe'],
    ],
  ])('%s: failed', async (_, zip, expected) => {
    const { verdict, found } = await judge(zip());
    expect({ verdict, found: found.sort() }).toEqual({ verdict: 'failed', found: [...expected].sort() });
  });

  test('an entry that cannot be read is not called missing as well', async () => {
    const { found } = await judge(withChange('bag/data/a.txt', { flags: 1 }));
    expect(found).toEqual(['malformed data/a.txt']);
  });

  test('a directory that is said to be larger than the file is not read', async () => {
    const zip = withExtra();
    zip.writeUInt32LE(0xfffffff0, zip.length - 10);
    expect(await judge(zip)).toMatchObject({ kind: 'bag', verdict: 'failed', found: ['malformed '] });
  });

  test('an end record within the comment of another does not hide the bag', async () => {
    const real = withExtra();
    const other = buildZip([{ name: 'x/y', content: empty }]);
    real.writeUInt16LE(other.length, real.length - 2);
    expect((await judge(Buffer.concat([real, other]))).verdict).toBe('failed');
  });

  test('every entry laid over the same bytes', async () => {
    const entries = bagEntries();
    const bombs = Array.from({ length: 5000 }, (_, index) => ({
      name: `bag/data/b${index}`,
      content: empty,
      at: 'previous' as const,
    }));
    const { verdict, found } = await judge(buildZip([...entries, ...bombs]));
    expect(verdict).toBe('failed');
    expect(found).toContain('malformed data/b4999');
  });
});

describe('a zip made to exhaust', () => {
  test('entries laid over each other are read once, however many there are', async () => {
    const zeros = Buffer.alloc(8 * 1024 * 1024);
    const folder = temporaryFolder();
    writeBag(folder, { payload: { 'a.txt': zeros }, algorithms: ['sha256'], tagAlgorithms: [] });
    const digest = digestOf('sha256', zeros);
    const names = Array.from({ length: 2000 }, (_, index) => `data/b${index}`);
    const manifest = ['data/a.txt', ...names].map((name) => `${digest}  ${name}\n`).join('');
    const entries = filesBelow(folder).map((path): CraftedEntry => ({
      name: `bag/${path}`,
      content: path.startsWith('manifest') ? text(manifest) : readFileSync(join(folder, path)),
      deflate: true,
    }));
    const payload = entries.filter(({ name }) => name.endsWith('a.txt'));
    const rest = entries.filter(({ name }) => !name.endsWith('a.txt'));
    const bombs = names.map((name) => ({
      name: `bag/${name}`,
      localName: 'bag/data/a.txt',
      content: zeros,
      deflate: true,
      at: 'previous' as const,
    }));
    const before = pool.bytesRead();
    const path = join(folder, 'bomb.zip');
    writeFileSync(path, buildZip([...rest, ...payload, ...bombs.slice(0, 200)]));
    const result = await verify(path);
    expect(result.verdict).toBe('failed');
    expect(result.bytesChecked).toBe(zeros.length);
    expect(pool.bytesRead() - before).toBeLessThan(1024 * 1024);
  });

  test('entries that lie within the data of another are findings, and their bytes are read once', async () => {
    const zeros = Buffer.alloc(8 * 1024 * 1024);
    // Headers and sizes of the inner ones are all in order: nothing but where they lie gives them away.
    const inner: CraftedEntry = { name: 'bag/data/b0', content: zeros };
    const outer = entryBytes(inner);
    const folder = temporaryFolder();
    writeBag(folder, { payload: { 'a.bin': outer }, algorithms: ['sha256'], tagAlgorithms: [] });
    const names = Array.from({ length: 50 }, (_, index) => `data/b${index}`);
    const listed = names.map((name) => `${digestOf('sha256', zeros)}  ${name}\n`).join('');
    const manifest = `${digestOf('sha256', outer)}  data/a.bin\n${listed}`;
    const entries = filesBelow(folder).map((path): CraftedEntry => ({
      name: `bag/${path}`,
      content: path.startsWith('manifest') ? text(manifest) : readFileSync(join(folder, path)),
    }));
    const holder = entries.filter(({ name }) => name.endsWith('a.bin'));
    const rest = entries.filter(({ name }) => !name.endsWith('a.bin'));
    const within = names.map((name): CraftedEntry => ({
      ...inner,
      name: `bag/${name}`,
      at: 'within-previous',
    }));
    const path = join(folder, 'nested.zip');
    writeFileSync(path, buildZip([...rest, ...holder, ...within]));
    const before = pool.bytesRead();
    const { verdict, findings, bytesChecked } = await verify(path);
    expect(verdict).toBe('failed');
    const found = findings.map(({ problem, path: where, detail }) => `${problem} ${where}: ${detail}`);
    for (const name of names) expect(found).toContain(`malformed ${name}: it overlaps the entry before it`);
    expect(bytesChecked).toBe(outer.length);
    expect(pool.bytesRead() - before).toBeLessThan(2 * outer.length);
  });

  test('a manifest of millions of broken lines', async () => {
    const entries = bagEntries().map((entry) =>
      entry.name === 'bag/manifest-sha256.txt'
        ? { ...entry, content: Buffer.alloc(5_000_000, 'x\n'), deflate: true }
        : entry,
    );
    const path = join(temporaryFolder(), 'x.zip');
    writeFileSync(path, buildZip(entries));
    const { verdict, findings } = await verify(path);
    expect(verdict).toBe('failed');
    expect(findings.length).toBeLessThan(1_000_100);
    expect(findings[0]?.detail).toContain('further findings');
  });

  test('a line without an end, and a declaration of empty lines', async () => {
    const endless = withChange('bag/manifest-sha256.txt', {
      content: Buffer.alloc(50_000_000, 'a'),
      deflate: true,
    });
    expect((await judge(endless)).found).toContain('malformed manifest-sha256.txt');
    const empty = Buffer.alloc(3_000_000, '\n');
    const declaration = Buffer.concat([text('BagIt-Version: 0.95\n'), empty]);
    expect(
      (await judge(withChange('bag/bagit.txt', { content: declaration, deflate: true }))).found,
    ).toContain('malformed bagit.txt');
  });
});

describe('a zip as others make them', () => {
  test('what Finder adds earns a warning', async () => {
    const added = ['__MACOSX/', '__MACOSX/bag/', '__MACOSX/bag/._bagit.txt', '.DS_Store'];
    const zip = withExtra(...added.map((name) => ({ name, content: empty })));
    const { verdict, found } = await judge(zip);
    expect({ verdict, found }).toEqual({
      verdict: 'verified',
      found: added.map((name) => `warning ${name.replace(/\/$/, '')}`).sort(),
    });
  });

  test('names in CP437, and in another code page with their Unicode form beside them', async () => {
    const name = 'bag/data/Gru\u00df \u00e9.txt';
    const entries = bagEntries({ 'Gru\u00df \u00e9.txt': 'x' });
    const judgeNamed = (rawName: Buffer, extra: Buffer): ReturnType<typeof judge> =>
      judge(buildZip(entries.map((entry) => (entry.name === name ? { ...entry, rawName, extra } : entry))));
    const cp437 = Buffer.concat([text('bag/data/Gru'), Buffer.from([0xe1, 0x20, 0x82]), text('.txt')]);
    expect(await judgeNamed(cp437, empty)).toMatchObject({ verdict: 'verified', found: [] });
    const latin1 = Buffer.from(name, 'latin1');
    expect(await judgeNamed(latin1, empty)).toMatchObject({ verdict: 'failed' });
    expect(await judgeNamed(latin1, unicodePath(latin1, name))).toMatchObject({
      verdict: 'verified',
      found: [],
    });
    // It is about another name than the one that stands there.
    expect(await judgeNamed(latin1, unicodePath(cp437, name))).toMatchObject({ verdict: 'failed' });
  });

  test('a comment is allowed', async () => {
    const zip = withExtra();
    zip.writeUInt16LE(5, zip.length - 2);
    expect((await judge(Buffer.concat([zip, text('hello')]))).verdict).toBe('verified');
  });

  test('named through a link', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'bag'));
    writeBag(join(folder, 'bag'));
    writeFileSync(join(folder, 'real.zip'), zipOfFolder(join(folder, 'bag'), 'bag'));
    symlinkSync('real.zip', join(folder, 'link.zip'));
    symlinkSync('bag', join(folder, 'link'));
    expect((await verify(join(folder, 'link.zip'))).verdict).toBe('verified');
    expect((await verify(join(folder, 'link'))).verdict).toBe('verified');
  });
});

describe('a zip without a bag', () => {
  test('is a file like any other: not checked', async () => {
    const zip = buildZip([{ name: 'word/document.xml', content: text('<x/>') }]);
    expect(await judge(zip)).toMatchObject({ kind: 'file', verdict: 'not-checked', found: [] });
    expect(await judge(buildZip([]))).toMatchObject({ kind: 'file', verdict: 'not-checked' });
  });

  test('that is made to harm has failed', async () => {
    const zip = buildZip([{ name: '../x', content: text('x') }]);
    expect(await judge(zip)).toEqual({ kind: 'file', verdict: 'failed', found: ['unsafe ../x'] });
  });

  test('but with a manifest is a bag without its declaration', async () => {
    const zip = buildZip(bagEntries().filter(({ name }) => name !== 'bag/bagit.txt'));
    expect(await judge(zip)).toMatchObject({
      kind: 'bag',
      verdict: 'failed',
      found: ['malformed bagit.txt'],
    });
  });
});

test('stopped on request while hashing', async () => {
  const folder = temporaryFolder();
  writeBag(folder, { payload: { big: Buffer.alloc(200 * 1024 * 1024) }, algorithms: ['sha256'] });
  const stop = new AbortController();
  const running = verify(folder, stop.signal);
  setTimeout(() => stop.abort(), 20);
  await expect(running).rejects.toMatchObject({ code: 'interrupted' });
});

test('one file by two algorithms is hashed once by each, and counted once', async () => {
  const folder = temporaryFolder();
  const big = Buffer.alloc(9 * 1024 * 1024, 'x');
  writeBag(folder, { payload: { big, 'small.txt': 'x' } });
  const result = await verify(folder);
  expect(result.filesChecked).toBe(filesBelow(folder).length - 2);
  expect(result.verdict).toBe('verified');
  expect(digestOf('sha256', readFileSync(join(folder, 'data/big')))).toBe(digestOf('sha256', big));
});
