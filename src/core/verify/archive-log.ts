import { isFailure, type Finding, type Outcome } from '../../shared/records/verification.ts';
import type { Archive } from '../archive/archive.ts';
import { logProblems, type LogFinding } from '../custody/log-findings.ts';
import type { NotedCheckpoint } from '../custody/verify-checkpoints.ts';
import { verifyLog } from '../custody/verify-log.ts';

export interface LogReport {
  readonly size: number;
  /** Recomputed from the leaves, lower-case hex; null if leaves are missing. */
  readonly root: string | null;
  readonly verdict: Outcome;
  readonly findings: readonly (Finding & { readonly sequence: number | null })[];
}

/** The archive's custody log, recomputed; `anchors` are checkpoints that were noted outside it. */
export async function verifyArchiveLog(
  archive: Archive,
  anchors: readonly NotedCheckpoint[],
  signal?: AbortSignal,
): Promise<LogReport> {
  const { size, root, findings } = await verifyLog(archive.catalogue, archive.events.log.id, {
    anchors,
    ...(signal ? { signal } : {}),
  });
  const shown = findings.map((found) => ({ ...asFinding(found), sequence: found.sequence }));
  return {
    size,
    root: root && Buffer.from(root).toString('hex'),
    verdict: shown.some(isFailure) ? 'failed' : 'verified',
    findings: shown,
  };
}

export function asFinding({ problem, sequence, last, detail }: LogFinding): Finding {
  const which =
    sequence === null ? '' : last === null || last === sequence ? `/${sequence}` : `/${sequence}-${last}`;
  return { path: `log${which}`, problem: logProblems[problem], detail: `${problem}: ${detail}` };
}
