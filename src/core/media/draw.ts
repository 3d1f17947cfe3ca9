import sharp, { type Sharp } from 'sharp';
import type { DrawRequest } from './messages.ts';
import type { PdfPage } from './pdf.ts';
import { finishInProfile, reading, turns, type Pixels } from './thumbnail.ts';
import { PAGE_LIMIT, PIXEL_LIMIT, TILE_SIDE, WHOLE_SIDE } from './wire-limits.ts';

/** What is drawn for somebody to look at, upright and in sRGB, without a word of the file's metadata. */
export interface MadeDrawing {
  readonly bytes: Uint8Array;
  /** Of the upright picture as a whole. */
  readonly width: number;
  readonly height: number;
  readonly pages: number;
  readonly drawnWidth: number;
  readonly drawnHeight: number;
}

export class NoSuchPage extends Error {
  override readonly name = 'NoSuchPage';
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Finished extends Size {
  readonly bytes: Uint8Array;
}

const fitting = {
  width: WHOLE_SIDE,
  height: WHOLE_SIDE,
  fit: 'inside',
  withoutEnlargement: true,
} as const;

/** As good as the eye needs at single pixels, without the halved colour of the usual JPEG. What is see-through is on white. */
function finish(image: Sharp): Promise<Finished> {
  return image
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: 93, chromaSubsampling: '4:4:4', optimiseCoding: false })
    .toBuffer({ resolveWithObject: true })
    .then(({ data, info }) => ({ bytes: data, width: info.width, height: info.height }));
}

/** Where a piece lies in an upright picture. Throws NoSuchPage outside of it. */
function areaOf({ width, height }: Size, tile: NonNullable<DrawRequest['tile']>): Area {
  const [left, top] = [tile.column * TILE_SIDE, tile.row * TILE_SIDE];
  if (left >= width || top >= height) throw new NoSuchPage();
  return {
    left,
    top,
    width: Math.min(TILE_SIDE, width - left),
    height: Math.min(TILE_SIDE, height - top),
  };
}

/** The same place in the picture as it is stored, before it is turned: the turning is then that of a piece. */
export function storedArea(area: Area, upright: Size, orientation: number): Area {
  const [angle, mirrored] = turns[orientation] ?? [0, false];
  const { left, top, width, height } = area;
  const [right, below] = [upright.width - left - width, upright.height - top - height];
  const unturned = {
    0: area,
    90: { left: top, top: right, width: height, height: width },
    180: { left: right, top: below, width, height },
    270: { left: below, top: left, width: height, height: width },
  }[angle];
  if (!mirrored) return unturned;
  const across = angle === 90 || angle === 270 ? upright.height : upright.width;
  return { ...unturned, left: across - unturned.left - unturned.width };
}

/** Of anything that sharp decodes. Only the pages of a TIFF are pages: those of an animation are not. */
export async function drawPicture(
  bytes: Uint8Array,
  { page, tile, orientation: told }: DrawRequest,
  hasPages: boolean,
): Promise<MadeDrawing> {
  const found = await sharp(bytes, { ...reading, page: 0 }).metadata();
  const pages = hasPages ? Math.min(Math.max(found.pages ?? 1, 1), PAGE_LIMIT) : 1;
  if (page >= pages) throw new NoSuchPage();
  const asked = { ...reading, page };
  const stored = page === 0 ? found : await sharp(bytes, asked).metadata();
  const own = stored.orientation ?? 1;
  const orientation = own === 1 ? (told ?? 1) : own;
  const [angle, mirrored] = turns[orientation] ?? [0, false];
  const isTurned = angle === 90 || angle === 270;
  const upright = isTurned
    ? { width: stored.height, height: stored.width }
    : { width: stored.width, height: stored.height };
  const piece = sharp(bytes, asked);
  const cut = tile
    ? piece.extract(storedArea(areaOf(upright, tile), upright, orientation))
    : piece.resize(fitting);
  const drawn = await (angle === 0 && !mirrored ? finish(cut) : turned(cut, angle, mirrored));
  return madeOf(drawn, upright, pages);
}

/** Turned once it is small: turning a large picture takes all of it into memory. */
async function turned(image: Sharp, angle: number, mirrored: boolean): Promise<Finished> {
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const upright = sharp(data, { raw: { width, height, channels } }).rotate(angle);
  return finish(mirrored ? upright.flop() : upright);
}

/** Of pixels that are upright already. */
export async function drawPixels(
  pixels: Pixels,
  profile: Uint8Array | null,
  { page, tile }: DrawRequest,
): Promise<MadeDrawing> {
  if (page > 0) throw new NoSuchPage();
  const { width, height, channels } = pixels;
  const image = sharp(pixels.data, { raw: { width, height, channels }, limitInputPixels: PIXEL_LIMIT });
  const { data, info } = await (tile ? image.extract(areaOf(pixels, tile)) : image.resize(fitting))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return madeOf(await finishInProfile(data, info, profile, finish), { width, height }, 1);
}

export async function drawPage(page: PdfPage, { tile }: DrawRequest): Promise<MadeDrawing> {
  const { width, height, pages } = page;
  const scale = tile ? 1 : Math.min(1, WHOLE_SIDE / Math.max(width, height));
  const size = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  const area = tile ? areaOf(page, tile) : { left: 0, top: 0, ...size };
  const { left, top } = area;
  const { data } = page.draw({ ...size, left, top, drawnWidth: area.width, drawnHeight: area.height });
  const drawn = await finish(sharp(data, { raw: { width: area.width, height: area.height, channels: 4 } }));
  return madeOf(drawn, { width, height }, pages);
}

function madeOf(drawn: Finished, upright: Size, pages: number): MadeDrawing {
  const { width, height } = upright;
  return { bytes: drawn.bytes, width, height, pages, drawnWidth: drawn.width, drawnHeight: drawn.height };
}
