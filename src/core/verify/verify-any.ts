import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Verification } from '../../shared/records/verification.ts';
import { parseManifestName } from '../../verifier/bag/manifest.ts';
import { verifyBag } from '../../verifier/bag/verify-bag.ts';
import type { Container } from '../../verifier/container.ts';
import type { OpenOptions } from '../archive/open.ts';
import { systemCode } from '../transfer/file-layer.ts';
import { ProgressMeter, type ReportProgress } from '../jobs/progress.ts';
import type { TransferPool } from '../transfer/types.ts';
import { verifyArchive } from './archive.ts';
import { openFolderContainer } from './folder-container.ts';
import { checkPackageCustody } from './package-custody.ts';
import { openZipContainer } from './zip-container.ts';

export interface VerifyOptions {
  readonly pool: TransferPool;
  readonly open: Omit<OpenOptions, 'access'>;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

/**
 * Checks whatever lies at `path`: an archive, a bag or package as folder or zip. Nothing is changed and nothing outside
 * it is read. Throws AppError `path-not-found`, or `not-checkable` for a folder that is none of these; a loose file is
 * "not checked".
 */
export async function verifyAny(path: string, options: VerifyOptions): Promise<Verification> {
  const absolute = resolve(path);
  if (isFolder(absolute, path)) {
    if (existsSync(join(absolute, 'archive.json'))) return verifyArchive(absolute, options);
    if (!readdirSync(absolute).some((name) => name === 'bagit.txt' || parseManifestName(name) !== null)) {
      const reason =
        'The folder has neither a bag declaration (bagit.txt) nor an archive description (archive.json).';
      throw new AppError('not-checkable', { path, reason });
    }
    return verifyContainer(openFolderContainer(absolute, options.pool), options);
  }
  const zip = await openZipContainer(absolute, { pool: options.pool });
  switch (zip.kind) {
    case 'zip':
      return verifyContainer(zip.container, options);
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

function isFolder(absolute: string, path: string): boolean {
  try {
    return statSync(absolute).isDirectory();
  } catch (error) {
    if (systemCode(error) === null) throw error;
    throw new AppError('path-not-found', { path }, error);
  }
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
