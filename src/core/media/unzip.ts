import { inflateRawSync } from 'node:zlib';
import { latin1 } from './remote-file.ts';

/** Parts of a document that are looked at. */
const mostParts = 2000;

export interface ZipPart {
  readonly name: string;
  /** Throws on what is longer than `longest` bytes once inflated: that is no part of a document, but a bomb. */
  read(longest: number): Buffer;
}

/** By the central directory (APPNOTE 6.3.10, 4.3.12). Without ZIP64, which no office program writes for a document. Throws on a damaged file. */
export function* zipParts(bytes: Buffer): Generator<ZipPart> {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end === -1 || end + 22 > bytes.length) throw new Error('no central directory');
  let at = bytes.readUInt32LE(end + 16);
  for (let count = 0; count < mostParts; count += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return;
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = latin1(bytes.subarray(at + 46, at + 46 + nameLength));
    const header = bytes.readUInt32LE(at + 42);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (header + 30 > bytes.length) continue;
    const begin = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    yield { name, read: (longest) => inflated(bytes.subarray(begin, begin + size), method, longest) };
  }
}

function inflated(packed: Buffer, method: number, longest: number): Buffer {
  if (method === 8) return inflateRawSync(packed, { maxOutputLength: longest });
  if (packed.length > longest) throw new Error('too long');
  return packed;
}
