import { namedIn } from '../../shared/catalogue/named-in.ts';
import type { AnyContent, RecordKind } from '../../shared/catalogue/kinds.ts';
import type { Archive } from '../archive/archive.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { statement } from '../database/statements.ts';
import { findRecord, type StoredRecord } from './record-state.ts';

/** What a record names, once more, to be found by. Inside the transaction that changes what it says. */
export function writeReferences(
  { catalogue }: Archive,
  id: number,
  kind: RecordKind,
  content: AnyContent,
): void {
  statement(catalogue, 'DELETE FROM record_reference WHERE record_id = ?').run(id);
  const write = statement(
    catalogue,
    'INSERT OR IGNORE INTO record_reference (to_uid, record_id, member) VALUES (?, ?, ?)',
  );
  for (const [member, named] of namedIn(kind, content).records) write.run(parseUuid(named), id, member);
}

/** Numbers of the records whose content names this id, for a refusal. */
export function namedByNumbers(archive: Archive, id: string): readonly string[] {
  const uid = parseUuid(id);
  if (!uid) return [];
  return statement<[Uint8Array], { number: string }>(
    archive.catalogue,
    `SELECT DISTINCT number FROM record_reference JOIN record ON record.id = record_id WHERE to_uid = ? ORDER BY number LIMIT 20`,
  )
    .all(uid)
    .map(({ number }) => number);
}

/** Records of the catalogue, other than these (UUIDs), of which any revision names one of them. */
export function recordsOnceNaming(archive: Archive, ids: ReadonlySet<string>): readonly StoredRecord[] {
  const revised = archive.catalogue.prepare<[string], Uint8Array>(
    `SELECT DISTINCT record_uid FROM revision WHERE record_kind <> 'item' AND instr(changes, ?) > 0`,
  );
  revised.pluck();
  const uids = new Set([...ids].flatMap((id) => revised.all(id).map(uuidText)));
  return [...uids].flatMap((id) => (ids.has(id) ? [] : (findRecord(archive, id) ?? [])));
}
