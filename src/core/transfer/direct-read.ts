import type { FileLayer } from './file-layer.ts';

/**
 * Reads that do not come from the system's memory. Right after a copy was written every read is answered from there, and a
 * stick that kept nothing looks perfect. Past the memory, buffers, offsets and lengths have to be multiples of the medium's
 * block: this reads in windows of a megabyte, and hands out what was asked for.
 */
export interface SourceReader {
  readonly descriptor: number;
  /** Whether the system let it be read past its memory. */
  readonly isDirect: boolean;
  /** Reads at `position` into `buffer` from `offset` on; 0 at the end. */
  read(buffer: Uint8Array, offset: number, length: number, position: number): number;
}

/** A multiple of every block size in use. */
const windowSize = 1024 * 1024;

/** TypeScript knows it from the browser only. */
declare const WebAssembly: {
  readonly Memory: new (pages: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
};

/** WebAssembly's memory begins at a page of the processor, which Node's own buffers do not. One for each thread. */
let window: Uint8Array | null = null;

/** Opens a file to be read; with `direct` from the medium itself, where layer and file system have a way. */
export function openSource(files: FileLayer, path: string | Buffer, direct: boolean): SourceReader {
  const descriptor = direct ? files.openDirect(path) : null;
  if (descriptor !== null) return directReader(files, descriptor);
  const cached = files.openForReading(path);
  return {
    descriptor: cached,
    isDirect: false,
    read: (buffer, offset, length, position) => files.read(cached, buffer, offset, length, position),
  };
}

function directReader(files: FileLayer, descriptor: number): SourceReader {
  const held = (window ??= new Uint8Array(new WebAssembly.Memory({ initial: windowSize / 65_536 }).buffer));
  let [begin, filled] = [0, 0];
  return {
    descriptor,
    isDirect: true,
    read(buffer, offset, length, position) {
      if (position < begin || position >= begin + filled) {
        begin = position - (position % windowSize);
        filled = files.read(descriptor, held, 0, windowSize, begin);
      }
      const from = position - begin;
      const count = Math.max(0, Math.min(length, filled - from));
      buffer.set(held.subarray(from, from + count), offset);
      return count;
    },
  };
}
