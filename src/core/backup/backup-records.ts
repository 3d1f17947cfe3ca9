import type { Archive } from '../archive/archive.ts';
import type { Volume } from '../archive/volume.ts';
import { uuidText } from '../cryptography/random.ts';
import { appendEvents, type EventDetail } from '../custody/append.ts';
import { backupLetGo } from '../disposition/backups-holding.ts';
import type { EventOutcome } from '../../verifier/custody/event-fields.ts';

/** What the archive's own catalogue knows of one backup. */
export interface BackupRow {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly label: string | null;
}

/** Where a backup lies, as of its last run. */
export interface BackupPlace extends Volume {
  readonly path: string;
  /** On the archive's own disk: what takes the one takes the other. */
  readonly sameDisk: boolean;
}

/** SQL: that a row of `backup` is on another disk. Of those from before this was asked nobody knows otherwise. */
export const onOtherDisk = "backup.volume ->> 'sameDisk' IS NOT 1";

/** The row of a backup, made if the catalogue does not know it (yet, or any more). What is on the disk is told anew. */
export function knowBackup(
  archive: Archive,
  backup: { readonly uid: Uint8Array; readonly label: string | null; readonly volume: BackupPlace },
): BackupRow {
  const { uid, label } = backup;
  const volume = JSON.stringify(backup.volume);
  const row = archive.catalogue
    .prepare<unknown[], BackupRow>(
      `INSERT INTO backup (uid, label, volume, created_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (uid) DO UPDATE SET volume = excluded.volume, label = coalesce(excluded.label, label), retired_at = NULL
       RETURNING id, uid, label`,
    )
    .get(uid, label, volume, archive.clock().toISOString());
  if (!row) throw new Error('a backup was not recorded');
  return row;
}

/** Notes what was read back, or (`forget`) what is not on the disk after all. */
export function noteFiles(archive: Archive, backup: BackupRow, ids: readonly number[], forget = false): void {
  if (ids.length === 0) return;
  const db = archive.catalogue;
  const now = archive.clock().toISOString();
  const note = db.prepare(
    `INSERT INTO backup_file (backup_id, file_id, verified_at) SELECT ?, id, ? FROM file WHERE id = ?
     ON CONFLICT DO UPDATE SET verified_at = excluded.verified_at`,
  );
  const drop = db.prepare('DELETE FROM backup_file WHERE backup_id = ? AND file_id = ?');
  db.transaction(() => {
    for (const id of ids) {
      if (forget) drop.run(backup.id, id);
      else note.run(backup.id, now, id);
    }
  })();
}

/** Files that were read back from this backup longest ago: a few of them are read again in every run. */
export function longestUnchecked(archive: Archive, backup: BackupRow, count: number): number[] {
  return archive.catalogue
    .prepare<[number, number], number>(
      'SELECT file_id FROM backup_file WHERE backup_id = ? ORDER BY verified_at, file_id LIMIT ?',
    )
    .pluck()
    .all(backup.id, count);
}

/** One event for a run, and with it what the catalogue says of the backup. */
export function recordRun(
  archive: Archive,
  backup: BackupRow,
  run: {
    readonly outcome: EventOutcome;
    readonly detail: EventDetail;
    /** Of a complete run. */
    readonly complete: { readonly logSize: number; readonly lastFile: number } | null;
  },
): void {
  const db = archive.catalogue;
  const id = uuidText(backup.uid);
  db.transaction(() => {
    if (run.complete) {
      db.prepare('UPDATE backup SET finished_at = ?, log_size = ?, last_file = ? WHERE id = ?').run(
        archive.clock().toISOString(),
        run.complete.logSize,
        run.complete.lastFile,
        backup.id,
      );
      backupLetGo(archive, backup.uid);
    }
    appendEvents(db, archive.events, [
      {
        type: 'transfer',
        subject: { kind: 'backup', id },
        outcome: run.outcome,
        detail: { backup: id, ...run.detail },
      },
    ]);
  })();
}
