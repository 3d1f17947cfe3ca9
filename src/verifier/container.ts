import type { Finding } from '../shared/records/verification.ts';

/** One name inside a folder or zip. */
export interface ContainerEntry {
  /** `/` separated, relative to the container's root, decoded as UTF-8 (invalid sequences as U+FFFD). */
  readonly path: string;
  /** The name's bytes, only where they are not valid UTF-8. */
  readonly bytes: Uint8Array | null;
  readonly kind: 'file' | 'folder' | 'link' | 'special';
  /** Bytes of a file once read (of a zip entry: uncompressed, as declared). */
  readonly size: number;
}

export type ReadProblem = 'missing' | 'unreadable' | 'blocked' | 'changed' | 'malformed' | 'unsafe';

/** An entry that is there and cannot be read as what it says it is. A value of checking, not a fault of the program. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
  readonly problem: ReadProblem;

  constructor(problem: ReadProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

export type HashAlgorithm = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

export interface HashedEntry {
  readonly bytes: number;
  /** Lower-case hex, by algorithm asked for. */
  readonly digests: Partial<Record<HashAlgorithm, string>>;
}

/** A folder or a zip, as the verifier sees it: nothing outside it can be reached through this. */
export interface Container {
  readonly form: 'folder' | 'zip';
  /** In no particular order; each name once. Links are listed and never followed. */
  readonly entries: readonly ContainerEntry[];
  /** What is wrong with the container itself (a lying directory of a zip, a name that leaves it, an unreadable folder). */
  readonly findings: readonly Finding[];
  /** Bytes of a file, in chunks. Throws ReadError. */
  stream(entry: ContainerEntry): AsyncIterable<Uint8Array>;
  /** Hashes a file off the caller's thread. Throws ReadError. */
  hash(
    entry: ContainerEntry,
    algorithms: readonly HashAlgorithm[],
    signal: AbortSignal,
  ): Promise<HashedEntry>;
  /** How many hash calls are worth having under way at once. */
  readonly parallel: number;
  close(): void;
}
