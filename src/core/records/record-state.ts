import { AppError } from '../../shared/errors/app-error.ts';
import { isKind, isRecordKind, type ContentOf, type RecordKind } from '../../shared/catalogue/kinds.ts';
import type { RecordMembers } from '../../verifier/records/record.ts';
import type { Archive } from '../archive/archive.ts';
import { readChanges } from '../catalogue/item-state.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import type { Database } from '../database/connection.ts';
import { schemaVersion } from '../database/migrate.ts';
import { statement } from '../database/statements.ts';
import { heldContent, type Members } from './content.ts';

/** A record as a revision left it. */
export interface RecordState {
  readonly content: Members;
  readonly isRemoved: boolean;
}

/** A record as it stands. Of an erased one, whose revision is 0, there is no content left, though the type says that there is. */
export interface StoredRecord<Kind extends RecordKind = RecordKind> extends RecordState {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly kind: Kind;
  readonly content: ContentOf<Kind> & Members;
  readonly number: string;
  readonly createdAt: string;
  readonly revision: number;
}

interface Row extends Omit<StoredRecord, 'content' | 'isRemoved' | 'kind'> {
  readonly kind: string;
  readonly content: string;
  readonly isRemoved: number;
}

const columns = `id, uid, kind, number, created_at AS createdAt, revision, content, is_removed AS isRemoved`;

/** SQLite's. */
const noLimit = -1;

const prepared = new WeakMap<Database, boolean>();

/** Whether this catalogue has the tables of 0008: one that is only read may be older than they are. */
export function knowsRecords({ catalogue }: Pick<Archive, 'catalogue'>): boolean {
  const known = prepared.get(catalogue);
  if (known !== undefined) return known;
  const found = schemaVersion(catalogue) >= 8;
  prepared.set(catalogue, found);
  return found;
}

/** The record that an id (UUID) or a number means, or null. */
export function findRecord(archive: Pick<Archive, 'catalogue'>, reference: string): StoredRecord | null {
  if (!knowsRecords(archive)) return null;
  const uid = parseUuid(reference);
  const { catalogue } = archive;
  const row = uid
    ? statement<[Uint8Array], Row>(catalogue, `SELECT ${columns} FROM record WHERE uid = ?`).get(uid)
    : statement<[string], Row>(
        catalogue,
        `SELECT ${columns} FROM record WHERE number = ? COLLATE NOCASE`,
      ).get(reference);
  return row ? asRecord(row) : null;
}

export function recordById(archive: Pick<Archive, 'catalogue'>, id: number): StoredRecord;
export function recordById<Kind extends RecordKind>(
  archive: Pick<Archive, 'catalogue'>,
  id: number,
  kind: Kind,
): StoredRecord<Kind>;
export function recordById(
  { catalogue }: Pick<Archive, 'catalogue'>,
  id: number,
  kind?: RecordKind,
): StoredRecord {
  const row = statement<[number], Row>(catalogue, `SELECT ${columns} FROM record WHERE id = ?`).get(id);
  if (!row || (kind !== undefined && row.kind !== kind)) throw new Error(`no ${kind ?? 'record'} ${id}`);
  return asRecord(row);
}

/** Records of a kind in the order in which they were made, also those that were taken away or erased; of more than can be held, a part. */
export function recordsOf<Kind extends RecordKind>(
  archive: Pick<Archive, 'catalogue'>,
  kind: Kind,
  after = 0,
  limit = noLimit,
): readonly StoredRecord<Kind>[] {
  if (!knowsRecords(archive)) return [];
  return statement<[string, number, number], Row>(
    archive.catalogue,
    `SELECT ${columns} FROM record WHERE kind = ? AND id > ? ORDER BY id LIMIT ?`,
  )
    .all(kind, after, limit)
    .map(asRecord)
    .filter((record) => isKind(record, kind));
}

/** Records of every kind by their rows, also those that were taken away or erased. */
export function recordsAfter(
  { catalogue }: Pick<Archive, 'catalogue'>,
  after: number,
  limit: number,
): readonly StoredRecord[] {
  return statement<[number, number], Row>(
    catalogue,
    `SELECT ${columns} FROM record WHERE id > ? ORDER BY id LIMIT ?`,
  )
    .all(after, limit)
    .map(asRecord);
}

function asRecord(row: Row): StoredRecord {
  const { kind, content, isRemoved } = row;
  if (!isRecordKind(kind)) throw new Error(`a record of kind ${kind}`);
  return { ...row, kind, content: heldContent(kind, JSON.parse(content)), isRemoved: isRemoved === 1 };
}

