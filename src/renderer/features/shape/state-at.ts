import type { ItemRevisionView } from '../../../shared/records/description.ts';

/** What was said of an item after a revision: every field that said anything, from revisions in any order. */
export function stateAt(
  revisions: readonly ItemRevisionView[],
  revision: number,
): Readonly<Record<string, unknown>> {
  const state: Record<string, unknown> = {};
  for (const one of revisions.toSorted((a, b) => a.revision - b.revision)) {
    if (one.revision > revision) break;
    for (const { field, new: value } of one.changes) state[field] = value;
  }
  // What an item is called by is not said of it.
  return Object.fromEntries(
    Object.entries(state).filter(([field, value]) => field !== 'number' && isSaid(value)),
  );
}

function isSaid(value: unknown): boolean {
  return (
    value !== null && value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0)
  );
}
