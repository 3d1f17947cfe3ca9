import type { Archive } from '../archive/archive.ts';
import {
  blankItem,
  knowsDescriptions,
  replayItem,
  revisionColumns,
  stateColumns,
} from '../catalogue/item-state.ts';
import { recordDigest } from '../catalogue/record-digest.ts';
import { itemMembers, type ItemRevision, type ItemState } from '../catalogue/records.ts';
import { tagKey, tagsIn } from '../catalogue/tags.ts';
import { uuidText } from '../cryptography/random.ts';
import { knowsDispositions } from '../disposition/states.ts';
import { knowsRecords } from '../records/record-state.ts';
import { asObject, type CommittedEvents, type ToldEvent } from './committed.ts';
import { eachRow, type Numbered } from './each-row.ts';

interface ItemRow extends Numbered, ItemState {
  readonly uid: Uint8Array;
  readonly revision: number;
}

interface RevisionRow extends ItemRevision {
  readonly secret: Uint8Array | null;
}

/** A catalogue from before there were dispositions, read only, has none of their tables. */
const itemSql = (
  archive: Archive,
): string => `SELECT item.id, item.uid, item.revision, ${stateColumns(archive)}
  FROM item WHERE item.id > ? ${
    knowsDispositions(archive)
      ? 'AND NOT EXISTS (SELECT 1 FROM tombstone WHERE item_id = item.id AND keeps_record = 0)'
      : ''
  }
  ORDER BY item.id LIMIT ?`;
const revisionSql = (
  archive: Archive,
): string => `SELECT number AS revision, ${revisionColumns(archive)}, secret
  FROM revision LEFT JOIN identity ON identity.id = revision.identity_id
  WHERE record_uid = ? AND record_kind = 'item' ORDER BY number`;
/** Revisions of what is not there, or of something that has none. */
const straySql = (archive: Archive): string => `SELECT id FROM revision WHERE id > ? AND
    NOT EXISTS (SELECT 1 FROM item WHERE item.uid = record_uid AND record_kind = 'item') ${
      knowsRecords(archive)
        ? 'AND NOT EXISTS (SELECT 1 FROM record WHERE record.uid = record_uid AND record.kind = record_kind)'
        : ''
    } ORDER BY id LIMIT ?`;

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
  const revisions = archive.catalogue.prepare<[Uint8Array], RevisionRow>(revisionSql(archive));
  const sql = itemSql(archive);
  const tagged = knowsDescriptions(archive) ? tagKeysOf(archive) : null;
  await eachRow(archive, archive.catalogue.prepare<[number, number], ItemRow>(sql), signal, (row) => {
    const rows = revisions.all(row.uid);
    const replayed = replayItem(row.created_at, rows);
    if (!replayed || !leadsTo(row, replayed)) {
      changed(`the revisions of ${row.number} do not lead to what stands there`);
      return;
    }
    const told = events.about('item', row.uid);
    const committed = committedRevisions(told, () => foundingRecord(archive, events, row));
    // An erasure by a version before 0.2 committed to the last revision alone.
    const erasures = told.filter(({ type, detail }) => type === 'deletion' && detail.disposition === 'erase');
    const bare = erasures.some(({ detail }) => detail.record !== undefined && !Array.isArray(detail.records));
    for (const [at, { secret, ...revision }] of rows.entries()) {
      if (bare && secret === null && revision.revision < rows.length) continue;
      const state = replayed[at];
      const record = secret && state && recordDigest(secret, itemMembers(row.uid, state, revision));
      if (!record || record !== committed.get(revision.revision))
        changed(`revision ${revision.revision} of ${row.number} differs from what was recorded`);
    }
    if (tagged && !sameKeys(tagged(row.id), row.tags))
      changed(`the tags that ${row.number} is found by differ from those it has`);
  });
  checkNumbers(archive, changed);
  await eachRow(
    archive,
    archive.catalogue.prepare<[number, number], Numbered>(straySql(archive)),
    signal,
    ({ id }) => {
      changed(`revision row ${id} belongs to no record`);
    },
  );
}

/**
 * Numbers are given one after the other and never again, and a destroyed item keeps its own: a hole is a row that was taken
 * out, whatever the log was made to say.
 */
function checkNumbers(archive: Archive, changed: (detail: string) => void): void {
  const tables = ['item', 'accession', ...(knowsRecords(archive) ? ['record'] : [])];
  const counted = tables.map(
    (table) => `(SELECT count(*) FROM ${table} WHERE number > series || '-' AND number < series || '.')`,
  );
  const series = archive.catalogue
    .prepare<[], { series: string; next: number; given: number }>(
      `SELECT series, next, ${counted.join(' + ')} AS given FROM number_series`,
    )
    .all();
  for (const { series: name, next, given } of series) {
    if (given === next - 1) continue;
    changed(`${next - 1} numbers ${name}-… were given, and ${given} records have one`);
  }
}

/**
 * Digests of an item's revisions, by number. The first stands where its first file was taken in, or where an event gave the
 * item its files; an erasure commits to all of them anew.
 */
function committedRevisions(
  told: readonly ToldEvent[],
  founding: () => unknown,
): ReadonlyMap<unknown, unknown> {
  const committed = new Map<unknown, unknown>();
  for (const { detail } of told) {
    if (detail.founded !== undefined) committed.set(1, detail.founded);
    if (Array.isArray(detail.records))
      for (const [at, record] of (detail.records as readonly unknown[]).entries())
        committed.set(at + 1, record);
    else if (detail.record !== undefined) committed.set(detail.revision, detail.record);
  }
  if (!committed.has(1)) committed.set(1, founding());
  return committed;
}

/** What the ingestion of the file that an item began with says of it. */
function foundingRecord(archive: Archive, events: CommittedEvents, { id, uid }: ItemRow): unknown {
  const kept = knowsDispositions(archive)
    ? 'UNION ALL SELECT uid, sequence FROM kept_file WHERE item_id = @id'
    : '';
  const files = archive.catalogue
    .prepare<{ id: number }, Uint8Array>(
      `SELECT uid FROM (SELECT uid, sequence FROM file WHERE item_id = @id ${kept}) ORDER BY sequence`,
    )
    .pluck()
    .all({ id });
  const item = uuidText(uid);
  for (const file of files) {
    for (const { type, detail } of events.about('file', file)) {
      const began = asObject(detail.item);
      if (type === 'ingestion' && began.id === item && began.record !== undefined) return began.record;
    }
  }
  return undefined;
}

function leadsTo(row: ItemRow, states: readonly ItemState[]): boolean {
  const state = states.at(-1);
  const fields = ['number', ...Object.keys(blankItem)] as (keyof ItemState)[];
  return states.length === row.revision && fields.every((field) => row[field] === state?.[field]);
}

function tagKeysOf({ catalogue }: Archive): (item: number) => readonly string[] {
  const keys = catalogue.prepare<[number], string>('SELECT key FROM item_tag WHERE item_id = ?').pluck();
  return (item) => keys.all(item);
}

function sameKeys(keys: readonly string[], tags: string | null): boolean {
  const wanted = tagsIn(tags).map(tagKey);
  return wanted.length === keys.length && wanted.every((key) => keys.includes(key));
}
