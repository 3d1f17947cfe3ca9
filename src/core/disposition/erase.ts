import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import { accessionDescription } from '../../shared/records/accession.ts';
import type { EventSubject } from '../../verifier/custody/event-fields.ts';
import type { Archive } from '../archive/archive.ts';
import { recommitAccession, recommitItem } from '../catalogue/recommit.ts';
import { eraseCheckNotes } from '../clock/make-check.ts';
import { indexTags } from '../catalogue/tags.ts';
import { formatPublicKey } from '../../verifier/signature/minisign.ts';
import { randomSalt, uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents, type EventDetail, type EventDraft } from '../custody/append.ts';
import { detailsAbout, erasedDetail, eraseValues, type ErasedValues } from '../custody/erase-values.ts';
import { identityDigest } from '../identities/identity-digest.ts';
import { personName } from '../identities/person.ts';
import { removeSearches } from '../search/saved-searches.ts';
import { removeSealedOf, reopenSealed } from '../sealed/sealed-records.ts';
import { dispositionEvent, isDisposition } from './event-detail.ts';
import { itemsOf, requireWriting, someNumbers } from './items.ts';
import { requireReason } from './reasons.ts';
import { holdsOn, stateOf } from './states.ts';
import { announceTraces, disposalFailure, finishDisposal, preparesDisposal } from './traces.ts';

/** Erasure of what a record says about a person, while the record stands (design §5; docs/formats/log.md). */

export interface Erasure {
  readonly subject: EventSubject;
  readonly fields: readonly string[];
  /** Place of the event that says so. */
  readonly event: number;
  /** Values that went out of the log. */
  readonly values: number;
}

/** What people assert of an item; `note` is every note and reference of its states, holds and tombstone. */
export const itemFields = [
  'title',
  'description',
  'captured',
  'position',
  'rights',
  'languages',
  'tags',
  'note',
] as const;
/** What was said of an act of taking in; `sources` are the paths and volumes it came from. */
export const accessionFields = [...Object.keys(accessionDescription.shape), 'sources'];
const identityFields = ['name', 'role', 'organisation'] as const;

/**
 * Erases what people asserted of an item: now, in every revision, in the search index, in sealed text under the same name
 * if that is unlocked, and what the log commits to of it. Throws `field-unknown`, `item-held`, `item-destroyed`, and as
 * `resolveItem` does.
 */
export function eraseItemFields(
  archive: Archive,
  reference: string,
  wanted: readonly string[],
  reason: string | null,
  searches: readonly string[] = [],
): Erasure {
  requireWriting(archive);
  const fields = knownFields(wanted, itemFields);
  const [item] = itemsOf(archive, [reference]);
  if (!item) throw new Error('an item vanished');
  if (stateOf(archive, item.id) === 'destroyed')
    throw new AppError('item-destroyed', { items: someNumbers([item]) });
  if (holdsOn(archive, item.id).length > 0) throw new AppError('item-held', { items: someNumbers([item]) });
  // How a time is known tells the time.
  const asserted = fields.flatMap((field) =>
    field === 'note' ? [] : field === 'captured' ? [field, 'captured_basis'] : [field],
  );
  const erasure = erase(
    archive,
    { kind: 'item', uid: item.uid },
    fields,
    reason,
    (detail) => !isDisposition(detail),
    (batch) => {
      const db = archive.catalogue;
      const drafts: EventDraft[] = [];
      for (const field of asserted) db.prepare(`UPDATE item SET "${field}" = NULL WHERE id = ?`).run(item.id);
      eraseRevisions(archive, item.uid, asserted);
      if (asserted.includes('tags')) indexTags(archive, item.id, null);
      if (fields.includes('note')) {
        db.prepare('UPDATE item_state SET note = NULL WHERE item_id = ?').run(item.id);
        db.prepare('UPDATE legal_hold SET note = NULL, reference = NULL WHERE item_id = ?').run(item.id);
        db.prepare('UPDATE tombstone SET note = NULL WHERE item_id = ?').run(item.id);
        drafts.push(...eraseCheckNotes(archive, item.id, batch));
      }
      removeSearches(archive, searches);
      announceTraces(archive, item.id);
      // Of a note alone as well: what the log told of its edits goes with the rest.
      const detail = recommitItem(archive, item.id);
      const more: Pending = { drafts, erased: [], detail };
      for (const id of removeSealedOf(archive, new Set([uuidText(item.uid)]), new Set(fields))) {
        const subject = { kind: 'sealed', id };
        const values = detailsAbout(db, archive.events.log.id, [subject]);
        more.erased.push(...values);
        more.drafts.push(dispositionEvent('erase', subject, erasedDetail(values), batch));
      }
      return more;
    },
  );
  reopenSealed(archive);
  return finish(archive, erasure);
}

