import { z } from 'zod';
import type { Archive } from '../archive/archive.ts';
import { blankItem } from '../catalogue/create-item.ts';
import { recordDigest } from '../catalogue/record-digest.ts';
import { itemMembers, type ItemRevision, type ItemState } from '../catalogue/records.ts';
import { uuidText } from '../cryptography/random.ts';
import { knowsDispositions } from '../disposition/states.ts';
import { asObject, type CommittedEvents } from './committed.ts';
import { eachRow, type Numbered } from './each-row.ts';

interface ItemRow extends Numbered, ItemState {
  readonly uid: Uint8Array;
  readonly revision: number;
  /** UUID of its first file. */
  readonly first: Uint8Array | null;
}

interface RevisionRow extends ItemRevision {
  readonly secret: Uint8Array | null;
}

/** A catalogue from before there were dispositions, read only, has none of their tables. */
const itemSql = (
  disposes: boolean,
): string => `SELECT item.id, item.uid, number, created_at, revision, kind, title,
    description, captured, position, rights, confidentiality, review_state, coalesce(
      (SELECT uid FROM file WHERE item_id = item.id AND sequence = 1),
      ${disposes ? '(SELECT uid FROM kept_file WHERE item_id = item.id AND sequence = 1)' : 'NULL'}) AS first
  FROM item WHERE item.id > ?
    ${disposes ? 'AND NOT EXISTS (SELECT 1 FROM tombstone WHERE item_id = item.id AND keeps_record = 0)' : ''}
  ORDER BY item.id LIMIT ?`;
const revisionSql = `SELECT number AS revision, changed_at AS changedAt, identity.uid AS identityUid, changes, secret
  FROM revision LEFT JOIN identity ON identity.id = revision.identity_id
  WHERE record_uid = ? AND record_kind = 'item' ORDER BY number`;
/** Revisions of what is not there, or of something that has none. */
const straySql = `SELECT id FROM revision WHERE id > ? AND (record_kind <> 'item'
    OR NOT EXISTS (SELECT 1 FROM item WHERE item.uid = revision.record_uid)) ORDER BY id LIMIT ?`;

const changesOf = z.record(z.string(), z.object({ old: z.unknown(), new: z.unknown() }));

/**
 * Every item: its revisions, replayed from nothing, lead to what stands there, and each is as it was committed to: the
 * first in the ingestion of the first file, a later one in an event of its own about the item.
 */
export async function checkItems(
  archive: Archive,
  events: CommittedEvents,
  signal: AbortSignal,
  changed: (detail: string) => void,
): Promise<void> {
  const revisions = archive.catalogue.prepare<[Uint8Array], RevisionRow>(revisionSql);
  const sql = itemSql(knowsDispositions(archive));
  await eachRow(archive, archive.catalogue.prepare<[number, number], ItemRow>(sql), signal, (row) => {
    const rows = revisions.all(row.uid);
    const replayed = replay(row, rows);
    if (!replayed) {
      changed(`the revisions of ${row.number} do not lead to what stands there`);
      return;
    }
    const committed = committedOf(events, row);
    const erased = events
      .about('item', row.uid)
      .some(({ type, detail }) => type === 'deletion' && detail.disposition === 'erase');
    for (const [at, { secret, ...revision }] of rows.entries()) {
      // Of a record that was erased from, only what is left is committed to: in the event that says so.
      if (erased && secret === null && revision.revision < rows.length) continue;
      const state = replayed[at];
      const record = secret && state && recordDigest(secret, itemMembers(row.uid, state, revision));
      if (!record || record !== committed.get(revision.revision))
        changed(`revision ${revision.revision} of ${row.number} differs from what was recorded`);
    }
  });
  checkNumbers(archive, changed);
  await eachRow(
    archive,
    archive.catalogue.prepare<[number, number], Numbered>(straySql),
    signal,
    ({ id }) => {
      changed(`revision row ${id} belongs to no item`);
    },
  );
}

/**
 * Numbers are given one after the other and never again, and a destroyed item keeps its own: a hole is a row that was taken
 * out, whatever the log was made to say.
 */
function checkNumbers({ catalogue }: Archive, changed: (detail: string) => void): void {
  const series = catalogue
    .prepare<[], { series: string; next: number; items: number; accessions: number }>(
      `SELECT series, next,
         (SELECT count(*) FROM item WHERE number > series || '-' AND number < series || '.') AS items,
         (SELECT count(*) FROM accession WHERE number > series || '-' AND number < series || '.') AS accessions
       FROM number_series`,
    )
    .all();
  for (const { series: name, next, items, accessions } of series) {
    if (items + accessions === next - 1) continue;
    changed(`${next - 1} numbers ${name}-… were given, and ${items + accessions} records have one`);
  }
}

/** Digests of an item's revisions, by number. */
function committedOf(events: CommittedEvents, row: ItemRow): ReadonlyMap<unknown, unknown> {
  const committed = new Map<unknown, unknown>();
  const id = uuidText(row.uid);
  for (const { type, detail } of row.first ? events.about('file', row.first) : []) {
    const item = asObject(detail.item);
    if (type === 'ingestion' && item.id === id && item.record !== undefined) committed.set(1, item.record);
  }
  for (const { detail } of events.about('item', row.uid))
    if (detail.record !== undefined) committed.set(detail.revision, detail.record);
  return committed;
}

/** The item after each of its revisions, or null if they do not lead to what stands there. */
function replay(row: ItemRow, revisions: readonly RevisionRow[]): readonly ItemState[] | null {
  const states: ItemState[] = [];
  let state: ItemState = { ...blankItem, number: '', created_at: row.created_at };
  for (const [at, { revision, changes }] of revisions.entries()) {
    const parsed = changesOf.safeParse(JSON.parse(changes));
    if (!parsed.success || revision !== at + 1) return null;
    const news = Object.entries(parsed.data).map(([field, change]) => [field, change.new] as const);
    state = { ...state, ...Object.fromEntries(news) };
    states.push(state);
  }
  const stands = (field: keyof ItemState): boolean => row[field] === state[field];
  const fields = ['number', ...Object.keys(blankItem)] as (keyof ItemState)[];
  return states.length === row.revision && fields.every(stands) ? states : null;
}
