import type { BigIntStats } from 'node:fs';
import { crc32 as updateCrc32, createInflateRaw } from 'node:zlib';
import { once } from 'node:events';
import { startDigest } from '../cryptography/digest.ts';
import { SealBroken, Sealer, sealScratch, Unsealer } from '../vault/sealed-format.ts';
import { openSource, type SourceReader } from './direct-read.ts';
import { sinkFailure, sourceFailure } from './failures.ts';
import type { FileLayer } from './file-layer.ts';
import {
  heldSize,
  TransferError,
  type DigestAlgorithm,
  type SourceStat,
  type TransferRequest,
  type TransferResult,
} from './types.ts';

/** Fits the second-level cache, so that each further hash over a chunk reads it from there. */
const chunkSize = 1024 * 1024;

/** What the caller sees and says while a transfer runs. */
export interface TransferControl {
  interrupted(): boolean;
  read(bytes: number): void;
}

/** Buffers kept between transfers: allocating megabytes for every small file costs more than hashing it. */
export interface Scratch {
  held: Buffer;
  chunk: Buffer;
  /** A chunk and a sealed chunk, where something is sealed or opened. */
  seal: [Buffer, Buffer] | null;
}

export function newScratch(): Scratch {
  return { held: Buffer.alloc(0), chunk: Buffer.allocUnsafeSlow(chunkSize), seal: null };
}

/** Content of files is left nowhere in it. */
export function wipe({ held, chunk, seal }: Scratch): void {
  for (const buffer of [held, chunk, ...(seal ?? [])]) buffer.fill(0);
}

function sealBuffers(scratch: Scratch): [Buffer, Buffer] {
  return (scratch.seal ??= sealScratch());
}

/**
 * Reads a range of a file, hashing it and copying it on the way. On failure the sink's file is removed, if this
 * transfer created it. Throws TransferError.
 */
export async function transfer(
  request: TransferRequest,
  files: FileLayer,
  control: TransferControl,
  scratch: Scratch,
): Promise<TransferResult> {
  const { source, sink } = request;
  const reader = attempt(sourceFailure, () => openSource(files, source.path, source.direct === true));
  const input = reader.descriptor;
  try {
    const before = attempt(sourceFailure, () => files.stat(input));
    if (!before.isFile()) throw new TransferError('unreadable', 'not a regular file');
    const output = sink ? openSink(files, sink) : null;
    let complete = false;
    try {
      const run = new Run(request, files, control, scratch, reader, output, before);
      const result =
        source.inflate === true
          ? await run.inflated()
          : source.sealed
            ? run.unsealed(source.sealed)
            : run.plain();
      if (source.mustNotChange === true) refuseChange(before, files.stat(input));
      if (sink && output !== null) run.settle(result);
      complete = true;
      return result;
    } finally {
      if (output !== null) files.close(output);
      if (!complete && sink && sink.offset === undefined) removeQuietly(files, sink.path);
    }
  } finally {
    files.close(input);
  }
}

function openSink(files: FileLayer, sink: NonNullable<TransferRequest['sink']>): number {
  return attempt(sinkFailure, () =>
    sink.offset === undefined ? files.create(sink.path, sink.mode ?? 0o644) : files.openForWriting(sink.path),
  );
}

class Run {
  private readonly hashes;
  /** Bytes read from the source; with inflation fewer than `bytes`, which were produced from them. */
  private consumed = 0;
  private bytes = 0;
  private crc = 0;
  private readonly request: TransferRequest;
  private readonly files: FileLayer;
  private readonly control: TransferControl;
  private readonly scratch: Scratch;
  private readonly input: SourceReader;
  private readonly output: number | null;
  private readonly before: BigIntStats;
  private readonly start: number;
  private readonly length: number;
  /** Where the source's bytes are held, or null where they are not. */
  private readonly held: Buffer | null;
  private readonly sealer: Sealer | null;

  constructor(
    request: TransferRequest,
    files: FileLayer,
    control: TransferControl,
    scratch: Scratch,
    input: SourceReader,
    output: number | null,
    before: BigIntStats,
  ) {
    this.request = request;
    this.files = files;
    this.control = control;
    this.scratch = scratch;
    this.input = input;
    this.output = output;
    this.before = before;
    this.start = request.source.offset ?? 0;
    this.length = request.source.length ?? Math.max(0, Number(before.size) - this.start);
    const rereads = request.sink?.reread === true;
    const plainSource = request.source.inflate !== true && !request.source.sealed;
    const algorithms = new Set<DigestAlgorithm>(request.algorithms);
    const seal = request.sink?.seal;
    this.sealer =
      seal && output !== null
        ? new Sealer(seal, (bytes, at) => this.writeAt(output, bytes, at), sealBuffers(scratch))
        : null;
    if (this.sealer) algorithms.add('sha256');
    this.held = rereads && plainSource ? holding(request.hold, scratch, this.length) : null;
    if (rereads && !this.held) algorithms.add('sha256');
    this.hashes = [...algorithms].map((name) => ({ name, hash: startDigest(name) }));
  }

