import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { AccessionDescription } from '../../shared/records/accession.ts';
import type { ImportSummary } from '../../shared/records/import.ts';
import { writeFailure } from '../archive/create.ts';
import { whileImporting } from '../archive/importing.ts';
import { snapshotAfterAccession } from '../archive/keep-snapshots.ts';
import { describeVolume } from '../archive/volume.ts';
import { uuidText } from '../cryptography/random.ts';
import { inOrder } from '../jobs/in-order.ts';
import { readablePath } from '../paths/path-bytes.ts';
import { ProgressMeter, type ReportProgress } from '../jobs/progress.ts';
import { endBackground } from './derive-in-background.ts';
import { catchUpDerived, deriveFrom } from './derive.ts';
import { closeAccession, openAccession, planImport, type Accession } from './accession.ts';
import { readDownloadAttributes } from './download-attributes.ts';
import { Holds } from './holds.ts';
import { leftOutCode, recordBatch, type Finished, type Recorded } from './record.ts';
import { findResumed } from './resume.ts';
import { scan } from './scan.ts';
import { pathKey, without, type ChosenFrom } from './survey.ts';
import { takeIn, vanishedCode, type IngestContext } from './take-in.ts';
import { foldersOf, isGone, resolveRoots, walk, type Encounter, type Folder } from './walk.ts';

export interface ImportRequest {
  /** Files and folders, in the bytes of the file system. */
  readonly paths: readonly Buffer[];
  /** What relative paths are relative to. */
  readonly workingFolder: string;
  readonly description: AccessionDescription;
  /** Absolute paths of files that a person unticked. The catalogue records which, the log how many. */
  readonly leaveOut?: readonly Buffer[];
}

export interface ImportHandlers {
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

/** Records made permanent in one transaction; more of them would hold up others, fewer would sync too often. */
const batchSize = 32;
const batchMilliseconds = 500;
/** Files between being read and being recorded. Each holds its thumbnail and metadata; few their bytes (holds.ts). */
const inFlight = 12;

type Prepared =
  | { readonly kind: 'finished'; readonly finished: Finished }
  | { readonly kind: 'resumed'; readonly recorded: Recorded };

/**
 * Takes files in as one accession. Every input file ends as imported, duplicate, skipped or failed; one bad file never
 * stops the rest; which became what is read with readEntries. Stopped on request, by a full disk or by a card that is pulled
 * out, it throws AppError and leaves the accession open: the same request later goes on where this one ended
 * (unfinished.ts). Throws `source-gone`, and `import-running` while another one goes into the archive.
 */
export async function importPaths(
  context: IngestContext,
  request: ImportRequest,
  handlers: ImportHandlers,
): Promise<ImportSummary> {
  try {
    return await whileImporting(context.archive, () => takeAllIn(context, request, handlers));
  } catch (error) {
    // The database and the folders are written to in many places, and each may be the one that finds no room.
    throw isAppError(error) ? error : writeFailure(error, context.archive.path);
  }
}

async function takeAllIn(
  context: IngestContext,
  request: ImportRequest,
  handlers: ImportHandlers,
): Promise<ImportSummary> {
  const { archive, pool } = context;
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
  const roots = resolveRoots(request.paths, request.workingFolder, archive.path);
  const folders = foldersOf(roots);
  const leftOut = new Set((request.leaveOut ?? []).map(pathKey));
  const encounters = (): Iterable<ChosenFrom> => without(walk(roots, archive.path), leftOut);
  const accession = openAccession(archive, roots, request.description, leftOut);
  planImport(archive, accession, leftOut, null);
  await endBackground(archive);
  await catchUpDerived(context, handlers.signal);

  const asked = readDownloadAttributes(roots, handlers.signal);
  const totals = await scan(encounters(), handlers.signal);
  planImport(archive, accession, leftOut, totals.wanted);
  const tally = new Tally(accession, handlers, totals);
  const attributes = await asked;
  const volumes = new VolumeCache();
  const holds = new Holds();
  // Stops what is in flight when recording fails, as well as when the caller says so.
  const failed = new AbortController();
  const signal = AbortSignal.any([handlers.signal, failed.signal]);
  const prepare = async (encounter: ChosenFrom): Promise<Prepared> => {
    if (signal.aborted) throw new AppError('interrupted');
    if (encounter.kind !== 'file') return finish({ encounter, taken: null, sourceFileSystem: null });
    const resumed = accession.resumed ? findResumed(archive, accession, encounter) : null;
    if (resumed) return { kind: 'resumed', recorded: resumed };
    const sourceFileSystem = volumes.fileSystemOf(encounter);
    return finish({
      encounter,
      taken: await takeIn(
        { ...context, holds },
        encounter,
        { fileSystem: sourceFileSystem, attributes },
        signal,
      ),
      sourceFileSystem,
    });
  };

  let batch: Finished[] = [];
  // The first file makes a batch of its own: somebody waits to see that it goes on.
  let batchBegan = -Infinity;
  const flush = async (): Promise<void> => {
    const ready = batch;
    batch = [];
    batchBegan = performance.now();
    if (ready.length === 0) return;
    const recorded = await recordBatch(archive, pool, accession, ready);
    await deriveFrom(archive, recorded);
    for (const entry of recorded) tally.add(entry, false, pool.bytesRead());
  };
  const progress = setInterval(() => tally.tick(pool.bytesRead()), 100);
  try {
    for await (const output of inOrder(encounters(), inFlight, prepare)) {
      if (output.kind === 'resumed') {
        await flush();
        tally.add(output.recorded, true, pool.bytesRead());
        continue;
      }
      batch.push(output.finished);
      if (batch.length >= batchSize || performance.now() - batchBegan >= batchMilliseconds) await flush();
    }
    await flush();
  } catch (error) {
    failed.abort();
    // What was finished before somebody pressed stop is kept.
    if (handlers.signal.aborted) await flush();
    throw error;
  } finally {
    clearInterval(progress);
    holds.wipe();
  }
  if (tally.isAnyGone) refuseGone(folders);
  closeAccession(archive, accession, tally.counts());
  await snapshotAfterAccession(archive);
  return tally.summary();
}

/**
 * A card that was pulled out takes the rest of its files with it: that is no import with failures, it is one to go on with.
 * Files that vanished from a folder that is there are failures. Throws `source-gone`.
 */
function refuseGone(folders: readonly Folder[]): void {
  const gone = folders.find(isGone);
  if (gone) throw new AppError('source-gone', { path: readablePath(gone.path).text });
}

function finish(finished: Finished): Prepared {
  return { kind: 'finished', finished };
}

/** Counts, totals and progress of one import. */
class Tally {
  private readonly accession: Accession;
  private readonly handlers: ImportHandlers;
  private readonly totals: { readonly files: number; readonly bytes: number };
  private readonly meter: ProgressMeter;
  private readonly statuses = { imported: 0, duplicate: 0, skipped: 0, failed: 0, 'left-out': 0 };
  private bytes = 0;
  private finishedBytes = 0;
  private done = 0;
  private resumedBytes = 0;
  isAnyGone = false;
  private readAtStart: number | null = null;

