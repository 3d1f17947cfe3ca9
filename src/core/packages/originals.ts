import { AppError } from '../../shared/errors/app-error.ts';
import { uuidText } from '../cryptography/random.ts';
import type { Database, Statement } from '../database/connection.ts';
import { baseNameBytes, readablePath } from '../paths/path-bytes.ts';
import { TransferError, type TransferFailure } from '../transfer/types.ts';
import type { PackageOutput } from './output.ts';
import type { Digests, ExportContext } from './types.ts';

/** A stored file about to be copied out. */
export interface Original {
  readonly fileUid: string;
  readonly accessionId: number;
  readonly itemNumber: string;
  /** As a person knows it. */
  readonly name: string;
  readonly sequence: number;
  readonly size: number;
  readonly mediaType: string;
  readonly vaultName: string;
  /** As recorded when it was taken in. */
  readonly digests: Digests;
}

interface OriginalRow {
  readonly uid: Uint8Array;
  readonly accessionId: number;
  readonly number: string;
  readonly path: Uint8Array;
  readonly sequence: number;
  readonly size: number;
  readonly mediaType: string;
  readonly vaultName: string;
  readonly sha256: Uint8Array;
  readonly sha512: Uint8Array;
}

/** The stored files of items up to the row `lastFile`, in their order. */
export class OriginalReader {
  private readonly statement: Statement<[number, number], OriginalRow>;
  private readonly lastFile: number;

  constructor(db: Database, lastFile: number) {
    this.lastFile = lastFile;
    this.statement = db.prepare(
      `SELECT file.uid, file.accession_id AS accessionId, item.number, entry.path, file.sequence, file.size, file.media_type AS mediaType, file.vault_name AS vaultName, file.sha256, file.sha512
       FROM file JOIN item ON item.id = file.item_id JOIN accession_entry AS entry ON entry.id = file.entry_id
       WHERE file.item_id = ? AND file.id <= ? ORDER BY file.sequence`,
    );
  }

  ofItem(itemId: number): readonly Original[] {
    const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
    return this.statement.all(itemId, this.lastFile).map((row) => ({
      fileUid: uuidText(row.uid),
      accessionId: row.accessionId,
      itemNumber: row.number,
      name: readablePath(baseNameBytes(row.path)).text,
      sequence: row.sequence,
      size: row.size,
      mediaType: row.mediaType,
      vaultName: row.vaultName,
      digests: { sha256: hex(row.sha256), sha512: hex(row.sha512) },
    }));
  }
}

/** A stored original is not what was recorded. Stops the export. */
export class DamagedOriginalError extends Error {
  override readonly name = 'DamagedOriginalError';
  readonly original: Original;
  readonly reason: string;
  /** SHA-256 of what is there now, or null if it could not be read. */
  readonly found: string | null;

  constructor(original: Original, reason: string, found: string | null, cause?: unknown) {
    super(reason, { cause });
    this.original = original;
    this.reason = reason;
    this.found = found;
  }

  asAppError(): AppError {
    const { itemNumber, name } = this.original;
    return new AppError('original-damaged', { item: itemNumber, name, reason: this.reason }, this);
  }
}

const reasons: Partial<Record<TransferFailure, string>> = {
  'not-found': 'missing',
  unreadable: 'cannot be read',
  blocked: 'other software keeps it from being read',
  changed: 'it changes while it is read',
  'seal-broken': 'its encryption does not prove itself',
  'too-large': 'longer than when it was taken in',
};

/**
 * Copies an original into the package, hashing it on the way: SHA-256 vouches for every byte, so the SHA-512 recorded
 * with it needs no second pass. Throws DamagedOriginalError, or TransferError for what is not the original's fault.
 */
export async function copyOriginal(
  context: Pick<ExportContext, 'pool' | 'vaultLocation'>,
  original: Original,
  output: PackageOutput,
  path: string,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const placed = output.place(path, original.size);
  const source = { ...context.vaultLocation(original.vaultName), limit: original.size };
  const request = { source, sink: placed.sink, algorithms: ['sha256'], crc32: output.needsCrc32 } as const;
  try {
    const { digests, bytes, crc32 } = await context.pool.run(request, signal);
    const found = digests.sha256 ?? null;
    if (bytes !== original.size)
      throw new DamagedOriginalError(original, 'shorter than when it was taken in', found);
    if (found !== original.digests.sha256)
      throw new DamagedOriginalError(original, 'its SHA-256 is another', found);
    return () => placed.complete(crc32);
  } catch (error) {
    const reason = error instanceof TransferError ? reasons[error.failure] : undefined;
    // EFBIG is the file system of the package that cannot hold more, not the original that grew.
    if (!(error instanceof TransferError) || reason === undefined || error.systemCode === 'EFBIG')
      throw error;
    throw new DamagedOriginalError(original, reason, null, error);
  }
}
