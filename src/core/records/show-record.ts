import { kindNames } from '../../shared/catalogue/kinds.ts';
import { namedIn } from '../../shared/catalogue/named-in.ts';
import type { LinkView, RecordMention, RecordRevisionView, RecordView } from '../../shared/records/record.ts';
import type { Archive } from '../archive/archive.ts';
import { readChanges } from '../catalogue/item-state.ts';
import { itemRows } from '../catalogue/rows.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import { heldContent } from './content.ts';
import { requireRecord } from './edit-record.ts';
import { linkedBy, linksOf, type Linked } from './links.ts';
import { calledIn } from './record-row.ts';
import { factsOf } from './record-facts.ts';
import { recordIndex } from './record-index.ts';
import {
  endOf,
  recordById,
  revisionsOf,
  stateAt,
  type RecordState,
  type StoredRecord,
} from './record-state.ts';
import { findSealedRecord, isSealedRow, sealedRecordsOf, sealedRevisionsOf } from './sealed-record.ts';

/** Links of a record that are shown at once, each way. */
const mostLinks = 500;
const mostNaming = 500;

export interface ShowOptions {
  /** BCP 47, of whoever reads. */
  readonly language: string;
  /** A day (`YYYY-MM-DD`) or a moment (RFC 3339): the record as it was then. */
  readonly at?: string | undefined;
}

/** A record with everything that hangs on it. Throws `not-found`. */
export async function showRecord(
  archive: Archive,
  reference: string,
  { language, at }: ShowOptions,
): Promise<RecordView> {
  const record = requireRecord(archive, reference);
  const index = await recordIndex(archive);
  const state = at === undefined ? record : pastState(archive, record, at);
  const { uid, kind, number, revision, createdAt } = record;
  const named = state ? namedIn(kind, heldContent(kind, state.content)).records : [];
  return {
    id: uuidText(uid),
    kind,
    number,
    revision,
    createdAt,
    isRemoved: state?.isRemoved ?? true,
    content: { ...state?.content },
    statuses: index
      .statusesOf(uuidText(uid))
      .map(({ assessment, status, agreement, date }) => ({ assessment, status, agreement, date })),
    names: [...new Set(named.map(([, one]) => one))].flatMap((one) => mention(archive, one, language) ?? []),
    namedBy: namedBy(archive, record, language),
    links: linkViews(archive, linkedBy(archive, uuidText(uid)), language),
  };
}

/** Links of an item or a record, by its id or number. Throws `not-found`, `ambiguous`. */
export function linksAbout(archive: Archive, reference: string, language: string): readonly LinkView[] {
  return linkViews(archive, linkedBy(archive, reference), language);
}

/** Who changed what of a record, the newest first. Throws `not-found`. */
export function recordRevisions(archive: Archive, reference: string): readonly RecordRevisionView[] {
  const record = requireRecord(archive, reference);
  if (isSealedRow(record)) return sealedRevisions(archive, record);
  return revisionsOf(archive, record.uid)
    .map(({ revision, changedAt, identityName, changes, act }) => ({
      revision,
      at: changedAt,
      identityName: identityName === '' ? null : identityName,
      act: act && uuidText(act),
      changes: Object.entries(readChanges(changes) ?? {})
        .filter(([member]) => member !== 'number')
        .map(([member, change]) => ({ member, old: change.old, new: change.new })),
    }))
    .toReversed();
}

function sealedRevisions(archive: Archive, record: StoredRecord): readonly RecordRevisionView[] {
  const rows = sealedRevisionsOf(archive, record);
  const nameOf = statement<[Uint8Array | null], { name: string }>(
    archive.catalogue,
    "SELECT name FROM identity WHERE uid = ? AND name <> ''",
  );
  return rows
    .map((row, at) => {
      const [before, after] = [rows[at - 1]?.record.content ?? {}, row.record.content];
      const members = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
        (member) => JSON.stringify(before[member]) !== JSON.stringify(after[member]),
      );
      const changes = members.map((member) => ({
        member,
        old: before[member] ?? null,
        new: after[member] ?? null,
      }));
      const wasRemoved = rows[at - 1]?.record.isRemoved ?? false;
      const { revision, act, isRemoved } = row.record;
      if (wasRemoved !== isRemoved) changes.push({ member: 'isRemoved', old: wasRemoved, new: isRemoved });
      const identityName = row.by === null ? null : (nameOf.get(parseUuid(row.by))?.name ?? null);
      return { revision, at: row.writtenAt, identityName, act, changes };
    })
    .toReversed();
}

