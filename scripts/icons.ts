import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/**
 * `node scripts/icons.ts`: draws the program's icon in the forms that the three systems take. Run after the drawing changed;
 * the results are kept, since the tools that electron-builder would convert with come from the network.
 */
const source = fileURLToPath(new URL('../resources/icons/icon.svg', import.meta.url));
const target = (name: string): string =>
  fileURLToPath(new URL(`../resources/icons/${name}`, import.meta.url));

const drawn = (side: number): Promise<Buffer> =>
  sharp(source, { density: Math.max(1, (72 * side) / 512) })
    .resize(side, side)
    .png({ compressionLevel: 9 })
    .toBuffer();

/** Microsoft's ICO with PNG entries (Windows Vista and later): a directory, and the pictures one after the other. */
function ico(pictures: readonly { readonly side: number; readonly png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { side, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    // 0 stands for 256.
    header.writeUInt8(side % 256, at);
    header.writeUInt8(side % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** Apple's ICNS: four letters for the size, the length, a PNG. */
function icns(pictures: readonly { readonly type: string; readonly png: Buffer }[]): Buffer {
  const entries = pictures.map(({ type, png }) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(8 + entries.reduce((sum, { length }) => sum + length, 0), 4);
  return Buffer.concat([head, ...entries]);
}

const appleTypes = { ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic13: 256, ic09: 512, ic14: 512, ic10: 1024 };
const icoSides = [16, 24, 32, 48, 64, 128, 256];

writeFileSync(target('icon.png'), await drawn(512));
writeFileSync(
  target('icon.ico'),
  ico(await Promise.all(icoSides.map(async (side) => ({ side, png: await drawn(side) })))),
);
writeFileSync(
  target('icon.icns'),
  icns(
    await Promise.all(
      Object.entries(appleTypes).map(async ([type, side]) => ({ type, png: await drawn(side) })),
    ),
  ),
);
