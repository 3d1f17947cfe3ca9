import type { CustodyEvent, SubjectName } from '../../../shared/records/item.ts';
import type { HostShell } from '../../host/host-shell.ts';

export interface LogEvent extends CustodyEvent {
  readonly subjectName?: SubjectName | null | undefined;
}

export interface Log {
  readonly size: number;
  /** Newest first. */
  readonly events: readonly LogEvent[];
}

/** So many are kept in view. */
export const mostEvents = 500;

/** The end of the log. All of it passes by: it is told from its beginning. */
export async function readLog(host: HostShell, archive: string, signal: AbortSignal): Promise<Log> {
  const stream = await host.client.custody.log({ archive, item: null, named: true }, { signal });
  let kept: LogEvent[] = [];
  for (;;) {
    const step = await stream.next();
    if (step.done === true) return { size: step.value.size, events: kept.slice(-mostEvents).reverse() };
    kept.push(step.value);
    if (kept.length >= 2 * mostEvents) kept = kept.slice(-mostEvents);
  }
}

const types = [
  'capture',
  'ingestion',
  'message digest calculation',
  'virus check',
  'metadata extraction',
  'fixity check',
  'metadata modification',
  'derivation',
  'redaction',
  'access',
  'export',
  'transfer',
  'validation',
  'signature',
  'timestamping',
  'deletion',
] as const;
const kinds = ['file', 'item', 'accession', 'identity', 'package', 'archive', 'backup', 'replica'] as const;

/** Null for one of a later version: shown as it is. */
export const typeKey = (type: string | null) => types.find((known) => known === type) ?? null;
export const kindKey = (kind: string) => kinds.find((known) => known === kind) ?? null;

const stages = ['started', 'finished', 'failed', 'received', 'acknowledged', 'restored'] as const;

/** How far what the event tells of had come, where it was told in more than one event. */
export function stageKey(detail: unknown) {
  if (typeof detail !== 'object' || detail === null || !('stage' in detail)) return null;
  return stages.find((known) => known === detail.stage) ?? null;
}
