import { BODY_LIMIT, HEADER_LIMIT } from './wire-limits.ts';

/**
 * Frames on the pipes between this program and its decoders: header length and body length as big-endian 32-bit
 * integers, then a JSON header in UTF-8, then a binary body.
 */
export interface Frame {
  readonly header: unknown;
  readonly body: Uint8Array;
}

/** The other side sent something that is no frame, or too large a one. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

const noBytes = new Uint8Array(0);

/** The pieces of a frame, to be written one after the other (the body is not copied). */
export function encodeFrame(header: object, body: Uint8Array = noBytes): readonly Uint8Array[] {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = new Uint8Array(8 + json.length);
  const view = new DataView(start.buffer);
  view.setUint32(0, json.length);
  view.setUint32(4, body.length);
  start.set(json, 8);
  return body.length === 0 ? [start] : [start, body];
}

/** Collects chunks; `push` returns the frames completed by a chunk, and throws FrameError on nonsense. */
export class FrameDecoder {
  private chunks: Uint8Array[] = [];
  private held = 0;
  private lengths: { readonly header: number; readonly body: number } | null = null;

  push(chunk: Uint8Array): readonly Frame[] {
    this.chunks.push(chunk);
    this.held += chunk.length;
    const frames: Frame[] = [];
    for (;;) {
      const lengths = this.lengths ?? this.readLengths();
      if (lengths === null || this.held < lengths.header + lengths.body) return frames;
      this.lengths = null;
      const header = parseHeader(this.take(lengths.header));
      frames.push({ header, body: this.take(lengths.body) });
    }
  }

  private readLengths(): typeof this.lengths {
    if (this.held < 8) return null;
    const start = this.take(8);
    const view = new DataView(start.buffer, start.byteOffset, 8);
    const lengths = { header: view.getUint32(0), body: view.getUint32(4) };
    if (lengths.header > HEADER_LIMIT || lengths.body > BODY_LIMIT) throw new FrameError('frame too large');
    this.lengths = lengths;
    return lengths;
  }

  private take(length: number): Uint8Array {
    const first = this.chunks[0];
    this.held -= length;
    if (first !== undefined && first.length >= length) {
      if (first.length === length) this.chunks.shift();
      else this.chunks[0] = first.subarray(length);
      return first.subarray(0, length);
    }
    const taken = new Uint8Array(length);
    let filled = 0;
    let used = 0;
    for (const chunk of this.chunks) {
      if (filled === length) break;
      const part = chunk.subarray(0, length - filled);
      taken.set(part, filled);
      filled += part.length;
      if (part.length === chunk.length) used += 1;
      else this.chunks[used] = chunk.subarray(part.length);
    }
    this.chunks.splice(0, used);
    return taken;
  }
}

function parseHeader(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new FrameError('header is not JSON');
  }
}
