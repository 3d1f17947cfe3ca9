import { AppError } from '../../shared/errors/app-error.ts';
import type {
  BackupOverview,
  BackupReminder,
  BackupRules,
  BackupSummary,
} from '../../shared/records/backup.ts';
import type { Archive } from '../archive/archive.ts';
import { isBackup } from '../archive/backup-mark.ts';
import type { Volume } from '../archive/volume.ts';
import { onOtherDisk, type BackupPlace } from './backup-records.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { schemaVersion } from '../database/migrate.ts';

const usual: BackupRules = { days: 7, files: 100 };
const day = 24 * 60 * 60 * 1000;

interface Row {
  readonly uid: Uint8Array;
  readonly label: string | null;
  readonly volume: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly retiredAt: string | null;
  readonly held: number;
}

/** Backups that the archive knows, the newest complete one first, and whether it is time for another. */
export function backupOverview(archive: Archive): BackupOverview {
  if (!knowsBackups(archive)) return { backups: [], rules: usual, reminder: null };
  const db = archive.catalogue;
  const files = db.prepare<[], number>('SELECT count(*) FROM file').pluck().get() ?? 0;
  const backups = db
    .prepare<[], Row>(
      `SELECT uid, label, volume, created_at AS createdAt, finished_at AS finishedAt, retired_at AS retiredAt,
         (SELECT count(*) FROM backup_file WHERE backup_id = backup.id) AS held
       FROM backup ORDER BY retired_at IS NOT NULL, finished_at DESC, id DESC`,
    )
    .all()
    .map(({ uid, volume, held, ...row }): BackupSummary => {
      const { path = null, sameDisk = false, ...disk } = JSON.parse(volume) as Volume & Partial<BackupPlace>;
      return { id: uuidText(uid), ...row, path, sameDisk, volume: disk, filesLacking: files - held };
    });
  return { backups, rules: backupRules(archive), reminder: backupReminder(archive) };
}

/**
 * Whether it is time for a backup: too many days since the last complete one while something is new, or too many new files.
 * A backup on the archive's own disk is none here. Costs next to nothing: only what came since is looked at.
 */
export function backupReminder(archive: Archive): BackupReminder | null {
  // A backup does not know of its own completion.
  if (!knowsBackups(archive) || isBackup(archive.path)) return null;
  const db = archive.catalogue;
  const rules = backupRules(archive);
  const last = db
    .prepare<[], { finishedAt: string; logSize: number; lastFile: number }>(
      `SELECT finished_at AS finishedAt, log_size AS logSize, last_file AS lastFile FROM backup
       WHERE finished_at IS NOT NULL AND retired_at IS NULL AND ${onOtherDisk} ORDER BY finished_at DESC LIMIT 1`,
    )
    .get();
  const since = db.prepare<[number], number>('SELECT count(*) FROM file WHERE id > ?').pluck();
  const files = since.get(last?.lastFile ?? 0) ?? 0;
  if (!last) return neverDue(archive, rules, files) ? { reason: 'never', days: null, files } : null;
  const days = Math.max(0, Math.floor((archive.clock().getTime() - Date.parse(last.finishedAt)) / day));
  if (files >= rules.files) return { reason: 'count', days, files };
  if (days < rules.days) return null;
  // The events that tell of backups are no reason for another.
  const news = db
    .prepare<[number, number]>(
      `SELECT 1 FROM event_disclosure WHERE log_id = ? AND sequence >= ?
       AND (subject IS NULL OR subject NOT LIKE 'backup:%') LIMIT 1`,
    )
    .get(archive.events.log.id, last.logSize);
  return news === undefined ? null : { reason: 'age', days, files };
}

/** Without any backup the first file counts: it has been on one disk for so long. */
function neverDue(archive: Archive, rules: BackupRules, files: number): boolean {
  if (files >= rules.files) return true;
  const first = archive.catalogue
    .prepare<[], string>('SELECT stored_at FROM file ORDER BY id LIMIT 1')
    .pluck()
    .get();
  return first !== undefined && archive.clock().getTime() - Date.parse(first) >= rules.days * day;
}

export function backupRules(archive: Archive): BackupRules {
  const value = archive.catalogue
    .prepare<[string], string>('SELECT value FROM setting WHERE name = ?')
    .pluck();
  const number = (name: string, otherwise: number): number => Number(value.get(name) ?? otherwise);
  return { days: number('backup-days', usual.days), files: number('backup-files', usual.files) };
}

/** What is not given stays as it is. Throws `archive-read-only`. */
export function setBackupRules(
  archive: Archive,
  rules: { readonly [Rule in keyof BackupRules]?: BackupRules[Rule] | undefined },
): BackupRules {
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
  const set = archive.catalogue.prepare(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  if (rules.days !== undefined) set.run('backup-days', String(rules.days));
  if (rules.files !== undefined) set.run('backup-files', String(rules.files));
  return backupRules(archive);
}

/** Marks a backup as lost: it no longer counts. Backing up to it again brings it back. Throws `not-found`, `ambiguous`. */
export function forgetBackup(archive: Archive, reference: string): string {
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
  const db = archive.catalogue;
  const uid = parseUuid(reference);
  const fitting = db
    .prepare<[Uint8Array | null, string], { id: number; uid: Uint8Array }>(
      'SELECT id, uid FROM backup WHERE (uid = ? OR label = ?) AND retired_at IS NULL',
    )
    .all(uid, reference);
  const [only, another] = fitting;
  if (!only) throw new AppError('not-found', { kind: 'backup', value: reference });
  if (another) {
    const candidates = fitting.map((row) => uuidText(row.uid)).join(', ');
    throw new AppError('ambiguous', { kind: 'backup', value: reference, candidates });
  }
  db.transaction(() => {
    db.prepare('UPDATE backup SET retired_at = ? WHERE id = ?').run(archive.clock().toISOString(), only.id);
    db.prepare('DELETE FROM backup_file WHERE backup_id = ?').run(only.id);
  })();
  return uuidText(only.uid);
}

/** An archive that was only opened for reading may be older than the tables. */
function knowsBackups(archive: Archive): boolean {
  return schemaVersion(archive.catalogue) >= 2;
}
