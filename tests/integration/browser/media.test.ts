import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { addressSpan } from '../../../src/core/addresses/address-book.ts';
import { attachmentOf } from '../../../src/core/addresses/save-as.ts';
import { addressesByName, archiveWith, ask, hosted } from '../../helpers/browser-host.ts';
import { passphrase } from '../../helpers/encryption.ts';

const content = randomBytes(1_000_000);
const encryption = [{ by: 'passphrase', passphrase, label: null } as const];

async function served(files: Readonly<Record<string, string | Uint8Array>> = { 'a.jpg': content }) {
  const there = await hosted();
  const { client, origin } = await there.enter();
  const { archive } = await archiveWith(client, files);
  const addresses = await addressesByName(client, archive);
  return { ...there, client, origin, archive, original: addresses.get('a.jpg')?.original ?? '', addresses };
}

test('a thumbnail is a picture that this program made, and goes to pictures alone', async () => {
  const { enter } = await hosted({ decode: true });
  const { client, origin } = await enter();
  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#a53' } })
    .jpeg()
    .toBuffer();
  const { archive } = await archiveWith(client, { 'a.jpg': picture });
  const { thumbnail } = (await addressesByName(client, archive)).get('a.jpg')!;
  expect(thumbnail).toMatchObject({ width: 512, height: 341 });
  const address = thumbnail?.address ?? '';
  const own = { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'image' };
  const answer = await ask(origin, address, { headers: own });
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'image/webp' } });
  expect(await sharp(answer.body).metadata()).toMatchObject({ format: 'webp', width: 512 });
  // An <img> on another site, or on another port of this address.
  for (const site of ['cross-site', 'same-site'])
    expect((await ask(origin, address, { headers: { ...own, 'sec-fetch-site': site } })).status).toBe(403);
  expect((await ask(origin, address, { headers: { ...own, 'sec-fetch-dest': 'script' } })).status).toBe(403);
});

test('a view is drawn for pictures alone, as a JPEG without metadata; a lock ends it', async () => {
  const { enter } = await hosted();
  const { client, origin } = await enter();
  const picture = await sharp({ create: { width: 4200, height: 60, channels: 3, background: '#a53' } })
    .withMetadata({ orientation: 3 })
    .jpeg()
    .toBuffer();
  const { archive } = await archiveWith(client, { 'a.jpg': picture });
  const { file } = (await addressesByName(client, archive)).get('a.jpg')!;
  const view = await client.media.picture({ archive, file: file!, page: 0 });
  if (view.kind !== 'drawn') throw new Error(view.reason);
  expect(view).toMatchObject({ width: 4200, height: 60, whole: { width: 2560 }, pages: 1 });
  const own = { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'image' };
  const address = view.tiles[1]!.address;
  const answer = await ask(origin, address, { headers: own });
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } });
  const { exif, width } = await sharp(answer.body).metadata();
  expect({ exif, width }).toEqual({ exif: undefined, width: 104 });
  for (const purpose of ['document', 'script', 'iframe'])
    expect((await ask(origin, address, { headers: { ...own, 'sec-fetch-dest': purpose } })).status).toBe(403);
  expect((await ask(origin, address.replace('/1-0', '/0-0'), { headers: own })).status).toBe(403);
  await client.archives.lock();
  expect((await ask(origin, address, { headers: own })).status).toBe(404);
});

test('an original is saved, never shown: no type, a sandbox, and to nothing that draws, runs or embeds', async () => {
  const html = '<script>alert(1)</script>';
  const { origin, addresses } = await served({ 'page.html': html });
  const address = addresses.get('page.html')?.original ?? '';
  const { status, headers, body } = await ask(origin, address);
  expect({ status, body: body.toString() }).toEqual({ status: 200, body: html });
  expect(headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'content-disposition': `attachment; filename="page.html"; filename*=UTF-8''page.html`,
  });
  expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
  for (const purpose of ['image', 'script', 'style', 'iframe', 'embed', 'object', 'video'])
    expect((await ask(origin, address, { headers: { 'sec-fetch-dest': purpose } })).status, purpose).toBe(
      403,
    );
});

