import type { PartScope, CheckSummary } from '../../shared/records/fixity.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents } from '../custody/append.ts';
import { runChecks, type CheckContext } from './run-checks.ts';

interface Run {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly startedAt: string;
  readonly wanted: number;
  readonly done: number;
  readonly failures: number;
  readonly resumed: boolean;
}

/**
 * Checks a part of the originals, those first whose last check lies longest back, so that runs one after the other go over
 * all of them. An interrupted run of the same scope is gone on with. One event for the run, and one for each file that is
 * not what it was. Throws as `runChecks` does.
 */
export async function checkPart(context: CheckContext, scope: PartScope): Promise<CheckSummary> {
  const { archive } = context;
  const db = archive.catalogue;
  const run = beginRun(archive, scope);
  const ids = filesFor(archive, scope, run);
  const progress = db.prepare('UPDATE fixity_run SET done = done + ?, failures = failures + ? WHERE id = ?');
  const done = await runChecks(context, uuidText(run.uid), ids, (files, failures) =>
    progress.run(files, failures, run.id),
  );
  const failures = run.failures + done.damaged.length;
  const checked = run.done + done.files;
  finishRun(archive, scope, run, checked, failures);
  return {
    verified: checked - failures,
    wanted: checked,
    resumed: run.resumed,
    leftUnchecked: leftUnchecked(archive, scope, run),
    damaged: done.damaged,
    bytes: done.bytes,
  };
}

function scopeText(scope: PartScope): string {
  return 'sample' in scope ? `sample ${scope.sample}%` : `older-than ${scope.olderThanDays}d`;
}

function beginRun(archive: Archive, scope: PartScope): Run {
  const db = archive.catalogue;
  const columns = 'id, uid, started_at AS startedAt, wanted, done, failures';
  const open = db
    .prepare<[string], Omit<Run, 'resumed'>>(
      `SELECT ${columns} FROM fixity_run WHERE scope = ? AND finished_at IS NULL ORDER BY id DESC LIMIT 1`,
    )
    .get(scopeText(scope));
  if (open) return { ...open, resumed: true };
  const now = archive.clock();
  const begun = db
    .prepare<unknown[], Omit<Run, 'resumed'>>(
      `INSERT INTO fixity_run (uid, scope, started_at, wanted) VALUES (?, ?, ?, ?) RETURNING ${columns}`,
    )
    .get(uuidV7(now.getTime()), scopeText(scope), now.toISOString(), countFor(archive, scope, now));
  if (!begun) throw new Error('a check was not begun');
  return { ...begun, resumed: false };
}

const day = 24 * 60 * 60 * 1000;

/** A file that was never checked by itself counts from when it was stored: it was read back then. */
const lastChecked = 'coalesce(fixity.checked_at, file.stored_at)';

function countFor(archive: Archive, scope: PartScope, now: Date): number {
  const db = archive.catalogue;
  if ('sample' in scope) {
    const all = db.prepare<[], number>('SELECT count(*) FROM file').pluck().get() ?? 0;
    return Math.ceil((all * scope.sample) / 100);
  }
  return (
    db
      .prepare<[string], number>(
        `SELECT count(*) FROM file LEFT JOIN fixity ON fixity.file_id = file.id WHERE ${lastChecked} <= ?`,
      )
      .pluck()
      .get(dueBefore(scope.olderThanDays, now)) ?? 0
  );
}

function dueBefore(days: number, now: Date): string {
  return new Date(now.getTime() - days * day).toISOString();
}

/** What is left of the run: what it checked already was checked after it began. */
function filesFor(archive: Archive, scope: PartScope, run: Run): number[] {
  const began = new Date(run.startedAt);
  const due = 'sample' in scope ? '9999' : dueBefore(scope.olderThanDays, began);
  return archive.catalogue
    .prepare<[string, string, number], number>(
      `SELECT file.id FROM file LEFT JOIN fixity ON fixity.file_id = file.id
       WHERE ${lastChecked} <= ? AND (fixity.checked_at IS NULL OR fixity.checked_at < ?)
       ORDER BY ${lastChecked}, file.id LIMIT ?`,
    )
    .pluck()
    .all(due, run.startedAt, Math.max(0, run.wanted - run.done));
}

function leftUnchecked(archive: Archive, scope: PartScope, run: Run): number {
  const due = 'sample' in scope ? run.startedAt : dueBefore(scope.olderThanDays, new Date(run.startedAt));
  return (
    archive.catalogue
      .prepare<[string], number>(
        `SELECT count(*) FROM file LEFT JOIN fixity ON fixity.file_id = file.id WHERE ${lastChecked} <= ?`,
      )
      .pluck()
      .get(due) ?? 0
  );
}

function finishRun(archive: Archive, scope: PartScope, run: Run, files: number, failures: number): void {
  const db = archive.catalogue;
  const act = uuidText(run.uid);
  db.transaction(() => {
    db.prepare('UPDATE fixity_run SET finished_at = ? WHERE id = ?').run(
      archive.clock().toISOString(),
      run.id,
    );
    appendEvents(db, archive.events, [
      {
        type: 'fixity check',
        subject: { kind: 'archive', id: uuidText(archive.uid) },
        outcome: failures > 0 ? 'failure' : 'success',
        detail: { failures, files, scope: scopeText(scope) },
        act,
      },
    ]);
  })();
}
