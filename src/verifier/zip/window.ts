import type { RangeReader } from './read-zip.ts';
import { lengths, view } from './records.ts';

const chunk = 64 * 1024;

/** Reads forward in large steps: the local headers of small entries lie close together. */
export class Window {
  private readonly file: RangeReader;
  private bytes = new Uint8Array();
  private offset = 0;

  constructor(file: RangeReader) {
    this.file = file;
  }

  /** The bytes from `offset` on, fewer only at the end of the file. Good until the next call. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    if (offset < this.offset || offset + length > this.offset + this.bytes.length) {
      this.bytes = Uint8Array.from(await this.file.read(offset, Math.max(chunk, length)));
      this.offset = offset;
    }
    const from = offset - this.offset;
    return this.bytes.subarray(from, from + length);
  }

  /** A local header with its name and extra field (§4.3.7). */
  async localHeader(offset: number): Promise<Uint8Array> {
    const fixed = await this.read(offset, lengths.localHeader);
    if (fixed.length < lengths.localHeader) return fixed;
    const data = view(fixed);
    return this.read(offset, lengths.localHeader + data.getUint16(26, true) + data.getUint16(28, true));
  }
}
