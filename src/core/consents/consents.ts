import { isKind } from '../../shared/catalogue/kinds.ts';
import type { Consent, Source } from '../../shared/catalogue/people.ts';
import type { NamedTerm } from '../../shared/catalogue/named-in.ts';
import { givingState, needsConsent, type Giving } from '../../shared/consents/consent-state.ts';
import type { ConsentState } from '../../shared/records/consent.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import { editRecord, requireRecord } from '../records/edit-record.ts';
import { knowsRecords, recordById, type StoredRecord } from '../records/record-state.ts';
import { sealedRecordsOf } from '../records/sealed-record.ts';
import { requireTerms } from '../records/vocabularies.ts';

/** What sources said may be done with what they gave: apart for each purpose and class of recipient. */

export type { Giving } from '../../shared/consents/consent-state.ts';

/** What a source said by today to this purpose and class of recipient: consent to one is none to another. */
export function consentOf(archive: Archive, source: Source, giving: Giving): ConsentState {
  return givingState(source, giving, archive.clock().toISOString().slice(0, 10));
}

/** Whether what a source gave may be given out so. Who was never asked has said no, but for material that is public anyhow. */
export function agrees(archive: Archive, source: Source, giving: Giving): boolean {
  return !needsConsent(source) || consentOf(archive, source, giving) === 'given';
}

/** Throws `term-unknown`. */
export function requireGiving(archive: Archive, { purpose, recipient }: Giving): void {
  const terms: NamedTerm[] = [['consent-purposes', purpose]];
  if (recipient !== null) terms.push(['recipient-classes', recipient]);
  requireTerms(archive, terms, []);
}

/** Throws `not-found`, `not-a-person`. */
export function requireSource(archive: Archive, reference: string): StoredRecord<'source'> {
  const record = requireRecord(archive, reference);
  if (!isKind(record, 'source')) throw new AppError('not-a-person', { record: record.number });
  return record;
}

export interface Withdrawal {
  /** Of these alone; null: of every one. */
  readonly purpose: string | null;
  readonly recipient: string | null;
  /** EDTF. */
  readonly on: string;
}

/**
 * Takes consents back that were given and stand. Throws `consent-not-given` where there are none, and as `editRecord` does.
 */
export function withdrawConsent(archive: Archive, reference: string, withdrawal: Withdrawal): StoredRecord {
  const record = requireSource(archive, reference);
  const { purpose, recipient, on } = withdrawal;
  const { consents = [] } = record.content;
  const isMeant = (one: Consent): boolean =>
    one.isGiven &&
    one.withdrawnOn === undefined &&
    (purpose === null || one.purpose === purpose) &&
    (recipient === null || one.recipient === recipient);
  if (!consents.some(isMeant)) throw new AppError('consent-not-given', { source: record.number });
  const after = consents.map((one) => (isMeant(one) ? { ...one, withdrawnOn: on } : one));
  return editRecord(archive, record.number, { consents: after }, { expectedRevision: record.revision });
}

/**
 * Which sources gave which items, by row id of the item: linked with it, or with a text of it. Also those whose records were taken
 * away: what they did not consent to, they did not consent to.
 */
export function sourcesByItem(archive: Archive): ReadonlyMap<number, readonly StoredRecord<'source'>[]> {
  const found = new Map<number, StoredRecord<'source'>[]>();
  if (!knowsRecords(archive)) return found;
  const sources = new Map<number, StoredRecord<'source'>>();
  const put = (item: number, source: StoredRecord<'source'>): void => {
    const known = found.get(item) ?? [];
    found.set(item, known);
    if (!known.some(({ number }) => number === source.number)) known.push(source);
  };
  for (const { source, item } of statement<[], { source: number; item: number }>(
    archive.catalogue,
    givenSql,
  ).all()) {
    const record = sources.get(source) ?? recordById(archive, source, 'source');
    sources.set(source, record);
    if (record.revision > 0) put(item, record);
  }
  const { current } = archive.sealed;
  const rowOf = statement<[Uint8Array | null, Uint8Array | null], { id: number }>(
    archive.catalogue,
    `SELECT id FROM item WHERE uid = ? UNION ALL
     SELECT item.id FROM record JOIN item ON item.uid = ${uuidBytes} WHERE record.uid = ? AND record.kind = 'text'`,
  );
  for (const source of current ? sealedRecordsOf(archive, 'source') : []) {
    const id = uuidText(source.uid);
    for (const { type, from, to } of current?.catalogue.linksOf(id) ?? []) {
      if (type !== 'told' && type !== 'related') continue;
      const other = parseUuid(from === id ? to : from);
      const row = rowOf.get(other, other);
      if (row) put(row.id, source);
    }
  }
  return found;
}

/** The item that a text is of, as bytes: its content has the id in letters. */
const uuidBytes = "unhex(replace(record.content ->> '$.of', '-', ''))";

const givenSql = `SELECT source.id AS source, to_id AS item FROM link JOIN record AS source ON source.id = from_id
    WHERE source.kind = 'source' AND from_table = 'record' AND to_table = 'item' AND type IN ('told', 'related')
      AND link.is_removed = 0
  UNION SELECT source.id, from_id FROM link JOIN record AS source ON source.id = to_id
    WHERE source.kind = 'source' AND to_table = 'record' AND from_table = 'item' AND type = 'related' AND link.is_removed = 0
  UNION SELECT source.id, item.id FROM link JOIN record AS source ON source.id = from_id
    JOIN record ON record.id = to_id AND to_table = 'record' JOIN item ON item.uid = ${uuidBytes}
    WHERE source.kind = 'source' AND from_table = 'record' AND record.kind = 'text' AND type = 'told' AND link.is_removed = 0`;

/** Row ids of the items that a source gave. */
export function itemsOfSource(archive: Archive, source: StoredRecord): readonly number[] {
  return [...sourcesByItem(archive)].flatMap(([item, sources]) =>
    sources.some(({ number }) => number === source.number) ? item : [],
  );
}
