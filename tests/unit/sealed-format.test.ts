import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { randomSecret } from '../../src/core/cryptography/secret.ts';
import { sha256 } from '../../src/core/cryptography/digest.ts';
import { openTransferPool } from '../../src/core/transfer/pool.ts';
import { realFiles } from '../../src/core/transfer/file-layer.ts';
import {
  chunkLength,
  headerLength,
  paddedLength,
  sealedChunkLength,
  sealedLength,
} from '../../src/core/vault/sealed-format.ts';
import { openVault } from '../../src/core/vault/vault.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const keys = { content: randomSecret(), names: randomSecret() };
const pool = openTransferPool({ threads: 2 });
afterAll(() => pool.close());

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const pattern = (length: number): Buffer =>
  Buffer.from(Array.from({ length }, (_, at) => (at * 7 + (at >> 9)) & 255));

/** A vault with one sealed file of this content, under its own name. */
async function stored(content: Buffer) {
  const root = temporaryFolder();
  const vault = openVault(root, realFiles, keys);
  writeFileSync(join(root, 'source'), content);
  const sink = vault.stage('one');
  const copied = await pool.run({
    source: { path: join(root, 'source') },
    sink,
    algorithms: ['sha256', 'sha512'],
  });
  expect(copied).toMatchObject({ bytes: content.length, digests: { sha256: hex(sha256(content)) } });
  const name = vault.nameFor(hex(sha256(content)), 'jpg');
  await vault.settle([{ staged: 'one', vaultName: name }], pool);
  const path = join(root, 'originals', ...name.split('/'));
  const read = () => pool.run({ source: vault.source(name), algorithms: ['sha256'] });
  return { root, vault, name, path, read };
}

const sizes = [
  0,
  1,
  4095,
  4096,
  4097,
  chunkLength - 1,
  chunkLength,
  chunkLength + 1,
  3 * chunkLength,
  5_000_003,
];

test.each(sizes)(
  '%i bytes come back as they were, and tell no more of their size than they must',
  async (size) => {
    const content = pattern(size);
    const { path, read, vault, name } = await stored(content);
    expect((await read()).digests.sha256).toBe(hex(sha256(content)));
    const bytes = readFileSync(path);
    expect(bytes.length).toBe(sealedLength(size));
    const original = vault.open(name);
    expect(original.size).toBe(size);
    for (const [offset, length] of [
      [0, 100],
      [size >> 1, 10],
      [chunkLength - 5, 10],
      [size - 3, 100],
      [0, size],
    ] as const) {
      if (offset < 0 || offset > size) continue;
      expect(Buffer.from(await original.read(offset, length))).toEqual(
        content.subarray(offset, offset + length),
      );
    }
    original.close();
  },
);

test('padding is at most 12 %, at least to 4096, and never shortens', () => {
  for (let length = 1; length < 2 ** 40; length = Math.ceil(length * 1.37) + 1) {
    const padded = paddedLength(length);
    expect(padded).toBeGreaterThanOrEqual(length);
    if (length > 4096) expect(padded).toBeLessThanOrEqual(length * 1.12);
  }
  expect(paddedLength(0)).toBe(4096);
  // The paper's own example of how the steps grow.
  expect(paddedLength(1_000_000)).toBe(1_015_808);
});

test('a bit flipped anywhere is refused and named', async () => {
  const content = pattern(2 * chunkLength + 1000);
  const { path, read } = await stored(content);
  const bytes = readFileSync(path);
  const places = [0, 7, 8, 39, 40, 60, headerLength - 1, headerLength, headerLength + sealedChunkLength - 1];
  for (const at of [...places, headerLength + sealedChunkLength + 5, bytes.length - 1]) {
    const was = bytes.subarray(at, at + 1);
    patchFile(path, at, Buffer.from([(was[0] ?? 0) ^ 4]));
    await expect(read(), `byte ${at}`).rejects.toMatchObject({ failure: 'seal-broken' });
    patchFile(path, at, was);
  }
  expect((await read()).bytes).toBe(content.length);
});

