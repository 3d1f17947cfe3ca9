import { mayName, namedIn, type NamedRecord } from '../../shared/catalogue/named-in.ts';
import { recordKinds, type AnyContent, type RecordKind } from '../../shared/catalogue/kinds.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { refuseWhileExporting } from '../archive/exporting.ts';
import { nextNumber } from '../catalogue/numbers.ts';
import { digestOfMembers, memberDigests, newRecordSecret } from '../catalogue/record-digest.ts';
import { parseUuid, uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents, type EventDetail, type EventDraft } from '../custody/append.ts';
import { statement } from '../database/statements.ts';
import { requireWriting } from '../disposition/items.ts';
import { finishDisposal, preparesDisposal } from '../disposition/traces.ts';
import { erasingTeller } from '../people/erasing.ts';
import { invalid, readContent, type Members } from './content.ts';
import {
  differing,
  findRecord,
  memberName,
  recordById,
  recordMembers,
  replayRecord,
  revisionsOf,
  type RecordState,
  type StoredRecord,
} from './record-state.ts';
import { eraseRecordRows } from './erase-record.ts';
import { announceLinkedItems, linksOf, sealedLinkOf } from './links.ts';
import { namedByNumbers, recordsOnceNaming, writeReferences } from './references.ts';
import { rewriteRecord } from './rewrite-revisions.ts';
import {
  createSealedRecord,
  findSealedRecord,
  isContentSealed,
  isSealedRow,
  sealedRevisionsOf,
  whileSealing,
  writeSealedLink,
  writeSealedRevision,
} from './sealed-record.ts';
import { requireTerms } from './vocabularies.ts';

export interface EditOptions {
  /** UUID that ties together what was done at once. */
  readonly act?: string | undefined;
  /** The revision that the change was made from. */
  readonly expectedRevision?: number | undefined;
}

/**
 * A new record with its number, its first revision and the event that tells of it. Throws `description-invalid`, `term-unknown`,
 * `not-found` for what it names and is not there, `archive-read-only`, `export-running`.
 */
export function createRecord(
  archive: Archive,
  kind: RecordKind,
  given: unknown,
  options: Pick<EditOptions, 'act'> = {},
): StoredRecord {
  requireWriting(archive);
  refuseWhileExporting(archive);
  const content = readContent(kind, given);
  const isSealed = isContentSealed(kind, content);
  requireNamed(archive, kind, content, null, isSealed);
  const db = archive.catalogue;
  if (isSealed)
    return whileSealing(archive, () => {
      const made = createSealedRecord(archive, kind, { ...content }, { act: options.act ?? null });
      appendEvents(db, archive.events, [made.draft]);
      return made.record;
    });
  return db
    .transaction(() => {
      const now = archive.clock();
      const uid = uuidV7(now.getTime());
      const number = nextNumber(db, recordKinds[kind].prefix, now.getFullYear(), archive.replica.code);
      const createdAt = now.toISOString();
      const { lastInsertRowid } = statement(
        db,
        'INSERT INTO record (uid, kind, number, created_at, content) VALUES (?, ?, ?, ?, ?)',
      ).run(uid, kind, number, createdAt, JSON.stringify(content));
      const record = recordById(archive, Number(lastInsertRowid));
      writeReferences(archive, record.id, kind, content);
      const began = { content: {}, isRemoved: false };
      const draft = writeRevision(archive, record, began, record, {
        number: 1,
        act: actOf(options.act),
        now,
        numberGiven: number,
      });
      appendEvents(db, archive.events, [draft]);
      return record;
    })
    .immediate();
}

/**
 * Changes members of a record; null takes one away. What says the same already leaves no trace. Throws `edited-elsewhere` and as
 * `createRecord` does.
 */
export function editRecord(
  archive: Archive,
  reference: string,
  changes: Members,
  options: EditOptions = {},
): StoredRecord {
  const record = requireRecord(archive, reference);
  const content = readContent(record.kind, { ...record.content, ...changes });
  return change(archive, record, { content: { ...content }, isRemoved: record.isRemoved }, options, {});
}

/** Takes a record out of every list, or puts it back. Nothing is erased. Throws as `editRecord` does. */
export function setRemoved(
  archive: Archive,
  reference: string,
  isRemoved: boolean,
  options: EditOptions = {},
): StoredRecord {
  const record = requireRecord(archive, reference);
  return change(archive, record, { content: record.content, isRemoved }, options, {});
}

