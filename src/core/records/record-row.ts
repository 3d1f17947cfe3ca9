import type { RecordRow } from '../../shared/records/record.ts';
import type { Archive } from '../archive/archive.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import type { RecordFacts } from './record-facts.ts';
import { stateIn } from './record-filter.ts';
import type { RecordIndex } from './record-index.ts';

/** What a record goes by for somebody who reads `language`. */
export function calledIn({ names }: Pick<RecordFacts, 'names'>, language: string): string {
  const spoken = names.find((name) => name.language?.split('-')[0] === language.split('-')[0]);
  return (spoken ?? names[0])?.text ?? '';
}

/** A record as lists tell of it to somebody who reads `language`. */
export function rowOf(archive: Archive, index: RecordIndex, facts: RecordFacts, language: string): RecordRow {
  const name = calledIn(facts, language);
  const others = facts.names.map(({ text }) => text).filter((text) => text !== name);
  const { id, uid, kind, number, types, date, position, confidentiality } = facts;
  const counted = linkedCounts(archive, id, uid);
  return {
    id: uid,
    kind,
    number,
    name,
    otherNames: [...new Set(others)].slice(0, 6),
    types,
    ...stateIn(index, facts),
    date,
    position: position && [...position],
    confidentiality,
    ...counted,
  };
}

function linkedCounts(
  { catalogue, sealed }: Archive,
  id: number,
  uid: string,
): { items: number; records: number; picture: string | null } {
  const row = statement<
    [{ id: number }],
    { items: number; linked: number; naming: number; picture: Uint8Array | null }
  >(
    catalogue,
    // By the index alone: a picture that shows it before one that has to do with it, the first taken in before later ones.
    `WITH shown AS (SELECT type, from_id, from_table FROM link WHERE to_table = 'record' AND to_id = @id AND is_removed = 0)
     SELECT
       (SELECT count(*) FROM link WHERE to_table = 'record' AND to_id = @id AND from_table = 'item' AND is_removed = 0) AS items,
       (SELECT count(*) FROM link WHERE from_table = 'record' AND from_id = @id AND is_removed = 0)
         + (SELECT count(*) FROM link WHERE to_table = 'record' AND to_id = @id AND from_table = 'record' AND is_removed = 0) AS linked,
       (SELECT count(DISTINCT record_id) FROM record_reference
          WHERE to_uid = (SELECT uid FROM record WHERE id = @id)) AS naming,
       (SELECT uid FROM item WHERE id = coalesce(
          (SELECT min(from_id) FROM shown WHERE from_table = 'item' AND type = 'shows'),
          (SELECT min(from_id) FROM shown WHERE from_table = 'item'))) AS picture`,
  ).get({ id });
  const hidden = sealed.current?.catalogue.linksOf(uid) ?? [];
  const isItem = statement<[Uint8Array | null]>(catalogue, 'SELECT 1 FROM item WHERE uid = ?');
  const others = hidden.map((link) => (link.from === uid ? link.to : link.from));
  const items = others.filter((other) => isItem.get(parseUuid(other)) !== undefined);
  return {
    items: (row?.items ?? 0) + items.length,
    records: (row?.linked ?? 0) + (row?.naming ?? 0) + others.length - items.length,
    picture: row?.picture ? uuidText(row.picture) : (items[0] ?? null),
  };
}