/**
 * Erases what was said of an act of taking in. The record that is left is committed to anew. Throws `field-unknown`,
 * `not-found`.
 */
export function eraseAccessionFields(
  archive: Archive,
  number: string,
  wanted: readonly string[],
  reason: string | null,
): Erasure {
  requireWriting(archive);
  const fields = knownFields(wanted, accessionFields);
  const db = archive.catalogue;
  const row = db
    .prepare<[string], { id: number; uid: Uint8Array; description: string; sources: string }>(
      'SELECT id, uid, description, sources FROM accession WHERE number = ? COLLATE NOCASE',
    )
    .get(number);
  if (!row) throw new AppError('not-found', { kind: 'accession', value: number });
  const erasure = erase(
    archive,
    { kind: 'accession', uid: row.uid },
    fields,
    reason,
    () => true,
    () => {
      const said = Object.entries(accessionDescription.parse(JSON.parse(row.description)));
      const description = JSON.stringify(
        Object.fromEntries(said.filter(([field]) => !fields.includes(field))),
      );
      const sources = fields.includes('sources') ? '[]' : row.sources;
      // What finds an interrupted accession again is a digest of what is to go.
      db.prepare(
        `UPDATE accession SET description = ?, sources = ?, request = '', state = 'closed',
         closed_at = coalesce(closed_at, ?) WHERE id = ?`,
      ).run(description, sources, archive.clock().toISOString(), row.id);
      announceTraces(archive, null);
      return { drafts: [], erased: [], detail: recommitAccession(archive, row.id) };
    },
  );
  return finish(archive, erasure);
}

/**
 * Erases who somebody is: name, role, organisation, and the key with which they acted here. What they did stays, under
 * their id. Throws `identity-not-found`, and `identity-last` where nobody else could sign checkpoints of this copy.
 */
export function eraseIdentity(archive: Archive, name: string, reason: string | null): Erasure {
  requireWriting(archive);
  const db = archive.catalogue;
  const row = db
    .prepare<[string], { id: number; uid: Uint8Array; isOffice: number }>(
      `SELECT id, uid, is_office AS isOffice FROM identity WHERE name = ? AND name <> ''
       ORDER BY retired_at IS NOT NULL, id DESC LIMIT 1`,
    )
    .get(personName(name));
  if (!row) throw new AppError('identity-not-found', { name });
  refuseLast(archive, row.id, name);
  const erasure = erase(
    archive,
    { kind: 'identity', uid: row.uid },
    identityFields,
    reason,
    () => true,
    () => {
      const salt = randomSalt(16);
      const now = archive.clock().toISOString();
      db.prepare(
        `UPDATE identity SET name = '', role = NULL, organisation = NULL, salt = ?, secret_key = NULL, recipient = NULL,
         retired_at = coalesce(retired_at, ?) WHERE id = ?`,
      ).run(salt, now, row.id);
      db.prepare('DELETE FROM replica_key_wrap WHERE identity_id = ?').run(row.id);
      db.prepare("DELETE FROM setting WHERE name = 'operator' AND value = ?").run(String(row.id));
      eraseRevisions(archive, row.uid, identityFields);
      announceTraces(archive, null);
      const nobody = { name: '', role: null, organisation: null, isOffice: row.isOffice === 1, salt };
      // What an identity is after this event stands in it whole: the events before it have lost their values.
      const { publicKey, keyId, ...left } = keptOf(archive, row.id);
      const key = publicKey && keyId && formatPublicKey({ publicKey, keyId });
      const identity = { change: 'erased', record: identityDigest(nobody), key, ...left };
      const detail = { identity };
      return { drafts: [], erased: [], detail };
    },
  );
  if (archive.session.operator?.id === row.id) archive.session.claim(null);
  return finish(archive, erasure);
}

