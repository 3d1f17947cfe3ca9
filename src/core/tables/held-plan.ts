import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { HeldLast, stateKey } from './held.ts';
import { planImport, type ImportRequest, type PlannedRow } from './plan-import.ts';
import { planItems, type ItemsRequest, type PlannedItem } from './plan-items.ts';

export type HeldRequest = (ImportRequest | ItemsRequest) & {
  /** Of the table, as `openTable` gave it. */
  readonly key: string;
};

const held = new HeldLast();

/** As `planImport` and `planItems`; what was planned last lies ready until something is written. Throws `interrupted`. */
export async function heldPlan(
  archive: Archive,
  request: HeldRequest,
  signal: AbortSignal | undefined,
): Promise<readonly (PlannedRow | PlannedItem)[]> {
  const { key, kind, mapping, dayOrder } = request;
  const whole = JSON.stringify([key, kind, mapping, dayOrder, stateKey(archive)]);
  // Without the signal: another who asks for the same meanwhile gets it too.
  const planned = await held.get<readonly (PlannedRow | PlannedItem)[]>(archive, whole, () =>
    request.kind === 'item' ? planItems(archive, request) : planImport(archive, request),
  );
  if (signal?.aborted === true) throw new AppError('interrupted');
  return planned;
}
