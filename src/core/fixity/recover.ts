import { resolve } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import type { RecoverSummary } from '../../shared/records/fixity.ts';
import type { Archive } from '../archive/archive.ts';
import { readBackupMark } from '../archive/backup-mark.ts';
import { writeFailure } from '../archive/create.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents } from '../custody/append.ts';
import { ProgressMeter } from '../jobs/progress.ts';
import { realFiles } from '../transfer/file-layer.ts';
import { TransferError } from '../transfer/types.ts';
import { openVault, type Vault } from '../vault/vault.ts';
import { currentSession } from './medium.ts';
import type { CheckContext } from './run-checks.ts';
import { checkStored, storedFile, type StoredFile } from './stored-files.ts';

/**
 * Brings originals that are damaged or gone back from a backup of this archive at `from`: each is hashed on its way and must
 * be what was taken in. The damaged one is put aside, in damaged/, and never destroyed. One event a file. Throws
 * `not-a-backup`, `backup-of-another`, `interrupted`, `disk-full`, `write-failed`.
 */
export async function recoverOriginals(context: CheckContext, from: string): Promise<RecoverSummary> {
  const { archive, signal, onProgress } = context;
  if (archive.access !== 'write') throw new AppError('archive-read-only', { path: archive.path });
  const root = resolve(from);
  const backupId = backupOf(archive, root);
  const backup = openVault(root, realFiles, archive.keys?.vault ?? null);
  const meter = new ProgressMeter('verify', onProgress);
  const ids = archive.catalogue
    .prepare<[], number>("SELECT file_id FROM fixity WHERE outcome <> 'verified' ORDER BY file_id")
    .pluck()
    .all();
  const act = uuidText(uuidV7(archive.clock().getTime()));
  let [recovered, bytes, done] = [0, 0, 0];
  const notRecovered: { number: string; name: string; reason: string }[] = [];
  for (const id of ids) {
    if (signal.aborted) throw new AppError('interrupted');
    const file = storedFile(archive, id);
    if (!file) continue;
    const reason = await recoverOne(context, backup, file, { act, backup: backupId });
    if (reason === null) {
      recovered += 1;
      bytes += file.size;
    } else notRecovered.push({ number: file.number, name: file.name, reason });
    done += 1;
    meter.update({ done, total: ids.length, bytes, totalBytes: null, failures: notRecovered.length });
  }
  return { recovered, bytes, notRecovered };
}

function backupOf(archive: Archive, root: string): string {
  const mark = readBackupMark(root);
  if (mark === null || mark === 'unreadable') throw new AppError('not-a-backup', { path: root });
  if (mark.archiveId !== uuidText(archive.uid)) throw new AppError('backup-of-another', { path: root });
  return mark.backupId;
}

/** Null if it is whole again, else why not. */
async function recoverOne(
  context: CheckContext,
  backup: Vault,
  file: StoredFile,
  run: { readonly act: string; readonly backup: string },
): Promise<string | null> {
  const { archive, pool, signal } = context;
  // It may be whole by now: a disk that was not attached, another program that let go of it.
  const now = await checkStored(archive, pool, file, signal);
  if (now.outcome === 'verified') return noteWhole(archive, file, null, run);
  const staged = uuidText(uuidV7(archive.clock().getTime()));
  try {
    const { digests } = await pool.run(
      {
        source: backup.source(file.vaultName),
        sink: archive.vault.stage(staged),
        algorithms: ['sha256', 'sha512'],
      },
      signal,
    );
    if (digests.sha256 !== file.sha256 || digests.sha512 !== file.sha512) {
      archive.vault.discardStaged(staged);
      return 'its copy on the backup is damaged too';
    }
    archive.vault.putAside(file.vaultName, archive.clock());
    await archive.vault.settle([{ staged, vaultName: file.vaultName }], pool);
    return noteWhole(archive, file, now.outcome, run);
  } catch (error) {
    if (!(error instanceof TransferError)) throw writeFailure(error, archive.path);
    switch (error.failure) {
      case 'interrupted':
        throw new AppError('interrupted', {}, error);
      case 'disk-full':
        throw new AppError('disk-full', { path: archive.path }, error);
      case 'write-failed':
      case 'reread-mismatch':
      case 'too-large':
        throw new AppError('write-failed', { path: archive.path, reason: error.message }, error);
      case 'not-found':
        return 'the backup does not have it';
      case 'blocked':
      case 'changed':
      case 'corrupt-stream':
      case 'seal-broken':
      case 'unreadable':
        return `its copy on the backup cannot be read: ${error.message}`;
    }
  }
}

function noteWhole(
  archive: Archive,
  file: StoredFile,
  found: string | null,
  run: { readonly act: string; readonly backup: string },
): null {
  const db = archive.catalogue;
  const detail = found === null ? { found: 'verified' } : { found, recoveredFrom: { backup: run.backup } };
  const type = found === null ? 'fixity check' : 'transfer';
  const rewritten = found !== null;
  db.transaction(() => {
    db.prepare(
      `UPDATE fixity SET outcome = 'verified', checked_at = ?, rewritten_in = CASE WHEN ? THEN ? ELSE rewritten_in END,
         confirmed_at = CASE WHEN ? THEN NULL ELSE confirmed_at END, method = CASE WHEN ? THEN NULL ELSE method END
       WHERE file_id = ?`,
    ).run(
      archive.clock().toISOString(),
      rewritten ? 1 : 0,
      currentSession(archive).id,
      rewritten ? 1 : 0,
      rewritten ? 1 : 0,
      file.id,
    );
    const subject = { kind: 'file', id: file.uid };
    appendEvents(db, archive.events, [{ type, subject, outcome: 'success', detail, act: run.act }]);
  })();
  return null;
}
