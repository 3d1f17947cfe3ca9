import type { Archive } from './archive.ts';
import { readReplicaKey, signCheckpoint } from '../custody/checkpoint.ts';

/** Signs the log's head when a session ends, if anything was added since the last checkpoint. */
export function checkpointOnClose(archive: Archive): void {
  const db = archive.catalogue;
  const logId = archive.events.log.id;
  const last = db
    .prepare<[number], number | null>('SELECT max(size) FROM checkpoint WHERE log_id = ?')
    .pluck()
    .get(logId);
  if ((last ?? 0) >= archive.events.log.row().size) return;
  const key = readReplicaKey(db, archive.replica.id);
  if (key) signCheckpoint(db, { logId, key, occasion: 'close', now: archive.clock().getTime() });
}
