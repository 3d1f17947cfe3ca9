import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openTransferPool } from '../../src/core/transfer/pool.ts';
import { filesBelow, put, writeBag } from '../helpers/bags.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { verifierWith } from '../helpers/verifier.ts';
import { buildZip, type CraftedEntry } from '../helpers/zips.ts';

const pool = openTransferPool({ threads: 2 });
afterAll(() => pool.close());

const verify = verifierWith(pool);

/** Entries of a valid bag below `base/`. */
function bagEntries(base = 'bag/'): CraftedEntry[] {
  const folder = temporaryFolder();
  writeBag(folder, { payload: { 'a.txt': 'alpha\n'.repeat(50), 'deep/b.txt': 'beta\n' } });
  return filesBelow(folder).map((path) => ({
    name: `${base}${path}`,
    content: readFileSync(join(folder, path)),
  }));
}

async function verifyEntries(
  entries: readonly CraftedEntry[],
  change?: (zip: Buffer) => Buffer,
): Promise<{ verdict: string; found: string[] }> {
  const path = join(temporaryFolder(), 'bag.zip');
  const zip = buildZip(entries);
  writeFileSync(path, change ? change(zip) : zip);
  const { verdict, findings } = await verify(path);
  return { verdict, found: findings.map(({ problem, path: where }) => `${problem} ${where}`) };
}

const changed = (entries: CraftedEntry[], name: string, change: Partial<CraftedEntry>): CraftedEntry[] =>
  entries.map((entry) => (entry.name === name ? { ...entry, ...change } : entry));