  plain(): TransferResult {
    let left = this.length;
    while (left > 0) {
      const wanted = Math.min(chunkSize, left);
      const chunk = this.readChunk(wanted);
      if (chunk.length === 0) break;
      left -= chunk.length;
      this.take(chunk);
    }
    // A file that grew is caught by its size in refuseChange; one that shrank ends early here.
    if (left > 0) throw new TransferError('changed', 'the file is shorter than when it was opened');
    return this.result();
  }

  /** The content of a sealed original, chunk by chunk, each proved before it is used. */
  unsealed({ keys, name }: NonNullable<TransferRequest['source']['sealed']>): TransferResult {
    const { input, control } = this;
    // Decrypted into another buffer at once: one serves all.
    const buffer = this.scratch.chunk;
    const [plain] = sealBuffers(this.scratch);
    const read = (at: number, length: number): Uint8Array => {
      let got = 0;
      while (got < length) {
        const from = at + got;
        const count = attempt(sourceFailure, () => input.read(buffer, got, length - got, from));
        if (count === 0) break;
        got += count;
      }
      return buffer.subarray(0, got);
    };
    try {
      const unsealer = new Unsealer(keys, Number(this.before.size), read);
      if (unsealer.name !== name) throw new SealBroken('it is another original under this name');
      const limit = this.request.source.limit;
      if (limit !== undefined && unsealer.length > limit)
        throw new TransferError('too-large', `produces more than the ${limit} bytes it declares`);
      for (let index = 0; index < unsealer.chunks; index += 1) {
        if (control.interrupted()) throw new TransferError('interrupted', 'stopped on request');
        const chunk = unsealer.chunk(index, plain);
        control.read(chunk.length);
        if (chunk.length > 0) this.take(chunk);
      }
      unsealer.close();
      return this.result();
    } catch (error) {
      if (error instanceof SealBroken) throw new TransferError('seal-broken', error.message);
      throw error;
    }
  }

  /** RFC 1951; never holds more than a few chunks, whatever the stream claims. */
  async inflated(): Promise<TransferResult> {
    const inflate = createInflateRaw({ chunkSize });
    const outcome: { failure: TransferError | null } = { failure: null };
    inflate.on('data', (chunk: Buffer) => {
      if (outcome.failure) return;
      try {
        this.take(chunk);
      } catch (error) {
        outcome.failure = error instanceof TransferError ? error : sinkFailure(error);
      }
    });
    const ended = once(inflate, 'end').catch((error: unknown) => {
      outcome.failure ??= new TransferError(
        'corrupt-stream',
        error instanceof Error ? error.message : 'broken DEFLATE stream',
      );
    });
    try {
      let left = this.length;
      while (left > 0 && !outcome.failure) {
        const chunk = Buffer.from(this.readChunk(Math.min(chunkSize, left)));
        if (chunk.length === 0)
          throw new TransferError('changed', 'the container is shorter than when it was opened');
        left -= chunk.length;
        // Waits until this chunk is inflated in full: a bomb is met a chunk at a time.
        await new Promise<void>((resolve) => {
          inflate.once('error', () => resolve());
          inflate.write(chunk, () => resolve());
        });
      }
      if (!outcome.failure) {
        inflate.end();
        await ended;
      }
      if (!outcome.failure && inflate.bytesWritten !== this.length) {
        outcome.failure = new TransferError('corrupt-stream', 'bytes follow the end of the DEFLATE stream');
      }
      if (outcome.failure) throw outcome.failure;
      return this.result();
    } finally {
      inflate.destroy();
    }
  }

  /** Syncs the copy and, where asked, reads it back. */
  settle(result: TransferResult): void {
    const { sink } = this.request;
    const { output, files } = this;
    if (!sink || output === null) return;
    this.sealer?.finish(Buffer.from(result.digests.sha256 ?? '', 'hex'));
    if (sink.sync === true) attempt(sinkFailure, () => files.sync(output));
    if (sink.reread !== true) return;
    const { held } = this;
    const check = held ? null : startDigest('sha256');
    let position = 0;
    for (const chunk of this.copied(output, sink, result.bytes)) {
      if (this.control.interrupted()) throw new TransferError('interrupted', 'stopped on request');
      check?.update(chunk);
      if (held && chunk.compare(held, position, position + chunk.length) !== 0) break;
      position += chunk.length;
    }
    const matches = position === result.bytes && (!check || check.digest('hex') === result.digests.sha256);
    if (!matches)
      throw new TransferError('reread-mismatch', 'the copy reads back differently from what was written');
  }

