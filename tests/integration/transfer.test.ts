import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTransferPool } from '../../src/core/transfer/pool.ts';
import type { TransferPool } from '../../src/core/transfer/types.ts';

let folder: string;
let pool: TransferPool;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stele-transfer-'));
  pool = openTransferPool({ threads: 2 });
});
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

const hex = (name: string, bytes: Uint8Array): string => createHash(name).update(bytes).digest('hex');

test.each([0, 1, 1024 * 1024, 3_500_001, 17 * 1024 * 1024 + 5])(
  'a file of %i bytes is copied, hashed and read back',
  async (size) => {
    const bytes = randomBytes(size);
    const path = join(folder, `source-${size}`);
    writeFileSync(path, bytes);
    const result = await pool.run({
      source: { path: Buffer.from(path), mustNotChange: true },
      sink: { path: join(folder, `copy-${size}`), sync: true, reread: true },
      algorithms: ['sha256', 'sha512'],
      crc32: true,
    });
    expect(result.bytes).toBe(size);
    expect(result.digests).toEqual({ sha256: hex('sha256', bytes), sha512: hex('sha512', bytes) });
    expect(result.crc32).toBe(crc32(bytes));
    expect(readFileSync(join(folder, `copy-${size}`)).equals(bytes)).toBe(true);
  },
);

test('bytes that were read back as they are stay in a buffer that was given for them, if they fit', async () => {
  const hold = new SharedArrayBuffer(2_000_000);
  for (const [size, fits] of [
    [0, true],
    [1_500_000, true],
    [700, true],
    [2_000_001, false],
  ] as const) {
    const bytes = randomBytes(size);
    const path = join(folder, `held-${size}`);
    writeFileSync(path, bytes);
    const before = Buffer.from(Buffer.from(hold));
    const result = await pool.run({
      source: { path },
      sink: { path: `${path}-copy`, sync: true, reread: true },
      algorithms: ['sha256'],
      hold,
    });
    expect(result.digests.sha256).toBe(hex('sha256', bytes));
    expect(readFileSync(`${path}-copy`).equals(bytes)).toBe(true);
    expect(result.held).toBe(fits);
    if (fits) expect(Buffer.from(hold, 0, size).equals(bytes)).toBe(true);
    else expect(Buffer.from(hold).equals(before)).toBe(true);
  }
  // Nothing is read back: nothing was proved, and nothing is said to be held.
  const hashed = await pool.run({ source: { path: join(folder, 'held-700') }, algorithms: [], hold });
  expect(hashed.held).toBe(false);
});

test('a range is hashed, and a deflated range is inflated first', async () => {
  const bytes = Buffer.alloc(5_000_000, 'stele ');
  const packed = deflateRawSync(bytes);
  const path = join(folder, 'container');
  writeFileSync(path, Buffer.concat([Buffer.from('head'), packed, Buffer.from('tail')]));
  const source = { path, offset: 4, length: packed.length };
  const stored = await pool.run({ source, algorithms: ['sha1'] });
  expect(stored.digests.sha1).toBe(hex('sha1', packed));
  const inflated = await pool.run({
    source: { ...source, inflate: true, limit: bytes.length },
    algorithms: ['sha1'],
  });
  expect(inflated.digests.sha1).toBe(hex('sha1', bytes));
  await expect(
    pool.run({ source: { ...source, inflate: true, limit: bytes.length - 1 }, algorithms: [] }),
  ).rejects.toMatchObject({ failure: 'too-large' });
  await expect(
    pool.run({ source: { ...source, length: packed.length + 2, inflate: true }, algorithms: [] }),
  ).rejects.toMatchObject({ failure: 'corrupt-stream' });
  await expect(
    pool.run({ source: { ...source, length: packed.length - 8, inflate: true }, algorithms: [] }),
  ).rejects.toMatchObject({ failure: 'corrupt-stream' });
});

test('what cannot be read is named, and leaves no copy', async () => {
  const sink = { path: join(folder, 'never'), sync: true };
  const link = join(folder, 'link');
  symlinkSync('/etc/hostname', link);
  await expect(
    pool.run({ source: { path: join(folder, 'absent') }, sink, algorithms: [] }),
  ).rejects.toMatchObject({ failure: 'not-found' });
  await expect(pool.run({ source: { path: link }, sink, algorithms: [] })).rejects.toMatchObject({
    failure: 'unreadable',
  });
  await expect(pool.run({ source: { path: folder }, sink, algorithms: [] })).rejects.toMatchObject({
    failure: 'unreadable',
  });
  expect(existsSync(sink.path)).toBe(false);
});

test('an abort stops a running transfer and removes its copy', async () => {
  const path = join(folder, 'large');
  writeFileSync(path, Buffer.alloc(400 * 1024 * 1024));
  const stop = new AbortController();
  const before = pool.bytesRead();
  const running = pool.run(
    { source: { path }, sink: { path: join(folder, 'large-copy') }, algorithms: ['sha512'] },
    stop.signal,
  );
  while (pool.bytesRead() === before) await new Promise((resolve) => setTimeout(resolve, 1));
  stop.abort();
  await expect(running).rejects.toMatchObject({ failure: 'interrupted' });
  expect(existsSync(join(folder, 'large-copy'))).toBe(false);
});
