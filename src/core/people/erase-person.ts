import { AppError } from '../../shared/errors/app-error.ts';
import type { OccurrenceChoice, PersonErasure, PersonReport } from '../../shared/records/person.ts';
import type { Archive } from '../archive/archive.ts';
import { refuseWhileExporting } from '../archive/exporting.ts';
import { isKind } from '../../shared/catalogue/kinds.ts';
import { parseUuid, uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents, type EventDetail } from '../custody/append.ts';
import { itemsOfSource } from '../consents/consents.ts';
import { refusalOf, storedItem, writeRevision } from '../description/write-edit.ts';
import { demandsTwo } from '../disposition/authority.ts';
import { destroyWithin } from '../disposition/destroy.ts';
import { dispositionEvent } from '../disposition/event-detail.ts';
import { itemsOf, requireWriting } from '../disposition/items.ts';
import { requireReason } from '../disposition/reasons.ts';
import { announceTraces, disposalFailure, finishDisposal, preparesDisposal } from '../disposition/traces.ts';
import { eraseRecordRows } from '../records/erase-record.ts';
import { recordById } from '../records/record-state.ts';
import { rewriteRecord } from '../records/rewrite-revisions.ts';
import { isSealedRow } from '../records/sealed-record.ts';
import { reopenSealed, sealedState } from '../sealed/sealed-records.ts';
import { recordsNaming } from './about-person.ts';
import { erasingTeller, type Erasing } from './erasing.ts';
import { keyOf, changedText, occurrencesOf, suggestedFor, type Found } from './occurrences.ts';
import { personOf, type Person } from './person.ts';
import {
  rewriteAccession,
  rewriteEntry,
  rewriteItem,
  rewriteItemNotes,
  rewriteRequestNote,
  tellUnstored,
} from './rewrite-items.ts';
import { removeSearches, rewriteBackup, rewriteKeptName } from './rewrite-others.ts';
import { rewriteLink } from './rewrite-link.ts';
import { rewriteSealed } from './rewrite-sealed.ts';

export interface ErasurePlan {
  /** Id or number of an actor or a source. */
  readonly person: string;
  readonly also: readonly string[];
  readonly reason: string;
  /** What stands where a name stood. */
  readonly instead: string;
  /** By `key` of the report; where nothing was chosen, what it suggests. */
  readonly choices: Readonly<Record<string, OccurrenceChoice>>;
  /** Items that are destroyed with it, because their files say the name. */
  readonly destroy: readonly string[];
}

export interface Approval {
  /** UUID of the request that a second identity approves; null where one is enough. */
  readonly request: Uint8Array | null;
  /** In the erasing transaction. */
  readonly close: () => void;
}

/**
 * Takes a person out of everything that the archive holds: their records with all revisions and links, what names them, and their
 * names where they stand in texts. One transaction decides, with the events that say so; what lies outside it was announced there,
 * and is done by whoever next opens the archive for writing if this is cut off.
 *
 * `report` is what whoever erases was shown. Throws `confirmation-wrong`, `two-identities-needed`, `reason-unknown`, `sealed-locked`,
 * `item-held`, as `personOf` does, `disk-full`, `write-failed`, and `disposal-unfinished`.
 */
export function erasePerson(
  archive: Archive,
  plan: ErasurePlan,
  report: PersonReport,
  given: { readonly confirmed: number; readonly lockedSealed: 'refuse' | 'leave' },
  approval: Approval | null,
): PersonErasure {
  requireWriting(archive);
  refuseWhileExporting(archive);
  requireReason(plan.reason);
  if (demandsTwo(archive) && !approval) throw new AppError('two-identities-needed');
  if (given.confirmed !== report.places)
    throw new AppError('confirmation-wrong', { given: given.confirmed, count: report.places });
  const sealedLocked = sealedState(archive) === 'locked';
  if (sealedLocked && given.lockedSealed === 'refuse') throw new AppError('sealed-locked');
  try {
    preparesDisposal(archive);
    const erased = archive.catalogue.transaction(() => erase(archive, plan, approval)).immediate();
    reopenSealed(archive);
    finishDisposal(archive);
    const destroyed = new Set(erased.destroyed);
    const files = report.files.filter(({ item }) => !destroyed.has(item.number)).length;
    return { ...erased, files, copies: report.copies, sealedLeft: sealedLocked };
  } catch (error) {
    reopenSealed(archive);
    throw disposalFailure(error, archive.path);
  }
}

type Erased = Pick<PersonErasure, 'records' | 'rewritten' | 'destroyed' | 'left' | 'event'>;