test('an address that is expired, forged, of another file, of another host or without a signature is refused', async () => {
  let now = new Date('2026-11-09T12:00:00Z');
  const { enter, host } = await hosted({ clock: () => now });
  const { client, origin } = await enter();
  const { archive } = await archiveWith(client, { 'a.jpg': 'first', 'b.jpg': 'second' });
  const addresses = await addressesByName(client, archive);
  const [a, b] = ['a.jpg', 'b.jpg'].map((name) => addresses.get(name)?.original ?? '');
  expect((await ask(origin, a!)).body.toString()).toBe('first');
  const signature = (address: string): string => /sig=.*/.exec(address)?.[0] ?? '';
  const foreign = await served();
  for (const forged of [
    a!.replace(/sig=.*/, signature(b!)),
    a!.replace(/exp=\d+/, 'exp=9999999999'),
    a!.replace('original', 'thumbnail'),
    a!.replace(/&sig=.*/, ''),
    a!.replace(/\?.*/, ''),
    foreign.original,
  ])
    expect((await ask(origin, forged)).status, forged).toBe(403);
  now = new Date(now.getTime() + 2 * addressSpan);
  expect((await ask(origin, a!)).status).toBe(403);
  expect(host.origin).toBe(origin);
});

test('of an item in quarantine nothing is to be had, of a withdrawn one no original; addresses given before lead nowhere', async () => {
  const { client, origin, archive, original, addresses } = await served();
  const { file } = addresses.get('a.jpg')!;
  const { items } = await client.items.list({ archive, query: null, limit: null, offset: 0 });
  const chosen = { archive, items: items.map(({ number }) => number) };
  const why = { reason: 'court-order', note: null };
  const now = async () =>
    (await client.media.addresses({ archive, of: { by: 'files', ids: [file!] } })).addresses[0];
  await client.disposition.hide({ ...chosen, ...why, act: 'quarantine' });
  expect(await now()).toEqual({ id: file, file: null, thumbnail: null, original: null });
  expect((await ask(origin, original)).status).toBe(404);
  await client.disposition.unhide({ ...chosen, act: 'release' });
  expect((await ask(origin, original)).status).toBe(200);
  await client.disposition.hide({ ...chosen, ...why, act: 'withdraw' });
  expect(await now()).toMatchObject({ file, original: null });
  expect((await ask(origin, original)).status).toBe(404);
});

test('when the archive is locked its addresses lead nowhere', async () => {
  const { client, origin, original } = await served();
  await client.archives.lock();
  expect((await ask(origin, original)).status).toBe(404);
});

describe.each([
  ['a plain', null],
  ['an encrypted', encryption],
] as const)('ranges (RFC 9110 §14) of %s archive', (_name, protection) => {
  test('first, middle, suffix, beyond the end, unsatisfiable, several, none', async () => {
    const { enter } = await hosted();
    const { client, origin } = await enter();
    const { archive } = await archiveWith(client, { 'a.jpg': content }, protection ? [...protection] : null);
    const address = (await addressesByName(client, archive)).get('a.jpg')?.original ?? '';
    const part = (range: string, more: Record<string, string> = {}) =>
      ask(origin, address, { headers: { range, ...more } });
    for (const [range, first, last] of [
      ['bytes=0-0', 0, 0],
      ['bytes=0-99', 0, 99],
      ['bytes=262100-262200', 262_100, 262_200],
      ['bytes=999990-', 999_990, 999_999],
      ['bytes=-10', 999_990, 999_999],
      ['bytes=999999-5000000', 999_999, 999_999],
      ['bytes=-5000000', 0, 999_999],
      ['BYTES=5-6', 5, 6],
    ] as const) {
      const answer = await part(range);
      expect(answer.status, range).toBe(206);
      expect(answer.headers['content-range']).toBe(`bytes ${first}-${last}/1000000`);
      expect(answer.body.equals(content.subarray(first, last + 1)), range).toBe(true);
    }
    for (const range of ['bytes=1000000-', 'bytes=-0', 'bytes=2000000-3000000']) {
      const answer = await part(range);
      expect(answer.status, range).toBe(416);
      expect(answer.headers['content-range']).toBe('bytes */1000000');
    }
    // What is not understood, or asks for several, may be answered with everything.
    for (const range of ['bytes=0-1,5-6', 'bytes=9-5', 'items=0-5', 'bytes=a-b', 'bytes=-']) {
      const answer = await part(range);
      expect(answer.status, range).toBe(200);
      expect(answer.body.equals(content), range).toBe(true);
    }
    expect((await part('bytes=0-1', { 'if-range': '"x"' })).status).toBe(200);
    const head = await ask(origin, address, { method: 'HEAD', headers: { range: 'bytes=0-1' } });
    expect(head).toMatchObject({
      status: 200,
      headers: { 'content-length': '1000000', 'accept-ranges': 'bytes' },
    });
    expect(head.body.length).toBe(0);
  });
});

