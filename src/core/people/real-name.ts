import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents } from '../custody/append.ts';
import { detailsAbout, erasedDetail, eraseValues } from '../custody/erase-values.ts';
import { dispositionEvent } from '../disposition/event-detail.ts';
import { requireWriting } from '../disposition/items.ts';
import { requireReason } from '../disposition/reasons.ts';
import { announceTraces, disposalFailure, finishDisposal, preparesDisposal } from '../disposition/traces.ts';
import { requireRecord } from '../records/edit-record.ts';
import type { StoredRecord } from '../records/record-state.ts';
import { removeSealedOf, reopenSealed, requireUnlocked, writeSealed } from '../sealed/sealed-records.ts';

/** The sealed text of an actor or a source under which the real name of somebody who goes by another one is kept. */
export const realNameField = 'real-name';

/**
 * Keeps who somebody is that goes by a pseudonym, in a sealed record of its own. An earlier one stays until it is erased. Throws
 * `sealed-plain`, `sealed-none`, `sealed-locked`, `not-found`, `not-a-person`, `description-invalid`.
 */
export function setRealName(archive: Archive, reference: string, name: string): void {
  const record = personRecord(archive, reference);
  if (!archive.keys) throw new AppError('sealed-plain');
  requireUnlocked(archive);
  const text = name.trim();
  if (text === '' || !text.isWellFormed())
    throw new AppError('description-invalid', { field: realNameField, reason: 'it says nothing' });
  if (readRealName(archive, reference) === text) return;
  writeSealed(archive, uuidText(record.uid), realNameField, text);
}

/** Null where none was given. Throws `sealed-locked`, `not-found`, `not-a-person`. */
export function readRealName(archive: Archive, reference: string): string | null {
  const record = personRecord(archive, reference);
  const texts = requireUnlocked(archive).index.ofItem(uuidText(record.uid));
  return texts.find(({ field }) => field === realNameField)?.text ?? null;
}

/** Erases every real name that was ever kept of somebody. Returns how many. Throws as `readRealName` does, and `reason-unknown`. */
export function eraseRealName(archive: Archive, reference: string, reason: string | null): number {
  requireWriting(archive);
  const why = reason === null ? {} : { reason: requireReason(reason) };
  const record = personRecord(archive, reference);
  requireUnlocked(archive);
  const db = archive.catalogue;
  const logId = archive.events.log.id;
  const batch = uuidText(uuidV7(archive.clock().getTime()));
  try {
    preparesDisposal(archive);
    const erased = db
      .transaction(() => {
        const ids = removeSealedOf(archive, new Set([uuidText(record.uid)]), new Set([realNameField]));
        for (const id of ids) {
          const subject = { kind: 'sealed', id };
          const values = detailsAbout(db, logId, [subject]);
          appendEvents(db, archive.events, [
            dispositionEvent('erase', subject, { ...why, ...erasedDetail(values) }, batch),
          ]);
          eraseValues(db, logId, values);
        }
        announceTraces(archive, null);
        return ids.length;
      })
      .immediate();
    reopenSealed(archive);
    finishDisposal(archive);
    return erased;
  } catch (error) {
    throw disposalFailure(error, archive.path);
  }
}

function personRecord(archive: Archive, reference: string): StoredRecord {
  const record = requireRecord(archive, reference);
  if (record.kind === 'actor' || record.kind === 'source') return record;
  throw new AppError('not-a-person', { record: record.number });
}
