import type { Database } from '../database/connection.ts';
import type { CanonicalValue } from '../../verifier/custody/canonical.ts';
import { fieldNames, type EventValues, type FieldName } from '../../verifier/custody/event.ts';
import type { EventSubject } from '../../verifier/custody/event-fields.ts';
import { subjectKey } from './append.ts';

export interface StoredEvent {
  readonly sequence: number;
  /** The leaf, as it is hashed (ASCII). */
  readonly leaf: string;
  /** By field position: the committed text, or null once erased. */
  readonly disclosures: readonly (string | null)[];
}

interface EventRow {
  readonly sequence: number;
  readonly leaf: Uint8Array;
  readonly disclosures: string | null;
}

const columns = 'e.sequence, e.leaf, d.disclosures';
const joined = 'event e LEFT JOIN event_disclosure d ON d.log_id = e.log_id AND d.sequence = e.sequence';
const pageSize = 500;

/** One event, or null. */
export function readEvent(db: Database, logId: number, sequence: number): StoredEvent | null {
  const row = db
    .prepare<[number, number], EventRow>(
      `SELECT ${columns} FROM ${joined} WHERE e.log_id = ? AND e.sequence = ?`,
    )
    .get(logId, sequence);
  return row ? storedEvent(row) : null;
}

/** All events from `from` on, in order, a page at a time: the connection is free between pages. */
export function* readEvents(db: Database, logId: number, from = 0): Generator<StoredEvent> {
  const page = db.prepare<[number, number, number], EventRow>(
    `SELECT ${columns} FROM ${joined} WHERE e.log_id = ? AND e.sequence >= ? ORDER BY e.sequence LIMIT ?`,
  );
  for (let next = from; ;) {
    const rows = page.all(logId, next, pageSize);
    for (const row of rows) yield storedEvent(row);
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    next = last.sequence + 1;
  }
}

/** Positions of the events about one subject, in order. */
export function sequencesAbout(db: Database, logId: number, subject: EventSubject): readonly number[] {
  const statement = db.prepare<[string, number], { sequence: number }>(
    'SELECT sequence FROM event_disclosure WHERE subject = ? AND log_id = ? ORDER BY sequence',
  );
  return statement.all(subjectKey(subject), logId).map((row) => row.sequence);
}

/** The events about any of these subjects (an item and its files), each once, in order. */
export function* readEventsAbout(
  db: Database,
  logId: number,
  subjects: readonly EventSubject[],
): Generator<StoredEvent> {
  const sequences = new Set(subjects.flatMap((subject) => sequencesAbout(db, logId, subject)));
  for (const sequence of [...sequences].sort((left, right) => left - right)) {
    const event = readEvent(db, logId, sequence);
    if (event) yield event;
  }
}

/**
 * Values as they stand, by name, for showing; fields whose value is erased are left out. Nothing is checked against
 * the leaf here: that is `verifyLog`.
 */
export function valuesOf(event: StoredEvent): EventValues {
  const values: Partial<Record<FieldName, CanonicalValue>> = {};
  for (const [position, name] of fieldNames.entries()) {
    const text = event.disclosures[position];
    if (typeof text !== 'string') continue;
    const triple: unknown = JSON.parse(text);
    if (Array.isArray(triple)) values[name] = (triple as CanonicalValue[])[2] ?? null;
  }
  return values;
}

function storedEvent(row: EventRow): StoredEvent {
  const disclosures: unknown = row.disclosures === null ? [] : JSON.parse(row.disclosures);
  return {
    sequence: row.sequence,
    leaf: Buffer.from(row.leaf).toString('latin1'),
    disclosures: Array.isArray(disclosures)
      ? disclosures.map((text: unknown) => (typeof text === 'string' ? text : null))
      : [],
  };
}