test('chunks swapped within a file, between files, cut off or added to are refused', async () => {
  const [one, other] = [await stored(pattern(3 * chunkLength)), await stored(pattern(3 * chunkLength + 1))];
  const bytes = readFileSync(one.path);
  const chunk = (index: number): Buffer =>
    bytes.subarray(headerLength + index * sealedChunkLength, headerLength + (index + 1) * sealedChunkLength);
  const broken = async (changed: Buffer, why: RegExp): Promise<void> => {
    replace(one.path, changed);
    await expect(one.read()).rejects.toMatchObject({
      failure: 'seal-broken',
      message: expect.stringMatching(why) as string,
    });
    await expect(readAll(one)).rejects.toThrow(why);
  };
  await broken(
    Buffer.concat([bytes.subarray(0, headerLength), chunk(1), chunk(0), chunk(2)]),
    /do not prove/,
  );
  const foreign = readFileSync(other.path).subarray(headerLength, headerLength + sealedChunkLength);
  await broken(Buffer.concat([bytes.subarray(0, headerLength), foreign, chunk(1), chunk(2)]), /do not prove/);
  await broken(bytes.subarray(0, headerLength + 2 * sealedChunkLength), /cut off/);
  await broken(bytes.subarray(0, 50), /does not begin|head/);
  await broken(Buffer.concat([bytes, Buffer.alloc(1)]), /added/);
  await broken(Buffer.concat([Buffer.alloc(headerLength), bytes.subarray(headerLength)]), /does not begin/);
  replace(one.path, bytes);
  expect((await one.read()).bytes).toBe(3 * chunkLength);
});

test('a whole file under the name of another is refused', async () => {
  const one = await stored(pattern(5000));
  const name = one.vault.nameFor('11'.repeat(32), 'jpg');
  const path = join(one.root, 'originals', ...name.split('/'));
  mkdirSync(dirname(path), { recursive: true });
  renameSync(one.path, path);
  await expect(pool.run({ source: one.vault.source(name), algorithms: [] })).rejects.toThrow(
    'another original',
  );
  expect(() => one.vault.open(name)).toThrow('another original');
});

test('another archive opens nothing, and names the same bytes otherwise', async () => {
  const { path, name } = await stored(pattern(5000));
  const others = { content: randomSecret(), names: randomSecret() };
  const vault = openVault(dirname(dirname(dirname(path))), realFiles, others);
  expect(() => vault.open(name)).toThrow('sealed with another key');
  expect(vault.nameFor(hex(sha256(pattern(5000))), 'jpg')).not.toBe(name);
});

test('the same bytes sealed twice have nothing in common but their name', async () => {
  const [one, two] = [await stored(pattern(100_000)), await stored(pattern(100_000))];
  expect(one.name).toBe(two.name);
  const [left, right] = [readFileSync(one.path), readFileSync(two.path)];
  for (let at = 8; at + 16 <= left.length; at += 16)
    expect(right.includes(left.subarray(at, at + 16))).toBe(false);
});

test('wiped keys seal and open nothing', async () => {
  const wiped = { content: randomSecret(), names: randomSecret() };
  wiped.content.fill(0);
  const root = temporaryFolder();
  writeFileSync(join(root, 'source'), 'x');
  const sink = openVault(root, realFiles, wiped).stage('one');
  await expect(
    pool.run({ source: { path: join(root, 'source') }, sink, algorithms: ['sha256'] }),
  ).rejects.toThrow('locked');
});

async function readAll({
  vault,
  name,
}: {
  vault: ReturnType<typeof openVault>;
  name: string;
}): Promise<void> {
  const original = vault.open(name);
  try {
    for (let at = 0; at < original.size; at += chunkLength) await original.read(at, 1);
  } finally {
    original.close();
  }
}

function patchFile(path: string, at: number, bytes: Uint8Array): void {
  const all = readFileSync(path);
  all.set(bytes, at);
  replace(path, all);
}

/** The stored file is read-only: it is put in place anew. */
function replace(path: string, bytes: Uint8Array): void {
  writeFileSync(`${path}.new`, bytes);
  renameSync(`${path}.new`, path);
}
