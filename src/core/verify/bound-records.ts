import type { Archive } from '../archive/archive.ts';
import { recordDigest } from '../catalogue/record-digest.ts';
import { parseUuid, uuidText } from '../cryptography/random.ts';
import { namedIn } from '../../shared/catalogue/named-in.ts';
import type { ContentOf, RecordKind } from '../../shared/catalogue/kinds.ts';
import { linkMembers, type LinkRecord } from '../records/links.ts';
import {
  knowsRecords,
  recordMembers,
  replayRecord,
  revisionsOf,
  type RecordState,
} from '../records/record-state.ts';
import type { CommittedEvents, ToldEvent } from './committed.ts';
import { eachRow, type Numbered } from './each-row.ts';

interface Row extends Numbered {
  readonly uid: Uint8Array;
  readonly kind: RecordKind;
  readonly number: string;
  readonly createdAt: string;
  readonly revision: number;
  readonly content: string;
  readonly isRemoved: number;
}

interface LinkRow extends Numbered, LinkRecord {
  readonly secret: Uint8Array | null;
  readonly isRemoved: number;
}

/** Every record but items: its revisions, replayed from nothing, lead to what stands there, and each is as it was committed to. */
export async function checkRecords(
  archive: Archive,
  events: CommittedEvents,
  signal: AbortSignal,
  changed: (detail: string) => void,
): Promise<void> {
  if (!knowsRecords(archive)) return;
  const rows = archive.catalogue.prepare<[number, number], Row>(
    `SELECT id, uid, kind, number, created_at AS createdAt, revision, content, is_removed AS isRemoved
     FROM record WHERE id > ? ORDER BY id LIMIT ?`,
  );
  const references = referencesOf(archive);
  await eachRow(archive, rows, signal, (row) => {
    if (row.revision === 0) {
      if (!isErased(row, events.about(row.kind, row.uid)))
        changed(`${row.number} says nothing, and no event says that it was erased`);
      return;
    }
    const revisions = revisionsOf(archive, row.uid);
    const states = replayRecord(revisions);
    if (!states || states.length !== row.revision || !isSame(row, states.at(-1))) {
      changed(`the revisions of ${row.number} do not lead to what stands there`);
      return;
    }
    const committed = new Map<unknown, unknown>();
    for (const { detail } of events.about(row.kind, row.uid)) {
      // An erasure commits to every revision anew.
      if (Array.isArray(detail.records))
        for (const [at, record] of (detail.records as readonly unknown[]).entries())
          committed.set(at + 1, record);
      else if (detail.record !== undefined) committed.set(detail.revision, detail.record);
    }
    for (const [at, { secret, ...revision }] of revisions.entries()) {
      const state = states[at];
      const record = secret && state && recordDigest(secret, recordMembers(row, state, revision));
      if (!record || record !== committed.get(revision.revision))
        changed(`revision ${revision.revision} of ${row.number} differs from what was recorded`);
    }
    if (!sameReferences(row, references(row.id)))
      changed(`what ${row.number} is found by differs from what it names`);
  });
  await checkLinks(archive, events, signal, changed);
}

async function checkLinks(
  archive: Archive,
  events: CommittedEvents,
  signal: AbortSignal,
  changed: (detail: string) => void,
): Promise<void> {
  const end = (name: 'from' | 'to'): string =>
    `CASE ${name}_table WHEN 'item' THEN (SELECT uid FROM item WHERE item.id = ${name}_id)
       ELSE (SELECT uid FROM record WHERE record.id = ${name}_id) END AS ${name}Uid`;
  const rows = archive.catalogue.prepare<[number, number], LinkRow>(
    `SELECT link.id, link.uid, type, ${end('from')}, ${end('to')}, certainty, note, link.created_at AS createdAt,
       identity.uid AS identityUid, link.secret, is_removed AS isRemoved
     FROM link LEFT JOIN identity ON identity.id = link.identity_id WHERE link.id > ? ORDER BY link.id LIMIT ?`,
  );
  await eachRow(archive, rows, signal, (row) => {
    const told = events.about('link', row.uid);
    // Where its note was erased, that event commits to what is left.
    const made = told.findLast(({ detail }) => detail.record !== undefined)?.detail.record;
    const whole = row.secret !== null && (row.fromUid as unknown) !== null && (row.toUid as unknown) !== null;
    if (!whole || made !== recordDigest(row.secret, linkMembers(row)))
      changed(`the link ${uuidText(row.uid)} differs from what was recorded`);
    const last = told.findLast(({ detail }) => typeof detail.link === 'string')?.detail.link;
    if ((last === 'removed') !== (row.isRemoved === 1))
      changed(`whether the link ${uuidText(row.uid)} was taken away differs from what was recorded`);
  });
}

/** Its number alone is left, and the last event about it says so. */
function isErased(row: Row, told: readonly ToldEvent[]): boolean {
  const last = told.at(-1);
  return row.content === '{}' && row.isRemoved === 1 && last?.type === 'deletion';
}

function isSame(row: Row, state: RecordState | undefined): boolean {
  if (!state || state.isRemoved !== (row.isRemoved === 1)) return false;
  const content = JSON.parse(row.content) as Readonly<Record<string, unknown>>;
  const names = Object.keys(content);
  return (
    names.length === Object.keys(state.content).length &&
    names.every((name) => JSON.stringify(content[name]) === JSON.stringify(state.content[name]))
  );
}

function referencesOf({ catalogue }: Archive): (record: number) => readonly string[] {
  const rows = catalogue.prepare<[number], { uid: Uint8Array; member: string }>(
    'SELECT to_uid AS uid, member FROM record_reference WHERE record_id = ?',
  );
  return (record) => rows.all(record).map(({ uid, member }) => `${member} ${uuidText(uid)}`);
}

function sameReferences(row: Row, found: readonly string[]): boolean {
  const content = JSON.parse(row.content) as ContentOf<typeof row.kind>;
  const named = namedIn(row.kind, content).records.map(([member, id]) => {
    const uid = parseUuid(id);
    return `${member} ${uid ? uuidText(uid) : id}`;
  });
  const wanted = new Set(named);
  return wanted.size === found.length && found.every((one) => wanted.has(one));
}
