import type { Finding } from '../../shared/records/verification.ts';
import type { CanonicalValue } from '../../verifier/custody/canonical.ts';
import { isObject } from '../../verifier/custody/event-fields.ts';
import type { EventValues } from '../../verifier/custody/event.ts';
import type { Archive } from '../archive/archive.ts';
import { knowsClockChecks, knowsDescriptions } from '../catalogue/item-state.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { readEvent, valuesOf } from '../custody/read.ts';
import { hiddenForGood, knowsDispositions } from '../disposition/states.ts';
import { originalsToRemove } from '../disposition/traces.ts';

/** Row ids of the items of which nothing is left but a tombstone. */
export function destroyedItems(archive: Archive): ReadonlySet<number> {
  return knowsDispositions(archive) ? hiddenForGood(archive) : new Set();
}

/** Names below originals/ that were destroyed in the catalogue, and may still lie there. */
export function destroyedOriginals(archive: Archive): ReadonlySet<string> {
  return knowsDispositions(archive) ? originalsToRemove(archive) : new Set();
}

/** What the log says of one item, replayed to its end. */
interface Replayed {
  /** State to reason. */
  readonly states: Map<string, string>;
  /** Id of a hold to its reason. */
  readonly holds: Map<string, string>;
  end: { readonly act: 'destroy' | 'clear'; readonly sequence: number; readonly reason: string } | null;
}

interface Replay {
  readonly items: ReadonlyMap<string, Replayed>;
  /** How many identities the log says it takes to destroy. */
  readonly identities: number;
  readonly findings: readonly Finding[];
}

/**
 * What is withdrawn, quarantined, held and destroyed, against the log: each state has the event that says so, and no event
 * that says so is without its state. What was destroyed with an event is told as *disposed*, which is no failure.
 */
export function checkDispositions(archive: Archive): Finding[] {
  if (!knowsDispositions(archive)) return [];
  const { items, identities, findings: inLog } = replay(archive);
  const findings = [...inLog];
  const changed = (detail: string): void =>
    void findings.push({ path: 'catalogue.db', problem: 'changed', detail });
  const db = archive.catalogue;
  const rule = db
    .prepare<[], string>("SELECT value FROM setting WHERE name = 'two-person-destruction'")
    .pluck()
    .get();
  if ((rule === 'on' ? 2 : 1) !== identities)
    changed(`how many identities it takes to destroy differs from what the log says (${identities})`);
  const known = new Set<string>();
  for (const row of concernedItems(archive, items.keys())) {
    const id = uuidText(row.uid);
    known.add(id);
    const replayed = items.get(id);
    const tombstone = tombstoneOf(archive, row.id);
    const { end = null } = replayed ?? {};
    if (tombstone ? !agrees(tombstone, end) : end !== null) {
      const event = end ? `event ${end.sequence} says it was destroyed` : 'no event says it was destroyed';
      changed(
        `${row.number}: ${event}, and ${tombstone ? 'its tombstone says otherwise' : 'it has no tombstone'}`,
      );
    }
    if (tombstone && end?.act === 'destroy' && isLeft(archive, row))
      changed(`${row.number} was destroyed by event ${end.sequence}, and records of it are there`);
    if (tombstone && end) {
      const date = tombstone.destroyedAt.slice(0, 10);
      const what = end.act === 'clear' ? 'handed over, its bytes disposed' : 'disposed';
      const detail = `${what} by event ${end.sequence} on ${date}, reason: ${end.reason}`;
      findings.push({ path: row.number, problem: 'disposed', detail });
    }
    if (end?.act === 'destroy') continue;
    if (!sameEntries(statesOf(archive, row.id), replayed?.states ?? new Map()))
      changed(`whether ${row.number} is withdrawn or quarantined differs from what the log says`);
    if (!sameEntries(holdsOf(archive, row.id), replayed?.holds ?? new Map()))
      changed(`the legal holds on ${row.number} differ from what the log says`);
  }
  for (const id of items.keys())
    if (!known.has(id)) changed(`the log tells of the item ${id}, and there is none`);
  return findings;
}

