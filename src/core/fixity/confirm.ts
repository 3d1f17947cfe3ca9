import type { ConfirmSummary } from '../../shared/records/fixity.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { runChecks, type CheckContext } from './run-checks.ts';

/**
 * Reads every original that is only stored once more, from the medium, and says which of them it really keeps. Interrupted,
 * the next one goes on: what was confirmed is not read again. Throws as `runChecks` does.
 */
export async function confirmOriginals(context: CheckContext): Promise<ConfirmSummary> {
  const { archive } = context;
  const db = archive.catalogue;
  const before = db
    .prepare<[], number>('SELECT count(*) FROM fixity WHERE confirmed_at IS NOT NULL')
    .pluck()
    .get();
  // What was confirmed and found damaged later is looked at again too: a disk may be whole again.
  const ids = db
    .prepare<[], number>(
      `SELECT file.id FROM file LEFT JOIN fixity ON fixity.file_id = file.id
       WHERE confirmed_at IS NULL OR outcome <> 'verified' ORDER BY file.id`,
    )
    .pluck()
    .all();
  const act = uuidText(uuidV7(archive.clock().getTime()));
  const done = await runChecks(context, act, ids, () => undefined);
  const { confirmed, fromMemory, damaged, bytes } = done;
  return { confirmed, alreadyConfirmed: before ?? 0, fromMemory, damaged, bytes };
}
