import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * The raw exports of libheif's wasm build that are used here. Functions whose C original returns a `heif_error`
 * take, as their first argument, the address to write it to.
 */
export interface Libheif {
  readonly HEAPU8: Uint8Array; // replaced whenever the memory grows: never keep it
  _malloc(size: number): number;
  _free(address: number): void;
  _heif_context_alloc(): number;
  _heif_context_free(context: number): void;
  _heif_context_read_from_memory_without_copy(
    error: number,
    context: number,
    data: number,
    size: number,
    options: number,
  ): void;
  _heif_context_get_primary_image_handle(error: number, context: number, result: number): void;
  _heif_image_handle_release(handle: number): void;
  _heif_image_handle_get_width(handle: number): number;
  _heif_image_handle_get_height(handle: number): number;
  _heif_image_handle_get_number_of_thumbnails(handle: number): number;
  _heif_image_handle_get_list_of_thumbnail_IDs(handle: number, ids: number, count: number): number;
  _heif_image_handle_get_thumbnail(error: number, handle: number, id: number, result: number): void;
  _heif_image_handle_get_raw_color_profile_size(handle: number): number;
  _heif_image_handle_get_raw_color_profile(error: number, handle: number, data: number): void;
  _heif_decode_image(
    error: number,
    handle: number,
    result: number,
    colourSpace: number,
    chroma: number,
    options: number,
  ): void;
  _heif_image_get_width(image: number, channel: number): number;
  _heif_image_get_height(image: number, channel: number): number;
  _heif_image_get_plane_readonly(image: number, channel: number, strideResult: number): number;
  _heif_image_release(image: number): void;
}

let loaded: Libheif | null = null;

/** Loaded when the first HEIC comes: most imports never need its megabytes. */
export function libheif(): Libheif {
  if (loaded !== null) return loaded;
  const require = createRequire(import.meta.url);
  const factory: unknown = require('libheif-js/libheif-wasm/libheif.js');
  if (typeof factory !== 'function') throw new Error('libheif-js has no factory');
  const wasmBinary = readFileSync(require.resolve('libheif-js/libheif-wasm/libheif.wasm'));
  const silent = { print: () => undefined, printErr: () => undefined };
  const made: unknown = Reflect.apply(factory, undefined, [{ wasmBinary, ...silent }]);
  if (!isLibheif(made)) throw new Error('libheif-js lacks its raw exports');
  loaded = made;
  return made;
}

function isLibheif(value: unknown): value is Libheif {
  return typeof value === 'object' && value !== null && '_heif_decode_image' in value && 'HEAPU8' in value;
}
