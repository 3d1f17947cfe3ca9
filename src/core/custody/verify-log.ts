import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../database/connection.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { sha256 } from '../cryptography/digest.ts';
import { emptyRoot } from '../../verifier/custody/merkle.ts';
import { sameBytes } from '../../verifier/custody/encoding.ts';
import { ErasureLedger } from './erasures.ts';
import { EventChecker } from './verify-event.ts';
import { FindingList, type LogVerification } from './log-findings.ts';
import { blockSize, readLogRow } from './log.ts';
import { TreeChecker } from './verify-tree.ts';
import { History } from './history.ts';
import { readCheckpoints, type NotedCheckpoint } from './verify-checkpoints.ts';

export interface LogEventRow {
  readonly sequence: number;
  readonly leaf: Uint8Array;
  readonly disclosures: string | null;
  readonly subject: string | null;
  readonly type: string | null;
}

/**
 * Recomputes a log from its leaves' bytes, a block of 256 events at a time, and compares it with everything that says
 * what it should be: the values beside the leaves, the stored nodes, the acknowledged size and root, the signed
 * checkpoints, and checkpoints that were noted elsewhere. Findings are values; a clock that was set back and a copy that was
 * restored are findings of their own, apart from tampering.
 */
export async function verifyLog(
  db: Database,
  logId: number,
  options: {
    readonly signal?: AbortSignal;
    /** Checkpoints that were given out or noted: signed notes, and what to call each. */
    readonly anchors?: readonly NotedCheckpoint[];
    readonly onProgress?: (done: number, total: number) => void;
  } = {},
): Promise<LogVerification> {
  const log = readLogRow(db, logId);
  const findings = new FindingList();
  const history = new History();
  const checkpoints = readCheckpoints(db, log, options.anchors ?? [], findings);
  const erasures = new ErasureLedger();
  const tree = new TreeChecker(db, log, checkpoints, history, findings);
  const events = new EventChecker(erasures, history, findings);
  const page = db.prepare<[number, number, number], LogEventRow>(
    `SELECT e.sequence, e.leaf, d.disclosures, d.subject, d.type FROM event e
     LEFT JOIN event_disclosure d ON d.log_id = e.log_id AND d.sequence = e.sequence
     WHERE e.log_id = ? AND e.sequence >= ? AND e.sequence < ? ORDER BY e.sequence`,
  );
  for (let start = 0; start < log.size; start += blockSize) {
    if (options.signal?.aborted === true) throw new AppError('interrupted');
    const end = Math.min(start + blockSize, log.size);
    const rows = page.all(logId, start, end);
    tree.takeBlock(start, end, rows, events.checkBlock(rows));
    options.onProgress?.(end, log.size);
    await nextTurn();
  }
  tree.finish();
  erasures.report(findings);
  reportAdditions(db, logId, findings);
  if (log.size === 0 && !sameBytes(log.root, emptyRoot(sha256)))
    findings.add('root-wrong', null, 'the stored root is not that of an empty log');
  if (!findings.failed) history.report(findings);
  return {
    size: log.size,
    root: tree.root(),
    findings: findings.sorted(),
    findingCount: findings.total,
    checkpoints: tree.agreeing,
    anchored: tree.anchored,
  };
}

/** Events beyond the acknowledged size; read in one snapshot with it, since a writer may have gone on meanwhile. */
function reportAdditions(db: Database, logId: number, findings: FindingList): void {
  const extra = db
    .prepare<[number], { first: number | null; last: number | null; count: number }>(
      `SELECT min(e.sequence) AS first, max(e.sequence) AS last, count(*) AS count
       FROM log l JOIN event e ON e.log_id = l.id AND e.sequence >= l.size WHERE l.id = ?`,
    )
    .get(logId);
  if (!extra || extra.first === null || extra.last === null) return;
  const detail = `${extra.count} events beyond what was acknowledged`;
  findings.add('event-added', { first: extra.first, last: extra.last }, detail);
}
