import type { Archive } from '../archive/archive.ts';
import { recordDigest } from '../catalogue/record-digest.ts';
import { accessionMembers, type AccessionRecord } from '../catalogue/records.ts';
import { unstoredDigest } from '../catalogue/unstored-entries.ts';
import type { CommittedEvents } from './committed.ts';
import { eachRow, type Numbered } from './each-row.ts';

interface AccessionRow extends Numbered, AccessionRecord {
  readonly state: string;
  readonly run: number;
  readonly closedAt: string | null;
  readonly secret: Uint8Array | null;
}

const accessionSql = `SELECT accession.id, accession.uid, accession.number, request, state, run, started_at AS startedAt,
    closed_at AS closedAt, identity.uid AS identityUid, description, sources, machine_clock AS machineClock, secret
  FROM accession LEFT JOIN identity ON identity.id = accession.identity_id
  WHERE accession.id > ? ORDER BY accession.id LIMIT ?`;

/** Every accession against the events that began, resumed and closed it. */
export async function checkAccessions(
  archive: Archive,
  events: CommittedEvents,
  signal: AbortSignal,
  changed: (detail: string) => void,
): Promise<void> {
  await eachRow(
    archive,
    archive.catalogue.prepare<[number, number], AccessionRow>(accessionSql),
    signal,
    (row) => {
      const { secret, number } = row;
      const phases = events.about('accession', row.uid);
      const last = (phase: string) => phases.findLast(({ detail }) => detail.phase === phase);
      const record = secret && recordDigest(secret, accessionMembers(row));
      // Where something of it was erased, that event commits to what is left, and the ones before have lost their values.
      const erased = last('erased');
      if (record === null || (erased ?? last('started'))?.detail.record !== record)
        changed(`accession ${number} differs from what was recorded`);
      const runs = phases.findLast(({ detail }) => detail.run !== undefined);
      if (row.run !== (runs?.detail.run ?? 1))
        changed(`how often accession ${number} was resumed differs from what was recorded`);
      const finished = phases.findLast(
        ({ detail }) => detail.phase === 'finished' || detail.phase === 'abandoned',
      );
      // An accession that was open when something went out of it is closed by an event of its own later.
      const closes = finished && (!erased || phases.lastIndexOf(finished) > phases.lastIndexOf(erased));
      const closedAt = closes ? finished.time : (erased?.detail.closedAt ?? null);
      if (row.state !== (closedAt === null ? 'open' : 'closed') || row.closedAt !== closedAt)
        changed(`whether and when accession ${number} was closed differs from what was recorded`);
      // Until it is closed these rows come and go, and nothing commits to them.
      const unstored = phases.findLast(({ detail }) => detail.unstored !== undefined)?.detail.unstored;
      if (closedAt !== null && secret && unstored !== unstoredDigest(archive.catalogue, row.id, secret))
        changed(`what accession ${number} skipped or could not read differs from what was recorded`);
    },
  );
}
