import { linkRules, type LinkEnd } from '../../shared/catalogue/link-rules.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { RecordMembers } from '../../verifier/records/record.ts';
import type { Archive } from '../archive/archive.ts';
import { refuseWhileExporting } from '../archive/exporting.ts';
import { newRecordSecret, recordDigest } from '../catalogue/record-digest.ts';
import { resolveItem } from '../catalogue/resolve.ts';
import { parseUuid, uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents, type EventDraft } from '../custody/append.ts';
import { statement } from '../database/statements.ts';
import { itemRow, requireWriting } from '../disposition/items.ts';
import { stateOf } from '../disposition/states.ts';
import { announceText } from '../search/refresh-text.ts';
import { invalid } from './content.ts';
import { findSealedRecord, whileSealing, writeSealedLink } from './sealed-record.ts';
import type { SealedLink } from '../sealed/sealed-catalogue.ts';
import { findRecord, knowsRecords, recordById } from './record-state.ts';
import { requireTerms } from './vocabularies.ts';

/** One end of a link, as the catalogue keeps it. */
export interface Linked {
  readonly table: 'item' | 'record' | 'sealed';
  /** In its table; of what is sealed nothing. */
  readonly row: number;
  readonly uid: Uint8Array;
  readonly kind: LinkEnd;
  readonly number: string;
}

export interface NewLink {
  readonly type: string;
  /** Ids or numbers of items and records. */
  readonly from: string;
  readonly to: string;
  /** Of `certainty`. */
  readonly certainty?: string | undefined;
  readonly note?: string | undefined;
}

export interface LinkRow {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly type: string;
  readonly fromTable: 'item' | 'record';
  readonly fromId: number;
  readonly toTable: 'item' | 'record';
  readonly toId: number;
  readonly certainty: string | null;
  readonly note: string | null;
  readonly createdAt: string;
  readonly isRemoved: number;
}

export const linkColumns = `link.id, link.uid, link.type, link.from_table AS fromTable, link.from_id AS fromId,
  link.to_table AS toTable, link.to_id AS toId, link.certainty, link.note, link.created_at AS createdAt,
  link.is_removed AS isRemoved`;

/** The item or record that an id or a number means. Throws `not-found`, `ambiguous`. */
export function linkedBy(archive: Archive, reference: string): Linked {
  const sealed = findSealedRecord(archive, reference);
  const record = sealed ?? findRecord(archive, reference);
  if (record && record.revision > 0) {
    if (record.kind === 'term' || record.kind === 'dismissal')
      throw invalidLink('a term, or a finding that was put aside, is linked to nothing');
    const { uid, kind, number } = record;
    return { table: sealed ? 'sealed' : 'record', row: record.id, uid, kind, number };
  }
  const { id, uid, number } = itemRow(archive, resolveItem(archive, reference));
  return { table: 'item', row: id, uid, kind: 'item', number };
}

/** The same of what a link joins. */
export function linkedAt(archive: Archive, table: 'item' | 'record', row: number): Linked {
  if (table === 'item') {
    const { uid, number } = itemRow(archive, row);
    return { table, row, uid, kind: 'item', number };
  }
  const { uid, kind, number } = recordById(archive, row);
  return { table, row, uid, kind: kind as LinkEnd, number };
}

const mostAtOnce = 10_000;

const announceEnds = 'INSERT OR IGNORE INTO text_task (item_id) SELECT from_id FROM link';

/** Inside the transaction that changes what a record is called, or takes it away: its items are found by its names. */
export function announceLinkedItems({ catalogue }: Pick<Archive, 'catalogue'>, record: number): void {
  statement(catalogue, `${announceEnds} WHERE to_table = 'record' AND to_id = ? AND from_table = 'item'`).run(
    record,
  );
}

/**
 * Joins records and items. Those that are joined so already stay as they are. Returns the ids of the new links. Throws
 * `link-invalid`, `not-found`, `term-unknown`, `item-destroyed`, `archive-read-only`, `export-running`.
 */