export interface RecordRevision {
  readonly revision: number;
  readonly changedAt: string;
  readonly identityUid: Uint8Array | null;
  /** JSON text. */
  readonly changes: string;
  readonly act: Uint8Array | null;
}

/** What the log commits to of a record as a revision left it (docs/formats/log.md, "Records"). */
export function recordMembers(
  record: Pick<StoredRecord, 'uid' | 'kind' | 'number' | 'createdAt'>,
  state: RecordState,
  revision: RecordRevision,
): RecordMembers {
  const says = Object.entries(state.content).map(([name, value]) => [
    memberName(name),
    JSON.stringify(value),
  ]);
  return {
    id: uuidText(record.uid),
    kind: record.kind,
    number: record.number,
    createdAt: record.createdAt,
    revision: revision.revision,
    changedAt: revision.changedAt,
    changedBy: revision.identityUid && uuidText(revision.identityUid),
    changes: revision.changes,
    ...(state.isRemoved ? { isRemoved: 1 } : {}),
    ...(revision.act === null ? {} : { act: uuidText(revision.act) }),
    ...(Object.fromEntries(says) as Readonly<Record<string, string>>),
  };
}

/** What a member of the content is called among those that the log commits to. */
export function memberName(name: string): string {
  return name === 'isRemoved' ? name : `content.${name}`;
}

/** A record after each of its revisions, replayed from nothing; null if they are not numbered one after the other. */
export function replayRecord(
  revisions: readonly Pick<RecordRevision, 'revision' | 'changes'>[],
): readonly RecordState[] | null {
  const states: RecordState[] = [];
  let state: RecordState = { content: {}, isRemoved: false };
  for (const [at, { revision, changes }] of revisions.entries()) {
    const read = readChanges(changes);
    if (!read || revision !== at + 1) return null;
    const content = { ...state.content };
    let { isRemoved } = state;
    for (const [name, change] of Object.entries(read)) {
      if (name === 'number') continue;
      if (name === 'isRemoved') isRemoved = change.new === true;
      else if (change.new === null || change.new === undefined) Reflect.deleteProperty(content, name);
      else content[name] = change.new;
    }
    state = { content, isRemoved };
    states.push(state);
  }
  return states;
}

export interface RevisionRow extends RecordRevision {
  readonly identityName: string | null;
  readonly secret: Uint8Array | null;
}

/** Who changed it when, the oldest first. */
export function revisionsOf(
  { catalogue }: Pick<Archive, 'catalogue'>,
  uid: Uint8Array,
): readonly RevisionRow[] {
  return statement<[Uint8Array], RevisionRow>(
    catalogue,
    `SELECT number AS revision, revision.changed_at AS changedAt, identity.uid AS identityUid, identity.name AS identityName,
       revision.changes, revision.act, revision.secret
     FROM revision LEFT JOIN identity ON identity.id = revision.identity_id WHERE record_uid = ? ORDER BY number`,
  ).all(uid);
}

/**
 * A record as it was at the end of a day (`YYYY-MM-DD`, UTC) or at a moment (RFC 3339), or null where it was not there yet.
 * Throws `archive-damaged` where the revisions do not lead anywhere.
 */
export function stateAt(
  archive: Pick<Archive, 'catalogue'>,
  record: StoredRecord,
  when: string,
): RecordState | null {
  const until = endOf(when);
  const revisions = revisionsOf(archive, record.uid);
  const states = replayRecord(revisions);
  if (!states)
    throw new AppError('archive-damaged', {
      path: '',
      reason: `the revisions of ${record.number} are not whole`,
    });
  const last = revisions.findLastIndex(({ changedAt }) => changedAt <= until);
  return states[last] ?? null;
}

/** The last moment that a day (`YYYY-MM-DD`, UTC) or a moment (RFC 3339) has. */
export function endOf(when: string): string {
  return when.length === 10 ? `${when}T23:59:59.999Z` : when;
}

/** Members, by name, that the two say differently. */
export function differing(before: RecordState, after: RecordState): readonly string[] {
  const names = new Set([...Object.keys(before.content), ...Object.keys(after.content)]);
  const said = (state: RecordState, name: string): string => JSON.stringify(state.content[name] ?? null);
  const changed = [...names].filter((name) => said(before, name) !== said(after, name));
  return before.isRemoved === after.isRemoved ? changed : [...changed, 'isRemoved'];
}
