import { basename } from 'node:path';
import { formatPublicKey } from '../../verifier/signature/minisign.ts';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import { describeVolume, largestFile } from '../archive/volume.ts';
import { sqliteCode } from '../database/connection.ts';
import { systemCode } from '../transfer/file-layer.ts';
import { TransferError } from '../transfer/types.ts';
import { discard, prepareDestination, publish, type Destination } from './destination.ts';
import { logFailed, logFinished, logStarted } from './log-export.ts';
import { baseFolderName, exhibitNamer } from './names.ts';
import { DamagedOriginalError } from './originals.ts';
import { openFolderOutput, openZipOutput, type PackageOutput } from './output.ts';
import { PackedNumbers } from './packed-numbers.ts';
import { makePlan, type PackagePlan } from './plan.ts';
import type { ExportContext, ExportRequest, ExportSummary } from './types.ts';
import { writeBag } from './write-bag.ts';

/** A little for every exhibit's record, its lines in the lists and its events. */
const overheadOfFile = 4096;

/**
 * Writes an evidence package (design §6, docs/formats/package.md): every original is hashed again on its way out of the
 * vault. The package is put together beside its destination and moved there when it is whole, on the disk and in the
 * log. Throws AppError `nothing-selected`, `destination-not-empty`, `destination-inside-archive`, `path-not-found`,
 * `disk-full`, `write-failed`, `original-damaged`, `interrupted`; then nothing is left behind but the log's entry.
 */
export async function exportPackage(context: ExportContext, request: ExportRequest): Promise<ExportSummary> {
  const items = PackedNumbers.from(request.itemIds);
  if (items.length === 0) throw new AppError('nothing-selected');
  const plan = await makePlan(context, request, items);
  const destination = await prepareDestination(request.destination, {
    path: context.archivePath,
    uid: context.archiveUid,
  });
  try {
    refuseTooSmall(destination, plan);
    return await writeAndLog(context, request, plan, items, destination);
  } catch (error) {
    await discard(destination);
    throw failureOf(error, destination.path);
  }
}

/** Better said now than after an hour of copying. */
function refuseTooSmall({ path, free, workFolder }: Destination, plan: PackagePlan): void {
  if (free !== null && free < plan.bytes + plan.files * overheadOfFile)
    throw new AppError('disk-full', { path });
  // Asking the system for the file system's name takes time: only where the answer can matter.
  if (plan.largest < 2 ** 32 - 1) return;
  const { fileSystem } = describeVolume(workFolder);
  if (plan.largest <= largestFile(fileSystem)) return;
  const reason =
    fileSystem === null
      ? 'this file system holds no file of 4 GiB or more'
      : `${fileSystem} holds no file of 4 GiB or more`;
  throw new AppError('write-failed', { path, reason });
}

async function writeAndLog(
  context: ExportContext,
  request: ExportRequest,
  plan: PackagePlan,
  items: PackedNumbers,
  destination: Destination,
): Promise<ExportSummary> {
  const checkpoint = logStarted(context, plan);
  try {
    const time = new Date(context.events.clock());
    const output = await openOutput(context, request, destination, time);
    const nameExhibit = exhibitNamer(items.length);
    let tagmanifestSha256: string;
    try {
      tagmanifestSha256 = await writeBag(context, request, {
        plan,
        items,
        nameExhibit,
        checkpoint,
        output,
        time,
      });
    } finally {
      await output.abandon();
    }
    // Logged before it is moved: no package is ever in anybody's hands that the log does not know of.
    const exhibits = exhibitsOf(items, nameExhibit);
    await logFinished(context, plan, { tagmanifestSha256, checkpoint, exhibits });
    await publish(destination, output.made);
    const { files, bytes } = plan;
    const signedBy = context.signingKey ? [formatPublicKey(context.signingKey)] : [];
    return { path: destination.path, files, bytes, tagmanifestSha256, signedBy, withheld: [] };
  } catch (error) {
    const damage = error instanceof DamagedOriginalError ? error : null;
    const failure = failureOf(error, destination.path);
    // What led here is what has to be told, not that a full disk took the log's entry too.
    try {
      logFailed(context, plan, isAppError(failure) ? failure.code : 'internal', damage);
    } catch (secondary) {
      if (sqliteCode(secondary) === null && !isAppError(secondary)) throw secondary;
    }
    throw failure;
  }
}

function openOutput(
  context: ExportContext,
  request: ExportRequest,
  { path, workFolder }: Destination,
  time: Date,
): Promise<PackageOutput> {
  if (request.form === 'folder') return openFolderOutput(workFolder);
  return openZipOutput(workFolder, { base: baseFolderName(basename(path)), time, pool: context.pool });
}

function* exhibitsOf(
  items: PackedNumbers,
  nameExhibit: (position: number) => string,
): Generator<readonly [number, string]> {
  let position = 0;
  for (const item of items) {
    position += 1;
    yield [item, nameExhibit(position)];
  }
}

/** A failure that a person can act on, or the fault as it is. */
function failureOf(error: unknown, path: string): unknown {
  if (isAppError(error)) return error;
  if (error instanceof DamagedOriginalError) return error.asAppError();
  const code = error instanceof TransferError ? error.systemCode : (systemCode(error) ?? sqliteCode(error));
  const failure = error instanceof TransferError ? error.failure : null;
  if (failure === 'interrupted') return new AppError('interrupted', {}, error);
  if (failure === 'disk-full' || code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL')
    return new AppError('disk-full', { path }, error);
  if (failure === null && code === null) return error;
  const reason = error instanceof Error ? error.message : String(code);
  return new AppError('write-failed', { path, reason }, error);
}
