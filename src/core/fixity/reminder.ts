import type { FixityReminder } from '../../shared/records/fixity.ts';
import type { Archive } from '../archive/archive.ts';
import { isBackup } from '../archive/backup-mark.ts';
import { schemaVersion } from '../database/migrate.ts';

/** An original that nothing was read of for so long is due: a season, in which a disk may begin to fail unseen. */
const usualDays = 90;
const day = 24 * 60 * 60 * 1000;

/**
 * Whether something is known to be damaged, or was not read for too long. Costs next to nothing: checks go over the files
 * in the order of their ids, so what was never checked lies behind all that was.
 */
export function fixityReminder(archive: Archive): FixityReminder {
  const nothing = { damaged: 0, days: null, after: usualDays, isOverdue: false };
  if (schemaVersion(archive.catalogue) < 3 || isBackup(archive.path)) return nothing;
  const db = archive.catalogue;
  const damaged =
    db.prepare<[], number>("SELECT count(*) FROM fixity WHERE outcome <> 'verified'").pluck().get() ?? 0;
  const checked = db
    .prepare<[], string>('SELECT checked_at FROM fixity ORDER BY checked_at LIMIT 1')
    .pluck()
    .get();
  // It was read back when it was stored.
  const stored = db
    .prepare<[], string>(
      'SELECT stored_at FROM file WHERE id > (SELECT coalesce(max(file_id), 0) FROM fixity) ORDER BY id LIMIT 1',
    )
    .pluck()
    .get();
  const [oldest] = [checked, stored].filter((time) => time !== undefined).toSorted();
  if (oldest === undefined) return { ...nothing, damaged };
  const days = Math.max(0, Math.floor((archive.clock().getTime() - Date.parse(oldest)) / day));
  return { damaged, days, after: usualDays, isOverdue: days >= usualDays };
}
