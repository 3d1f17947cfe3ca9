import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { largestFile } from '../archive/volume.ts';
import { valueStatement } from '../database/statements.ts';
import { healOriginal } from '../fixity/recover.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import type { ByteSource, MediaInspector } from '../media/types.ts';
import { TransferError, type TransferFailure, type TransferPool } from '../transfer/types.ts';
import type { DownloadAttributes } from './download-attributes.ts';
import type { Holds } from './holds.ts';
import { lookInto, type LookedInto } from './look-into.ts';
import { readOrigin, type DownloadOrigin } from './origin.ts';
import type { Encounter } from './walk.ts';

export interface IngestContext {
  readonly archive: Archive;
  readonly pool: TransferPool;
  readonly inspector: MediaInspector;
}

/** What is known of where a file lies before it is read. */
export interface SourceFacts {
  readonly fileSystem: string | null;
  readonly attributes: DownloadAttributes;
}

/** Bytes that lie in staging, hashed and read, waiting to be recorded. */
export interface StagedFile extends LookedInto {
  readonly kind: 'staged';
  readonly staged: string;
  /** Its name in the vault, where it lies already (repair). */
  readonly inPlace?: string;
  readonly sha256: string;
  readonly sha512: string;
  readonly size: number;
  readonly origin: DownloadOrigin | null;
}

/** The same bytes are in the archive already. */
export interface KnownFile {
  readonly kind: 'known';
  readonly fileId: number;
  readonly sha256: string;
  readonly size: number;
  readonly origin: DownloadOrigin | null;
}

export interface FailedFile {
  readonly kind: 'failed';
  readonly code: string;
  readonly message: string;
}

export type TakenIn = StagedFile | KnownFile | FailedFile;

type FileEncounter = Extract<Encounter, { kind: 'file' }>;

/**
 * Copies one file into staging while hashing it, reads the copy back, and has its metadata read and its thumbnail made in
 * a process apart. What is wrong with the file comes back as a value; what stops the whole import (disk full, copy reads
 * back differently, stopped on request) is thrown as AppError.
 */
export async function takeIn(
  context: IngestContext & { readonly holds: Holds },
  encounter: FileEncounter,
  facts: SourceFacts,
  signal: AbortSignal,
): Promise<TakenIn> {
  const { holds } = context;
  const hold = await holds.take(Number(encounter.stat.size));
  try {
    return await copyAndLookInto(context, encounter, facts, hold, signal);
  } finally {
    if (hold) holds.giveBack(hold);
  }
}

async function copyAndLookInto(
  context: IngestContext,
  encounter: FileEncounter,
  { fileSystem, attributes }: SourceFacts,
  hold: SharedArrayBuffer | null,
  signal: AbortSignal,
): Promise<TakenIn> {
  const { archive, pool } = context;
  const size = Number(encounter.stat.size);
  if (size > largestFile(archive.volume.fileSystem)) {
    const error = new AppError('file-too-large', { size, fileSystem: archive.volume.fileSystem });
    return { kind: 'failed', code: error.code, message: error.message };
  }
  // Asked for while the file is copied; it never rejects.
  const asked = readOrigin({ path: encounter.path, zoneFile: encounter.zoneFile, fileSystem }, attributes);
  const staged = uuidText(uuidV7(archive.clock().getTime()));
  let copied;
  try {
    copied = await pool.run(
      {
        source: { path: encounter.path, mustNotChange: true },
        sink: archive.vault.stage(staged),
        algorithms: ['sha256', 'sha512'],
        ...(hold && { hold }),
      },
      signal,
    );
  } catch (error) {
    if (error instanceof TransferError) return failureOf(error, archive.path);
    throw error;
  }
  if (copied.stat.size !== size || copied.stat.modifiedNs !== String(encounter.stat.mtimeNs)) {
    // Its times and size were noted when it was met, and are not those of the bytes that were read.
    archive.vault.discardStaged(staged);
    return failureOf(new TransferError('changed', 'the file changed since it was met'), archive.path);
  }
  const { sha256, sha512 } = copied.digests;
  if (sha256 === undefined || sha512 === undefined) throw new Error('a digest that was asked for is missing');
  const origin = await asked;
  const known = findBySha256(archive, sha256);
  if (known !== null) {
    await healOriginal(archive, pool, known, staged);
    return { kind: 'known', fileId: known, sha256, size: copied.bytes, origin };
  }
  const done = { kind: 'staged', staged, sha256, sha512, size: copied.bytes, origin } as const;
  if (hold && copied.held) {
    const looked = await lookInto(context.inspector, heldBytes(hold, copied.bytes), signal);
    return { ...done, ...looked };
  }
  const bytes = archive.vault.openStaged(staged);
  try {
    return { ...done, ...(await lookInto(context.inspector, bytes, signal)) };
  } finally {
    bytes.close();
  }
}

function heldBytes(hold: SharedArrayBuffer, size: number): ByteSource {
  const bytes = Buffer.from(hold, 0, size);
  return { size, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}

export function findBySha256(archive: Archive, sha256Hex: string): number | null {
  const row = valueStatement<[Uint8Array], number>(
    archive.catalogue,
    'SELECT id FROM file WHERE sha256 = ?',
  ).get(Buffer.from(sha256Hex, 'hex'));
  return row ?? null;
}

/** Code and text of a file that was met, or listed, and then was not there. */
export const vanishedCode = 'file-not-found';
export const vanished = 'The file vanished before it could be read. Was the card or disk taken out?';

const explanations: Partial<Record<TransferFailure, string>> = {
  'not-found': vanished,
  unreadable: 'The system refused to read the file.',
  blocked: 'Another program holds the file. Close it and import again.',
  changed:
    'The file changed while it was read. Wait until whatever writes it has finished, and import again.',
};

function failureOf(error: TransferError, archivePath: string): FailedFile {
  const { failure } = error;
  switch (failure) {
    case 'not-found':
    case 'unreadable':
    case 'blocked':
    case 'changed': {
      const system = error.systemCode === null ? '' : ` (${error.systemCode})`;
      return { kind: 'failed', code: `file-${failure}`, message: `${explanations[failure] ?? ''}${system}` };
    }
    case 'interrupted':
      throw new AppError('interrupted', {}, error);
    case 'disk-full':
      throw new AppError('disk-full', { path: archivePath }, error);
    case 'too-large':
    case 'write-failed':
    case 'corrupt-stream':
    case 'seal-broken':
    case 'reread-mismatch':
      throw new AppError('write-failed', { path: archivePath, reason: error.message }, error);
  }
}
