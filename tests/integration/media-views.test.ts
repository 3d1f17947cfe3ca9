import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import sharp, { type Sharp } from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { openPictureDesk } from '../../src/core/addresses/picture-desk.ts';
import { openContent } from '../../src/core/addresses/open-content.ts';
import { drawPicture, storedArea } from '../../src/core/media/draw.ts';
import { openMediaInspector } from '../../src/core/media/inspector.ts';
import { thumbnailOf } from '../../src/core/media/thumbnail.ts';
import { openCore } from '../../src/core/router/core.ts';
import { router } from '../../src/core/router/router.ts';
import type { DrawnPicture } from '../../src/shared/records/picture.ts';
import { temporaryFolder } from '../helpers/folders.ts';
import { bytesSource } from '../helpers/media.ts';
import { pdfOf } from '../helpers/pdf.ts';

const inspector = openMediaInspector();
const core = openCore();
const client = createRouterClient(router, { context: { core } });
afterAll(() => Promise.all([inspector.close(), core.close()]));

/** Four quarters: red, green, blue, grey, from the upper left. */
async function quarters(width: number, height: number): Promise<Sharp> {
  const half = { width: Math.ceil(width / 2), height: Math.ceil(height / 2) };
  const block = (colour: string) =>
    sharp({ create: { ...half, channels: 3, background: colour } })
      .png()
      .toBuffer();
  const [red, green, blue, grey] = await Promise.all(['#d02010', '#10b030', '#1030c0', '#808080'].map(block));
  const at = (input: Buffer | undefined, left: number, top: number) => ({ input: input!, left, top });
  const sheet = sharp({
    create: { width: half.width * 2, height: half.height * 2, channels: 3, background: '#000' },
  });
  const joined = await sheet
    .composite([
      at(red, 0, 0),
      at(green, half.width, 0),
      at(blue, 0, half.height),
      at(grey, half.width, half.height),
    ])
    .png()
    .toBuffer();
  return sharp(joined).extract({ left: 0, top: 0, width, height });
}

async function colourAt(jpeg: Uint8Array, x: number, y: number): Promise<string> {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  const [red = 0, green = 0, blue = 0] = data.subarray((y * info.width + x) * info.channels);
  if (red > 180 && green > 180 && blue > 180) return 'white';
  if (Math.abs(red - green) < 20 && Math.abs(green - blue) < 20) return 'grey';
  return red > green && red > blue ? 'red' : green > blue ? 'green' : 'blue';
}

const whole = { page: 0, tile: null, orientation: null };

test('the whole is at most 2560 pixels, and pieces have every pixel where they belong', async () => {
  const bytes = await (await quarters(6000, 3000)).jpeg({ quality: 90 }).toBuffer();
  const all = await inspector.draw(bytesSource(bytes), whole);
  expect(all).toMatchObject({ kind: 'drawn', basis: 'picture', width: 6000, height: 3000, pages: 1 });
  expect(all).toMatchObject({ drawnWidth: 2560, drawnHeight: 1280 });
  const second = await inspector.draw(bytesSource(bytes), { ...whole, tile: { column: 1, row: 0 } });
  if (second.kind !== 'drawn') throw new Error(second.reason);
  expect([second.drawnWidth, second.drawnHeight]).toEqual([6000 - 4096, 3000]);
  expect(await colourAt(second.bytes, 0, 1499)).toBe('green');
  expect(await colourAt(second.bytes, 1903, 1501)).toBe('grey');
  const { exif, icc, xmp, format } = await sharp(second.bytes).metadata();
  expect({ exif, icc, xmp, format }).toEqual({
    exif: undefined,
    icc: undefined,
    xmp: undefined,
    format: 'jpeg',
  });
  const outside = await inspector.draw(bytesSource(bytes), { ...whole, tile: { column: 2, row: 0 } });
  expect(outside).toMatchObject({ kind: 'none', reason: 'no-such-page' });
}, 120_000);

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'a picture of orientation %i is upright, whole and in pieces',
  async (orientation) => {
    const bytes = await (await quarters(4200, 120)).jpeg().withMetadata({ orientation }).toBuffer();
    const upright = await sharp(bytes).autoOrient().jpeg().toBuffer();
    const { width, height } = await sharp(upright).metadata();
    const all = await inspector.draw(bytesSource(bytes), whole);
    if (all.kind !== 'drawn') throw new Error(all.reason);
    expect([all.width, all.height]).toEqual([width, height]);
    const isWide = width > height;
    const last = await inspector.draw(bytesSource(bytes), {
      ...whole,
      tile: { column: isWide ? 1 : 0, row: isWide ? 0 : 1 },
    });
    if (last.kind !== 'drawn') throw new Error(last.reason);
    for (const [x, y] of [
      [10, 10],
      [last.drawnWidth - 10, 10],
      [10, last.drawnHeight - 10],
      [last.drawnWidth - 10, last.drawnHeight - 10],
    ] as const) {
      const at = isWide ? [4096 + x, y] : [x, 4096 + y];
      expect(await colourAt(last.bytes, x, y), `${x}, ${y}`).toBe(await colourAt(upright, at[0]!, at[1]!));
    }
  },
  120_000,
);