export function addLinks(
  archive: Archive,
  links: readonly NewLink[],
  options: { readonly act?: string | undefined } = {},
): readonly string[] {
  requireWriting(archive);
  refuseWhileExporting(archive);
  if (links.length > mostAtOnce) throw invalidLink(`at most ${mostAtOnce} are made at once`);
  const joined = links.map((link) => {
    const [from, to] = [linkedBy(archive, link.from), linkedBy(archive, link.to)];
    requireJoinable(archive, link, from, to);
    return { ...link, from, to };
  });
  const db = archive.catalogue;
  return whileSealing(archive, () => {
    const drafts: EventDraft[] = [];
    const made: string[] = [];
    for (const link of joined) {
      const isSealed = link.from.table === 'sealed' || link.to.table === 'sealed';
      if (isJoined(archive, link.type, link.from, link.to)) continue;
      if (isSealed) {
        const id = uuidText(uuidV7(archive.clock().getTime()));
        const [from, to] = [uuidText(link.from.uid), uuidText(link.to.uid)];
        const { type, certainty = null, note = null } = link;
        drafts.push(writeSealedLink(archive, { id, type, from, to, certainty, note, isRemoved: false }));
        made.push(id);
        continue;
      }
      const draft = insert(archive, link, options.act ?? null);
      for (const { table, row } of [link.from, link.to]) if (table === 'item') announceText(archive, row);
      drafts.push(draft);
      made.push(draft.subject?.id ?? '');
    }
    appendEvents(db, archive.events, drafts);
    return made;
  });
}

/** Takes links away, or puts them back. Throws `not-found`, `archive-read-only`, `export-running`. */
export function setLinksRemoved(
  archive: Archive,
  ids: readonly string[],
  isRemoved: boolean,
  options: { readonly act?: string | undefined } = {},
): void {
  requireWriting(archive);
  refuseWhileExporting(archive);
  const db = archive.catalogue;
  whileSealing(archive, () => {
    const drafts = ids.flatMap((id): EventDraft[] => {
      const sealed = archive.sealed.current?.catalogue.link(id.toLowerCase())?.link;
      if (sealed)
        return sealed.isRemoved === isRemoved ? [] : [writeSealedLink(archive, { ...sealed, isRemoved })];
      const uid = parseUuid(id);
      const row =
        uid &&
        statement<[Uint8Array], { id: number; isRemoved: number }>(
          db,
          'SELECT id, is_removed AS isRemoved FROM link WHERE uid = ?',
        ).get(uid);
      if (!row) throw new AppError('not-found', { kind: 'link', value: id });
      if ((row.isRemoved === 1) === isRemoved) return [];
      statement(db, 'UPDATE link SET is_removed = ? WHERE id = ?').run(isRemoved ? 1 : 0, row.id);
      statement(db, `${announceEnds} WHERE link.id = ? AND from_table = 'item'`).run(row.id);
      return [
        {
          type: 'metadata modification',
          subject: { kind: 'link', id: id.toLowerCase() },
          outcome: 'success',
          detail: { link: isRemoved ? 'removed' : 'restored' },
          act: options.act ?? null,
        },
      ];
    });
    appendEvents(db, archive.events, drafts);
  });
}

/** What a link of the catalogue says, as it is kept sealed. */
export function sealedLinkOf(archive: Archive, link: LinkRow): SealedLink['link'] {
  const [from, to] = [
    linkedAt(archive, link.fromTable, link.fromId),
    linkedAt(archive, link.toTable, link.toId),
  ];
  const { type, certainty, note } = link;
  const id = uuidText(uuidV7(archive.clock().getTime()));
  return { id, type, from: uuidText(from.uid), to: uuidText(to.uid), certainty, note, isRemoved: false };
}

export type LinkEndOf = 'from' | 'to';

/** Links of an item or record that were not taken away: those that begin there, and those that end there. At most `limit` of each. */
export function linksOf(
  archive: Archive,
  { table, row }: Pick<Linked, 'table' | 'row'>,
  limit: number,
): readonly (LinkRow & { readonly end: LinkEndOf })[] {
  if (!knowsRecords(archive) || table === 'sealed') return [];
  return (['from', 'to'] as const).flatMap((end) =>
    statement<[string, number, number], LinkRow>(
      archive.catalogue,
      `SELECT ${linkColumns} FROM link WHERE ${end}_table = ? AND ${end}_id = ? AND is_removed = 0 ORDER BY type, id LIMIT ?`,
    )
      .all(table, row, Number.isFinite(limit) ? limit : -1)
      .map((link) => ({ ...link, end })),
  );
}

