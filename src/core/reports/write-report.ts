import { closeSync, fsyncSync, openSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ReportForm, ReportPreview, ReportRequest, ReportWritten } from '../../shared/records/report.ts';
import type { Archive } from '../archive/archive.ts';
import { writeFailure } from '../archive/create.ts';
import { sha256 } from '../cryptography/digest.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents } from '../custody/append.ts';
import { ProgressMeter, type ReportProgress } from '../jobs/progress.ts';
import { requireWriting } from '../disposition/items.ts';
import { systemCode } from '../transfer/file-layer.ts';
import { makeOutline } from './make-outline.ts';
import type { DrawExhibit } from './tell-exhibit.ts';
import { writeDocument } from './write-document.ts';

export interface WriteReportRequest extends ReportRequest {
  readonly form: ReportForm;
  /** Of the file, which must not exist. */
  readonly destination: string;
}

/** What a report would say and what it would leave out; nothing is written. Throws as `makeOutline` does. */
export async function previewReport(
  archive: Archive,
  request: ReportRequest,
  signal: AbortSignal,
): Promise<ReportPreview> {
  return (await makeOutline(archive, request, null, signal)).preview;
}

/**
 * Writes a report or dossier as a file, synced, and notes in the log what of it went into the document, for whom, and the hash
 * of the file. Throws as `makeOutline` does, `archive-read-only`, `destination-inside-archive`, `destination-not-empty`,
 * `path-not-found`, `disk-full`, `write-failed`.
 */
export async function writeReport(
  archive: Archive,
  request: WriteReportRequest,
  draw: DrawExhibit | null,
  onProgress: ReportProgress,
  signal: AbortSignal,
): Promise<ReportWritten> {
  requireWriting(archive);
  const { form, language, recipient } = request;
  const path = placeOf(archive, request.destination);
  const meter = new ProgressMeter('report', onProgress);
  const counted = { total: null, bytes: 0, totalBytes: null, failures: 0 };
  let drawn = 0;
  meter.update({ ...counted, done: drawn }, true);
  const drawing: DrawExhibit | null =
    draw &&
    (async (file, stop) => {
      meter.update({ ...counted, done: (drawn += 1) });
      return draw(file, stop);
    });
  const { withPictures } = request;
  const { outline, preview } = await makeOutline(archive, request, withPictures ? drawing : null, signal);
  const bytes = await writeDocument({ form, outline }, signal).catch((error: unknown) => {
    throw signal.aborted ? new AppError('interrupted') : error;
  });
  write(path, bytes);
  const digest = Buffer.from(sha256(bytes)).toString('hex');
  const { incidents, places, sentences, exhibits, leftOut } = preview;
  try {
    archive.catalogue.transaction(() =>
      appendEvents(archive.catalogue, archive.events, [
        {
          type: 'export',
          subject: { kind: 'report', id: uuidText(uuidV7(archive.clock().getTime())) },
          outcome: 'success',
          detail: {
            ...{ form, language, recipient, sha256: digest },
            exhibits: exhibits.map(({ id }) => id),
          },
        },
      ]),
    )();
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
  return { incidents, places, sentences, exhibits, leftOut, path, bytes: bytes.length, sha256: digest };
}

function placeOf(archive: Archive, destination: string): string {
  const path = resolve(destination);
  let parent: string;
  try {
    parent = realpathSync(dirname(path));
  } catch (error) {
    throw new AppError('path-not-found', { path: dirname(path) }, error);
  }
  const way = relative(realpathSync(archive.path), join(parent, basename(path)));
  if (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`))
    throw new AppError('destination-inside-archive', { path });
  return path;
}

function write(path: string, bytes: Uint8Array): void {
  let isMade = false;
  try {
    const descriptor = openSync(path, 'wx');
    isMade = true;
    try {
      writeFileSync(descriptor, bytes);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (isMade) rmSync(path, { force: true });
    if (systemCode(error) === 'EEXIST') throw new AppError('destination-not-empty', { path }, error);
    throw writeFailure(error, path);
  }
}