test('a place in an upright picture is found again in the stored one', () => {
  const upright = { width: 60, height: 30 };
  const area = { left: 5, top: 2, width: 10, height: 4 };
  expect(storedArea(area, upright, 1)).toEqual(area);
  expect(storedArea(area, upright, 2)).toEqual({ ...area, left: 45 });
  expect(storedArea(area, upright, 3)).toEqual({ ...area, left: 45, top: 24 });
  expect(storedArea(area, upright, 6)).toEqual({ left: 2, top: 45, width: 4, height: 10 });
  expect(storedArea(area, upright, 5)).toEqual({ left: 2, top: 5, width: 4, height: 10 });
  expect(storedArea(area, upright, 7)).toEqual({ left: 24, top: 45, width: 4, height: 10 });
  expect(storedArea(area, upright, 8)).toEqual({ left: 24, top: 5, width: 4, height: 10 });
});

test('what is see-through is drawn on white; sixteen bits, grey and AVIF are drawn as well', async () => {
  const clear = await sharp({
    create: { width: 40, height: 30, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .png()
    .toBuffer();
  const drawn = await inspector.draw(bytesSource(clear), whole);
  if (drawn.kind !== 'drawn') throw new Error(drawn.reason);
  expect(await colourAt(drawn.bytes, 20, 15)).toBe('white');
  const deep = await (await quarters(64, 64)).toColourspace('rgb16').png().toBuffer();
  const grey = await (await quarters(64, 64)).greyscale().tiff().toBuffer();
  const avif = await (await quarters(64, 64)).avif().toBuffer();
  for (const bytes of [deep, grey, avif])
    expect(await inspector.draw(bytesSource(bytes), whole)).toMatchObject({
      kind: 'drawn',
      width: 64,
      height: 64,
    });
}, 60_000);

test('a document is drawn page by page, at 200 dots an inch', async () => {
  const bytes = pdfOf([
    { colour: [0.9, 0.1, 0.1], width: 72, height: 144 },
    { colour: [0.1, 0.2, 0.9], width: 2000, height: 100 },
  ]);
  const first = await inspector.draw(bytesSource(bytes), whole);
  expect(first).toMatchObject({ kind: 'drawn', basis: 'page', width: 200, height: 400, pages: 2 });
  if (first.kind !== 'drawn') throw new Error(first.reason);
  expect(await colourAt(first.bytes, 100, 200)).toBe('red');
  const second = await inspector.draw(bytesSource(bytes), { ...whole, page: 1, tile: { column: 1, row: 0 } });
  if (second.kind !== 'drawn') throw new Error(second.reason);
  expect([second.width, second.height, second.drawnWidth]).toEqual([5556, 278, 5556 - 4096]);
  expect(await colourAt(second.bytes, 700, 100)).toBe('blue');
  expect(await inspector.draw(bytesSource(bytes), { ...whole, page: 2 })).toMatchObject({
    reason: 'no-such-page',
  });
  const { thumbnail } = await inspector.inspect(bytesSource(bytes));
  expect(thumbnail).toMatchObject({ width: 200, height: 400 });
}, 60_000);

test('what cannot be drawn says why', async () => {
  const reason = async (bytes: Buffer) => {
    const drawn = await inspector.draw(bytesSource(bytes), whole);
    return drawn.kind === 'none' ? drawn.reason : drawn.kind;
  };
  expect(await reason(Buffer.from('only text\n'))).toBe('not-drawn');
  expect(await reason(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('not-drawn');
  expect(await reason(Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF'))).toBe('damaged');
  const jpeg = await (await quarters(64, 64)).jpeg().toBuffer();
  expect(await reason(Buffer.concat([jpeg.subarray(0, 20), Buffer.alloc(2000, 0x5a)]))).toBe('damaged');
}, 60_000);

test('a drawing that nobody waits for is stopped, and the next one is drawn all the same', async () => {
  const bytes = await (await quarters(6000, 4000)).png().toBuffer();
  const stop = new AbortController();
  const given = inspector.draw(bytesSource(bytes), whole, { signal: stop.signal });
  setTimeout(() => stop.abort(), 30);
  await expect(given).rejects.toMatchObject({ name: 'AbortError' });
  const small = await (await quarters(64, 64)).png().toBuffer();
  expect(await inspector.draw(bytesSource(small), whole)).toMatchObject({ kind: 'drawn' });
}, 60_000);

async function archiveWith(files: Readonly<Record<string, Buffer>>) {
  const base = temporaryFolder();
  const card = join(base, 'card');
  mkdirSync(card);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(card, name), bytes);
  const path = join(base, 'archive');
  await client.archives.create({ path, name: 'Test', operator: null });
  const { archive } = await client.archives.open({ path, access: 'write' });
  const request = { archive, paths: [{ text: card }], workingFolder: base, description: {} };
  for await (const { failures } of await client.ingest.run(request)) expect(failures).toBe(0);
  const { items } = await client.items.list({ archive, query: null, limit: null, offset: 0 });
  const of = { by: 'items' as const, ids: items.map(({ id }) => id) };
  const { addresses } = await client.media.addresses({ archive, of });
  return { archive, items, files: addresses.map(({ file }) => file ?? '') };
}

test('a page asks once for a picture, and finds it and its pieces at the addresses it was given', async () => {
  const bytes = await (await quarters(5000, 200)).jpeg().toBuffer();
  const { archive, items, files } = await archiveWith({ 'wide.jpg': bytes });
  const asked = { archive, file: files[0] ?? '', page: 0 };
  const view = (await client.media.picture(asked)) as DrawnPicture;
  expect(view.tiles.map(({ left, top, width, height }) => [left, top, width, height])).toEqual([
    [0, 0, 4096, 200],
    [4096, 0, 904, 200],
  ]);
  const content = async (address: string) => {
    const addressed = core.addresses.read(address, core.clock());
    const opened = addressed && (await openContent(core, addressed, new AbortController().signal));
    return opened && { opened, bytes: Buffer.from(await opened.read(0, opened.size)) };
  };
  const piece = await content(view.tiles[1]!.address);
  expect(piece!.opened).toMatchObject({ mediaType: 'image/jpeg', saveAs: null });
  expect(await sharp(piece!.bytes).metadata()).toMatchObject({ width: 904, height: 200 });
  piece!.opened.close();

  expect(await client.media.picture({ ...asked, page: 1 })).toMatchObject({ reason: 'no-such-page' });
  const chosen = { archive, items: items.map(({ number }) => number) };
  await client.disposition.hide({ ...chosen, act: 'quarantine', reason: 'court-order', note: null });
  expect(await client.media.picture(asked)).toEqual({ kind: 'none', reason: 'not-there', mediaType: null });
  expect(await content(view.whole.address)).toBe(null);
  await client.disposition.unhide({ ...chosen, act: 'release' });
  expect(await content(view.whole.address)).not.toBe(null);
  await client.archives.close({ archive });
  expect(await content(view.whole.address)).toBe(null);
}, 120_000);

test('no more is held than there is room for, and nothing of an archive that was closed', async () => {
  const bytes = await (await quarters(300, 200)).jpeg().toBuffer();
  const { archive, files } = await archiveWith({
    'one.jpg': bytes,
    'other.jpg': Buffer.concat([bytes, Buffer.from(' ')]),
  });
  let drawings = 0;
  const drawn = {
    kind: 'drawn',
    basis: 'picture',
    width: 1,
    height: 1,
    drawnWidth: 1,
    drawnHeight: 1,
    pages: 1,
  } as const;
  const made: Uint8Array[] = [];
  const drawer = {
    draw: async () => {
      drawings += 1;
      made.push(new Uint8Array(600).fill(7));
      return { ...drawn, bytes: made.at(-1)! };
    },
  };
  const desk = openPictureDesk(() => drawer, new Set(), 1000);
  const look = (file: string) =>
    desk.draw(archive, core.archive(archive), { file, page: 0, tile: null }, undefined);
  await look(files[0]!);
  await look(files[0]!);
  expect(drawings).toBe(1);
  await look(files[1]!);
  await look(files[0]!);
  expect(drawings).toBe(3);
  desk.forget(archive);
  expect(made[2]!.every((byte) => byte === 0)).toBe(true);
  await look(files[0]!);
  expect(drawings).toBe(4);
  await client.archives.close({ archive });
}, 60_000);

test.each([2, 3, 4, 5, 6, 7, 8])(
  'the preview out of a RAW file is turned as orientation %i says',
  async (orientation) => {
    const plain = await (await quarters(300, 100)).jpeg().toBuffer();
    const upright = await sharp(await sharp(plain).withMetadata({ orientation }).toBuffer())
      .autoOrient()
      .jpeg()
      .toBuffer();
    const { width, height } = await sharp(upright).metadata();
    const drawn = await drawPicture(plain, { ...whole, orientation }, false);
    const small = await thumbnailOf(plain, orientation);
    expect([drawn.width, drawn.height, small.width, small.height]).toEqual([width, height, width, height]);
    for (const [x, y] of [
      [9, 9],
      [width - 9, 9],
      [9, height - 9],
    ] as const) {
      const wanted = await colourAt(upright, x, y);
      expect(await colourAt(drawn.bytes, x, y)).toBe(wanted);
      expect(await colourAt(small.bytes, x, y)).toBe(wanted);
    }
  },
);

test('a TIFF is drawn page by page, each of its own size', async () => {
  const bytes = tiffOf([
    { width: 30, height: 20, grey: 250 },
    { width: 50, height: 70, grey: 90 },
  ]);
  const first = await inspector.draw(bytesSource(bytes), whole);
  expect(first).toMatchObject({ kind: 'drawn', basis: 'picture', width: 30, height: 20, pages: 2 });
  const second = await inspector.draw(bytesSource(bytes), { ...whole, page: 1 });
  expect(second).toMatchObject({ width: 50, height: 70, pages: 2 });
  if (first.kind !== 'drawn' || second.kind !== 'drawn') throw new Error('not drawn');
  expect(await colourAt(first.bytes, 10, 10)).toBe('white');
  expect(await colourAt(second.bytes, 10, 10)).toBe('grey');
  expect(await inspector.draw(bytesSource(bytes), { ...whole, page: 2 })).toMatchObject({
    reason: 'no-such-page',
  });
}, 60_000);

/** Uncompressed grey pages, one after the other (TIFF 6.0). */
function tiffOf(
  pages: readonly { readonly width: number; readonly height: number; readonly grey: number }[],
): Buffer {
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0])];
  let at = 8;
  for (const [index, { width, height, grey }] of pages.entries()) {
    const entries = [
      [256, width],
      [257, height],
      [258, 8],
      [259, 1],
      [262, 1],
      [273, at + 2 + 9 * 12 + 4],
      [277, 1],
      [278, height],
      [279, width * height],
    ] as const;
    const next = at + 2 + entries.length * 12 + 4 + width * height;
    const directory = Buffer.alloc(2 + entries.length * 12 + 4);
    directory.writeUInt16LE(entries.length);
    for (const [place, [tag, value]] of entries.entries()) {
      directory.writeUInt16LE(tag, 2 + place * 12);
      directory.writeUInt16LE(4, 4 + place * 12);
      directory.writeUInt32LE(1, 6 + place * 12);
      directory.writeUInt32LE(value, 10 + place * 12);
    }
    directory.writeUInt32LE(index + 1 < pages.length ? next : 0, directory.length - 4);
    parts.push(directory, Buffer.alloc(width * height, grey));
    at = next;
  }
  return Buffer.concat(parts);
}
