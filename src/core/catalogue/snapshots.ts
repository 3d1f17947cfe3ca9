import { AppError } from '../../shared/errors/app-error.ts';
import type { ItemFilter, ItemOrder } from '../../shared/records/item-row.ts';
import type { Archive } from '../archive/archive.ts';
import { randomSalt } from '../cryptography/random.ts';
import { inTurns, searcherOf } from '../search-thread/search-thread.ts';
import { catchUpFacts, factChanges } from './item-facts.ts';
import { itemRows, type FoundRow } from './rows.ts';
import { resolveItem } from './resolve.ts';

/** Of an open archive. One of a million items takes four megabytes. */
const held = 8;
const snapshots = new WeakMap<Archive, Map<string, Uint32Array>>();

/**
 * Puts items in order, and holds their row ids: whatever comes later, a position in it means the same item. Other work goes
 * on meanwhile. Throws `archive-not-open` if it is closed before it is done.
 */
export async function takeSnapshot(
  archive: Archive,
  filter: ItemFilter,
  sort: ItemOrder,
  signal?: AbortSignal,
): Promise<{ snapshot: string; total: number }> {
  const ids = await orderedIds(archive, filter, sort, signal);
  const of = snapshots.get(archive) ?? new Map<string, Uint32Array>();
  snapshots.set(archive, of);
  const snapshot = Buffer.from(randomSalt()).toString('base64url');
  of.set(snapshot, ids);
  for (const oldest of of.keys()) {
    if (of.size <= held) break;
    of.delete(oldest);
  }
  return { snapshot, total: ids.length };
}

/** Row ids of the items of a list, in its order. Throws as `takeSnapshot` does. */
export async function orderedIds(
  archive: Archive,
  filter: ItemFilter,
  sort: ItemOrder,
  signal?: AbortSignal,
): Promise<Uint32Array> {
  const isWriter = archive.access === 'write';
  if (isWriter) await inTurns(archive, catchUpFacts(archive), signal);
  const changes = isWriter ? factChanges(archive) : null;
  return searcherOf(archive).ask({ kind: 'order', filter, sort, changes }, signal);
}

/** Throws `snapshot-gone`. What is used is forgotten last. */
function idsOf(archive: Archive, snapshot: string): Uint32Array {
  const of = snapshots.get(archive);
  const ids = of?.get(snapshot);
  if (!of || !ids) throw new AppError('snapshot-gone');
  of.delete(snapshot);
  of.set(snapshot, ids);
  return ids;
}

export function snapshotRows(archive: Archive, snapshot: string, from: number, count: number): FoundRow[] {
  return itemRows(archive, idsOf(archive, snapshot).subarray(from, from + count));
}

export function placeIn(archive: Archive, snapshot: string, item: string): number | null {
  const at = idsOf(archive, snapshot).indexOf(resolveItem(archive, item));
  return at === -1 ? null : at;
}

export function releaseSnapshot(archive: Archive, snapshot: string): void {
  snapshots.get(archive)?.delete(snapshot);
}

/** Row ids at positions, in order; `ranges` are pairs of the first and the last position, both included. Throws `snapshot-gone`. */
export function snapshotIds(
  archive: Archive,
  snapshot: string,
  ranges: readonly (readonly [number, number])[],
): Uint32Array {
  const ids = idsOf(archive, snapshot);
  const parts = ranges.map(([first, last]) => ids.subarray(first, last + 1));
  const selected = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    selected.set(part, at);
    at += part.length;
  }
  return selected;
}
