import { isAppError } from '../../shared/errors/app-error.ts';
import type { Archive } from './archive.ts';
import { writeFailure } from './create.ts';
import { signCheckpoint } from '../custody/checkpoint.ts';
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
  const key = replicaKeyOf(archive) ?? { publicKey: archive.replica.publicKey, privateKey: null };
  try {
    signCheckpoint(db, { logId, key, occasion: 'close', now: archive.clock().getTime() });
  } catch (error) {
    // Everything acknowledged stands without it; the next session that writes signs it.
    const failure = writeFailure(error, archive.path);
    if (!isAppError(failure) || failure.code !== 'disk-full') throw error;
  }
}
