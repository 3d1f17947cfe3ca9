import { resolve } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import type { RecoverSummary } from '../../shared/records/fixity.ts';
import type { Archive } from '../archive/archive.ts';
import { readBackupMark } from '../archive/backup-mark.ts';
import { writeFailure } from '../archive/create.ts';
import { storedSize } from '../backup/catalogued-files.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents, type EventDetail } from '../custody/append.ts';
import { ProgressMeter } from '../jobs/progress.ts';
import { realFiles } from '../transfer/file-layer.ts';
import { TransferError, type TransferPool } from '../transfer/types.ts';
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
  if (now.outcome === 'verified') return noteWhole(archive, file, { found: 'verified' }, run.act);
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
    return noteWhole(archive, file, { found: now.outcome, recoveredFrom: { backup: run.backup } }, run.act);
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

/**
 * Puts a staged copy of bytes that are recorded already in the place of their original, if that is gone or known to be
 * damaged; else discards it. True if it was needed: a card that is taken in again brings back what the disk lost.
 */
export async function healOriginal(
  archive: Archive,
  pool: TransferPool,
  fileId: number,
  staged: string,
): Promise<boolean> {
  const file = storedFile(archive, fileId);
  const found = file && foundOf(archive, file);
  if (!file || found === null) {
    archive.vault.discardStaged(staged);
    return false;
  }
  archive.vault.putAside(file.vaultName, archive.clock());
  await archive.vault.settle([{ staged, vaultName: file.vaultName }], pool);
  const act = uuidText(uuidV7(archive.clock().getTime()));
  noteWhole(archive, file, { found, recoveredFrom: { source: 'import' } }, act);
  return true;
}

/** What is the matter with an original as far as is known without reading it; null: nothing. */
function foundOf(archive: Archive, file: StoredFile): string | null {
  const bytes = archive.vault.storedBytes(file.vaultName);
  if (bytes === null) return 'missing';
  if (bytes !== storedSize(file.size, archive.keys !== null)) return 'changed';
  const outcome = archive.catalogue
    .prepare<[number], string>('SELECT outcome FROM fixity WHERE file_id = ?')
    .pluck()
    .get(file.id);
  return outcome === undefined || outcome === 'verified' ? null : outcome;
}

/** `detail.recoveredFrom` says where it was brought back from; without it, it was whole all the time. */
function noteWhole(archive: Archive, file: StoredFile, detail: EventDetail, act: string): null {
  const db = archive.catalogue;
  const rewritten = 'recoveredFrom' in detail;
  const now = archive.clock().toISOString();
  db.transaction(() => {
    if (rewritten)
      db.prepare(
        `INSERT INTO fixity (file_id, checked_at, outcome, rewritten_in) VALUES (?, ?, 'verified', ?)
         ON CONFLICT DO UPDATE SET outcome = excluded.outcome, checked_at = excluded.checked_at, confirmed_at = NULL,
           method = NULL, rewritten_in = excluded.rewritten_in`,
      ).run(file.id, now, currentSession(archive).id);
    else
      db.prepare("UPDATE fixity SET outcome = 'verified', checked_at = ? WHERE file_id = ?").run(
        now,
        file.id,
      );
    const subject = { kind: 'file', id: file.uid };
    const type = rewritten ? 'transfer' : 'fixity check';
    appendEvents(db, archive.events, [{ type, subject, outcome: 'success', detail, act }]);
  })();
  return null;
}
