import type { Database } from '../database/connection.ts';
import { fieldNames, type FieldName } from '../../verifier/custody/event.ts';
import { isObject } from '../../verifier/custody/event-fields.ts';
import type { EventDetail } from './append.ts';
import { readLogRow } from './log.ts';
import { readEvent, sequencesAbout, valuesOf } from './read.ts';
import type { EventSubject } from '../../verifier/custody/event-fields.ts';
import type { CanonicalValue } from '../../verifier/custody/canonical.ts';

/** Fields of one event whose values and salts go; in this form a `deletion` event names them (docs/formats/log.md). */
export interface ErasedValues {
  readonly fields: readonly FieldName[];
  readonly sequence: number;
}

/**
 * Events about these subjects whose detail is there and for which `which` is true, as a `deletion` event names them. What an
 * earlier deletion among them named is named again: nothing else would say so once its own detail is gone.
 */
export function detailsAbout(
  db: Database,
  logId: number,
  subjects: readonly EventSubject[],
  which: (detail: CanonicalValue) => boolean = () => true,
): readonly ErasedValues[] {
  const sequences = new Set(subjects.flatMap((subject) => sequencesAbout(db, logId, subject)));
  const found: ErasedValues[] = [];
  for (const sequence of [...sequences].sort((left, right) => left - right)) {
    const event = readEvent(db, logId, sequence);
    const { detail, type } = event ? valuesOf(event) : {};
    if (detail === undefined || !which(detail)) continue;
    if (type === 'deletion') found.push(...namedIn(detail));
    found.push({ fields: ['detail'], sequence });
  }
  return found;
}

/** What a `deletion` event's detail says was erased. */
function namedIn(detail: CanonicalValue | undefined): readonly ErasedValues[] {
  const list = isObject(detail) ? detail.erased : undefined;
  if (!Array.isArray(list)) return [];
  return (list as readonly CanonicalValue[]).flatMap((entry) => {
    if (!isObject(entry) || typeof entry.sequence !== 'number' || !Array.isArray(entry.fields)) return [];
    const named: readonly CanonicalValue[] = entry.fields;
    return [{ fields: fieldNames.filter((name) => named.includes(name)), sequence: entry.sequence }];
  });
}

/** Of an event's detail: the values that went with it. */
export function erasedDetail(values: readonly ErasedValues[]): EventDetail {
  if (values.length === 0) return {};
  return { erased: values.map(({ fields, sequence }) => ({ fields: [...fields], sequence })) };
}

/**
 * Takes values and salts out of the log: leaves and tree stay as they are. Inside the transaction that appends the
 * `deletion` event which names them.
 */
export function eraseValues(db: Database, logId: number, erased: readonly ErasedValues[]): void {
  if (!db.inTransaction)
    throw new Error('values are erased inside the transaction of the event that says so');
  const read = db
    .prepare<[number, number], string>(
      'SELECT disclosures FROM event_disclosure WHERE log_id = ? AND sequence = ?',
    )
    .pluck();
  const write = db.prepare<[string, number, number]>(
    'UPDATE event_disclosure SET disclosures = ? WHERE log_id = ? AND sequence = ?',
  );
  for (const { fields, sequence } of erased) {
    const stored: unknown = JSON.parse(read.get(logId, sequence) ?? '[]');
    const before: readonly unknown[] = Array.isArray(stored) ? stored : [];
    const after = fieldNames.map((name, position) =>
      fields.includes(name) ? null : (before[position] ?? null),
    );
    write.run(JSON.stringify(after), logId, sequence);
  }
}

/** Read once for each state of a log; gone with the connection. */
const known = new WeakMap<
  Database,
  { readonly size: number; readonly erased: ReadonlyMap<string, number> }
>();

/** Places of the `deletion` events by which fields of an event were erased, ascending. */
export function erasedBy(db: Database, logId: number, { sequence, fields }: ErasedValues): readonly number[] {
  const { size } = readLogRow(db, logId);
  let found = known.get(db);
  if (found?.size !== size) known.set(db, (found = { size, erased: erasuresIn(db, logId) }));
  const by = fields.flatMap((field) => found.erased.get(`${sequence}/${field}`) ?? []);
  return [...new Set(by)].sort((left, right) => left - right);
}

/** By which event each erased field of an event was erased: `sequence/field` to the place of the `deletion`. */
function erasuresIn(db: Database, logId: number): ReadonlyMap<string, number> {
  const erased = new Map<string, number>();
  const deletions = db
    .prepare<[number], number>(
      "SELECT sequence FROM event_disclosure WHERE log_id = ? AND type = 'deletion' ORDER BY sequence",
    )
    .pluck()
    .all(logId);
  for (const by of deletions) {
    const event = readEvent(db, logId, by);
    for (const { fields, sequence } of namedIn(event ? valuesOf(event).detail : undefined))
      for (const field of fields) erased.set(`${sequence}/${field}`, by);
  }
  return erased;
}
