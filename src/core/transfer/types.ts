import type { VaultKeys } from '../keys/key-ring.ts';

/** Moving bytes from one place to another while hashing them: the one hot loop that ingest, export and verify share. */

export const digestAlgorithms = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
export type DigestAlgorithm = (typeof digestAlgorithms)[number];

export interface TransferSource {
  /** Path as the file system gave it; a Buffer where the name need not be UTF-8. */
  readonly path: string | Buffer;
  /** First byte; 0 if absent. */
  readonly offset?: number;
  /** Stored bytes to read; to the end if absent. */
  readonly length?: number;
  /** The range is a raw DEFLATE stream (RFC 1951), as in a zip entry of method 8. */
  readonly inflate?: boolean;
  /** Read past the system's memory, from the medium itself, where the system lets it (direct-read.ts). */
  readonly direct?: boolean;
  /** Refuse to produce more bytes than this (an entry that lies about its size, a bomb). */
  readonly limit?: number;
  /** Compare the file's size, times and inode before and after, and fail with `changed` when they differ. */
  readonly mustNotChange?: boolean;
  /** The file is a sealed original (vault/sealed-format.ts): its content is read, whole; `name` is what it must be named within. */
  readonly sealed?: { readonly keys: VaultKeys; readonly name: string };
}

export interface TransferSink {
  readonly path: string;
  /** Write into an existing file from this byte on (a zip under construction). Absent: create the file, which must not exist. */
  readonly offset?: number;
  /** Permission bits of a created file; 0o644 if absent. */
  readonly mode?: number;
  /** fsync before reporting success. Not used with `offset`: the owner of the file syncs it once. */
  readonly sync?: boolean;
  /** After syncing, read the file again and compare it with what was read from the source. */
  readonly reread?: boolean;
  /** Write it sealed (vault/sealed-format.ts). Needs sha256 among the algorithms, and no `offset`. */
  readonly seal?: VaultKeys;
}

/** Up to here the source's bytes are held while a copy is read back, which is then compared with them byte by byte. */
export const heldSize = 16 * 1024 * 1024;

export interface TransferRequest {
  readonly source: TransferSource;
  readonly sink?: TransferSink;
  /** At least as large as the source: where its bytes are to be held, if they are (`held`), for the caller to use after. */
  readonly hold?: SharedArrayBuffer;
  readonly algorithms: readonly DigestAlgorithm[];
  readonly crc32?: boolean;
}

export interface SourceStat {
  readonly size: number;
  /** Nanoseconds since 1970, as decimal text: they exceed 2⁵³. */
  readonly modifiedNs: string;
  readonly createdNs: string;
  readonly changedNs: string;
  readonly mode: number;
}

export interface TransferResult {
  /** Bytes produced (after inflation). */
  readonly bytes: number;
  /** Lower-case hex by algorithm asked for. */
  readonly digests: Partial<Record<DigestAlgorithm, string>>;
  readonly crc32: number | null;
  /** The first `bytes` bytes of `hold` are what the source gave, and the copy reads back as they are. */
  readonly held: boolean;
  /** With `direct`: whether the system let it be read past its memory. Not proof by itself: see fixity/medium.ts. */
  readonly direct: boolean;
  readonly stat: SourceStat;
}

/** Why one transfer failed. Values, because one bad file never stops a job. */
export const transferFailures = [
  'not-found', // the source is not there (any more)
  'unreadable', // the system refuses to read it, or reading failed
  'blocked', // other software holds it
  'changed', // it changed while it was read
  'too-large', // produced more than `limit`, or more than the target file system holds in one file
  'seal-broken', // a sealed original is not, in every bit, what was sealed
  'corrupt-stream', // the DEFLATE stream is broken
  'disk-full', // the target has no room
  'write-failed', // writing, syncing or reading back the copy failed
  'reread-mismatch', // the copy reads back differently from what was written
  'interrupted', // the signal fired
] as const;
export type TransferFailure = (typeof transferFailures)[number];

export class TransferError extends Error {
  override readonly name = 'TransferError';
  readonly failure: TransferFailure;
  readonly systemCode: string | null;

  constructor(failure: TransferFailure, message: string, systemCode: string | null = null) {
    super(message);
    this.failure = failure;
    this.systemCode = systemCode;
  }
}

/** Renames within one file system; durable (folders synced) when it is done. */
export interface MoveRequest {
  readonly moves: readonly { readonly from: string; readonly to: string }[];
}

/** Runs transfers off the caller's event loop. Rejects with TransferError, nothing else. */
export interface TransferPool {
  readonly size: number;
  run(request: TransferRequest, signal?: AbortSignal): Promise<TransferResult>;
  /** Moves files, making the folders they go to. Already moved ones stay moved when a later one fails. */
  move(request: MoveRequest): Promise<void>;
  /** Source bytes read so far by everything this pool ran, for progress inside large files. */
  bytesRead(): number;
  close(): Promise<void>;
}
