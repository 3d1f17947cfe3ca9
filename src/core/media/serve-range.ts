import type { ByteSource } from './types.ts';

/** The child asked for what no honest reader asks for. */
export class ServingRefused extends Error {
  override readonly name = 'ServingRefused';
}

/** The bytes of a range that a child asked for: inside the file, and as long as asked unless the source has shrunk. */
export async function serveRange(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  if (offset + length > source.size) throw new ServingRefused('outside the file');
  const bytes = await source.read(offset, length);
  return bytes.length > length ? bytes.subarray(0, length) : bytes;
}
