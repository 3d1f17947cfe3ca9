import { namedIn } from '../../shared/catalogue/named-in.ts';
import type { LinkView, RecordMention, RecordRevisionView, RecordView } from '../../shared/records/record.ts';
import type { Archive } from '../archive/archive.ts';
import { readChanges } from '../catalogue/item-state.ts';
import { itemRows } from '../catalogue/rows.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import { requireRecord } from './edit-record.ts';
import { linkedAt, linkedBy, linksOf, type Linked } from './links.ts';
import { calledIn } from './list-records.ts';
import { factsOf } from './record-facts.ts';
import { recordIndex } from './record-index.ts';
import { recordById, revisionsOf, stateAt, type StoredRecord } from './record-state.ts';

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
  const state = at === undefined ? record : stateAt(archive, record, at);
  const { id, uid, kind, number, revision, createdAt } = record;
  const content = state?.content ?? {};
  const named = state ? namedIn(kind, content as unknown as never).records : [];
  return {
    id: uuidText(uid),
    kind,
    number,
    revision,
    createdAt,
    isRemoved: state?.isRemoved ?? true,
    content: { ...content },
    statuses: index
      .statusesOf(uuidText(uid))
      .map(({ assessment, status, agreement, date }) => ({ assessment, status, agreement, date })),
    names: [...new Set(named.map(([, one]) => one))].flatMap((one) => mention(archive, one, language) ?? []),
    namedBy: namedBy(archive, record, language),
    links: linkViews(archive, { table: 'record', row: id }, language),
  };
}

/** Links of an item or a record, by its id or number. Throws `not-found`, `ambiguous`. */
export function linksAbout(archive: Archive, reference: string, language: string): readonly LinkView[] {
  return linkViews(archive, linkedBy(archive, reference), language);
}

/** Who changed what of a record, the newest first. Throws `not-found`. */
export function recordRevisions(archive: Archive, reference: string): readonly RecordRevisionView[] {
  const { uid } = requireRecord(archive, reference);
  return revisionsOf(archive, uid)
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

/** What an id goes by, whether it is an item's or a record's; null where it is neither. */
export function mention(archive: Archive, id: string, language: string): RecordMention | null {
  const uid = parseUuid(id);
  if (!uid) return null;
  const { catalogue } = archive;
  const record = statement<[Uint8Array], { id: number }>(
    catalogue,
    'SELECT id FROM record WHERE uid = ?',
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

function linkViews(
  archive: Archive,
  of: Pick<Linked, 'table' | 'row'>,
  language: string,
): readonly LinkView[] {
  return linksOf(archive, of, mostLinks).flatMap((link): LinkView[] => {
    const [table, row] = link.end === 'from' ? [link.toTable, link.toId] : [link.fromTable, link.fromId];
    const other =
      table === 'item'
        ? mentionOfItem(archive, row)
        : mentionOf(recordById(archive, linkedAt(archive, table, row).row), language);
    if (!other) return [];
    const { type, end, certainty, note } = link;
    return [{ id: uuidText(link.uid), type, end, other, certainty, note }];
  });
}

function namedBy(archive: Archive, { uid }: StoredRecord, language: string): RecordView['namedBy'] {
  return statement<[Uint8Array, number], { id: number; member: string }>(
    archive.catalogue,
    `SELECT record_id AS id, member FROM record_reference JOIN record ON record.id = record_id
     WHERE to_uid = ? AND is_removed = 0 ORDER BY record_id LIMIT ?`,
  )
    .all(uid, mostNaming)
    .map(({ id, member }) => ({ member, record: mentionOf(recordById(archive, id), language) }));
}
