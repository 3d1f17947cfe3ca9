import { dropLibheif, newLibheif, type Libheif } from './libheif.ts';
import type { Pixels } from './thumbnail.ts';
import { THUMBNAIL_SIDE } from './wire-limits.ts';

/** From libheif's headers. */
const colourSpaceRgb = 1;
const chromaInterleavedRgb = 10;
const channelInterleaved = 10;

export interface HeicPicture {
  /** Of the primary picture, upright: libheif has applied `irot` and `imir`; EXIF orientation must not be applied again. */
  readonly pixels: Pixels;
  readonly profile: Uint8Array | null;
}

/**
 * Hands over the pixels of a HEIC: `enough` for a thumbnail, of the embedded one where that is large enough (10 ms), else,
 * and for `all`, of the picture itself (a second). They lie in the decoder's memory and are gone when `use` has ended.
 */
export async function withHeic<T>(
  bytes: Uint8Array,
  wanted: 'enough' | 'all',
  use: (picture: HeicPicture) => Promise<T>,
): Promise<T> {
  try {
    return await decodeAnd(newLibheif(), bytes, wanted, use);
  } finally {
    dropLibheif();
  }
}

async function decodeAnd<T>(
  heif: Libheif,
  bytes: Uint8Array,
  wanted: 'enough' | 'all',
  use: (picture: HeicPicture) => Promise<T>,
): Promise<T> {
  const scope = new Scope(heif);
  try {
    const data = scope.allocate(bytes.length);
    heif.HEAPU8.set(bytes, data);
    const context = scope.keep(heif._heif_context_alloc(), (it) => heif._heif_context_free(it));
    scope.check((error) =>
      heif._heif_context_read_from_memory_without_copy(error, context, data, bytes.length, 0),
    );
    const primary = scope.keep(
      scope.result((error, to) => heif._heif_context_get_primary_image_handle(error, context, to)),
      (it) => heif._heif_image_handle_release(it),
    );
    const handle = (wanted === 'enough' ? embeddedThumbnail(heif, scope, primary) : null) ?? primary;
    const profile = colourProfile(heif, scope, primary);
    return await use({ pixels: decode(heif, scope, handle), profile });
  } finally {
    scope.free();
  }
}

function embeddedThumbnail(heif: Libheif, scope: Scope, primary: number): number | null {
  const count = Math.min(heif._heif_image_handle_get_number_of_thumbnails(primary), 16);
  const ids = scope.allocate(4 * Math.max(count, 1));
  const found = heif._heif_image_handle_get_list_of_thumbnail_IDs(primary, ids, count);
  const wanted = heif._heif_image_handle_get_width(primary) / heif._heif_image_handle_get_height(primary);
  for (let index = 0; index < found; index += 1) {
    const id = scope.word(ids + 4 * index);
    const handle = scope.keep(
      scope.result((error, to) => heif._heif_image_handle_get_thumbnail(error, primary, id, to)),
      (it) => heif._heif_image_handle_release(it),
    );
    const width = heif._heif_image_handle_get_width(handle);
    const height = heif._heif_image_handle_get_height(handle);
    // iPhones embed 320 x 240 and larger; a few writers forget to turn the small picture: then its shape differs.
    if (Math.max(width, height) >= THUMBNAIL_SIDE && Math.abs(width / height / wanted - 1) < 0.03)
      return handle;
  }
  return null;
}

function decode(heif: Libheif, scope: Scope, handle: number): Pixels {
  const image = scope.keep(
    scope.result((error, to) =>
      heif._heif_decode_image(error, handle, to, colourSpaceRgb, chromaInterleavedRgb, 0),
    ),
    (it) => heif._heif_image_release(it),
  );
  const width = heif._heif_image_get_width(image, channelInterleaved);
  const height = heif._heif_image_get_height(image, channelInterleaved);
  const strideAt = scope.allocate(4);
  const plane = heif._heif_image_get_plane_readonly(image, channelInterleaved, strideAt);
  const stride = scope.word(strideAt);
  if (width <= 0 || height <= 0 || plane === 0 || stride < width * 3) throw new Error('no pixels');
  // Rows without gaps are handed over where they lie: a copy of 12 megapixels would be another 36 MB.
  if (stride === width * 3) {
    return { data: heif.HEAPU8.subarray(plane, plane + height * stride), width, height, channels: 3 };
  }
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    data.set(heif.HEAPU8.subarray(plane + y * stride, plane + y * stride + width * 3), y * width * 3);
  }
  return { data, width, height, channels: 3 };
}

function colourProfile(heif: Libheif, scope: Scope, handle: number): Uint8Array | null {
  const size = heif._heif_image_handle_get_raw_color_profile_size(handle);
  if (size < 128 || size > 4_194_304) return null;
  const at = scope.allocate(size);
  scope.check((error) => heif._heif_image_handle_get_raw_color_profile(error, handle, at));
  return heif.HEAPU8.slice(at, at + size);
}

/** What was taken from wasm memory, given back in the opposite order. */
class Scope {
  private readonly held: (() => void)[] = [];
  private readonly heif: Libheif;

  constructor(heif: Libheif) {
    this.heif = heif;
  }

  allocate(size: number): number {
    const address = this.heif._malloc(size);
    if (address === 0) throw new Error('out of memory');
    return this.keep(address, (it) => this.heif._free(it));
  }

  keep(address: number, release: (address: number) => void): number {
    this.held.push(() => release(address));
    return address;
  }

  word(address: number): number {
    const view = new DataView(this.heif.HEAPU8.buffer);
    return view.getUint32(address, true);
  }

  /** Runs a function that writes a heif_error (code, subcode, message) to the address it is given. */
  check(run: (error: number) => void): void {
    const error = this.allocate(12);
    run(error);
    const code = this.word(error);
    if (code !== 0) throw new Error(`libheif error ${code}.${this.word(error + 4)}`);
  }

  /** The same for functions that also write a result, which is returned. */
  result(run: (error: number, to: number) => void): number {
    const to = this.allocate(4);
    this.check((error) => run(error, to));
    return this.word(to);
  }

  free(): void {
    for (const release of this.held.reverse()) release();
    this.held.length = 0;
  }
}
