import type { BackupHolding } from '../../shared/records/disposition.ts';
import type { Archive } from '../archive/archive.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import type { Database } from '../database/connection.ts';

/** The backups that this copy of the archive knows of and that hold any of these files, by their last run. */
export function backupsHolding(
  { catalogue }: Pick<Archive, 'catalogue'>,
  fileIds: readonly number[],
): readonly BackupHolding[] {
  if (!knowsBackups(catalogue)) return [];
  const name = hasColumn(catalogue, 'backup', 'label') ? 'backup.label' : 'NULL';
  const select = catalogue.prepare<[number], { uid: Uint8Array; name: string | null }>(
    `SELECT backup.uid, ${name} AS name FROM backup_file JOIN backup ON backup.id = backup_file.backup_id
     WHERE backup_file.file_id = ?`,
  );
  const found = new Map<string, string | null>();
  for (const file of fileIds) for (const row of select.all(file)) found.set(uuidText(row.uid), row.name);
  return [...found].map(([backup, named]) => ({ backup, name: named }));
}

/** The same for each item by its files, as 16 bytes of uid. */
export function backupsByItem(
  archive: Pick<Archive, 'catalogue'>,
  files: ReadonlyMap<number, readonly { readonly id: number }[]>,
): ReadonlyMap<number, readonly Uint8Array[]> {
  const found = new Map<number, readonly Uint8Array[]>();
  for (const [item, own] of files) {
    const holding = backupsHolding(
      archive,
      own.map(({ id }) => id),
    );
    found.set(
      item,
      holding.flatMap(({ backup }) => parseUuid(backup) ?? []),
    );
  }
  return found;
}

/** What a backup is known to hold of files that are about to go: the tombstone remembers it from then on. */
export function forgetInBackups({ catalogue }: Pick<Archive, 'catalogue'>, fileId: number): void {
  if (!knowsBackups(catalogue)) return;
  catalogue.prepare('DELETE FROM backup_file WHERE file_id = ?').run(fileId);
}

/** Backups that still held a destroyed item when they last ran. */
export function backupsOfTombstones({
  catalogue,
}: Pick<Archive, 'catalogue'>): readonly (BackupHolding & { readonly item: string })[] {
  const named = knowsBackups(catalogue) && hasColumn(catalogue, 'backup', 'label');
  const name = named ? '(SELECT label FROM backup WHERE backup.uid = backup_uid)' : 'NULL';
  return catalogue
    .prepare<[], { uid: Uint8Array; name: string | null; item: string }>(
      `SELECT backup_uid AS uid, ${name} AS name, item.number AS item FROM tombstone_backup
       JOIN item ON item.id = item_id ORDER BY item_id`,
    )
    .all()
    .map((row) => ({ backup: uuidText(row.uid), name: row.name, item: row.item }));
}

/** A run of this backup let go of what was destroyed here: it is no longer named. Inside the caller's transaction. */
export function backupLetGo({ catalogue }: Pick<Archive, 'catalogue'>, backupUid: Uint8Array): void {
  catalogue.prepare('DELETE FROM tombstone_backup WHERE backup_uid = ?').run(backupUid);
}

function knowsBackups(db: Database): boolean {
  return hasColumn(db, 'backup', 'uid') && hasColumn(db, 'backup_file', 'file_id');
}

function hasColumn(db: Database, table: string, column: string): boolean {
  return db.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column) !== undefined;
}
