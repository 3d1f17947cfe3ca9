import type { Database, Statement } from '../database/connection.ts';
import { startDigest, sha256 } from '../cryptography/digest.ts';
import { randomSalt, uuidText, uuidV7 } from '../cryptography/random.ts';
import { canonicalize, type CanonicalValue } from '../../verifier/custody/canonical.ts';
import { base64Url, utf8 } from '../../verifier/custody/encoding.ts';
import { fieldNames, leafText, type FieldName } from '../../verifier/custody/event.ts';
import {
  fieldTypeProblem,
  type EventOutcome,
  type EventSubject,
  type EventType,
} from '../../verifier/custody/event-fields.ts';
import { leafHash } from '../../verifier/custody/merkle.ts';
import type { CustodyLog } from './log.ts';

export type EventDetail = Readonly<Record<string, CanonicalValue>>;

/** What is the same for every event that one command writes. */
export interface EventContext {
  readonly log: CustodyLog;
  /** Milliseconds since 1970 by this machine's clock. */
  readonly clock: () => number;
  /** Who acts: `unlocked` if the identity proved itself with its key, `claimed` if it was only named. Null: nobody said. */
  readonly identity: () => { readonly uid: string; readonly standing: 'unlocked' | 'claimed' } | null;
  readonly tool: { readonly name: string; readonly version: string };
  /** Platform and the like; never the name of a person or a machine. */
  readonly host: EventDetail;
}

export interface EventDraft {
  readonly type: EventType;
  /** One event concerns one subject; a batch shares `act`. */
  readonly subject: EventSubject | null;
  readonly outcome: EventOutcome;
  readonly detail: EventDetail;
  /** UUID of the act that this event is part of, if any. */
  readonly act?: string | null;
}

export interface AppendedEvent {
  readonly sequence: number;
  readonly id: string;
  readonly time: string;
}

/** A subject as the look-up column holds it. */
export function subjectKey(subject: EventSubject): string {
  return `${subject.kind}:${subject.id}`;
}

/**
 * Appends events to the log and moves its size and root, inside the caller's transaction, so that an event and what it
 * tells of are acknowledged together. Throws if no transaction is open, or if a value cannot be committed to.
 */
export function appendEvents(
  db: Database,
  context: EventContext,
  drafts: readonly EventDraft[],
): readonly AppendedEvent[] {
  if (!db.inTransaction) throw new Error('events are appended inside the transaction of what they tell of');
  if (context.log.db !== db) throw new Error('the log was opened on another connection');
  const { tree, completed } = context.log.growing();
  const statements = prepare(db);
  const constant = constantFields(context);
  const appended: AppendedEvent[] = [];
  for (const draft of drafts) {
    const now = context.clock();
    const event = { sequence: tree.size, id: uuidText(uuidV7(now)), time: new Date(now).toISOString() };
    const disclosures = discloseAll({ ...constant, ...fieldsOf(event, draft) });
    const leaf = utf8(leafText(disclosures.map(digestText)));
    const subject = draft.subject && subjectKey(draft.subject);
    statements.event.run(context.log.id, event.sequence, leaf);
    statements.disclosure.run(
      context.log.id,
      event.sequence,
      JSON.stringify(disclosures),
      subject,
      draft.type,
    );
    tree.appendLeaf(leafHash(sha256, leaf));
    appended.push(event);
  }
  for (const node of completed.splice(0)) {
    statements.node.run(context.log.id, node.level, node.position, node.hash);
  }
  statements.head.run(tree.size, tree.root(), context.log.id);
  return appended;
}

type CanonicalFields = Readonly<Record<FieldName, string>>;

/** Canonical texts of the fields that do not change from event to event. */
function constantFields(context: EventContext) {
  const { tool, host } = context;
  const identity = context.identity();
  return {
    identity: checked('identity', identity?.uid ?? null),
    standing: checked('standing', identity?.standing ?? 'none'),
    tool: checked('tool', { name: tool.name, version: tool.version }),
    host: checked('host', host),
  };
}

function fieldsOf(event: AppendedEvent, draft: EventDraft) {
  const subject = draft.subject && { id: draft.subject.id, kind: draft.subject.kind };
  return {
    sequence: checked('sequence', event.sequence),
    id: checked('id', event.id),
    time: checked('time', event.time),
    type: checked('type', draft.type),
    subject: checked('subject', subject),
    outcome: checked('outcome', draft.outcome),
    detail: checked('detail', draft.detail),
    act: checked('act', draft.act ?? null),
  };
}

/** What a verifier would refuse is never written. */
function checked(field: FieldName, value: CanonicalValue): string {
  const problem = fieldTypeProblem(field, value);
  if (problem !== null) throw new Error(`the event's ${field} is ${problem}`);
  return canonicalize(value);
}

/** `[salt, name, value]` of each field in the table's order; names and salts need no escaping. */
function discloseAll(fields: CanonicalFields): string[] {
  const salts = randomSalt(16 * fieldNames.length);
  return fieldNames.map((name, position) => {
    const salt = base64Url(salts.subarray(16 * position, 16 * position + 16));
    return `["${salt}","${name}",${fields[name]}]`;
  });
}

function digestText(disclosure: string): string {
  return startDigest('sha256').update(disclosure).digest('base64url');
}

interface AppendStatements {
  readonly event: Statement<[number, number, Uint8Array]>;
  readonly disclosure: Statement<[number, number, string, string | null, string]>;
  readonly node: Statement<[number, number, number, Uint8Array]>;
  readonly head: Statement<[number, Uint8Array, number]>;
}

/** Prepared once for each connection, and gone with it. */
const prepared = new WeakMap<Database, AppendStatements>();

function prepare(db: Database): AppendStatements {
  const known = prepared.get(db);
  if (known) return known;
  const statements: AppendStatements = {
    event: db.prepare('INSERT INTO event (log_id, sequence, leaf) VALUES (?, ?, ?)'),
    disclosure: db.prepare(
      'INSERT INTO event_disclosure (log_id, sequence, disclosures, subject, type) VALUES (?, ?, ?, ?, ?)',
    ),
    node: db.prepare('INSERT INTO log_node (log_id, level, position, hash) VALUES (?, ?, ?, ?)'),
    head: db.prepare('UPDATE log SET size = ?, root = ? WHERE id = ?'),
  };
  prepared.set(db, statements);
  return statements;
}