function requireJoinable(archive: Archive, link: NewLink, from: Linked, to: Linked): void {
  const rule = linkRules[link.type];
  if (!rule) throw new AppError('term-unknown', { term: link.type, vocabulary: 'link-types' });
  if (from.table === to.table && from.row === to.row) throw invalidLink('nothing is linked to itself');
  if (!rule.from.includes(from.kind) || !rule.to.includes(to.kind))
    throw invalidLink(`"${link.type}" does not lead from ${from.kind} to ${to.kind}`);
  if (link.certainty !== undefined) requireTerms(archive, [['certainty', link.certainty]], []);
  if ((link.note?.length ?? 0) > 5000 || link.note?.isWellFormed() === false)
    throw invalid('note', 'it is too long, or not valid Unicode');
  for (const { table, row, number } of [from, to])
    if (table === 'item' && stateOf(archive, row) === 'destroyed')
      throw new AppError('item-destroyed', { items: number });
}

/** Whether a link of this kind leads from the one to the other. */
export function isJoined({ catalogue, sealed }: Archive, type: string, from: Linked, to: Linked): boolean {
  if (from.table === 'sealed' || to.table === 'sealed')
    return (sealed.current?.catalogue.linksOf(uuidText(from.uid)) ?? []).some(
      (link) => link.type === type && link.to === uuidText(to.uid),
    );
  return (
    statement(
      catalogue,
      `SELECT 1 FROM link WHERE from_table = ? AND from_id = ? AND type = ? AND to_table = ? AND to_id = ? AND is_removed = 0`,
    ).get(from.table, from.row, type, to.table, to.row) !== undefined
  );
}

interface Joined extends Omit<NewLink, 'from' | 'to'> {
  readonly from: Linked;
  readonly to: Linked;
}

function insert(archive: Archive, link: Joined, act: string | null): EventDraft {
  const now = archive.clock();
  const { operator } = archive.session;
  const uid = uuidV7(now.getTime());
  const note = link.note?.trim();
  const row: LinkRecord = {
    uid,
    type: link.type,
    fromUid: link.from.uid,
    toUid: link.to.uid,
    certainty: link.certainty ?? null,
    note: note === undefined || note === '' ? null : note,
    createdAt: now.toISOString(),
    identityUid: operator?.uid ?? null,
  };
  const secret = newRecordSecret();
  statement(
    archive.catalogue,
    `INSERT INTO link (uid, type, from_table, from_id, to_table, to_id, certainty, note, created_at, identity_id, secret)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    uid,
    row.type,
    link.from.table,
    link.from.row,
    link.to.table,
    link.to.row,
    row.certainty,
    row.note,
    row.createdAt,
    operator?.id ?? null,
    secret,
  );
  return {
    type: 'metadata modification',
    subject: { kind: 'link', id: uuidText(uid) },
    outcome: 'success',
    detail: { link: 'made', record: recordDigest(secret, linkMembers(row)) },
    act,
  };
}

export interface LinkRecord {
  readonly uid: Uint8Array;
  readonly type: string;
  readonly fromUid: Uint8Array;
  readonly toUid: Uint8Array;
  readonly certainty: string | null;
  readonly note: string | null;
  readonly createdAt: string;
  readonly identityUid: Uint8Array | null;
}

/** What the log commits to of a link (docs/formats/log.md, "Records"). */
export function linkMembers(link: LinkRecord): RecordMembers {
  return {
    id: uuidText(link.uid),
    type: link.type,
    from: uuidText(link.fromUid),
    to: uuidText(link.toUid),
    certainty: link.certainty,
    note: link.note,
    createdAt: link.createdAt,
    createdBy: link.identityUid && uuidText(link.identityUid),
  };
}

function invalidLink(reason: string): AppError {
  return new AppError('link-invalid', { reason });
}
