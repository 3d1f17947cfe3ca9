import type { Actor, Source } from '../../shared/catalogue/people.ts';
import { isKind } from '../../shared/catalogue/kinds.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { refuseWhileExporting } from '../archive/exporting.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { requireWriting } from '../disposition/items.ts';
import { requireReason } from '../disposition/reasons.ts';
import { announceTraces, disposalFailure, finishDisposal, preparesDisposal } from '../disposition/traces.ts';
import { heldContent, type Members } from '../records/content.ts';
import { requireRecord } from '../records/edit-record.ts';
import type { StoredRecord } from '../records/record-state.ts';
import { rewriteRecord } from '../records/rewrite-revisions.ts';
import { isSealedRow } from '../records/sealed-record.ts';
import { erasingTeller } from './erasing.ts';
import { nameFinder, withoutNames } from './find-names.ts';
import { statesOf } from './person.ts';
import { readRealName, setRealName } from './real-name.ts';

/** Stands where an earlier name stood. */
const instead = '[erased]';

/**
 * What somebody who goes by another name now, or wishes to stay unnamed, was called in earlier revisions, the latest first: whoever
 * opens the archive reads it there. Empty of everybody else, and of a record that is sealed with all its revisions. Throws
 * `not-found`, `not-a-person`.
 */
export function earlierNames(archive: Archive, reference: string): readonly string[] {
  const record = requireRecord(archive, reference);
  if (isSealedRow(record)) return [];
  const states = statesOf(archive, record).toReversed();
  const now = new Set(namesOf(record, record.content));
  const earlier = states.flatMap(({ content }) =>
    hidesName(record, content)
      ? []
      : namesOf(record, content).filter((name) => name !== instead && !now.has(name)),
  );
  return hidesName(record, record.content) ? [...new Set(earlier)] : [];
}

/**
 * Takes the earlier names of a person out of every revision of their record, in one transaction with the event that says so. `keep`:
 * the latest of them is kept as their sealed real name first, where none is. Returns how many names went; none where there are none.
 * Throws as `earlierNames` does, `reason-unknown`, `sealed-locked`, `disk-full`, `write-failed`,
 * `disposal-unfinished`.
 */
export function eraseEarlierNames(
  archive: Archive,
  reference: string,
  { reason, keep }: { readonly reason: string | null; readonly keep: boolean },
): number {
  requireWriting(archive);
  refuseWhileExporting(archive);
  const why = reason === null ? {} : { reason: requireReason(reason) };
  const names = earlierNames(archive, reference);
  const [latest] = names;
  if (latest === undefined) return 0;
  if (keep && readRealName(archive, reference) === null) setRealName(archive, reference, latest);
  const record = requireRecord(archive, reference);
  const find = nameFinder(names.map((text) => ({ text, isPersonal: true })));
  const now = new Set(namesOf(record, record.content));
  const batch = uuidText(uuidV7(archive.clock().getTime()));
  try {
    preparesDisposal(archive);
    archive.catalogue
      .transaction(() => {
        rewriteRecord(
          {
            ...{ archive, gone: new Set<string>(), tell: erasingTeller(archive, why, batch).tell },
            change: (_where, _id, _field, text) => (now.has(text) ? text : withoutNames(text, find, instead)),
          },
          record,
        );
        announceTraces(archive, null);
      })
      .immediate();
    finishDisposal(archive);
    return names.length;
  } catch (error) {
    throw disposalFailure(error, archive.path);
  }
}

function hidesName({ kind }: StoredRecord, content: Members): boolean {
  return (kind === 'actor' ? content['isPseudonymous'] : content['wishesAnonymity']) === true;
}

/** Throws `not-a-person`. */
function namesOf(record: StoredRecord, content: Members): readonly string[] {
  if (isKind(record, 'actor')) {
    const actor: Partial<Actor> = heldContent('actor', content);
    return (actor.names ?? []).map(({ text }) => text);
  }
  if (!isKind(record, 'source')) throw new AppError('not-a-person', { record: record.number });
  const source: Partial<Source> = heldContent('source', content);
  return source.title === undefined ? [] : [source.title];
}
