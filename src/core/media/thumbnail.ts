import sharp, { type Sharp } from 'sharp';
import { PIXEL_LIMIT, THUMBNAIL_SIDE } from './wire-limits.ts';

/** Pixels before any shrinking: a picture beyond it would not fit into the decoder's memory. */

sharp.concurrency(1);
sharp.cache(false);

export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
}

export interface MadeThumbnail {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Damaged pictures are drawn as far as they go: what can be seen is worth seeing. The first page of several. */
export const reading = {
  failOn: 'none',
  limitInputPixels: PIXEL_LIMIT,
  animated: false,
  page: 0,
  pages: 1,
} as const;

function finish(image: Sharp): Promise<MadeThumbnail> {
  return image
    .resize({ width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .webp({ effort: 0, quality: 80 })
    .toBuffer({ resolveWithObject: true })
    .then(({ data, info }) => ({ bytes: data, width: info.width, height: info.height }));
}

/**
 * A 512 px thumbnail, upright and in sRGB, of anything sharp decodes. `orientation` (1 to 8) is used where the
 * picture itself names none, as the previews inside RAW files do not.
 */
export async function thumbnailOf(
  bytes: Uint8Array,
  orientation: number | null = null,
): Promise<MadeThumbnail> {
  const image = sharp(bytes, reading);
  if (orientation === null || orientation === 1) return finish(image.autoOrient());
  const { orientation: own } = await image.metadata();
  if (own !== undefined && own !== 1) return finish(image.autoOrient());
  const [angle, mirrored] = turns[orientation] ?? [0, false];
  // Rotating large pictures is dear: shrink first, turn afterwards.
  const small = await image
    .resize({ width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = small.info;
  const upright = sharp(small.data, { raw: { width, height, channels } }).rotate(angle);
  return finish(mirrored ? upright.flop() : upright);
}

/** What each EXIF orientation asks for: mirrored left to right, then turned clockwise by so many degrees, as sharp does it. */
export const turns: Readonly<Record<number, readonly [angle: 0 | 90 | 180 | 270, mirrored: boolean]>> = {
  2: [0, true],
  3: [180, false],
  4: [180, true],
  5: [270, true],
  6: [90, false],
  7: [90, true],
  8: [270, false],
};

/** Size as stored; where sharp knows the file by its header only (HEIC) that is of no use to a thumbnail. */
export async function storedSize(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  const { width, height } = await sharp(bytes, reading).metadata();
  return { width, height };
}

/** From raw pixels that are upright already. `profile` is the ICC profile they are meant in. */
export async function thumbnailOfPixels(pixels: Pixels, profile: Uint8Array | null): Promise<MadeThumbnail> {
  const { width, height, channels } = pixels;
  const small = await sharp(pixels.data, { raw: { width, height, channels }, limitInputPixels: PIXEL_LIMIT })
    .resize({ width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return finishInProfile(small.data, small.info, profile, finish);
}

/** Three bytes a pixel, meant in `profile`, handed to `finish` so that it can turn them into sRGB. */
export async function finishInProfile<T>(
  data: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  profile: Uint8Array | null,
  finish: (image: Sharp) => Promise<T>,
): Promise<T> {
  const plain = (): Sharp => sharp(data, { raw: { width, height, channels: 3 } });
  if (profile === null) return finish(plain());
  // sharp takes a profile for its input only from a file: so the small picture becomes a file in memory.
  const wrapped = await plain().tiff({ compression: 'none' }).toBuffer();
  return finish(sharp(withProfile(wrapped, profile), reading)).catch(() => finish(plain()));
}

/** A copy of a little-endian TIFF whose first directory has the ICC profile (tag 34675) added. */
function withProfile(tiff: Uint8Array, profile: Uint8Array): Uint8Array {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length);
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  const count = view.getUint16(directory, little);
  const entries = tiff.subarray(directory + 2, directory + 2 + count * 12);
  const added = tiff.length + (tiff.length % 2);
  const result = new Uint8Array(added + 2 + (count + 1) * 12 + 4 + profile.length);
  const out = new DataView(result.buffer);
  result.set(tiff);
  out.setUint32(4, added, little);
  out.setUint16(added, count + 1, little);
  // Directories are sorted by tag; 34675 is above the baseline tags that the writer uses.
  result.set(entries, added + 2);
  const entry = added + 2 + count * 12;
  out.setUint16(entry, 34_675, little);
  out.setUint16(entry + 2, 7, little);
  out.setUint32(entry + 4, profile.length, little);
  out.setUint32(entry + 8, entry + 16, little);
  result.set(profile, entry + 16);
  return result;
}
