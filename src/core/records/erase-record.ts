import { uuidText, uuidV7 } from '../cryptography/random.ts';
import type { Archive } from '../archive/archive.ts';
import { appendEvents, type EventDetail, type EventDraft } from '../custody/append.ts';
import { detailsAbout, erasedDetail, eraseValues, type ErasedValues } from '../custody/erase-values.ts';
import { statement } from '../database/statements.ts';
import { dispositionEvent } from '../disposition/event-detail.ts';
import { announceTraces } from '../disposition/traces.ts';
import type { StoredRecord } from './record-state.ts';

/**
 * Takes everything out of a record of the catalogue, inside the caller's transaction: what it says, its revisions, its links, and
 * what the log tells of them. Its number stays, so that it is given to nothing else; the event says that it was erased, when and
 * why. `preparesDisposal` before, `finishDisposal` afterwards.
 */
export function eraseRecordRows(
  archive: Archive,
  record: StoredRecord,
  why: EventDetail = {},
  batch: string = uuidText(uuidV7(archive.clock().getTime())),
): void {
  const db = archive.catalogue;
  const logId = archive.events.log.id;
  const links = statement<{ id: number }[], { id: number; uid: Uint8Array }>(
    db,
    `SELECT id, uid FROM link WHERE (from_table = 'record' AND from_id = @id) OR (to_table = 'record' AND to_id = @id)`,
  ).all({ id: record.id });
  for (const item of itemsLinked(archive, record.id)) announceTraces(archive, item);
  statement(db, 'DELETE FROM revision WHERE record_uid = ?').run(record.uid);
  statement(db, 'DELETE FROM record_reference WHERE record_id = ?').run(record.id);
  for (const { id } of links) statement(db, 'DELETE FROM link WHERE id = ?').run(id);
  statement(db, `UPDATE record SET content = '{}', is_removed = 1, revision = 0 WHERE id = ?`).run(record.id);
  announceTraces(archive, null);
  const subjects = [
    { kind: record.kind, id: uuidText(record.uid) },
    ...links.map(({ uid }) => ({ kind: 'link', id: uuidText(uid) })),
  ];
  const drafts: EventDraft[] = [];
  const erased: ErasedValues[] = [];
  for (const subject of subjects) {
    const values = detailsAbout(db, logId, [subject]);
    erased.push(...values);
    drafts.push(dispositionEvent('erase', subject, { ...why, ...erasedDetail(values) }, batch));
  }
  appendEvents(db, archive.events, drafts);
  eraseValues(db, logId, erased);
}

function itemsLinked({ catalogue }: Archive, record: number): readonly number[] {
  return statement<[number], { id: number }>(
    catalogue,
    `SELECT DISTINCT from_id AS id FROM link WHERE to_table = 'record' AND to_id = ? AND from_table = 'item'`,
  )
    .all(record)
    .map(({ id }) => id);
}
