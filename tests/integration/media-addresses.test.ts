import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createRouterClient } from '@orpc/server';
import { addressSpan, openAddressBook } from '../../src/core/addresses/address-book.ts';
import { openMedia } from '../../src/core/addresses/find-media.ts';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import { inspector } from '../helpers/archive.ts';
import { temporaryFolder } from '../helpers/folders.ts';

const whole = openCore({ clock: () => new Date('2026-11-09T12:00:00Z') });
const core = { ...whole, inspector: () => inspector };
afterAll(() => whole.close());

const file = '0190f3d2-0000-7000-8000-000000000001';
const addressed = { archive: 'handle', kind: 'thumbnail', file } as const;

test('an address stands for what was signed, for five to ten minutes, and not in another process', () => {
  const book = openAddressBook();
  const now = new Date('2026-11-09T12:03:00Z');
  const address = book.sign(addressed, book.validUntil(now));
  expect(address).toMatch(new RegExp(`^/media/handle/thumbnail/${file}\\?exp=\\d+&sig=[\\w-]{43}$`));
  expect(book.read(address, now)).toEqual(addressed);
  expect(book.read(address, new Date(now.getTime() + addressSpan))).toEqual(addressed);
  expect(book.read(address, new Date(now.getTime() + 2 * addressSpan))).toBe(null);
  expect(openAddressBook().read(address, now)).toBe(null);
});

test('an address of a view names the page, and the piece of it where it is one', () => {
  const book = openAddressBook();
  const now = new Date('2026-11-09T12:00:00Z');
  for (const tile of [null, { column: 3, row: 0 }]) {
    const view = { archive: 'handle', kind: 'view', file, page: 12, tile } as const;
    const address = book.sign(view, book.validUntil(now));
    expect(address).toContain(`/view/${file}/12${tile ? '/3-0' : ''}?`);
    expect(book.read(address, now)).toEqual(view);
    for (const forged of [
      address.replace('/12', '/13'),
      address.replace('/12', ''),
      address.replace('/12', '/012'),
    ])
      expect(book.read(forged, now), forged).toBe(null);
  }
});

test('the same file keeps its address for some minutes, so that a page may hold on to it', () => {
  const book = openAddressBook();
  const [one, other] = ['2026-11-09T12:00:00Z', '2026-11-09T12:04:59Z'].map((time) =>
    book.sign(addressed, book.validUntil(new Date(time))),
  );
  expect(one).toBe(other);
});

test('no character of an address can be changed, left out or added', () => {
  const book = openAddressBook();
  const now = new Date('2026-11-09T12:00:00Z');
  const address = book.sign(addressed, book.validUntil(now));
  for (let at = 0; at < address.length; at += 1) {
    const other = address[at] === '1' ? '2' : '1';
    expect(book.read(address.slice(0, at) + other + address.slice(at + 1), now), `${at}`).toBe(null);
    expect(book.read(address.slice(0, at) + address.slice(at + 1), now), `${at}`).toBe(null);
  }
  for (const forged of [
    `${address}&x=1`,
    `http://127.0.0.1${address}`,
    address.replace('thumbnail', 'original'),
    address.replace('/media/', '/media//'),
    `${address}A`,
  ])
    expect(book.read(forged, now), forged).toBe(null);
});

test('files and items have addresses in the order asked, what is not there has none', async () => {
  const base = temporaryFolder();
  const [path, card] = [join(base, 'archive'), join(base, 'card')];
  mkdirSync(card);
  writeFileSync(join(card, 'a.jpg'), 'first');
  writeFileSync(join(card, 'b.jpg'), 'second');
  const client = createRouterClient(router, { context: { core } });
  await client.archives.create({ path, name: 'Test', operator: null });
  const { archive } = await client.archives.open({ path, access: 'write' });
  const request = { archive, paths: [{ text: card }], workingFolder: base, description: {} };
  for await (const { failures } of await client.ingest.run(request)) expect(failures).toBe(0);
  const { items } = await client.items.list({ archive, query: null, limit: null, offset: 0 });
  const ids = items.map(({ id }) => id).toReversed();
  const byItem = await client.media.addresses({ archive, of: { by: 'items', ids: [...ids, file] } });
  expect(byItem.validUntil).toBe('2026-11-09T12:10:00.000Z');
  expect(byItem.addresses.map(({ id }) => id)).toEqual([...ids, file]);
  expect(byItem.addresses[2]).toEqual({ id: file, file: null, thumbnail: null, original: null });
  const files = byItem.addresses.slice(0, 2).map((one) => one.file ?? '');
  const byFile = await client.media.addresses({ archive, of: { by: 'files', ids: files } });
  expect(byFile.addresses.map(({ original }) => original)).toEqual(
    byItem.addresses.slice(0, 2).map(({ original }) => original),
  );
  const contents = byFile.addresses.map(({ original }) => {
    const asked = core.addresses.read(original ?? '', core.clock());
    return asked && asked.kind !== 'view' ? openMedia(core.archive(asked.archive), asked) : null;
  });
  expect(contents.map((content) => content?.saveAs)).toEqual(['b.jpg', 'a.jpg']);
  expect(Buffer.from((await contents[0]?.read(0, 100)) ?? []).toString()).toBe('second');
  for (const content of contents) content?.close();
  await expect(
    client.media.addresses({ archive, of: { by: 'files', ids: Array.from({ length: 501 }, () => file) } }),
  ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