function pastState(archive: Archive, record: StoredRecord, at: string): RecordState | null {
  if (!isSealedRow(record)) return stateAt(archive, record, at);
  const until = endOf(at);
  return sealedRevisionsOf(archive, record).findLast(({ writtenAt }) => writtenAt <= until)?.record ?? null;
}

/** What an id goes by, whether it is an item's or a record's; null where it is neither. */
export function mention(archive: Archive, id: string, language: string): RecordMention | null {
  const uid = parseUuid(id);
  if (!uid) return null;
  const sealed = findSealedRecord(archive, id);
  if (sealed) return mentionOf(sealed, language);
  const { catalogue } = archive;
  const record = statement<[Uint8Array], { id: number }>(
    catalogue,
    'SELECT id FROM record WHERE uid = ? AND revision > 0',
  ).get(uid);
  if (record) return mentionOf(recordById(archive, record.id), language);
  const item = statement<[Uint8Array], { id: number }>(catalogue, 'SELECT id FROM item WHERE uid = ?').get(
    uid,
  );
  return item ? mentionOfItem(archive, item.id) : null;
}

function mentionOf(record: StoredRecord, language: string): RecordMention {
  const name = calledIn(factsOf(record), language);
  return { id: uuidText(record.uid), kind: record.kind, number: record.number, name };
}

function mentionOfItem(archive: Archive, id: number): RecordMention | null {
  const [found] = itemRows(archive, [id]);
  return found ? { id: found.row.id, kind: 'item', number: found.row.number, name: found.row.title } : null;
}

function linkViews(archive: Archive, of: Linked, language: string): readonly LinkView[] {
  const open = linksOf(archive, of, mostLinks).flatMap((link): LinkView[] => {
    const [table, row] = link.end === 'from' ? [link.toTable, link.toId] : [link.fromTable, link.fromId];
    const other =
      table === 'item' ? mentionOfItem(archive, row) : mentionOf(recordById(archive, row), language);
    if (!other) return [];
    const { type, end, certainty, note } = link;
    return [{ id: uuidText(link.uid), type, end, other, certainty, note }];
  });
  const own = uuidText(of.uid);
  const hidden = (archive.sealed.current?.catalogue.linksOf(own) ?? []).flatMap((link): LinkView[] => {
    const end = link.from === own ? 'from' : 'to';
    const other = mention(archive, end === 'from' ? link.to : link.from, language);
    const { id, type, certainty, note } = link;
    return other ? [{ id, type, end, other, certainty, note }] : [];
  });
  return [...open, ...hidden];
}

function namedBy(archive: Archive, { uid }: StoredRecord, language: string): RecordView['namedBy'] {
  const open = statement<[Uint8Array, number], { id: number; member: string }>(
    archive.catalogue,
    `SELECT record_id AS id, member FROM record_reference JOIN record ON record.id = record_id
     WHERE to_uid = ? AND is_removed = 0 ORDER BY record_id LIMIT ?`,
  )
    .all(uid, mostNaming)
    .map(({ id, member }) => ({ member, record: mentionOf(recordById(archive, id), language) }));
  const own = uuidText(uid);
  const hidden = kindNames
    .flatMap((kind) => sealedRecordsOf(archive, kind))
    .filter(({ isRemoved }) => !isRemoved)
    .flatMap((record) =>
      namedIn(record.kind, record.content)
        .records.filter(([, id]) => id === own)
        .map(([member]) => ({ member, record: mentionOf(record, language) })),
    );
  return [...open, ...hidden];
}
