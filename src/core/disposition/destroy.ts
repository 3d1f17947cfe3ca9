import { AppError } from '../../shared/errors/app-error.ts';
import type { BackupHolding, CopyGivenOut } from '../../shared/records/disposition.ts';
import type { EventSubject } from '../../verifier/custody/event-fields.ts';
import type { Archive } from '../archive/archive.ts';
import { recommitAccession, recommitUnstored } from '../catalogue/recommit.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents, type EventDetail, type EventDraft } from '../custody/append.ts';
import { detailsAbout, erasedDetail, eraseValues, type ErasedValues } from '../custody/erase-values.ts';
import { removeSearches } from '../search/saved-searches.ts';
import { removeSealedOf, reopenSealed, sealedState } from '../sealed/sealed-records.ts';
import {
  closeRequest,
  demandsTwo,
  requestDisposition,
  requireSecond,
  type DispositionRequest,
  type NewRequest,
} from './authority.ts';
import { backupsByItem, backupsHolding } from './backups-holding.ts';
import { copiesGivenOut } from './copies.ts';
import { dispositionEvent, isDisposition, itemSubject } from './event-detail.ts';
import { requireWriting, someNumbers, type ItemRow } from './items.ts';
import { requireReason } from './reasons.ts';
import {
  accessionsOf,
  emptyAccessions,
  filesOf,
  forgetSources,
  idsOfFiles,
  keepFiles,
  removeFiles,
  removeItemRecord,
  type DoomedFile,
} from './remove-records.ts';
import { dispositionOf, holdsOn, stateOf } from './states.ts';
import { disposalFailure, finishDisposal, preparesDisposal } from './traces.ts';

export interface Destruction {
  readonly items: readonly ItemRow[];
  readonly reason: string;
  /** In the tombstone alone. */
  readonly note: string | null;
  /** How many items whoever asks believes that it destroys. */
  readonly confirmed: number;
  /** What to do about sealed text while it is locked: nobody can tell then which is about these items. */
  readonly lockedSealed: 'refuse' | 'leave';
  /** What a second identity approves; null where one is enough. */
  readonly request: DispositionRequest | null;
  /** Handed over: by which receipt, and whether what was written about the items stays. */
  readonly receipt: { readonly id: number; readonly sha256: string } | null;
  readonly keepsRecord: boolean;
  /** Names of kept searches that go with them. */
  readonly searches?: readonly string[];
}

export interface Destroyed {
  readonly destroyed: readonly { readonly id: string; readonly number: string; readonly event: number }[];
  /** Numbers of items that had been destroyed before. */
  readonly already: readonly string[];
  /** Originals that were removed, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  readonly backups: readonly BackupHolding[];
  readonly copies: readonly CopyGivenOut[];
  /** Sealed text was locked, so some of it may be about these items still. */
  readonly sealedLeft: boolean;
  readonly searches: readonly string[];
}

export const nothingDestroyed: Destroyed = {
  destroyed: [],
  already: [],
  files: 0,
  bytes: 0,
  backups: [],
  copies: [],
  sealedLeft: false,
  searches: [],
};

/**
 * Destroys items: bytes, thumbnails, text, revisions, notes, the values that the log holds about them. What stays is the
 * number, the id, and a tombstone with date, reason and who. One transaction decides; what lies outside it was announced
 * there, and is done by whoever next opens the archive for writing if this is cut off. Running it again completes it.
 *
 * Throws `reason-unknown`, `item-held`, `two-identities-needed`, `confirmation-wrong`, `sealed-locked`, as `requireSecond`
 * does, `disk-full`, `write-failed`, and `disposal-unfinished` where another program reads the archive meanwhile.
 */
export function destroyItems(archive: Archive, wanted: Destruction): Destroyed {
  requireWriting(archive);
  const reason = requireReason(wanted.reason);
  const { request, searches = [] } = wanted;
  if (request) requireSecond(archive, request);
  const isGone = ({ id }: ItemRow): boolean => {
    const states = dispositionOf(archive, id)?.states ?? [];
    return states.some(
      ({ state }) => state === 'destroyed' || (wanted.keepsRecord && state === 'handed-over'),
    );
  };
  const doomed = wanted.items.filter((item) => !isGone(item));
  const already = wanted.items.filter(isGone).map(({ number }) => number);
  refuseHeld(archive, doomed);
  if (doomed.length === 0 && !request) return completeDestruction(archive, wanted.items);
  if (demandsTwo(archive) && !request) throw new AppError('two-identities-needed');
  if (wanted.confirmed !== doomed.length)
    throw new AppError('confirmation-wrong', { given: wanted.confirmed, count: doomed.length });
  const sealedLocked = !wanted.keepsRecord && sealedState(archive) === 'locked';
  if (sealedLocked && wanted.lockedSealed === 'refuse') throw new AppError('sealed-locked');
  const files = new Map(doomed.map((item) => [item.id, filesOf(archive, item.id)]));
  const all = [...files.values()].flat();
  const backups = backupsHolding(
    archive,
    all.map(({ id }) => id),
  );
  const copies = copiesGivenOut(archive, doomed);
  try {
    preparesDisposal(archive);
    const destroyed = archive.catalogue
      .transaction(() => {
        removeSearches(archive, searches);
        return record(archive, { ...wanted, reason }, doomed, files);
      })
      .immediate();
    if (!wanted.keepsRecord) reopenSealed(archive);
    complete(archive);
    const bytes = all.reduce((sum, { size }) => sum + size, 0);
    return {
      destroyed,
      already,
      files: all.length,
      bytes,
      backups,
      copies,
      sealedLeft: sealedLocked,
      searches,
    };
  } catch (error) {
    throw disposalFailure(error, archive.path);
  }
}

