import type { AccessionDescription } from '../../shared/records/accession.ts';
import type { ImportSummary } from '../../shared/records/import.ts';
import type { Archive } from '../archive/archive.ts';
import { describeVolume } from '../archive/volume.ts';
import { nextNumber } from '../catalogue/numbers.ts';
import { newRecordSecret, recordDigest } from '../catalogue/record-digest.ts';
import { accessionMembers } from '../catalogue/records.ts';
import { unstoredDigest } from '../catalogue/unstored-entries.ts';
import { sha256 } from '../cryptography/digest.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { appendEvents, type EventDraft } from '../custody/append.ts';
import { readablePath } from '../paths/path-bytes.ts';

export interface Accession {
  readonly id: number;
  readonly uid: Uint8Array;
  readonly number: string;
  /** 1 for the first run, one more each time it is resumed. */
  readonly run: number;
  /** An earlier run of the same request was interrupted, and this one goes on with it. */
  readonly resumed: boolean;
}

/**
 * Begins an accession, or goes on with one that the same request (same sources, same description, the same left out) left
 * open. The carrier is described as far as the system tells.
 */
export function openAccession(
  archive: Archive,
  roots: readonly Buffer[],
  description: AccessionDescription,
  leftOut: ReadonlySet<string>,
): Accession {
  const db = archive.catalogue;
  const request = requestDigest(roots, description, leftOut);
  const open = resumeAccession(archive, request);
  if (open) return open;

  const now = archive.clock();
  const uid = uuidV7(now.getTime());
  const sources = roots.map((root) => ({ path: readablePath(root), volume: describeVolume(root) }));
  const { operator } = archive.session;
  return db.transaction((): Accession => {
    const number = nextNumber(db, 'A-', now.getFullYear(), archive.replica.code);
    const record = {
      uid,
      number,
      request,
      identityUid: operator?.uid ?? null,
      startedAt: now.toISOString(),
      description: JSON.stringify(description),
      sources: JSON.stringify(sources),
      machineClock: JSON.stringify(machineClock(now)),
    };
    const secret = newRecordSecret();
    const { lastInsertRowid } = db
      .prepare(
        `INSERT INTO accession (uid, number, state, request, started_at, identity_id, description, sources, machine_clock,
           secret)
         VALUES (?, ?, 'open', ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        uid, number, request, record.startedAt, operator?.id ?? null, record.description, record.sources,
        record.machineClock, secret,
      ); // prettier-ignore
    const unticked = leftOut.size > 0 ? { leftOut: leftOut.size } : {};
    const detail = {
      phase: 'started',
      number,
      ...unticked,
      record: recordDigest(secret, accessionMembers(record)),
    };
    appendEvents(db, archive.events, [accessionEvent(uid, 'success', detail)]);
    return { id: Number(lastInsertRowid), uid, number, run: 1, resumed: false };
  })();
}

function accessionEvent(
  uid: Uint8Array,
  outcome: EventDraft['outcome'],
  detail: EventDraft['detail'],
): EventDraft {
  const id = uuidText(uid);
  return { type: 'ingestion', subject: { kind: 'accession', id }, outcome, detail, act: id };
}

function resumeAccession(archive: Archive, request: string): Accession | null {
  const db = archive.catalogue;
  return db.transaction((): Accession | null => {
    const open = db
      .prepare<[string], Pick<Accession, 'id' | 'uid' | 'number' | 'run'>>(
        `UPDATE accession SET run = run + 1
         WHERE id = (SELECT max(id) FROM accession WHERE request = ? AND state = 'open') RETURNING id, uid, number, run`,
      )
      .get(request);
    if (!open) return null;
    const { uid, number, run } = open;
    appendEvents(db, archive.events, [accessionEvent(uid, 'success', { phase: 'resumed', number, run })]);
    return { ...open, resumed: true };
  })();
}

/** What it is to take in, so that it can be gone on with by whoever finds it cut off, and how much is missing. */
export function planImport(
  archive: Archive,
  { id }: Accession,
  leftOut: ReadonlySet<string>,
  files: number | null,
): void {
  archive.catalogue
    .prepare(
      `INSERT INTO import_plan (accession_id, left_out, files) VALUES (?, ?, ?)
       ON CONFLICT (accession_id) DO UPDATE SET files = coalesce(excluded.files, files)`,
    )
    .run(id, JSON.stringify([...leftOut]), files);
}

type Counts = Pick<ImportSummary, 'imported' | 'failed'> & Partial<Omit<ImportSummary, 'accessionId'>>;

/** Closes an accession with its counts. From here on the same request begins a new one. */
export function closeAccession(
  archive: Archive,
  accession: Accession,
  { leftOut = 0, ...counts }: Counts,
): void {
  const unticked = leftOut > 0 ? { leftOut } : {};
  const outcome = counts.failed > 0 ? 'warning' : 'success';
  archive.catalogue.transaction(() =>
    close(archive, accession, outcome, { phase: 'finished', ...counts, ...unticked }),
  )();
}

/** Closes an accession that a person does not want to go on with: what it took in stays, and the log says that it is not all. */
export function abandonAccession(
  archive: Archive,
  accession: Pick<Accession, 'id' | 'uid' | 'number'>,
  { stored, files }: { readonly stored: number; readonly files: number | null },
): void {
  const counted = files === null ? {} : { files };
  close(archive, accession, 'warning', { phase: 'abandoned', stored, ...counted });
}

/** Everything here is inside the transaction of its event. With the accession its plan goes (a trigger). */
function close(
  archive: Archive,
  { id, uid, number }: Pick<Accession, 'id' | 'uid' | 'number'>,
  outcome: EventDraft['outcome'],
  told: { readonly phase: string; readonly [name: string]: string | number },
): void {
  const db = archive.catalogue;
  const secret = db
    .prepare<[number], Uint8Array | null>('SELECT secret FROM accession WHERE id = ?')
    .pluck()
    .get(id);
  const unstored = secret ? { unstored: unstoredDigest(db, id, secret) } : {};
  const detail = { ...told, number, ...unstored };
  const [event] = appendEvents(db, archive.events, [accessionEvent(uid, outcome, detail)]);
  db.prepare("UPDATE accession SET state = 'closed', closed_at = ? WHERE id = ?").run(event?.time, id);
}

function requestDigest(
  roots: readonly Buffer[],
  description: AccessionDescription,
  leftOut: ReadonlySet<string>,
): string {
  const sorted = roots.map((root) => root.toString('base64')).sort();
  const asked = leftOut.size === 0 ? [sorted, description] : [sorted, description, [...leftOut].sort()];
  return Buffer.from(sha256(JSON.stringify(asked))).toString('hex');
}

/** This machine's clock as it stood: its time, its zone, and its offset from UTC in minutes (east positive). */
function machineClock(now: Date): { time: string; zone: string; offsetMinutes: number } {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { time: now.toISOString(), zone: timeZone, offsetMinutes: -now.getTimezoneOffset() };
}
