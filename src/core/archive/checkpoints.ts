import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { Archive } from './archive.ts';
import { writeFailure } from './create.ts';
import { formatVerifierKey } from '../../verifier/custody/signed-note.ts';
import { sha256 } from '../cryptography/digest.ts';
import { signCheckpoint, type CheckpointOccasion, type StoredCheckpoint } from '../custody/checkpoint.ts';
import { replicaKeyOf } from '../identities/replica-key.ts';

/**
 * Signs the log's head when a session ends, if anything was added since the last checkpoint. Where the key is locked, the
 * checkpoint is pending.
 */
export function checkpointOnClose(archive: Archive): void {
  const db = archive.catalogue;
  const logId = archive.events.log.id;
  const last = db
    .prepare<[number], number | null>('SELECT max(size) FROM checkpoint WHERE log_id = ?')
    .pluck()
    .get(logId);
  if ((last ?? 0) >= archive.events.log.row().size) return;
  try {
    sign(archive, 'close');
  } catch (error) {
    // Everything acknowledged stands without it; the next session that writes signs it.
    const failure = writeFailure(error, archive.path);
    if (!isAppError(failure) || failure.code !== 'disk-full') throw error;
  }
}

/** A checkpoint as a person notes it. */
export interface CheckpointNote {
  readonly size: number;
  /** Lower-case hex. */
  readonly root: string;
  /** Who signs, in the form of golang.org/x/mod/sumdb/note. */
  readonly key: string;
  /** The signed note (C2SP tlog-checkpoint), or null while nobody has unlocked the key. */
  readonly note: string | null;
}

/** Signs the log's head on request, so that it can be noted outside the archive. */
export function noteCheckpoint(archive: Archive): CheckpointNote {
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
  try {
    const { size, root, key, note } = sign(archive, 'request');
    return { size, root: Buffer.from(root).toString('hex'), key: formatVerifierKey(sha256, key), note };
  } catch (error) {
    throw writeFailure(error, archive.path);
  }
}

function sign(archive: Archive, occasion: CheckpointOccasion): StoredCheckpoint {
  const key = replicaKeyOf(archive) ?? { publicKey: archive.replica.publicKey, privateKey: null };
  const { log } = archive.events;
  const now = archive.clock().getTime();
  return signCheckpoint(archive.catalogue, { logId: log.id, key, occasion, now });
}
