import { sha256 } from '../cryptography/digest.ts';
import { uuidText, uuidV7 } from '../cryptography/random.ts';
import { createLog, openCustodyLog, readLogRow } from '../custody/log.ts';
import { openDatabase, type Database } from '../database/connection.ts';
import { sameBytes } from '../../verifier/custody/encoding.ts';
import { leafHash } from '../../verifier/custody/merkle.ts';

interface EventRow {
  readonly sequence: number;
  readonly leaf: Uint8Array;
  readonly disclosures: string | null;
}
interface Proof {
  readonly size: number;
  readonly root: Uint8Array;
}

/** What a broken catalogue still says of the log beyond the snapshot's. */
export interface Salvage {
  /** Events that were saved. */
  readonly events: number;
  /** Events that it says there were, or null if not even that can be read. */
  readonly acknowledged: number | null;
}

/**
 * Saves the events that the broken catalogue at `path` still gives beyond the log of `db` (a copy of a snapshot), as far as
 * they grow the snapshot's tree to a root that was acknowledged or signed: what merely can be read proves nothing. They tell
 * of records that are lost, so they are no part of the log, which goes on from the snapshot: they lie beside it as a log of
 * their own (docs/formats/archive.md, "Repair"), under the same cipher.
 */
export function salvageEvents(db: Database, logId: number, path: string, key: Uint8Array | null): Salvage {
  let broken: Database;
  try {
    broken = openDatabase(path, { journal: 'rollback', access: 'read', key });
  } catch {
    return { events: 0, acknowledged: null };
  }
  try {
    return takeOver(db, broken, logId);
  } finally {
    broken.close();
  }
}

function takeOver(db: Database, broken: Database, logId: number): Salvage {
  const head = attempt(() => readLogRow(broken, logId));
  const acknowledged = head?.size ?? null;
  const from = readLogRow(db, logId).size;
  const proofs = [...(head ? [head] : []), ...(attempt(() => checkpointsOf(broken, logId, from)) ?? [])];
  const size = provedSize(db, broken, logId, proofs);
  if (size <= from) return { events: 0, acknowledged };
  db.transaction(() => {
    append(db, broken, logId, size);
  })();
  return { events: size - from, acknowledged };
}

function checkpointsOf(broken: Database, logId: number, from: number): Proof[] {
  return broken
    .prepare<[number, number], Proof>(
      'SELECT size, root FROM checkpoint WHERE log_id = ? AND note IS NOT NULL AND size > ?',
    )
    .all(logId, from);
}

/** The largest size at which the leaves that can be read have a root that is vouched for. */
function provedSize(db: Database, broken: Database, logId: number, proofs: readonly Proof[]): number {
  const { tree } = openCustodyLog(db, logId).growing();
  let proved = tree.size;
  for (const { leaf } of readable(broken, logId, tree.size)) {
    tree.appendLeaf(leafHash(sha256, leaf));
    if (proofs.some((proof) => proof.size === tree.size && sameBytes(proof.root, tree.root())))
      proved = tree.size;
  }
  return proved;
}

/** A second log, whose first events are the own log's: `size` and `root` are those it came to. */
function append(db: Database, broken: Database, logId: number, size: number): void {
  const { tree } = openCustodyLog(db, logId).growing();
  const uid = uuidV7(Date.now());
  const { origin } = readLogRow(db, logId);
  const lost = createLog(db, { uid, origin: `${origin}/lost/${uuidText(uid)}` });
  const event = db.prepare('INSERT INTO event (log_id, sequence, leaf) VALUES (?, ?, ?)');
  // Without a subject to look them up by: what they are about is not there.
  const disclosure = db.prepare(
    'INSERT INTO event_disclosure (log_id, sequence, disclosures) VALUES (?, ?, ?)',
  );
  for (const row of readable(broken, logId, tree.size)) {
    if (row.sequence >= size) break;
    event.run(lost, row.sequence, row.leaf);
    if (row.disclosures !== null) disclosure.run(lost, row.sequence, row.disclosures);
    tree.appendLeaf(leafHash(sha256, row.leaf));
  }
  db.prepare('UPDATE log SET size = ?, root = ? WHERE id = ?').run(size, tree.root(), lost);
}

/** Events in order from `from` on, until one is missing or cannot be read. */
function* readable(broken: Database, logId: number, from: number): Generator<EventRow> {
  const page = attempt(() =>
    broken.prepare<[number, number], EventRow>(
      `SELECT e.sequence, e.leaf, d.disclosures FROM event e
       LEFT JOIN event_disclosure d ON d.log_id = e.log_id AND d.sequence = e.sequence
       WHERE e.log_id = ? AND e.sequence >= ? ORDER BY e.sequence LIMIT 50`,
    ),
  );
  for (let next = from; ;) {
    const rows = attempt(() => page?.all(logId, next)) ?? [];
    for (const row of rows) {
      if (row.sequence !== next) return;
      yield row;
      next += 1;
    }
    if (rows.length === 0) return;
  }
}

/** Null where the pages that it needs cannot be read. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