export interface DestructionPreview {
  /** Numbers of items that would be destroyed. */
  readonly items: readonly string[];
  readonly already: readonly string[];
  readonly held: readonly string[];
  readonly files: number;
  readonly bytes: number;
  readonly identities: 1 | 2;
}

/** What a destruction of these items would come to. */
export function previewDestruction(archive: Archive, items: readonly ItemRow[]): DestructionPreview {
  const isGone = ({ id }: ItemRow): boolean => stateOf(archive, id) === 'destroyed';
  const doomed = items.filter((item) => !isGone(item));
  const files = doomed.flatMap(({ id }) => filesOf(archive, id));
  return {
    items: doomed.map(({ number }) => number),
    already: items.filter(isGone).map(({ number }) => number),
    held: doomed.filter(({ id }) => holdsOn(archive, id).length > 0).map(({ number }) => number),
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    identities: demandsTwo(archive) ? 2 : 1,
  };
}

/**
 * Where two identities are demanded: what the first one asks for. Throws `reason-unknown`, `item-held`, `item-destroyed`,
 * `identity-not-unlocked`.
 */
export function requestDestruction(
  archive: Archive,
  wanted: Omit<NewRequest, 'action' | 'reason'> & { readonly reason: string },
): DispositionRequest {
  const reason = requireReason(wanted.reason);
  const gone = wanted.items.filter(({ id }) => stateOf(archive, id) === 'destroyed');
  if (gone.length > 0) throw new AppError('item-destroyed', { items: someNumbers(gone) });
  refuseHeld(archive, wanted.items);
  return requestDisposition(archive, { ...wanted, action: 'destroy', reason });
}

function refuseHeld(archive: Archive, items: readonly ItemRow[]): void {
  const held = items.filter(({ id }) => holdsOn(archive, id).length > 0);
  if (held.length > 0) throw new AppError('item-held', { items: someNumbers(held) });
}

/** Of items that were destroyed: does what may be left to do. Throws `disk-full`, `write-failed`, `disposal-unfinished`. */
export function completeDestruction(archive: Archive, items: readonly ItemRow[]): Destroyed {
  requireWriting(archive);
  complete(archive);
  const already = items.map(({ number }) => number);
  return { ...nothingDestroyed, already };
}

function complete(archive: Archive): void {
  try {
    finishDisposal(archive);
  } catch (error) {
    throw disposalFailure(error, archive.path);
  }
}

/**
 * Destroys items as part of something else, inside the caller's transaction: `preparesDisposal` before, `finishDisposal` after.
 * Throws `item-held`.
 */
export function destroyWithin(
  archive: Archive,
  items: readonly ItemRow[],
  why: { readonly reason: string; readonly request: Uint8Array | null },
): Destroyed['destroyed'] {
  const doomed = items.filter(({ id }) => stateOf(archive, id) !== 'destroyed');
  refuseHeld(archive, doomed);
  const files = new Map(doomed.map((item) => [item.id, filesOf(archive, item.id)]));
  const request = why.request ? { id: null, uid: why.request } : null;
  const plain = { note: null, receipt: null, keepsRecord: false } as const;
  return record(archive, { ...plain, reason: why.reason, request }, doomed, files);
}

type Recorded = Pick<Destruction, 'reason' | 'note' | 'receipt' | 'keepsRecord'> & {
  /** One without an id is closed by whoever opened it. */
  readonly request: { readonly id: number | null; readonly uid: Uint8Array } | null;
};

