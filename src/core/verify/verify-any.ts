import { isUtf8 } from 'node:buffer';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { Verification } from '../../shared/records/verification.ts';
import { parseManifestName } from '../../verifier/bag/manifest.ts';
import { verifyBag } from '../../verifier/bag/verify-bag.ts';
import type { Container } from '../../verifier/container.ts';
import type { MinisignKey } from '../../verifier/signature/minisign.ts';
import { blake2b } from '../cryptography/digest.ts';
import { verifySignature } from '../cryptography/signing.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { backupMark, restoreMark } from '../archive/backup-mark.ts';
import type { OpenOptions } from '../archive/open.ts';
import { systemCode } from '../transfer/file-layer.ts';
import { ProgressMeter, type ReportProgress } from '../jobs/progress.ts';
import type { TransferPool } from '../transfer/types.ts';
import { verifyArchive } from './archive.ts';
import { openFolderContainer } from './folder-container.ts';
import { checkPackageCustody } from './package-custody.ts';
import type { NotedCheckpoint } from '../custody/verify-checkpoints.ts';
import { openZipContainer } from './zip-container.ts';

export interface VerifyOptions {
  readonly pool: TransferPool;
  readonly open: Omit<OpenOptions, 'access'>;
  /** Keys of an encrypted archive, asked for when it is one. */
  readonly unlock?: (path: string) => Promise<KeyRing | null>;
  /** Public keys whose signature a package must bear. */
  readonly keys?: readonly MinisignKey[];
  /** Checkpoints that were noted outside the archive at `path`. */
  readonly anchors?: readonly NotedCheckpoint[];
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

/**
 * Checks whatever lies at `path`: an archive, a bag or package as folder or zip. Nothing is changed and nothing outside
 * it is read. Throws AppError `path-not-found`, or `not-checkable` for a folder that is none of these; a loose file is
 * "not checked".
 */
export async function verifyAny(path: string | Buffer, options: VerifyOptions): Promise<Verification> {
  try {
    return await verifyAt(realPath(path), nameOf(path), options);
  } catch (error) {
    if (options.signal.aborted && !isAppError(error)) throw new AppError('interrupted', {}, error);
    throw error;
  }
}

async function verifyAt(real: string | Buffer, path: string, options: VerifyOptions): Promise<Verification> {
  if (statSync(real).isDirectory()) return verifyFolder(real, path, options);
  const zip = await openZipContainer(real, options);
  switch (zip.kind) {
    case 'zip':
      return holdsBag(zip.container) ? verifyContainer(zip.container, options) : withoutBag(zip.container);
    case 'damaged':
      return result('bag', 'failed', 'the zip cannot be read', zip.findings);
    case 'not-a-zip':
      return result(
        'file',
        'not-checked',
        'a single file says nothing about itself: give the package or archive it came from',
        [],
      );
  }
}

async function verifyFolder(
  real: string | Buffer,
  path: string,
  options: VerifyOptions,
): Promise<Verification> {
  const names = new Set(readdirSync(real));
  // An archive has both files; one of them alone can be a tag file of a bag.
  if (names.has(backupMark) && !names.has('archive.json')) {
    const reason =
      'It is a backup whose first run was cut off: the next run of "stele backup" goes on with it.';
    throw new AppError('not-checkable', { path, reason });
  }
  if (names.has(restoreMark) && !names.has('archive.json')) {
    const reason = 'It is being restored: the same "stele restore" goes on where it was cut off.';
    throw new AppError('not-checkable', { path, reason });
  }
  const isArchive = names.has('archive.json') && (names.has('catalogue.db') || !names.has('bagit.txt'));
  if (isArchive && typeof real === 'string') {
    const keys = (await options.unlock?.(real)) ?? options.open.keys ?? null;
    return verifyArchive(real, { ...options, open: { ...options.open, keys } });
  }
  if (isArchive) {
    const reason = 'It is an archive under a name that is not valid UTF-8, and those are opened by name.';
    throw new AppError('not-checkable', { path, reason });
  }
  if (!names.has('bagit.txt') && ![...names].some((name) => parseManifestName(name) !== null)) {
    const reason =
      'The folder has neither a bag declaration (bagit.txt) nor an archive description (archive.json).';
    throw new AppError('not-checkable', { path, reason });
  }
  return verifyContainer(await openFolderContainer(real, options.pool, options.signal), options);
}

/**
 * What a person names through a link is meant; links found inside it are not followed. Where the real path is not valid
 * UTF-8, the given one is kept: it leads there. On Windows the system's own answer makes a network path of a drive.
 */
function realPath(path: string | Buffer): string | Buffer {
  try {
    if (process.platform === 'win32') return realpathSync(path);
    const real = realpathSync.native(path, { encoding: 'buffer' });
    return isUtf8(real) ? real.toString('utf8') : typeof path === 'string' ? path : real;
  } catch (error) {
    if (systemCode(error) === null) throw error;
    throw new AppError('path-not-found', { path: nameOf(path) }, error);
  }
}

function nameOf(path: string | Buffer): string {
  return typeof path === 'string' ? path : path.toString('utf8');
}

function holdsBag({ entries }: Container): boolean {
  return entries.some(({ path }) => path === 'bagit.txt' || parseManifestName(path) !== null);
}

const minisignCrypto = { verifySignature, blake2b512: (data: Uint8Array) => blake2b(data, 64) };

/** A zip that is no bag is a loose file like any other, unless it is made to harm. */
function withoutBag(container: Container): Verification {
  container.close();
  const harmful = container.findings.filter((finding) => finding.problem !== 'warning');
  if (harmful.length > 0) return result('file', 'failed', 'the zip holds no bag, and is broken', harmful);
  return result('file', 'not-checked', 'the zip holds no bag: neither bagit.txt nor a manifest', []);
}

async function verifyContainer(container: Container, options: VerifyOptions): Promise<Verification> {
  const meter = new ProgressMeter('verify', options.onProgress);
  const before = options.pool.bytesRead();
  try {
    return await verifyBag(container, {
      signal: options.signal,
      onProgress: ({ files, totalFiles, bytes, totalBytes, findings }) => {
        const read = Math.min(totalBytes, Math.max(bytes, options.pool.bytesRead() - before));
        const counts = { done: files, total: totalFiles, bytes: read, totalBytes, failures: findings };
        meter.update(counts, files === totalFiles);
      },
      custody: checkPackageCustody,
      signatures: { crypto: minisignCrypto, trusted: options.keys ?? [] },
    });
  } finally {
    container.close();
  }
}

function result(
  kind: Verification['kind'],
  outcome: 'failed' | 'not-checked',
  reason: string,
  findings: Verification['findings'],
): Verification {
  const checks = [{ check: 'structure', outcome, reason } as const];
  return { kind, verdict: outcome, checks, findings, filesChecked: 0, bytesChecked: 0 };
}
