import { closeSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { formatPublicKey, formatSignature } from '../../verifier/signature/minisign.ts';
import type { Archive } from '../archive/archive.ts';
import { writeFailure } from '../archive/create.ts';
import { blake2b, sha256 } from '../cryptography/digest.ts';
import { signMessage } from '../cryptography/signing.ts';
import { appendEvents } from '../custody/append.ts';
import { systemCode } from '../transfer/file-layer.ts';
import type { TransferPool } from '../transfer/types.ts';
import { verifyAny } from '../verify/verify-any.ts';
import { readPackage } from './read-package.ts';
import { formatReceipt } from './receipt-format.ts';
import type { ReportProgress } from '../jobs/progress.ts';

export interface ReceiptRequest {
  /** The package that was received: folder or zip. */
  readonly package: string;
  /** Where the receipt is written; the signature goes beside it, with `.minisig`. Neither may exist. */
  readonly destination: string;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

export interface WrittenReceipt {
  readonly path: string;
  readonly signaturePath: string;
  readonly sha256: string;
  readonly publicKey: string;
  readonly package: string;
  readonly tagmanifestSha256: string;
  readonly exhibits: number;
}

/**
 * Checks a package as a whole and, if all of it holds, says so over the signature of the identity that is unlocked in the
 * office's archive. Throws `identity-not-unlocked`, `package-not-verified`, `not-checkable`, `receipt-exists`.
 */
export async function writeReceipt(
  archive: Archive,
  pool: TransferPool,
  request: ReceiptRequest,
): Promise<WrittenReceipt> {
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
  const { key } = archive.session;
  if (!key) throw new AppError('identity-not-unlocked');
  const { signal, onProgress } = request;
  const before = await readPackage(request.package, pool, signal);
  const open = { clock: archive.clock };
  const { verdict, findings } = await verifyAny(request.package, { pool, open, signal, onProgress });
  if (verdict !== 'verified') {
    const [first] = findings;
    const reason = first ? `${first.path}: ${first.detail}` : 'nothing of it could be checked';
    throw new AppError('package-not-verified', { path: request.package, reason });
  }
  const contents = await readPackage(request.package, pool, signal);
  if (contents.tagmanifestSha256 !== before.tagmanifestSha256)
    throw new AppError('package-not-verified', { path: request.package, reason: 'it changed meanwhile' });
  const now = archive.clock();
  const publicKey = formatPublicKey(key);
  const text = formatReceipt({ ...contents, receivedAt: now.toISOString(), signingKey: publicKey });
  const bytes = Buffer.from(text);
  const comment = `timestamp:${Math.floor(now.getTime() / 1000)}\tfile:${basename(request.destination)}\thashed`;
  const signature = formatSignature(key, comment, blake2b(bytes, 64), (message) =>
    signMessage(key.seed, message),
  );
  const digest = Buffer.from(sha256(bytes)).toString('hex');
  const signaturePath = `${request.destination}.minisig`;
  writeBoth([
    [request.destination, bytes],
    [signaturePath, Buffer.from(signature)],
  ]);
  archive.catalogue.transaction(() =>
    appendEvents(archive.catalogue, archive.events, [
      {
        type: 'transfer',
        subject: { kind: 'package', id: contents.package },
        outcome: 'success',
        detail: {
          receipt: digest,
          stage: 'received',
          tagmanifestSha256: contents.tagmanifestSha256,
          key: publicKey,
          exhibits: contents.exhibits.length,
        },
      },
    ]),
  )();
  const { package: id, tagmanifestSha256 } = contents;
  const counted = { package: id, tagmanifestSha256, exhibits: contents.exhibits.length };
  return { path: request.destination, signaturePath, sha256: digest, publicKey, ...counted };
}

/** Both, synced, or neither. */
function writeBoth(files: readonly (readonly [path: string, bytes: Buffer])[]): void {
  const made: string[] = [];
  try {
    for (const [path, bytes] of files) {
      const descriptor = openSync(path, 'wx');
      made.push(path);
      try {
        writeFileSync(descriptor, bytes);
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
    }
  } catch (error) {
    for (const path of made) rmSync(path, { force: true });
    const [path = ''] = files[made.length] ?? files[0] ?? [];
    if (systemCode(error) === 'EEXIST') throw new AppError('receipt-exists', { path }, error);
    if (systemCode(error) === 'ENOENT') throw new AppError('path-not-found', { path }, error);
    throw writeFailure(error, path);
  }
}
