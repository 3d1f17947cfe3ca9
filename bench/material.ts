import { createHash, randomFillSync } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

const cache = join(tmpdir(), 'stele-bench');

/** Photographs as a 12-megapixel camera writes them: about 2.6 MB each, with EXIF. Drawn once and kept. */
export async function photographs(count: number): Promise<string> {
  const folder = join(cache, `photographs-${count}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.making`;
  mkdirSync(making, { recursive: true });
  for (let index = 0; index < count; index += 1) {
    // Smooth ground with grain on it: what keeps camera files at this size.
    const ground = sharp({
      create: {
        width: 4000,
        height: 3000,
        channels: 3,
        background: { r: 90 + (index % 80), g: 120, b: 140 },
      },
    });
    const grain = await sharp({
      create: {
        width: 1000,
        height: 750,
        channels: 3,
        background: '#000',
        noise: { type: 'gaussian', mean: 128, sigma: 34 },
      },
    })
      .resize(4000, 3000, { kernel: 'cubic' })
      .png({ compressionLevel: 0 })
      .toBuffer();
    const second = String(index % 60).padStart(2, '0');
    await ground
      .composite([{ input: grain, blend: 'soft-light' }])
      .jpeg({ quality: 93 })
      .withExif({
        IFD0: { Make: 'Bench', Model: 'Camera 12', Software: '1.0' },
        IFD2: {
          DateTimeOriginal: `2020:01:01 10:${String(Math.floor(index / 60)).padStart(2, '0')}:${second}`,
          BodySerialNumber: '0042',
        },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '41/1 10/1 12/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '31/1 20/1 5/1',
        },
      })
      .toFile(join(making, `IMG_${String(index).padStart(4, '0')}.jpg`));
  }
  renameSync(making, folder);
  return folder;
}

/** As many photographs as wanted, each with bytes of its own: of a few hundred drawn ones, with a comment (COM) in each. */
export async function photographVariants(count: number): Promise<string> {
  const folder = join(cache, `variants-${count}`);
  if (existsSync(folder)) return folder;
  const drawn = await photographs(80);
  const names = readdirSync(drawn);
  const making = `${folder}.making`;
  mkdirSync(making, { recursive: true });
  for (let index = 0; index < count; index += 1) {
    const jpeg = readFileSync(join(drawn, names[index % names.length] ?? ''));
    const comment = Buffer.from(`photograph ${index}`);
    const segment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment]);
    const path = join(making, `DSC_${String(index).padStart(5, '0')}.jpg`);
    writeFileSync(path, Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]));
  }
  renameSync(making, folder);
  return folder;
}

/** A BagIt bag of `bytes` random bytes in files of 64 MB, with sha256 and sha512 manifests. Made once and kept. */
export function randomBag(bytes: number): string {
  const folder = join(cache, `bag-${bytes}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.making`;
  mkdirSync(join(making, 'data'), { recursive: true });
  const chunk = Buffer.alloc(64 * 1024 * 1024);
  const lines: Record<'sha256' | 'sha512', string[]> = { sha256: [], sha512: [] };
  for (let index = 0; index * chunk.length < bytes; index += 1) {
    randomFillSync(chunk);
    const name = `data/f${String(index).padStart(4, '0')}.bin`;
    writeFileSync(join(making, name), chunk);
    for (const algorithm of ['sha256', 'sha512'] as const) {
      lines[algorithm].push(`${createHash(algorithm).update(chunk).digest('hex')}  ${name}\n`);
    }
  }
  writeFileSync(join(making, 'bagit.txt'), 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
  for (const algorithm of ['sha256', 'sha512'] as const) {
    writeFileSync(join(making, `manifest-${algorithm}.txt`), lines[algorithm].join(''));
  }
  renameSync(making, folder);
  return folder;
}

/** Many small files, and one large one that is not sparse. */
export function smallFiles(count: number): string {
  const folder = join(cache, `small-${count}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.making`;
  mkdirSync(making, { recursive: true });
  for (let index = 0; index < count; index += 1) {
    writeFileSync(
      join(making, `f${String(index).padStart(6, '0')}.txt`),
      `file ${index}${' '.repeat(index % 1000)}`,
    );
  }
  renameSync(making, folder);
  return folder;
}

export function largeFile(bytes: number): string {
  const path = join(cache, `large-${bytes}.bin`);
  if (existsSync(path) && statSync(path).size === bytes) return path;
  mkdirSync(cache, { recursive: true });
  const descriptor = openSync(path, 'w');
  const chunk = randomFillSync(Buffer.alloc(16 * 1024 * 1024));
  for (let written = 0; written < bytes; written += chunk.length) {
    chunk.writeUInt32LE(written / chunk.length, 0);
    writeSync(descriptor, chunk, 0, Math.min(chunk.length, bytes - written));
  }
  fsyncSync(descriptor);
  closeSync(descriptor);
  return path;
}

export function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}
