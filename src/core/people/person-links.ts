import type { PersonReport } from '../../shared/records/person.ts';
import type { RecordMention } from '../../shared/records/record.ts';
import type { Archive } from '../archive/archive.ts';
import { uuidText } from '../cryptography/random.ts';
import { isSealedRow } from '../records/sealed-record.ts';
import type { Person } from './person.ts';

export interface FoundLink {
  /** UUID. */
  readonly id: string;
  readonly isSealed: boolean;
  readonly link: PersonReport['links'][number];
}

/** Links of a person's records, those that were taken away too. */
export function linksOf(
  archive: Archive,
  { ids, records }: Person,
  called: (id: string) => RecordMention | null,
): readonly FoundLink[] {
  const end = (name: string): string =>
    `CASE ${name}_table WHEN 'item' THEN (SELECT uid FROM item WHERE item.id = ${name}_id)
       ELSE (SELECT uid FROM record WHERE record.id = ${name}_id) END`;
  const rows = archive.catalogue.prepare<
    { readonly id: number },
    { uid: Uint8Array; type: string; isRemoved: number; fromUid: Uint8Array; toUid: Uint8Array }
  >(
    `SELECT uid, type, is_removed AS isRemoved, ${end('from')} AS fromUid, ${end('to')} AS toUid FROM link
     WHERE (from_table = 'record' AND from_id = @id) OR (to_table = 'record' AND to_id = @id) ORDER BY id`,
  );
  const found = new Map<string, FoundLink>();
  const put = (
    id: string,
    type: string,
    from: string,
    to: string,
    isRemoved: boolean,
    isSealed: boolean,
  ): void => {
    const other = called(ids.has(from) ? to : from);
    if (other) found.set(id, { id, isSealed, link: { type, other, isRemoved } });
  };
  for (const record of records) {
    if (isSealedRow(record)) continue;
    for (const { uid, type, isRemoved, fromUid, toUid } of rows.all({ id: record.id }))
      put(uuidText(uid), type, uuidText(fromUid), uuidText(toUid), isRemoved === 1, false);
  }
  for (const { link } of archive.sealed.current?.catalogue.allLinks() ?? [])
    if (ids.has(link.from) || ids.has(link.to))
      put(link.id, link.type, link.from, link.to, link.isRemoved, true);
  return [...found.values()];
}

/** By its id alone. */
export function unnamed(id: string): RecordMention {
  return { id, kind: '', number: '', name: '' };
}