  constructor(accession: Accession, handlers: ImportHandlers, totals: { files: number; bytes: number }) {
    this.accession = accession;
    this.handlers = handlers;
    this.totals = totals;
    this.meter = new ProgressMeter('import', handlers.onProgress);
  }

  add(recorded: Recorded, resumed: boolean, bytesRead: number): void {
    this.statuses[recorded.error?.code === leftOutCode ? 'left-out' : recorded.status] += 1;
    if (recorded.error?.code === vanishedCode) this.isAnyGone = true;
    if (recorded.status === 'imported') this.bytes += recorded.size;
    if (resumed) this.resumedBytes += recorded.size;
    this.finishedBytes += recorded.size;
    this.done += 1;
    this.tick(bytesRead, this.done === this.totals.files);
  }

  /** `bytesRead` counts inside large files, which recorded entries do not. */
  tick(bytesRead: number, force = false): void {
    this.readAtStart ??= bytesRead;
    const running = bytesRead - this.readAtStart + this.resumedBytes;
    const bytes = Math.min(
      Math.max(running, this.finishedBytes),
      Math.max(this.totals.bytes, this.finishedBytes),
    );
    const { done, totals } = this;
    this.meter.update(
      {
        done,
        total: Math.max(totals.files, done),
        bytes,
        totalBytes: totals.bytes,
        failures: this.statuses.failed,
      },
      force,
    );
  }

  counts(): Omit<ImportSummary, 'accessionId'> {
    const { imported, duplicate, skipped, failed, 'left-out': leftOut } = this.statuses;
    return { imported, duplicates: duplicate, skipped, leftOut, failed, bytes: this.bytes };
  }

  summary(): ImportSummary {
    return { accessionId: uuidText(this.accession.uid), ...this.counts() };
  }
}

/** The file system a path lies on, asked once per device. */
class VolumeCache {
  private readonly byDevice = new Map<bigint, string | null>();

  fileSystemOf(encounter: Extract<Encounter, { kind: 'file' }>): string | null {
    const { dev } = encounter.stat;
    const known = this.byDevice.get(dev);
    if (known !== undefined) return known;
    const { fileSystem } = describeVolume(encounter.path);
    this.byDevice.set(dev, fileSystem);
    return fileSystem;
  }
}