describe('a bag in a zip', () => {
  test.each([
    ['stored', {}],
    ['deflated', { deflate: true }],
    ['deflated, sizes behind the data', { deflate: true, descriptor: true }],
    ['stored, with ZIP64 sizes', { zip64: true }],
  ] as const)('%s: verified', async (_, how) => {
    const result = await verifyEntries(bagEntries().map((entry) => ({ ...entry, ...how })));
    expect(result).toEqual({ verdict: 'verified', found: [] });
  });

  test('in the root of the zip: verified, with a warning', async () => {
    expect(await verifyEntries(bagEntries(''))).toEqual({
      verdict: 'verified',
      found: ['warning bagit.txt'],
    });
  });

  test.each([
    [
      'a payload file changed',
      (e: CraftedEntry[]) => changed(e, 'bag/data/deep/b.txt', { content: Buffer.from('betb\n') }),
      'changed data/deep/b.txt',
    ],
    [
      'a payload file left out',
      (e: CraftedEntry[]) => e.filter(({ name }) => name !== 'bag/data/deep/b.txt'),
      'missing data/deep/b.txt',
    ],
    [
      'a payload file added',
      (e: CraftedEntry[]) => [...e, { name: 'bag/data/x', content: Buffer.from('x') }],
      'unexpected data/x',
    ],
    [
      'a file beside the bag',
      (e: CraftedEntry[]) => [...e, { name: 'other/x', content: Buffer.from('x') }],
      'unexpected other/x',
    ],
    [
      'a path that leaves it',
      (e: CraftedEntry[]) => [...e, { name: '../x', content: Buffer.from('x') }],
      'unsafe ../x',
    ],
    [
      'a path that leaves it from below',
      (e: CraftedEntry[]) => [...e, { name: 'bag/data/../../x', content: Buffer.from('x') }],
      'unsafe bag/data/../../x',
    ],
    [
      'an absolute path',
      (e: CraftedEntry[]) => [...e, { name: '/etc/x', content: Buffer.from('x') }],
      'unsafe /etc/x',
    ],
    [
      'a drive path',
      (e: CraftedEntry[]) => [...e, { name: 'C:/x', content: Buffer.from('x') }],
      'unsafe C:/x',
    ],
    [
      'backslashes',
      (e: CraftedEntry[]) => [...e, { name: 'bag\\data\\x', content: Buffer.from('x') }],
      'unsafe bag\\data\\x',
    ],
    [
      'a link',
      (e: CraftedEntry[]) => [
        ...e,
        { name: 'bag/data/x', content: Buffer.from('/etc/passwd'), mode: 0o120777 },
      ],
      'unsafe data/x',
    ],
    [
      'a name twice',
      (e: CraftedEntry[]) => [...e, { name: 'bag/data/a.txt', content: Buffer.from('other') }],
      'malformed data/a.txt',
    ],
    [
      'an encrypted entry',
      (e: CraftedEntry[]) => changed(e, 'bag/data/a.txt', { flags: 1 }),
      'malformed data/a.txt',
    ],
    [
      'an unknown method',
      (e: CraftedEntry[]) => changed(e, 'bag/data/a.txt', { method: 12 }),
      'malformed data/a.txt',
    ],
    [
      'a local header with another name',
      (e: CraftedEntry[]) => changed(e, 'bag/data/a.txt', { localName: 'bag/data/z.txt' }),
      'malformed data/a.txt',
    ],
    [
      'a local header with another size',
      (e: CraftedEntry[]) => changed(e, 'bag/data/a.txt', { localSize: 5 }),
      'malformed data/a.txt',
    ],
    [
      'an entry that unpacks to more than it says',
      (e: CraftedEntry[]) => changed(e, 'bag/data/a.txt', { deflate: true, statedSize: 20 }),
      'malformed data/a.txt',
    ],
    [
      'an entry that unpacks to less than it says',
      (e: CraftedEntry[]) => changed(e, 'bag/data/a.txt', { deflate: true, statedSize: 9000 }),
      'malformed data/a.txt',
    ],
    [
      'a bomb that claims the impossible',
      (e: CraftedEntry[]) => changed(e, 'bag/data/a.txt', { deflate: true, statedSize: 2 ** 31 }),
      'malformed data/a.txt',
    ],
    [
      'a checksum that does not fit',
      (e: CraftedEntry[]) => changed(e, 'bag/data/a.txt', { crc: 1 }),
      'changed data/a.txt',
    ],
    [
      'broken compressed data',
      (e: CraftedEntry[]) => changed(e, 'bag/data/a.txt', { raw: Buffer.from([7, 7, 7, 7]), deflate: true }),
      'malformed data/a.txt',
    ],
    [
      'an entry that overlaps the one before',
      (e: CraftedEntry[]) => [
        ...e,
        { name: 'bag/data/x', content: Buffer.alloc(0), at: 'previous' as const },
      ],
      'malformed data/x',
    ],
  ])('%s: failed', async (_, change, expected) => {
    const { verdict, found } = await verifyEntries(change(bagEntries()));
    expect({ verdict, found }).toEqual({ verdict: 'failed', found: expect.arrayContaining([expected]) });
  });

  test('a bomb that keeps to what it claims costs time, not memory', async () => {
    const folder = temporaryFolder();
    const zeros = Buffer.alloc(300 * 1024 * 1024);
    writeBag(folder, { payload: { zeros }, algorithms: ['sha256'] });
    const entries = filesBelow(folder).map((path) => ({
      name: `b/${path}`,
      content: readFileSync(join(folder, path)),
      deflate: true,
    }));
    const path = join(folder, 'bomb.zip');
    writeFileSync(path, buildZip(entries));
    let highest = 0;
    const before = process.memoryUsage.rss();
    const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 5);
    expect((await verify(path)).verdict).toBe('verified');
    clearInterval(watch);
    expect(highest - before).toBeLessThan(100 * 1024 * 1024);
  });

  test('bytes before, between and behind what the directory names', async () => {
    const entries = bagEntries();
    const stub = await verifyEntries(entries, (zip) => Buffer.concat([zip, Buffer.from('more')]));
    expect(stub.verdict).toBe('failed');
    const prefixed = await verifyEntries(entries, (zip) => Buffer.concat([Buffer.from('#!/bin/sh\n'), zip]));
    expect(prefixed.verdict).toBe('failed');
    const hidden = await verifyEntries([
      ...entries.slice(0, 2),
      { ...entries[2]!, gapBefore: Buffer.from('hidden') },
      ...entries.slice(3),
    ]);
    expect(hidden.verdict).toBe('failed');
  });

  test('cut off anywhere it is never verified, and nothing crashes', async () => {
    const zip = buildZip(bagEntries());
    const path = join(temporaryFolder(), 'cut.zip');
    for (let length = zip.length - 1; length >= 4; length -= 97) {
      writeFileSync(path, zip);
      truncateSync(path, length);
      const { verdict } = await verify(path);
      expect({ length, verdict }).toEqual({ length, verdict: 'failed' });
    }
  });

  test('no changed byte goes unnoticed', async () => {
    const zip = buildZip(bagEntries());
    const path = join(temporaryFolder(), 'flipped.zip');
    const unnoticed: number[] = [];
    for (let at = 0; at < zip.length; at += 3) {
      const flipped = Buffer.from(zip);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      writeFileSync(path, flipped);
      if ((await verify(path)).verdict === 'verified') unnoticed.push(at);
    }
    // What remains are fields that say nothing about the bytes: versions, times, internal attributes.
    for (const at of unnoticed) expect(describeByte(zip, at)).toMatch(/^(version|time|attributes|flags)$/);
  });

  test.skipIf(spawnSync('zip', ['-v']).error !== undefined)('made by Info-ZIP: verified', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'bag'));
    writeBag(join(folder, 'bag'), { payload: { 'Նորավանք.txt': 'x'.repeat(5000), 'b.txt': '' } });
    execFileSync('zip', ['-qr', 'bag.zip', 'bag'], { cwd: folder });
    expect((await verify(join(folder, 'bag.zip'))).verdict).toBe('verified');
    // Written to a pipe, sizes stand behind the data.
    const piped = execFileSync('sh', ['-c', 'zip -qr - bag | cat'], { cwd: folder, maxBuffer: 1e8 });
    put(folder, 'piped.zip', piped);
    expect((await verify(join(folder, 'piped.zip'))).verdict).toBe('verified');
  });
});

