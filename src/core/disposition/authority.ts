import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents } from '../custody/append.ts';
import type { Operator } from '../identities/session.ts';
import { dispositionEvent, itemSubject } from './event-detail.ts';
import { itemRow, requireWriting, someNumbers, type ItemRow } from './items.ts';

/** Who may destroy: one identity, or two that proved themselves (design §5). */

const ruleSetting = 'two-person-destruction';

export function demandsTwo(archive: Pick<Archive, 'catalogue'>): boolean {
  const value = archive.catalogue
    .prepare<[string], string>('SELECT value FROM setting WHERE name = ?')
    .pluck()
    .get(ruleSetting);
  return value === 'on';
}

/** Inside the caller's transaction. */
function setRule(archive: Archive, two: boolean, batch: string, request: string | null): void {
  archive.catalogue
    .prepare(
      'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    )
    .run(ruleSetting, two ? 'on' : 'off');
  const subject = { kind: 'archive', id: uuidText(archive.uid) };
  const detail = { identities: two ? 2 : 1, ...(request === null ? {} : { request }) };
  appendEvents(archive.catalogue, archive.events, [dispositionEvent('authority', subject, detail, batch)]);
}

/**
 * From now on it takes two. Throws `two-identities-missing` where there are not two with a key: nobody could ever destroy
 * anything, or turn it off.
 */
export function demandTwo(archive: Archive): void {
  requireWriting(archive);
  if (demandsTwo(archive)) return;
  const able = archive.catalogue
    .prepare<[], number>('SELECT count(*) FROM identity WHERE secret_key IS NOT NULL AND retired_at IS NULL')
    .pluck()
    .get();
  if ((able ?? 0) < 2) throw new AppError('two-identities-missing');
  const batch = uuidText(uuidV7(archive.clock().getTime()));
  archive.catalogue.transaction(() => setRule(archive, true, batch, null)).immediate();
}

export interface DispositionRequest {
  /** By which it is approved or cancelled. */
  readonly id: number;
  readonly uid: Uint8Array;
  readonly action: 'destroy' | 'one-identity';
  readonly reason: string | null;
  readonly note: string | null;
  readonly receiptId: number | null;
  readonly keepsRecord: boolean;
  readonly requestedAt: string;
  readonly identityId: number;
  readonly identityName: string;
  /** Null while it waits. */
  readonly outcome: 'approved' | 'cancelled' | null;
  readonly items: readonly (ItemRow & { readonly files: readonly string[] })[];
}

export interface NewRequest {
  readonly action: 'destroy' | 'one-identity';
  readonly items: readonly ItemRow[];
  readonly reason: string | null;
  readonly note: string | null;
  readonly receiptId: number | null;
  readonly keepsRecord: boolean;
}

/**
 * What the first of two asks for, bound to exactly these items and the files they have now. It waits until another
 * identity approves it, or somebody cancels it. Throws `identity-not-unlocked`.
 */
export function requestDisposition(archive: Archive, wanted: NewRequest): DispositionRequest {
  requireWriting(archive);
  const who = requireUnlockedIdentity(archive);
  const db = archive.catalogue;
  const uid = uuidV7(archive.clock().getTime());
  const batch = uuidText(uid);
  const id = db
    .transaction(() => {
      const { action, reason, note, receiptId, keepsRecord } = wanted;
      const { lastInsertRowid } = db
        .prepare(
          `INSERT INTO disposition_request (uid, action, reason, note, receipt_id, keeps_record, requested_at, identity_id)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          uid, action, reason, note, receiptId, keepsRecord ? 1 : 0, archive.clock().toISOString(), who.id,
        ); // prettier-ignore
      const insert = db.prepare(
        'INSERT INTO disposition_request_item (request_id, item_id, files) VALUES (?, ?, ?)',
      );
      const drafts = wanted.items.map((item) => {
        const files = fileIdsOf(archive, item.id);
        insert.run(lastInsertRowid, item.id, JSON.stringify(files));
        return dispositionEvent('request', itemSubject(item.uid), { request: batch, reason, files }, batch);
      });
      if (action === 'one-identity') {
        const subject = { kind: 'archive', id: uuidText(archive.uid) };
        drafts.push(dispositionEvent('request', subject, { request: batch, identities: 1 }, batch));
      }
      appendEvents(db, archive.events, drafts);
      return Number(lastInsertRowid);
    })
    .immediate();
  return openRequest(archive, id);
}

interface RequestRow extends Omit<DispositionRequest, 'items' | 'keepsRecord'> {
  readonly keepsRecord: number;
}

const columns = `disposition_request.id, disposition_request.uid, action, reason, note, receipt_id AS receiptId,
  keeps_record AS keepsRecord, requested_at AS requestedAt, identity_id AS identityId, identity.name AS identityName, outcome`;
const joined = 'disposition_request JOIN identity ON identity.id = identity_id';

/** Requests that wait, oldest first. */
export function openRequests(archive: Archive): readonly DispositionRequest[] {
  return archive.catalogue
    .prepare<[], RequestRow>(
      `SELECT ${columns} FROM ${joined} WHERE closed_at IS NULL ORDER BY disposition_request.id`,
    )
    .all()
    .map((row) => withItems(archive, row));
}

/** A request that waits. Throws `request-not-found`. */
export function openRequest(archive: Archive, id: number): DispositionRequest {
  const request = findRequest(archive, id);
  if (request?.outcome !== null) throw new AppError('request-not-found', { request: id });
  return request;
}

/** A request, whether it waits or not, or null. */
export function findRequest(archive: Archive, id: number): DispositionRequest | null {
  const row = archive.catalogue
    .prepare<[number], RequestRow>(`SELECT ${columns} FROM ${joined} WHERE disposition_request.id = ?`)
    .get(id);
  return row ? withItems(archive, row) : null;
}

function withItems(archive: Archive, row: RequestRow): DispositionRequest {
  const items = archive.catalogue
    .prepare<[number], { itemId: number; files: string }>(
      'SELECT item_id AS itemId, files FROM disposition_request_item WHERE request_id = ? ORDER BY item_id',
    )
    .all(row.id)
    .map(({ itemId, files }) => ({
      ...itemRow(archive, itemId),
      files: z.array(z.string()).parse(JSON.parse(files)),
    }));
  return { ...row, keepsRecord: row.keepsRecord === 1, items };
}

/**
 * Whoever approves is another than who asked, and proved to be. Throws `identity-not-unlocked`, `second-identity-needed`,
 * `request-outdated` where an item has other files by now.
 */
export function requireSecond(archive: Archive, request: DispositionRequest): Operator {
  const who = requireUnlockedIdentity(archive);
  if (who.id === request.identityId) throw new AppError('second-identity-needed', { name: who.name });
  const other = request.items.filter((item) => {
    const now = fileIdsOf(archive, item.id);
    return now.length !== item.files.length || now.some((file, at) => file !== item.files[at]);
  });
  if (other.length > 0)
    throw new AppError('request-outdated', { request: request.id, items: someNumbers(other) });
  return who;
}

/** Turns the demand for two off, as a second identity approves it. Throws as `requireSecond` does. */
export function approveOneIdentity(archive: Archive, request: DispositionRequest): void {
  requireWriting(archive);
  requireSecond(archive, request);
  const batch = uuidText(request.uid);
  archive.catalogue
    .transaction(() => {
      setRule(archive, false, batch, batch);
      closeRequest(archive, request.id, 'approved');
    })
    .immediate();
}

/** Throws `request-not-found`. Anybody may cancel: nothing is lost by it. */
export function cancelRequest(archive: Archive, id: number): void {
  requireWriting(archive);
  const request = openRequest(archive, id);
  const batch = uuidText(request.uid);
  const subjects = [
    ...request.items.map((item) => itemSubject(item.uid)),
    ...(request.action === 'one-identity' ? [{ kind: 'archive', id: uuidText(archive.uid) }] : []),
  ];
  archive.catalogue
    .transaction(() => {
      closeRequest(archive, id, 'cancelled');
      const drafts = subjects.map((subject) =>
        dispositionEvent('cancel', subject, { request: batch }, batch),
      );
      appendEvents(archive.catalogue, archive.events, drafts);
    })
    .immediate();
}

/** Inside the caller's transaction. */
export function closeRequest(archive: Archive, id: number, outcome: 'approved' | 'cancelled'): void {
  archive.catalogue
    .prepare('UPDATE disposition_request SET closed_at = ?, outcome = ?, note = NULL WHERE id = ?')
    .run(archive.clock().toISOString(), outcome, id);
}

/** Throws `identity-not-unlocked`. */
export function requireUnlockedIdentity(archive: Archive): Operator {
  const { operator } = archive.session;
  if (operator?.standing !== 'unlocked') throw new AppError('identity-not-unlocked');
  return operator;
}

function fileIdsOf(archive: Archive, itemId: number): string[] {
  return archive.catalogue
    .prepare<[number], Uint8Array>('SELECT uid FROM file WHERE item_id = ? ORDER BY sequence')
    .pluck()
    .all(itemId)
    .map(uuidText);
}