interface Concerned {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly number: string;
}

/** Items that have a state, a hold or a tombstone, and those that the log disposed of in any way. */
function concernedItems(archive: Archive, inLog: Iterable<string>): readonly Concerned[] {
  const db = archive.catalogue;
  const found = new Map(
    db
      .prepare<[], Concerned>(
        `SELECT id, uid, number FROM item WHERE id IN (SELECT item_id FROM item_state UNION
         SELECT item_id FROM legal_hold UNION SELECT item_id FROM tombstone)`,
      )
      .all()
      .map((row) => [row.id, row]),
  );
  const byUid = db.prepare<[Uint8Array | null], Concerned>('SELECT id, uid, number FROM item WHERE uid = ?');
  for (const id of inLog) {
    const row = byUid.get(parseUuid(id));
    if (row) found.set(row.id, row);
  }
  return [...found.values()].sort((left, right) => left.id - right.id);
}

function replay(archive: Archive): Replay {
  const db = archive.catalogue;
  const { id: logId } = archive.events.log;
  const items = new Map<string, Replayed>();
  const findings: Finding[] = [];
  const requests = new Map<string, EventValues>();
  let identities = 1;
  const sequences = db
    .prepare<[number], number>(
      `SELECT sequence FROM event_disclosure WHERE log_id = ? AND type IN ('deletion', 'metadata modification')
       AND (subject LIKE 'item:%' OR subject LIKE 'archive:%' OR type = 'deletion') ORDER BY sequence`,
    )
    .pluck()
    .all(logId);
  for (const sequence of sequences) {
    const event = readEvent(db, logId, sequence);
    const values = event ? valuesOf(event) : {};
    const { detail, subject } = values;
    if (values.type === 'deletion' && detail !== undefined && !isDeletion(detail)) {
      const wrong = 'a deletion that does not say what it did: nothing is excused by it';
      findings.push({ path: `log/${sequence}`, problem: 'malformed', detail: wrong });
    }
    if (!isObject(detail) || typeof detail.disposition !== 'string' || !isObject(subject)) continue;
    const id = textOf(subject.id);
    const request = textOf(detail.request);
    const needsTwo = identities === 2;
    if (detail.person !== undefined) {
      // Asked for as the erasure of a person, and as nothing else.
      const asked = `${request}/${id}/person`;
      if (detail.disposition === 'request') requests.set(asked, values);
      else if (needsTwo && detail.disposition === 'erase')
        findings.push(...alone(sequence, values, requests.get(asked)));
      if (detail.disposition !== 'request') requests.delete(asked);
      continue;
    }
    if (detail.disposition === 'request') requests.set(`${request}/${id}`, values);
    else if (detail.disposition === 'cancel') requests.delete(`${request}/${id}`);
    else if (detail.disposition === 'authority') {
      if (detail.identities === 1 && needsTwo)
        findings.push(...alone(sequence, values, requests.get(`${request}/${id}`)));
      // A request is good for one decision.
      requests.delete(`${request}/${id}`);
      identities = detail.identities === 2 ? 2 : 1;
    } else if (subject.kind === 'item') {
      const item = items.get(id) ?? { states: new Map(), holds: new Map(), end: null };
      items.set(id, item);
      const destroys = detail.disposition === 'destroy' || detail.disposition === 'clear';
      if (destroys && needsTwo) findings.push(...alone(sequence, values, requests.get(`${request}/${id}`)));
      if (destroys) requests.delete(`${request}/${id}`);
      if (destroys && item.holds.size > 0)
        findings.push({
          path: `log/${sequence}`,
          problem: 'malformed',
          detail: 'destroyed while a legal hold stood',
        });
      apply(item, sequence, detail);
    }
  }
  return { items, identities, findings };
}

function isDeletion(detail: CanonicalValue): boolean {
  const acts = ['destroy', 'clear', 'erase'];
  return isObject(detail) && acts.some((act) => act === detail.disposition);
}

