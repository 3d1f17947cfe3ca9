import type { BigIntStats } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { SurveyEntry, SurveyResult } from '../../shared/records/survey.ts';
import type { Archive } from '../archive/archive.ts';
import { freeSpace } from '../archive/volume.ts';
import { ProgressMeter, type ReportProgress } from '../jobs/progress.ts';
import { readablePath } from '../paths/path-bytes.ts';
import { resolveRoots, walk, type Encounter } from './walk.ts';

/** Entries beyond this many are counted only: nobody looks through more, and an answer has to fit into memory. */
const mostEntries = 50_000;

/** Milliseconds since 1970, from nanoseconds. */
const milliseconds = (nanoseconds: bigint): number => Number(nanoseconds / 1_000_000n);

/**
 * What an import of these paths would meet, in the order it would meet it, so that a person can leave things out before
 * anything is stored. Nothing is read but names and what the file system says of them. Throws `source-not-found`,
 * `source-inside-archive`, `interrupted`.
 */
export async function survey(
  archive: Archive,
  paths: readonly Buffer[],
  workingFolder: string,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: ReportProgress },
): Promise<SurveyResult> {
  const meter = new ProgressMeter('scan', onProgress);
  const entries: SurveyEntry[] = [];
  let [files, bytes, omitted, met] = [0, 0, 0, 0];
  for (const encounter of walk(resolveRoots(paths, workingFolder, archive.path), archive.path)) {
    met += 1;
    if (encounter.kind === 'file') {
      files += 1;
      bytes += Number(encounter.stat.size);
    }
    if (entries.length < mostEntries) entries.push(entryOf(encounter));
    else omitted += 1;
    if (met % 250 !== 0) continue;
    await setImmediate();
    if (signal.aborted) throw new AppError('interrupted');
    meter.update({ done: met, total: null, bytes, totalBytes: null, failures: 0 });
  }
  return { files, bytes, entries, omitted, free: await freeSpace(archive.path) };
}

function entryOf(encounter: Encounter): SurveyEntry {
  const { text, bytes } = readablePath(encounter.path);
  const path = { path: text, ...(bytes === null ? {} : { pathBytes: bytes }) };
  switch (encounter.kind) {
    case 'file':
      return {
        ...path,
        kind: encounter.sidecarOf ? 'sidecar' : 'file',
        size: Number(encounter.stat.size),
        modified: milliseconds(encounter.stat.mtimeNs),
        reason: null,
      };
    case 'skipped':
      return { ...path, kind: 'skipped', size: null, modified: null, reason: encounter.reason };
    case 'failed':
      return { ...path, kind: 'failed', size: null, modified: null, reason: encounter.code };
  }
}

/** What was met, once a person has chosen: `left-out` is a file that they unticked, or the sidecar of one. */
export type ChosenFrom =
  Encounter | { readonly kind: 'left-out'; readonly path: Buffer; readonly stat: BigIntStats };

/**
 * Marks as left out what a person did not want, and the sidecars of it: that they were left is recorded, and nothing of them
 * is read. Paths are absolute, in the bytes of the file system.
 */
export function* without(
  encounters: Iterable<Encounter>,
  leftOut: ReadonlySet<string>,
): Generator<ChosenFrom> {
  for (const encounter of encounters) {
    if (encounter.kind !== 'file') {
      yield encounter;
      continue;
    }
    const { path, stat, sidecarOf } = encounter;
    const isLeft = leftOut.has(pathKey(path)) || (sidecarOf !== null && leftOut.has(pathKey(sidecarOf)));
    yield isLeft ? { kind: 'left-out', path, stat } : encounter;
  }
}

export const pathKey = (path: Uint8Array): string => Buffer.from(path).toString('base64');
