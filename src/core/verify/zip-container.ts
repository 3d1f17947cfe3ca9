import { closeSync, fstatSync, readSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createInflateRaw, crc32 } from 'node:zlib';
import type { Finding } from '../../shared/records/verification.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { ReadError, type Container, type ContainerEntry } from '../../verifier/container.ts';
import { belowBaseFolder } from '../../verifier/zip/base-folder.ts';
import { readZip, type RangeReader, type ZipEntry } from '../../verifier/zip/read-zip.ts';
import { realFiles, systemCode } from '../transfer/file-layer.ts';
import type { TransferPool } from '../transfer/types.ts';
import { readError } from './folder-container.ts';

export type OpenedZip =
  | { readonly kind: 'zip'; readonly container: Container }
  | { readonly kind: 'not-a-zip' }
  | { readonly kind: 'damaged'; readonly findings: readonly Finding[] };

const chunkSize = 1024 * 1024;

/** A zip as the verifier sees it, without unpacking it to disk. Throws AppError `path-not-found` if it cannot be opened. */
export async function openZipContainer(
  path: string | Buffer,
  options: { readonly pool: TransferPool; readonly signal: AbortSignal },
): Promise<OpenedZip> {
  const descriptor = openFile(path);
  let kept = false;
  try {
    const listing = await readZip(rangesOf(descriptor), (bytes) => crc32(bytes), options.signal);
    if (listing.kind !== 'zip') return listing;
    kept = true;
    return { kind: 'zip', container: containerOf(path, descriptor, listing, options.pool) };
  } finally {
    if (!kept) closeSync(descriptor);
  }
}

function openFile(path: string | Buffer): number {
  try {
    return realFiles.openForReading(path);
  } catch (error) {
    if (systemCode(error) === null) throw error;
    throw new AppError('path-not-found', { path: path.toString() }, error);
  }
}

function rangesOf(descriptor: number): RangeReader {
  const { size } = fstatSync(descriptor);
  return {
    size,
    read(offset, length) {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
      let got = 0;
      while (got < buffer.length) {
        const count = readSync(descriptor, buffer, got, buffer.length - got, offset + got);
        if (count === 0) break;
        got += count;
      }
      return Promise.resolve(buffer.subarray(0, got));
    },
  };
}

function containerOf(
  path: string | Buffer,
  descriptor: number,
  listing: { readonly entries: readonly ZipEntry[]; readonly findings: readonly Finding[] },
  pool: TransferPool,
): Container {
  const rooted = belowBaseFolder(listing.entries, listing.findings);
  return {
    form: 'zip',
    entries: rooted.entries,
    findings: rooted.findings,
    parallel: pool.size,
    async *stream(entry) {
      yield* streamEntry(descriptor, sourceOf(entry));
    },
    async hash(entry, algorithms, signal) {
      const { offset, compressedSize, method, size, crc32: expected } = sourceOf(entry);
      const range = { path, offset, length: compressedSize };
      const source = method === 'stored' ? range : { ...range, inflate: true, limit: size };
      let hashed;
      try {
        hashed = await pool.run({ source, algorithms, crc32: true }, signal);
      } catch (error) {
        throw readError(error);
      }
      if (hashed.bytes !== size)
        throw new ReadError('malformed', `it unpacks to ${hashed.bytes} bytes and declares ${size}`);
      if (hashed.crc32 !== expected)
        throw new ReadError('changed', 'its bytes do not match the checksum of the zip');
      return hashed;
    },
    close: () => closeSync(descriptor),
  };
}

/** The entry as it was listed, if it may be read. Throws ReadError. */
function sourceOf(entry: ContainerEntry): ZipEntry {
  if (!isZipEntry(entry)) throw new Error('an entry of another container');
  // The same words as the finding that listing made of it.
  if (entry.trouble !== null) throw new ReadError('malformed', entry.trouble);
  return entry;
}

const isZipEntry = (entry: ContainerEntry): entry is ZipEntry => 'compressedSize' in entry;

/** An entry's bytes, never more than it declares, a chunk at a time. Throws ReadError. */
async function* streamEntry(descriptor: number, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  let [produced, sum] = [0, 0];
  const chunks = entry.method === 'stored' ? rawChunks(descriptor, entry) : inflatedChunks(descriptor, entry);
  for await (const chunk of chunks) {
    produced += chunk.length;
    if (produced > entry.size)
      throw new ReadError('malformed', `it unpacks to more than the ${entry.size} bytes it declares`);
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (produced !== entry.size)
    throw new ReadError('malformed', `it unpacks to ${produced} bytes and declares ${entry.size}`);
  if (sum !== entry.crc32) throw new ReadError('changed', 'its bytes do not match the checksum of the zip');
}

function* rawChunks(descriptor: number, entry: ZipEntry): Generator<Buffer> {
  for (let done = 0; done < entry.compressedSize;) {
    const buffer = Buffer.alloc(Math.min(chunkSize, entry.compressedSize - done));
    const got = readSync(descriptor, buffer, 0, buffer.length, entry.offset + done);
    if (got === 0) throw new ReadError('changed', 'the zip is shorter than when it was opened');
    done += got;
    yield buffer.subarray(0, got);
  }
}

async function* inflatedChunks(descriptor: number, entry: ZipEntry): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize });
  // Its errors come out of the iteration below.
  pipeline(Readable.from(rawChunks(descriptor, entry)), inflate, () => undefined);
  try {
    for await (const chunk of inflate) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof ReadError) throw error;
    throw new ReadError(
      'malformed',
      `its compressed data are broken (${error instanceof Error ? error.message : 'unknown'})`,
    );
  }
}