/** Everything that happens in the catalogue. Inside the transaction. */
function record(
  archive: Archive,
  wanted: Recorded,
  doomed: readonly ItemRow[],
  files: ReadonlyMap<number, readonly DoomedFile[]>,
): Destroyed['destroyed'] {
  const db = archive.catalogue;
  const { request, receipt, reason, keepsRecord } = wanted;
  const logId = archive.events.log.id;
  const batch = request ? uuidText(request.uid) : uuidText(uuidV7(archive.clock().getTime()));
  const why: EventDetail = {
    reason,
    ...(request ? { request: batch } : {}),
    ...(receipt ? { receipt: receipt.sha256 } : {}),
  };
  const drafts: EventDraft[] = [];
  const erased: ErasedValues[] = [];
  for (const item of doomed) {
    const ids = idsOfFiles(archive, item.id);
    const values = keepsRecord ? [] : valuesOfItem(archive, item, ids);
    erased.push(...values);
    const detail = { ...why, files: ids, ...erasedDetail(values) };
    drafts.push(dispositionEvent(keepsRecord ? 'clear' : 'destroy', itemSubject(item.uid), detail, batch));
  }
  const backups = backupsByItem(archive, files);
  const accessions = keepsRecord ? [] : accessionsOf(archive, doomed);
  if (keepsRecord) for (const item of doomed) keepFiles(archive, item.id);
  const removed = removeFiles(archive, files);
  const reduced = new Set(removed.reduced);
  if (!keepsRecord) {
    for (const item of doomed) removeItemRecord(archive, item);
    for (const id of removeSealedOf(archive, new Set(doomed.map(({ uid }) => uuidText(uid))))) {
      const subject = { kind: 'sealed', id };
      const values = detailsAbout(db, logId, [subject]);
      erased.push(...values);
      drafts.push(dispositionEvent('erase', subject, { ...why, ...erasedDetail(values) }, batch));
    }
  }
  const emptied = new Set<number>();
  for (const { id, subject, values, detail } of emptyAccessions(archive, accessions)) {
    reduced.delete(id);
    emptied.add(id);
    erased.push(...values);
    const told = { ...why, fields: ['description', 'sources'], ...detail, ...erasedDetail(values) };
    drafts.push(dispositionEvent('erase', subject, told, batch));
  }
  const left = accessions.filter((id) => !emptied.has(id));
  for (const id of forgetSources(archive, left, removed.paths)) {
    reduced.delete(id);
    const detail = { ...why, fields: ['sources'], ...recommitAccession(archive, id) };
    drafts.push(dispositionEvent('erase', accessionSubject(archive, id), detail, batch));
  }
  for (const id of reduced) {
    const detail = recommitUnstored(archive, id);
    if (detail)
      drafts.push(dispositionEvent('erase', accessionSubject(archive, id), { ...why, ...detail }, batch));
  }
  const events = appendEvents(db, archive.events, drafts);
  eraseValues(db, logId, erased);
  const tombstone = db.prepare(
    `INSERT INTO tombstone (item_id, destroyed_at, reason, note, identity_id, sequence, keeps_record, receipt_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (item_id) DO UPDATE SET destroyed_at = excluded.destroyed_at, reason = excluded.reason,
       note = excluded.note, identity_id = excluded.identity_id, sequence = excluded.sequence,
       keeps_record = excluded.keeps_record, receipt_id = coalesce(excluded.receipt_id, receipt_id)`,
  );
  const remembered = db.prepare('INSERT OR IGNORE INTO tombstone_backup (item_id, backup_uid) VALUES (?, ?)');
  const destroyed = doomed.map((item, at) => {
    const event = events[at];
    if (!event) throw new Error('an event was not appended');
    tombstone.run(
      item.id, event.time, reason, wanted.note, archive.session.operator?.id ?? null, event.sequence,
      keepsRecord ? 1 : 0, receipt?.id ?? null,
    ); // prettier-ignore
    for (const uid of backups.get(item.id) ?? []) remembered.run(item.id, uid);
    return { id: uuidText(item.uid), number: item.number, event: event.sequence };
  });
  if (request?.id != null) closeRequest(archive, request.id, 'approved');
  return destroyed;
}

function accessionSubject({ catalogue }: Archive, id: number): EventSubject {
  const uid = catalogue
    .prepare<[number], Uint8Array>('SELECT uid FROM accession WHERE id = ?')
    .pluck()
    .get(id);
  if (!uid) throw new Error(`no accession ${id}`);
  return { kind: 'accession', id: uuidText(uid) };
}

/** Digests, sizes, types: whatever the log says about the files, and about the item beyond codes. */
function valuesOfItem(archive: Archive, item: ItemRow, files: readonly string[]): readonly ErasedValues[] {
  const subjects = files.map((id) => ({ kind: 'file', id }));
  const { id: logId } = archive.events.log;
  return [
    ...detailsAbout(archive.catalogue, logId, subjects),
    ...detailsAbout(archive.catalogue, logId, [itemSubject(item.uid)], (detail) => !isDisposition(detail)),
  ];
}
