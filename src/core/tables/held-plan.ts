import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { HeldLast, stateKey } from './held.ts';
import { planImport, type ImportRequest, type PlannedRow } from './plan-import.ts';

export interface HeldRequest extends ImportRequest {
  /** Of the table, as `openTable` gave it. */
  readonly key: string;
}

const held = new HeldLast();

/** As `planImport`; what was planned last lies ready until something is written. Throws `interrupted`. */
export async function heldPlan(
  archive: Archive,
  request: HeldRequest,
  signal: AbortSignal | undefined,
): Promise<readonly PlannedRow[]> {
  const { key, kind, mapping, dayOrder } = request;
  const whole = JSON.stringify([key, kind, mapping, dayOrder, stateKey(archive)]);
  // Without the signal: another who asks for the same meanwhile gets it too.
  const planned = await held.get(archive, whole, () => planImport(archive, request));
  if (signal?.aborted === true) throw new AppError('interrupted');
  return planned;
}