/** Puts a record back to what it was after a revision, as a new one. Throws `revision-not-found` and as `editRecord` does. */
export function restoreRecord(
  archive: Archive,
  reference: string,
  revision: number,
  options: EditOptions = {},
): StoredRecord {
  const record = requireRecord(archive, reference);
  const state = isSealedRow(record)
    ? sealedRevisionsOf(archive, record)[revision - 1]?.record
    : replayRecord(revisionsOf(archive, record.uid))?.[revision - 1];
  if (!state) throw new AppError('revision-not-found', { item: record.number, revision });
  const content = { ...readContent(record.kind, state.content) };
  return change(archive, record, { content, isRemoved: state.isRemoved }, options, { restores: revision });
}

/** Throws `not-found`: also of a sealed record in a session that has not unlocked them, and of an erased one. */
export function requireRecord(archive: Archive, reference: string): StoredRecord {
  const found = findSealedRecord(archive, reference) ?? findRecord(archive, reference);
  const record = found?.revision === 0 ? null : found;
  if (!record) throw new AppError('not-found', { kind: 'record', value: reference });
  return record;
}

function change(
  archive: Archive,
  record: StoredRecord,
  after: Pick<StoredRecord, 'content' | 'isRemoved'>,
  options: EditOptions,
  detail: EventDetail,
): StoredRecord {
  requireWriting(archive);
  refuseWhileExporting(archive);
  const { expectedRevision } = options;
  if (expectedRevision !== undefined && expectedRevision !== record.revision) {
    const found = { item: record.number, revision: record.revision, expected: expectedRevision };
    throw new AppError('edited-elsewhere', found);
  }
  if (differing(record, after).length === 0) return record;
  const willBeSealed = isContentSealed(record.kind, after.content);
  requireNamed(archive, record.kind, after.content, record.content, willBeSealed);
  const db = archive.catalogue;
  const act = options.act ?? null;
  if (isSealedRow(record)) {
    if (!willBeSealed)
      throw invalid('confidentiality', 'what was sealed is told to others by a record of its own, made anew');
    return whileSealing(archive, () => writeSealedRevision(archive, record, after, act));
  }
  if (willBeSealed) return sealRecord(archive, record, after, act);
  return db
    .transaction(() => {
      const number = record.revision + 1;
      statement(db, 'UPDATE record SET content = ?, is_removed = ?, revision = ? WHERE id = ?').run(
        JSON.stringify(after.content),
        after.isRemoved ? 1 : 0,
        number,
        record.id,
      );
      writeReferences(archive, record.id, record.kind, after.content);
      announceLinkedItems(archive, record.id);
      const draft = writeRevision(archive, record, record, after, {
        number,
        act: actOf(options.act),
        now: archive.clock(),
        detail,
      });
      appendEvents(db, archive.events, [draft]);
      return recordById(archive, record.id);
    })
    .immediate();
}

/**
 * Moves a record that everybody could read under the second key, and erases what it was: its revisions, its links, its place in
 * every list. What other records say of it would still tell that it is there, and has to go first; what they said of it goes with
 * it.
 */
function sealRecord(
  archive: Archive,
  record: StoredRecord,
  after: RecordState,
  act: string | null,
): StoredRecord {
  const id = uuidText(record.uid);
  const naming = namedByNumbers(archive, id);
  if (naming.length > 0)
    throw invalid('confidentiality', `${naming.join(', ')} would still name it: take it out there first`);
  const db = archive.catalogue;
  preparesDisposal(archive);
  const links = linksOf(archive, { table: 'record', row: record.id }, Infinity);
  const sealed = whileSealing(archive, () => {
    const made = createSealedRecord(archive, record.kind, after.content, { uid: record.uid, act });
    const moved = links.map((link) => writeSealedLink(archive, sealedLinkOf(archive, link)));
    appendEvents(db, archive.events, [made.draft, ...moved]);
    const batch = uuidText(uuidV7(archive.clock().getTime()));
    eraseRecordRows(archive, record, {}, batch);
    const gone = new Set([id]);
    const { tell } = erasingTeller(archive, {}, batch);
    const change = (_where: unknown, _id: string, _field: string, text: string): string => text;
    for (const one of recordsOnceNaming(archive, gone)) rewriteRecord({ archive, gone, tell, change }, one);
    return made.record;
  });
  finishDisposal(archive);
  return sealed;
}