/** What stays of an identity: by which key its signatures are known, and since when it counts for nothing. */
function keptOf({ catalogue }: Archive, id: number) {
  const row = catalogue
    .prepare<
      [number],
      {
        publicKey: Uint8Array | null;
        keyId: Uint8Array | null;
        retiredAt: string | null;
        statement: string | null;
        compromisedSince: string | null;
      }
    >(
      `SELECT public_key AS publicKey, key_id AS keyId, retired_at AS retiredAt, retirement AS statement,
         compromised_since AS compromisedSince FROM identity WHERE id = ?`,
    )
    .get(id);
  if (!row) throw new Error(`no identity ${id}`);
  return row;
}

/** In an encrypted archive the key that signs checkpoints is wrapped for people: the last of them cannot go. */
function refuseLast(archive: Archive, id: number, name: string): void {
  const wraps = archive.catalogue
    .prepare<[number], number>('SELECT identity_id FROM replica_key_wrap WHERE replica_id = ?')
    .pluck()
    .all(archive.replica.id);
  if (wraps.includes(id) && wraps.length === 1) throw new AppError('identity-last', { name });
}

interface Pending {
  readonly drafts: EventDraft[];
  readonly erased: ErasedValues[];
  /** What the event says beside what was erased. */
  readonly detail: EventDetail;
}

/** One transaction: the record changes, the event says so, and the log's values about it go. */
function erase(
  archive: Archive,
  record: { readonly kind: 'item' | 'accession' | 'identity'; readonly uid: Uint8Array },
  fields: readonly string[],
  reason: string | null,
  which: Parameters<typeof detailsAbout>[3],
  change: (batch: string) => Pending,
): Erasure {
  if (reason !== null) requireReason(reason);
  const db = archive.catalogue;
  const logId = archive.events.log.id;
  const subject = { kind: record.kind, id: uuidText(record.uid) };
  const batch = uuidText(uuidV7(archive.clock().getTime()));
  preparesDisposal(archive);
  try {
    return db
      .transaction((): Erasure => {
        const more = change(batch);
        const values = detailsAbout(db, logId, [subject], which);
        const why = reason === null ? {} : { reason };
        const detail = { ...why, fields: [...fields], ...more.detail, ...erasedDetail(values) };
        const drafts = [dispositionEvent('erase', subject, detail, batch), ...more.drafts];
        const [event] = appendEvents(db, archive.events, drafts);
        if (!event) throw new Error('an event was not appended');
        eraseValues(db, logId, [...values, ...more.erased]);
        const remember = db.prepare(
          `INSERT INTO erased_field (record_uid, record_kind, field, erased_at, sequence) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (record_uid, field) DO UPDATE SET erased_at = excluded.erased_at, sequence = excluded.sequence`,
        );
        for (const field of fields) remember.run(record.uid, record.kind, field, event.time, event.sequence);
        return { subject, fields, event: event.sequence, values: values.length + more.erased.length };
      })
      .immediate();
  } catch (error) {
    throw disposalFailure(error, archive.path);
  }
}

function finish(archive: Archive, erasure: Erasure): Erasure {
  try {
    finishDisposal(archive);
    return erasure;
  } catch (error) {
    throw disposalFailure(error, archive.path);
  }
}

function knownFields(wanted: readonly string[], known: readonly string[]): readonly string[] {
  for (const field of wanted)
    if (!known.includes(field)) throw new AppError('field-unknown', { field, known: known.join(', ') });
  return [...new Set(wanted)];
}

const changesOf = z.record(z.string(), z.record(z.string(), z.unknown()));

/** Every value that a field ever had; that it was changed, when and by whom stays. */
function eraseRevisions({ catalogue }: Archive, uid: Uint8Array, fields: readonly string[]): void {
  const rows = catalogue
    .prepare<[Uint8Array], { id: number; changes: string }>(
      'SELECT id, changes FROM revision WHERE record_uid = ?',
    )
    .all(uid);
  const write = catalogue.prepare('UPDATE revision SET changes = ? WHERE id = ?');
  for (const { id, changes } of rows) {
    const before = changesOf.parse(JSON.parse(changes));
    if (!fields.some((field) => field in before)) continue;
    const after = Object.entries(before).map(([field, change]) => [
      field,
      fields.includes(field) ? { old: null, new: null } : change,
    ]);
    write.run(JSON.stringify(Object.fromEntries(after)), id);
  }
}