/** Where two are demanded: another identity asked for it before, and both had proved themselves. */
function alone(sequence: number, values: EventValues, asked: EventValues | undefined): Finding[] {
  const two =
    asked !== undefined &&
    asked.identity !== values.identity &&
    asked.standing === 'unlocked' &&
    values.standing === 'unlocked';
  if (two) return [];
  const detail =
    'this archive demanded two identities, and two different unlocked ones do not stand behind it';
  return [{ path: `log/${sequence}`, problem: 'malformed', detail }];
}

function apply(item: Replayed, sequence: number, detail: { readonly [key: string]: CanonicalValue }): void {
  const reason = textOf(detail.reason);
  const hold = textOf(detail.hold);
  const act = textOf(detail.disposition);
  switch (act) {
    case 'withdraw':
      item.states.set('withdrawn', reason);
      break;
    case 'quarantine':
      item.states.set('quarantined', reason);
      break;
    case 'reinstate':
      item.states.delete('withdrawn');
      break;
    case 'release':
      item.states.delete('quarantined');
      break;
    case 'hold':
      item.holds.set(hold, reason);
      break;
    case 'lift':
      item.holds.delete(hold);
      break;
    case 'destroy':
    case 'clear':
      item.end = { act, sequence, reason };
      break;
  }
}

interface Tombstone {
  readonly sequence: number;
  readonly reason: string;
  readonly destroyedAt: string;
  readonly keepsRecord: number;
}

function tombstoneOf(archive: Archive, itemId: number): Tombstone | undefined {
  return archive.catalogue
    .prepare<[number], Tombstone>(
      'SELECT sequence, reason, destroyed_at AS destroyedAt, keeps_record AS keepsRecord FROM tombstone WHERE item_id = ?',
    )
    .get(itemId);
}

function agrees(tombstone: Tombstone, end: Replayed['end']): boolean {
  if (!end) return false;
  const kept = end.act === 'clear' ? 1 : 0;
  return (
    tombstone.sequence === end.sequence && tombstone.reason === end.reason && tombstone.keepsRecord === kept
  );
}

/** Whether anything but id and number is left of an item that was destroyed. */
function isLeft(archive: Archive, { id, uid }: { readonly id: number; readonly uid: Uint8Array }): boolean {
  const later = knowsDescriptions(archive) ? ', languages, tags, combined_into' : '';
  const basis = knowsClockChecks(archive) ? ', captured_basis' : '';
  const said = `coalesce(title, description, captured, position, rights${later}${basis})`;
  const checks = knowsClockChecks(archive) ? 'UNION ALL SELECT 1 FROM clock_check WHERE item_id = ?' : '';
  const found = archive.catalogue
    .prepare<(number | Uint8Array)[]>(
      `SELECT 1 FROM file WHERE item_id = ? UNION ALL SELECT 1 FROM kept_file WHERE item_id = ?
       UNION ALL SELECT 1 FROM item WHERE id = ? AND ${said} IS NOT NULL
       UNION ALL SELECT 1 FROM revision WHERE record_uid = ? ${checks} LIMIT 1`,
    )
    .get(id, id, id, uid, ...(checks === '' ? [] : [id]));
  return found !== undefined;
}

function statesOf(archive: Archive, itemId: number): ReadonlyMap<string, string> {
  const rows = archive.catalogue
    .prepare<[number], { state: string; reason: string }>(
      'SELECT state, reason FROM item_state WHERE item_id = ?',
    )
    .all(itemId);
  return new Map(rows.map(({ state, reason }) => [state, reason]));
}

function holdsOf(archive: Archive, itemId: number): ReadonlyMap<string, string> {
  const rows = archive.catalogue
    .prepare<[number], { uid: Uint8Array; reason: string }>(
      'SELECT uid, reason FROM legal_hold WHERE item_id = ? AND lifted_at IS NULL',
    )
    .all(itemId);
  return new Map(rows.map(({ uid, reason }) => [uuidText(uid), reason]));
}

function sameEntries(left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): boolean {
  return left.size === right.size && [...left].every(([key, value]) => right.get(key) === value);
}

function textOf(value: CanonicalValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