interface RevisionDetail {
  readonly number: number;
  readonly act: Uint8Array | null;
  readonly now: Date;
  readonly numberGiven?: string;
  readonly detail?: EventDetail;
}

/**
 * Writes one revision, and returns the event that commits to it. The event names members and holds digests of their old and
 * new values (docs/formats/log.md), never values.
 */
function writeRevision(
  archive: Archive,
  record: StoredRecord,
  before: RecordState,
  after: RecordState,
  { number, act, now, numberGiven, detail }: RevisionDetail,
): EventDraft {
  const db = archive.catalogue;
  const names = differing(before, after);
  const value = (state: RecordState, name: string): unknown =>
    name === 'isRemoved' ? state.isRemoved : (state.content[name] ?? null);
  const changes = JSON.stringify({
    ...(numberGiven === undefined ? {} : { number: { old: null, new: numberGiven } }),
    ...Object.fromEntries(names.map((name) => [name, { old: value(before, name), new: value(after, name) }])),
  });
  const old = digestsAt(archive, record, before, number - 1);
  const { operator } = archive.session;
  const revision = { revision: number, changedAt: now.toISOString(), changes, act };
  const secret = newRecordSecret();
  statement(
    db,
    `INSERT INTO revision (record_uid, record_kind, number, changed_at, identity_id, changes, secret, act)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(record.uid, record.kind, number, revision.changedAt, operator?.id ?? null, changes, secret, act);
  const members = recordMembers(record, after, { ...revision, identityUid: operator?.uid ?? null });
  const fresh = memberDigests(secret, members);
  const fields = names.map((name) => {
    const member = memberName(name);
    return [member, { old: old[member] ?? null, new: fresh[member] ?? null }] as const;
  });
  return {
    type: 'metadata modification',
    subject: { kind: record.kind, id: uuidText(record.uid) },
    outcome: 'success',
    detail: {
      ...detail,
      revision: number,
      record: digestOfMembers(fresh),
      fields: Object.fromEntries(fields),
    },
    act: act && uuidText(act),
  };
}

/** Digests of the members as a revision committed to them; none where that was erased, or there was none. */
function digestsAt(
  archive: Archive,
  record: StoredRecord,
  state: RecordState,
  revision: number,
): Readonly<Record<string, string>> {
  if (revision === 0) return {};
  const row = revisionsOf(archive, record.uid).find((one) => one.revision === revision);
  return row?.secret ? memberDigests(row.secret, recordMembers(record, state, row)) : {};
}

/** What it names is there, and terms are those of a vocabulary. */
function requireNamed(
  archive: Archive,
  kind: RecordKind,
  content: AnyContent,
  before: AnyContent | null,
  isSealed: boolean,
): void {
  const named = namedIn(kind, content);
  const stood = before && namedIn(kind, before);
  requireTerms(archive, named.terms, stood?.terms ?? []);
  for (const one of named.records) {
    if (stood?.records.some(([, id]) => id === one[1]) === true) continue;
    // What everybody reads names nothing that is sealed: its id alone would tell that it is there.
    const sealed = isSealed ? findSealedRecord(archive, one[1]) : null;
    const found = sealed?.kind ?? kindOf(archive, one);
    if (!mayName(kind, one[0], found)) throw invalid(one[0], `it names a record of another kind: ${found}`);
  }
}

/** Of a record, an item or a file. Throws `description-invalid` where there is none. */
function kindOf({ catalogue }: Archive, [member, id]: NamedRecord): RecordKind | 'item' | 'file' {
  const uid = parseUuid(id);
  const there =
    uid &&
    statement<[Uint8Array, Uint8Array, Uint8Array], { kind: RecordKind | 'item' | 'file' }>(
      catalogue,
      `SELECT kind FROM record WHERE uid = ? AND revision > 0
       UNION ALL SELECT 'item' FROM item WHERE uid = ? UNION ALL SELECT 'file' FROM file WHERE uid = ?`,
    ).get(uid, uid, uid);
  if (!there) throw invalid(member, 'it names a record that is not there');
  return there.kind;
}

function actOf(act: string | undefined): Uint8Array | null {
  return act === undefined ? null : parseUuid(act);
}
