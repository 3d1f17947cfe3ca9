import type { Archive } from '../archive/archive.ts';
import { readChanges } from '../catalogue/item-state.ts';
import { newRecordSecret, recordDigest } from '../catalogue/record-digest.ts';
import { statement } from '../database/statements.ts';
import { isDisposition } from '../disposition/event-detail.ts';
import { announceRecordTrace, announceTraces } from '../disposition/traces.ts';
import { changedContent } from '../people/content-texts.ts';
import type { Erasing } from '../people/erasing.ts';
import { uuidText } from '../cryptography/random.ts';
import { heldContent } from './content.ts';
import {
  differing,
  memberName,
  recordMembers,
  replayRecord,
  revisionsOf,
  type RecordState,
  type StoredRecord,
} from './record-state.ts';
import { writeReferences } from './references.ts';

/**
 * Takes what goes out of a record that stays: out of what it says and out of every revision of it, each committed to anew. Inside
 * the transaction of the erasure.
 */
export function rewriteRecord(erasing: Erasing, record: StoredRecord): void {
  const { archive, gone } = erasing;
  const id = uuidText(record.uid);
  const revisions = revisionsOf(archive, record.uid);
  const before = replayRecord(revisions);
  if (!before) throw new Error(`the revisions of ${record.number} are not whole`);
  const change = (text: string, member: string): string => erasing.change('record', id, member, text);
  const after = before.map(({ content, isRemoved }): RecordState => ({
    content: changedContent(record.kind, content, change, gone),
    isRemoved,
  }));
  const last = after.at(-1);
  if (!last || JSON.stringify(before) === JSON.stringify(after)) return;
  const fields = new Set(before.flatMap((state, at) => differing(state, after[at] ?? state)));
  const write = statement(
    archive.catalogue,
    'UPDATE revision SET changes = ?, secret = ? WHERE record_uid = ? AND number = ?',
  );
  const records = revisions.map((revision, at) => {
    const [state, earlier] = [after[at] ?? last, after[at - 1] ?? { content: {}, isRemoved: false }];
    const changes = JSON.stringify(changesBetween(revision.changes, earlier, state));
    const secret = newRecordSecret();
    write.run(changes, secret, record.uid, revision.revision);
    return recordDigest(secret, recordMembers(record, state, { ...revision, changes }));
  });
  statement(archive.catalogue, 'UPDATE record SET content = ? WHERE id = ?').run(
    JSON.stringify(last.content),
    record.id,
  );
  writeReferences(archive, record.id, record.kind, heldContent(record.kind, last.content));
  announceRecordTrace(archive, record.id);
  for (const item of itemsNamedBy(archive, record.id)) announceTraces(archive, item);
  const named = [...fields].map((field) => (field === 'isRemoved' ? field : memberName(field)));
  const commitment = { revision: records.length, record: records.at(-1) ?? '', records };
  erasing.tell(
    { kind: record.kind, id },
    { fields: named, ...commitment },
    (detail) => !isDisposition(detail),
  );
}

/** A revision's changes as they lead from one state to the next, with what it has beside members of the content. */
function changesBetween(
  text: string,
  before: RecordState,
  after: RecordState,
): Readonly<Record<string, unknown>> {
  const read = readChanges(text) ?? {};
  const names = new Set([...Object.keys(read), ...differing(before, after)]);
  const value = (state: RecordState, name: string): unknown => state.content[name] ?? null;
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      name === 'number' || name === 'isRemoved'
        ? read[name]
        : { old: value(before, name), new: value(after, name) },
    ]),
  );
}

function itemsNamedBy({ catalogue }: Archive, record: number): readonly number[] {
  return statement<[number], { id: number }>(
    catalogue,
    "SELECT DISTINCT from_id AS id FROM link WHERE to_table = 'record' AND to_id = ? AND from_table = 'item'",
  )
    .all(record)
    .map(({ id }) => id);
}