describe('a reader that takes nothing', () => {
  const large = randomBytes(60_000_000);

  /** Asks for a large original and reads nothing but its head. */
  async function paused(stall: number) {
    const there = await hosted({ limits: { stall } });
    const { client, origin } = await there.enter();
    const { archive } = await archiveWith(client, { 'a.jpg': large });
    const address = (await addressesByName(client, archive)).get('a.jpg')?.original ?? '';
    const before = process.memoryUsage().arrayBuffers;
    const closed = new Promise<number>((resolve, reject) => {
      const sent = request(new URL(address, origin), { agent: false }, (response) => {
        let received = 0;
        response.on('error', () => resolve(received));
        response.on('close', () => resolve(received));
        setTimeout(() => response.on('data', (chunk: Buffer) => (received += chunk.length)), 1500);
      });
      sent.on('error', reject);
      sent.end();
    });
    await wait(1000);
    return { ...there, client, closed, grown: process.memoryUsage().arrayBuffers - before };
  }

  test('is served from flat memory, and gets everything in the end', async () => {
    const { core, closed, grown } = await paused(60_000);
    expect(core.jobs.size).toBe(1);
    expect(grown).toBeLessThan(20_000_000);
    expect(await closed).toBe(large.length);
    expect(core.jobs.size).toBe(0);
  });

  test('is left after a while', async () => {
    const { core, closed, faults } = await paused(300);
    expect(core.jobs.size).toBe(0);
    expect(await closed).toBeLessThan(large.length);
    expect(faults).toEqual([]);
  });

  test('does not keep the archive from being locked', async () => {
    const { client, core, closed } = await paused(60_000);
    expect(core.jobs.size).toBe(1);
    await client.archives.lock();
    expect(core.jobs.size).toBe(0);
    expect(await closed).toBeLessThan(large.length);
  });
});

test.each([
  ['a.jpg', `attachment; filename="a.jpg"; filename*=UTF-8''a.jpg`],
  ['храм.jpg', `attachment; filename="____.jpg"; filename*=UTF-8''%D1%85%D1%80%D0%B0%D0%BC.jpg`],
  ['a"b\\c/d.jpg', `attachment; filename="a_b_c_d.jpg"; filename*=UTF-8''a%22b_c_d.jpg`],
  ["it's (1)*.jpg", `attachment; filename="it's (1)*.jpg"; filename*=UTF-8''it%27s%20%281%29%2A.jpg`],
  ['a\r\nx: y', `attachment; filename="a__x: y"; filename*=UTF-8''a__x%3A%20y`],
  ['a\u202egpj.exe', `attachment; filename="a_gpj.exe"; filename*=UTF-8''a_gpj.exe`],
  ['50%.jpg', `attachment; filename="50_.jpg"; filename*=UTF-8''50%25.jpg`],
  ['', `attachment; filename="_"; filename*=UTF-8''_`],
])('%j is saved by a name that neither breaks the header nor hides its ending', (name, header) => {
  expect(attachmentOf(name)).toBe(header);
});
