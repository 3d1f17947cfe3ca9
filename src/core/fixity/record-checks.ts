import type { Archive } from '../archive/archive.ts';
import { appendEvents, type EventDraft } from '../custody/append.ts';
import { tellsOfMedium } from './medium.ts';
import type { Compared } from './compare.ts';
import type { StoredFile } from './stored-files.ts';

export type ConfirmationMethod = 'direct' | 'remounted';

export interface CheckedFile {
  readonly file: StoredFile;
  readonly compared: Compared;
}

/** What has to be known to say whether a read came from the medium. */
export interface ReadingSession {
  readonly id: number | null;
  /** Files up to this id were stored before the machine was started, or the medium attached, this time. */
  readonly storedBefore: number;
}

/**
 * How a read that matched proves that the medium keeps the file, or null if it may have come from memory. `rewrittenIn`:
 * the session in which the file was brought back from a backup, if it was.
 */
export function confirmationOf(
  archive: Archive,
  session: ReadingSession,
  { file, compared }: CheckedFile,
  rewrittenIn: number | null,
): ConfirmationMethod | null {
  if (compared.outcome !== 'verified') return null;
  if (compared.direct && tellsOfMedium(archive.volume)) return 'direct';
  const earlier = file.id <= session.storedBefore && rewrittenIn !== session.id;
  return session.id !== null && earlier ? 'remounted' : null;
}

export interface RecordedChecks {
  /** Confirmed now and not before. */
  readonly confirmed: number;
  readonly alreadyConfirmed: number;
  readonly fromMemory: number;
}

/**
 * Notes a batch of checks in one transaction. A confirmation is an event of its own, and so is every file that is not what
 * it was; that a confirmed file was found unchanged again is in the event of the run, or, where `isEachTold`, in one of its own.
 */
export function recordChecks(
  archive: Archive,
  session: ReadingSession,
  run: { readonly act: string; readonly isEachTold: boolean },
  batch: readonly CheckedFile[],
): RecordedChecks {
  const db = archive.catalogue;
  const now = archive.clock().toISOString();
  const known = db.prepare<[number], { confirmedAt: string | null; rewrittenIn: number | null }>(
    'SELECT confirmed_at AS confirmedAt, rewritten_in AS rewrittenIn FROM fixity WHERE file_id = ?',
  );
  const note = db.prepare(
    `INSERT INTO fixity (file_id, confirmed_at, method, checked_at, outcome) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET checked_at = excluded.checked_at, outcome = excluded.outcome,
       confirmed_at = coalesce(confirmed_at, excluded.confirmed_at), method = coalesce(method, excluded.method)`,
  );
  const counts = { confirmed: 0, alreadyConfirmed: 0, fromMemory: 0 };
  const drafts: EventDraft[] = [];
  db.transaction(() => {
    for (const checked of batch) {
      const { file, compared } = checked;
      const before = known.get(file.id);
      const method = confirmationOf(archive, session, checked, before?.rewrittenIn ?? null);
      const isNew = method !== null && (before?.confirmedAt ?? null) === null;
      note.run(file.id, method && now, method, now, compared.outcome);
      if (isNew) counts.confirmed += 1;
      else if (compared.outcome === 'verified') {
        if (before?.confirmedAt != null) counts.alreadyConfirmed += 1;
        else counts.fromMemory += 1;
      }
      const draft = eventOf(checked, isNew ? method : null, run);
      if (draft) drafts.push(draft);
    }
    if (drafts.length > 0) appendEvents(db, archive.events, drafts);
  })();
  return counts;
}

function eventOf(
  { file, compared }: CheckedFile,
  confirmed: ConfirmationMethod | null,
  { act, isEachTold }: { readonly act: string; readonly isEachTold: boolean },
): EventDraft | null {
  const subject = { kind: 'file', id: file.uid };
  if (compared.outcome !== 'verified') {
    const detail = { found: compared.outcome };
    return { type: 'fixity check', subject, outcome: 'failure', detail, act };
  }
  if (confirmed === null && !isEachTold) return null;
  const detail = confirmed === null ? {} : { confirmed };
  return { type: 'fixity check', subject, outcome: 'success', detail, act };
}
