import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ZipWriter } from '../../../src/core/packages/zip-writer.ts';
import { openTransferPool } from '../../../src/core/transfer/pool.ts';
import { isInstalled, run } from '../../helpers/programs.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stele-zip-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const time = new Date('2026-11-09T12:34:56Z');
const list =
  'import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);i=z.infolist();' +
  'print(len(i),i[-1].filename,i[-1].file_size,i[-1].date_time,oct(i[-1].external_attr>>16))';

/** By every program that is here; `test` also reads the bytes. */
function accept(path: string): string {
  if (isInstalled('unzip', '-v')) run('unzip', ['-tq', path]);
  if (isInstalled('7z', 'i')) run('7z', ['t', path]);
  return isInstalled('python3', '--version') ? run('python3', ['-c', list, path]).trim() : '';
}

test('an empty zip, and one of a few entries', async () => {
  const path = join(folder, 'few.zip');
  const writer = await ZipWriter.create(path, time);
  for (const [name, text] of [
    ['base/a.txt', 'one'],
    ['base/empty.txt', ''],
    ['base/Ա.txt', 'two'],
  ] as const) {
    const bytes = Buffer.from(text);
    const entry = writer.place(name, bytes.length);
    await writer.write(entry, crc32(bytes), bytes);
    await writer.list(entry, crc32(bytes));
  }
  await writer.finish();
  const expected = '3 base/Ա.txt 3 (2026, 11, 9, 12, 34, 56) 0o100644';
  expect(['', expected]).toContain(accept(path));
});

test('more than 65,535 entries', async () => {
  const path = join(folder, 'many.zip');
  const writer = await ZipWriter.create(path, time);
  const bytes = Buffer.from('x');
  for (let index = 0; index < 70_000; index += 1) {
    const entry = writer.place(`base/${index}`, 1);
    await writer.write(entry, crc32(bytes), bytes);
    await writer.list(entry, crc32(bytes));
  }
  await writer.finish();
  expect(['', '70000 base/69999 1 (2026, 11, 9, 12, 34, 56) 0o100644']).toContain(accept(path));
});

// Gigabytes are written and read several times: STELE_BIG=1 asks for it.
test.skipIf(process.env.STELE_BIG !== '1')(
  'an entry and offsets above 4 GiB',
  { timeout: 1_200_000 },
  async () => {
    const size = 4 * 1024 ** 3 + 5;
    const source = join(folder, 'big');
    const descriptor = openSync(source, 'w');
    truncateSync(source, size);
    writeSync(descriptor, 'stele', size - 5);
    closeSync(descriptor);
    const path = join(folder, 'big.zip');
    const writer = await ZipWriter.create(path, time);
    const pool = openTransferPool({ threads: 2 });
    const big = writer.place('base/big', size);
    const small = writer.place('base/small', 5);
    const request = { algorithms: ['sha256'], crc32: true } as const;
    const [first, second] = await Promise.all([
      pool.run({ ...request, source: { path: source }, sink: big.sink }),
      pool.run({ ...request, source: { path: source, offset: size - 5 }, sink: small.sink }),
    ]);
    await writer.complete(big, first.crc32 ?? 0);
    await writer.complete(small, second.crc32 ?? 0);
    await writer.finish();
    await pool.close();
    expect(['', '2 base/small 5 (2026, 11, 9, 12, 34, 56) 0o100644']).toContain(accept(path));
  },
);