function erase(archive: Archive, plan: ErasurePlan, approval: Approval | null): Erased {
  const db = archive.catalogue;
  const person = personOf(archive, plan.person, plan.also);
  const batch = approval?.request ? uuidText(approval.request) : uuidText(uuidV7(archive.clock().getTime()));
  const why: EventDetail = { reason: plan.reason, ...(approval?.request ? { request: batch } : {}) };
  // First of all: that a person was erased, and why. Of whom, the log does not say.
  const subject = { kind: 'archive', id: uuidText(archive.uid) };
  const [event] = appendEvents(db, archive.events, [
    dispositionEvent('erase', subject, { ...why, person: true }, batch),
  ]);
  if (!event) throw new Error('an event was not appended');
  const destroyed = destroyWithin(archive, itemsOf(archive, plan.destroy), {
    reason: plan.reason,
    request: approval?.request ?? null,
  });
  const chosen = new Map<string, OccurrenceChoice>();
  const found: Found[] = [];
  let left = 0;
  for (const one of occurrencesOf(archive, person)) {
    if (!one) continue;
    const choice = plan.choices[one.key] ?? suggestedFor(one);
    if (choice === 'leave') left += 1;
    else {
      chosen.set(one.key, choice);
      found.push(one);
    }
  }
  const { tell, told } = erasingTeller(archive, why, batch);
  const erasing: Erasing = {
    archive,
    gone: person.ids,
    tell,
    change(where, id, field, text) {
      const choice = chosen.get(keyOf(where, id, field)) ?? 'leave';
      const instead =
        where === 'path' || where === 'left-out' ? plan.instead.replace(/[/\\\0]/g, '_') : plan.instead;
      return changedText(text, person.find, choice, instead);
    },
  };
  const given = person.records.flatMap((record) =>
    isKind(record, 'source') ? itemsOfSource(archive, record) : [],
  );
  rewriteAll(erasing, found, batch);
  for (const record of recordsNaming(archive, person.ids))
    if (!isSealedRow(record)) rewriteRecord(erasing, record);
  rewriteSealed(erasing);
  keepBack(archive, given, batch);
  eraseOwn(archive, person, why, batch);
  approval?.close();
  announceTraces(archive, null);
  const numbers = destroyed.map(({ number }) => number);
  return {
    records: person.records.length,
    rewritten: told(),
    destroyed: numbers,
    left,
    event: event.sequence,
  };
}

/** Each thing that holds a text is written anew once, whatever the number of its fields. */
function rewriteAll(erasing: Erasing, found: readonly Found[], batch: string): void {
  const { archive } = erasing;
  const done = new Set<string>();
  const unstored = new Set<number>();
  for (const { holding } of found) {
    const { where, id, row } = holding;
    if (done.has(`${where}:${id}`)) continue;
    done.add(`${where}:${id}`);
    switch (where) {
      case 'item':
        rewriteItem(erasing, row);
        break;
      case 'item-note':
        if (holding.about === null) rewriteRequestNote(erasing, row, id);
        else rewriteItemNotes(erasing, row, batch);
        break;
      case 'record': {
        const record = recordById(archive, row);
        rewriteRecord(erasing, record);
        break;
      }
      case 'link':
        rewriteLink(erasing, row);
        break;
      case 'path':
      case 'left-out': {
        if (id.startsWith('kept-')) rewriteKeptName(erasing, id);
        else {
          const accession = rewriteEntry(erasing, row);
          if (accession !== null) unstored.add(accession);
        }
        break;
      }
      case 'saved-search':
        removeSearches(erasing);
        break;
      case 'backup':
        rewriteBackup(erasing, row, id);
        break;
      case 'accession':
      case 'sealed-text':
      case 'sealed-record':
      case 'sealed-link':
        break;
    }
  }
  // What an accession left out is committed to with the rest of it.
  tellUnstored(erasing, unstored);
  // Names of files that were left out may tell of the person as others do.
  archive.catalogue.prepare('DELETE FROM import_plan').run();
  for (const { holding } of found) if (holding.where === 'accession') rewriteAccession(erasing, holding.row);
}

/**
 * What they gave is told to nobody from now on: with their records goes whatever they consented to, or refused, and nothing would
 * hold it back any more.
 */
function keepBack(archive: Archive, items: readonly number[], batch: string): void {
  const act = parseUuid(batch);
  if (!act) throw new Error('an erasure without an act');
  const drafts = [...new Set(items)].flatMap((id) => {
    const item = storedItem(archive, id);
    if (refusalOf(archive, item) !== null || item.confidentiality === 'sealed') return [];
    return writeRevision(archive, item, { confidentiality: 'sealed' }, { act, now: archive.clock() });
  });
  appendEvents(archive.catalogue, archive.events, drafts);
}

/** The person's own records. Of one that is sealed nothing is in the catalogue but what was sealed. */
function eraseOwn(archive: Archive, { records }: Person, why: EventDetail, batch: string): void {
  for (const record of records) if (!isSealedRow(record)) eraseRecordRows(archive, record, why, batch);
}
