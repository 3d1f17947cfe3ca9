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

/** As much of it as is used here: its types come with the browser's library, which the core does not have. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (program: object, imports: object) => { readonly exports: object };
};
type Instance = InstanceType<typeof WebAssembly.Instance>;
type Factory = (options: object) => unknown;

let compiled: { readonly factory: Factory; readonly program: object } | null = null;

/**
 * A fresh instance for every picture, of a program compiled once: wasm memory never shrinks, but it can be dropped.
 * Compiled when the first HEIC comes, for most imports never need its megabytes.
 */
export function newLibheif(): Libheif {
  compiled ??= compile();
  const { factory, program } = compiled;
  const made = factory({
    print: () => undefined,
    printErr: () => undefined,
    instantiateWasm: (imports: object, done: (instance: Instance) => void) => {
      const instance = new WebAssembly.Instance(program, imports);
      done(instance);
      return instance.exports;
    },
  });
  if (!isLibheif(made)) throw new Error('libheif-js lacks its raw exports');
  return made;
}

/** Gives dropped instances back to the system at once; the collector would let several pile up. */
export function dropLibheif(): void {
  globalThis.gc?.();
}

function compile(): NonNullable<typeof compiled> {
  const require = createRequire(import.meta.url);
  const factory: unknown = require('libheif-js/libheif-wasm/libheif.js');
  if (typeof factory !== 'function') throw new Error('libheif-js has no factory');
  const bytes = readFileSync(require.resolve('libheif-js/libheif-wasm/libheif.wasm'));
  return {
    factory: (options): unknown => Reflect.apply(factory, undefined, [options]),
    program: new WebAssembly.Module(bytes),
  };
}

function isLibheif(value: unknown): value is Libheif {
  return typeof value === 'object' && value !== null && '_heif_decode_image' in value && 'HEAPU8' in value;
}