  /** What the copy holds, read from it anew. */
  private *copied(
    output: number,
    sink: NonNullable<TransferRequest['sink']>,
    bytes: number,
  ): Generator<Buffer> {
    const { files } = this;
    const { chunk } = this.scratch;
    const read = (at: number, length: number): Buffer => {
      const got = attempt(sinkFailure, () => files.read(output, chunk, 0, Math.min(length, chunkSize), at));
      return chunk.subarray(0, got);
    };
    if (sink.seal) {
      try {
        const [plain] = sealBuffers(this.scratch);
        const unsealer = new Unsealer(sink.seal, Number(files.stat(output).size), read);
        for (let index = 0; index < unsealer.chunks; index += 1) yield unsealer.chunk(index, plain);
        unsealer.close();
      } catch (error) {
        // Not what was just sealed: the caller finds that too little came back.
        if (!(error instanceof SealBroken)) throw error;
      }
      return;
    }
    for (let position = 0; position < bytes;) {
      const part = read((sink.offset ?? 0) + position, bytes - position);
      if (part.length === 0) return;
      position += part.length;
      yield part;
    }
  }

  private readChunk(wanted: number): Buffer {
    if (this.control.interrupted()) throw new TransferError('interrupted', 'stopped on request');
    const buffer = this.held ?? this.scratch.chunk;
    const at = this.held ? this.bytes : 0;
    const position = this.start + this.consumed;
    const got = attempt(sourceFailure, () => this.input.read(buffer, at, wanted, position));
    this.consumed += got;
    this.control.read(got);
    return buffer.subarray(at, at + got);
  }

  private take(chunk: Buffer): void {
    const limit = this.request.source.limit;
    if (limit !== undefined && this.bytes + chunk.length > limit) {
      throw new TransferError('too-large', `produces more than the ${limit} bytes it declares`);
    }
    for (const { hash } of this.hashes) hash.update(chunk);
    if (this.request.crc32 === true) this.crc = updateCrc32(chunk, this.crc);
    if (this.sealer) this.sealer.add(chunk);
    else if (this.output !== null)
      this.writeAt(this.output, chunk, (this.request.sink?.offset ?? 0) + this.bytes);
    this.bytes += chunk.length;
  }

  private writeAt(output: number, chunk: Uint8Array, from: number): void {
    let written = 0;
    while (written < chunk.length) {
      const offset = written;
      written += attempt(sinkFailure, () =>
        this.files.write(output, chunk, offset, chunk.length - offset, from + offset),
      );
    }
  }

  private result(): TransferResult {
    const digests: Partial<Record<DigestAlgorithm, string>> = {};
    for (const { name, hash } of this.hashes) digests[name] = hash.digest('hex');
    return {
      bytes: this.bytes,
      digests,
      crc32: this.request.crc32 === true ? this.crc : null,
      held: this.request.hold !== undefined && this.held?.buffer === this.request.hold,
      stat: describeStat(this.before),
      direct: this.input.isDirect,
    };
  }
}

/** A buffer for all of the source, the caller's or the thread's own; null if it is too large for either. */
function holding(given: SharedArrayBuffer | undefined, scratch: Scratch, length: number): Buffer | null {
  if (given && length <= given.byteLength) return Buffer.from(given);
  if (length > heldSize) return null;
  if (scratch.held.length < length)
    scratch.held = Buffer.allocUnsafeSlow(Math.min(heldSize, Math.max(length, 4 * chunkSize)));
  return scratch.held;
}

export function describeStat(stat: BigIntStats): SourceStat {
  return {
    size: Number(stat.size),
    modifiedNs: String(stat.mtimeNs),
    createdNs: String(stat.birthtimeNs),
    changedNs: String(stat.ctimeNs),
    mode: Number(stat.mode),
  };
}

function refuseChange(before: BigIntStats, after: BigIntStats): void {
  const same =
    before.size === after.size &&
    before.mtimeNs === after.mtimeNs &&
    before.ctimeNs === after.ctimeNs &&
    before.ino === after.ino;
  if (!same) throw new TransferError('changed', 'the file changed while it was read');
}

function attempt<T>(failure: (error: unknown) => TransferError, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw failure(error);
  }
}

/** The failure that led here is the one to report, not that clearing up after it failed too. */
function removeQuietly(files: FileLayer, path: string): void {
  try {
    files.remove(path);
  } catch {
    // An unfinished copy in staging is cleared when the archive is next opened.
  }
}
