import { readFileSync } from 'node:fs';
import type { ByteSource } from '../../src/core/media/types.ts';

/** A file in memory as the media processes see one. */
export function bytesSource(bytes: Uint8Array): ByteSource & { readonly reads: { bytes: number } } {
  const reads = { bytes: 0 };
  return {
    size: bytes.length,
    reads,
    read: async (offset, length) => {
      const part = bytes.subarray(offset, offset + length);
      reads.bytes += part.length;
      return part;
    },
  };
}

export const fileSource = (path: string): ByteSource => bytesSource(readFileSync(path));