test('70,000 entries', async () => {
  const content = Buffer.from('x');
  const payload = Object.fromEntries(Array.from({ length: 70_000 }, (_, index) => [`f${index}`, 'x']));
  const folder = temporaryFolder();
  writeBag(folder, { payload: {}, algorithms: [], tagAlgorithms: [], info: null });
  const digest = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
  const manifest = Object.keys(payload)
    .map((name) => `${digest}  data/${name}\n`)
    .join('');
  const entries = [
    { name: 'bag/bagit.txt', content: readFileSync(join(folder, 'bagit.txt')) },
    { name: 'bag/manifest-sha256.txt', content: Buffer.from(manifest) },
    ...Object.keys(payload).map((name) => ({ name: `bag/data/${name}`, content })),
  ];
  const path = join(folder, 'many.zip');
  writeFileSync(path, buildZip(entries));
  const result = await verify(path);
  expect(result.findings).toEqual([]);
  expect(result.verdict).toBe('verified');
});

/** Which field of a local or central header a byte belongs to, by the offsets of APPNOTE §4.3.7 and §4.3.12. */
function describeByte(zip: Buffer, at: number): string {
  const central = zip.lastIndexOf(Buffer.from('PK\x01\x02'), at);
  const local = zip.lastIndexOf(Buffer.from('PK\x03\x04'), at);
  const [start, fields] =
    central > local
      ? [central, { version: [4, 8], flags: [8, 10], time: [12, 16], attributes: [36, 42] }]
      : [local, { version: [4, 6], flags: [6, 8], time: [10, 14] }];
  for (const [name, [from, to]] of Object.entries(fields)) {
    if (at - start >= (from ?? 0) && at - start < (to ?? 0)) return name;
  }
  return `byte ${at}: ${at - start} of ${central > local ? 'central' : 'local'}`;
}
