import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { RepairResult } from '../../shared/records/backup.ts';
import type { Archive, Clock } from '../archive/archive.ts';
import { isBackup } from '../archive/backup-mark.ts';
import { writeFailure } from '../archive/create.ts';
import { readDescription } from '../archive/description.ts';
import { snapshotCatalogue } from '../archive/keep-snapshots.ts';
import { openArchive } from '../archive/open.ts';
import { uuidText } from '../cryptography/random.ts';
import { appendEvents } from '../custody/append.ts';
import { takeLock } from '../database/catalogue.ts';
import { isCorruption, type Database, type JournalMode } from '../database/connection.ts';
import { catalogueFile, lockFile } from '../database/file-names.ts';
import type { ReportProgress } from '../jobs/progress.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { MediaInspector } from '../media/types.ts';
import { TransferError, type TransferPool } from '../transfer/types.ts';
import { destinationFailure } from './copy-originals.ts';
import { moveAside, readRepairMark, removeRepairMark, type RepairMark } from './damaged-folder.ts';
import { repairCatalogue } from './repair-catalogue.ts';
import { repairDescription } from './repair-description.ts';
import { examineCatalogue } from './repair-sources.ts';
import { surveyVault, takeInFound } from './survey-vault.ts';

export interface RepairRequest {
  readonly path: string;
  /** A backup elsewhere, whose catalogue may be newer than the snapshots here. */
  readonly from: string | null;
  /** The keys of an encrypted one, each time they are asked for: whoever closes what it opened wipes them. */
  readonly keys: () => Promise<KeyRing | null>;
  readonly pool: TransferPool;
  readonly inspector: () => MediaInspector;
  readonly clock: Clock;
  readonly journal?: JournalMode | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

/**
 * Brings an archive back whose archive.json or catalogue is destroyed: from the newest sound snapshot, beside whose log the
 * events are kept that the broken catalogue still gives, and with the originals that lie in the vault and are newer. What is broken is moved to
 * damaged/. What is missing is named. The archive goes on as a replica of its own: numbers given after the snapshot are not
 * known, and must not be given again. Cut off, the same call goes on. Throws AppError `nothing-to-repair`,
 * `repair-impossible`, `archive-not-found`, `archive-is-backup`, `archive-locked`, `key-required`, `disk-full`,
 * `write-failed`, `interrupted`.
 */
export async function repairArchive(request: RepairRequest): Promise<RepairResult> {
  const { path: given } = request;
  if (!['archive.json', 'originals', 'backups'].some((name) => existsSync(join(given, name))))
    throw new AppError('archive-not-found', { path: given });
  const path = realpathSync(given);
  if (isBackup(path)) throw new AppError('archive-is-backup', { path });
  try {
    const brought = await bringBack(path, request);
    return await complete(path, request, brought);
  } catch (error) {
    if (isAppError(error)) throw error;
    throw error instanceof TransferError ? destinationFailure(error, path) : writeFailure(error, path);
  }
}

type Brought = Pick<RepairResult, 'movedAside' | 'description'> & { readonly mark: RepairMark | null };

/** Until there is a catalogue that opens. */
async function bringBack(path: string, request: RepairRequest): Promise<Brought> {
  const { from, pool, signal, clock } = request;
  const now = clock();
  const lock = holdLock(path, now);
  try {
    const { description, source, movedAside } = await repairDescription(path, from, now);
    const keys = await request.keys();
    try {
      if (description.encryption && !keys) throw new AppError('key-required', { path });
      const key = keys?.catalogue ?? null;
      const begun = readRepairMark(path);
      if (await examineCatalogue(join(path, catalogueFile), key)) {
        if (!begun && source === 'whole') throw new AppError('nothing-to-repair', { path });
        return { description: source, movedAside, mark: begun };
      }
      const repaired = await repairCatalogue({ path, from, description, key, pool, now, signal });
      return {
        description: source,
        movedAside: [...movedAside, ...repaired.movedAside],
        mark: repaired.mark,
      };
    } finally {
      keys?.wipe();
    }
  } finally {
    lock.close();
  }
}

function holdLock(path: string, now: Date): Database {
  const take = (): Database => {
    const lock = takeLock(path);
    if (!lock) throw new AppError('archive-locked', { path });
    return lock;
  };
  try {
    return take();
  } catch (error) {
    if (!isCorruption(error)) throw error;
    moveAside(path, lockFile, now);
    return take();
  }
}

/** From there on it is an archive, and what is done is recorded in it. */
async function complete(path: string, request: RepairRequest, brought: Brought): Promise<RepairResult> {
  const { pool, clock, journal, signal, onProgress } = request;
  const { mark, description, movedAside } = brought;
  const archive = await openRepaired(path, request, clock, journal);
  try {
    const { unknown, missing } = await surveyVault(archive, signal);
    // Where only archive.json was broken, what lies there without a record is for verification to tell.
    const taken = mark
      ? await takeInFound({ archive, pool, inspector: request.inspector() }, unknown, { signal, onProgress })
      : { found: [], refused: [] };
    const snapshot = mark && {
      takenAt: mark.takenAt,
      logSize: mark.snapshotSize,
      salvaged: mark.salvaged,
      acknowledged: mark.acknowledged,
    };
    const result = { path, movedAside, description, snapshot, missing, ...taken };
    record(archive, result);
    if (mark) await snapshotCatalogue(archive);
    removeRepairMark(path);
    return result;
  } finally {
    archive.close();
  }
}

/** A repaired archive stands nowhere yet, and is asked about; one whose repair was cut off later has its branch already. */
async function openRepaired(
  path: string,
  request: RepairRequest,
  clock: Clock,
  journal: JournalMode | undefined,
): Promise<Archive> {
  const { places } = readDescription(path);
  const as = places?.known.length === 0 ? 'restored' : null;
  const keys = await request.keys();
  try {
    return openArchive(path, { access: 'write', clock, journal, keys, as });
  } catch (error) {
    keys?.wipe();
    throw error;
  }
}

/** What is lost is in the log too, so that nobody has to believe that it was all there was. */
function record(archive: Archive, { snapshot, found, missing, refused, description }: RepairResult): void {
  const { acknowledged = null, salvaged = 0, logSize = 0 } = snapshot ?? {};
  const lost = snapshot && {
    snapshot: { takenAt: snapshot.takenAt, size: logSize },
    salvaged,
    acknowledged,
  };
  archive.catalogue.transaction(() =>
    appendEvents(archive.catalogue, archive.events, [
      {
        type: 'metadata modification',
        subject: { kind: 'archive', id: uuidText(archive.uid) },
        outcome: snapshot || missing.length > 0 ? 'warning' : 'success',
        detail: {
          repair: { description, ...(lost ? { catalogue: lost } : {}) },
          found: found.length,
          missing: missing.length,
          refused: refused.length,
        },
      },
    ]),
  )();
}
