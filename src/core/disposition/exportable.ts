import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { knowsDescriptions } from '../catalogue/item-state.ts';
import { resolveItem } from '../catalogue/resolve.ts';
import { parseUuid } from '../cryptography/random.ts';
import { itemRow } from './items.ts';
import { exportableItems, knowsDispositions, stateOf } from './states.ts';

/** The item meant, if it can be given out. Throws `item-hidden`, `item-destroyed`, and as `resolveItem` does. */
export function resolveExportable(archive: Archive, reference: string): number {
  const id = resolveItem(archive, reference);
  const state = stateOf(archive, id);
  const into = state === null ? combinedInto(archive, id) : null;
  if (state === null && into === null) return id;
  const { number } = itemRow(archive, id);
  if (into !== null) throw new AppError('item-combined', { item: number, into });
  if (state === 'destroyed') throw new AppError('item-destroyed', { items: number });
  throw new AppError('item-hidden', {
    item: number,
    state: state === 'handed-over' ? 'handed over' : (state ?? ''),
  });
}

/** The number of the item that has an item's files now, or null. */
export function combinedInto(archive: Archive, itemId: number): string | null {
  if (!knowsDescriptions(archive)) return null;
  const id = archive.catalogue
    .prepare<[number], string | null>('SELECT combined_into FROM item WHERE id = ?')
    .pluck()
    .get(itemId);
  const uid = id == null ? null : parseUuid(id);
  const number = archive.catalogue
    .prepare<[Uint8Array | null], string>('SELECT number FROM item WHERE uid = ?')
    .pluck()
    .get(uid);
  return number ?? null;
}

/** Those of a list that can be given out, in its order: they may have been hidden, destroyed or combined since it was made. */
export function exportable(archive: Archive, items: Iterable<number>): number[] {
  const may = archive.catalogue
    .prepare<[number], number>(`SELECT 1 FROM item WHERE id = ? AND ${exportableItems(archive)}`)
    .pluck();
  return [...items].filter((id) => may.get(id) !== undefined);
}

/** What was handed over is still listed and found, but its bytes are not here. */
export function withoutHandedOver(archive: Archive, items: readonly number[]): number[] {
  if (!knowsDispositions(archive)) return [...items];
  const gone = archive.catalogue
    .prepare<[number], number>('SELECT 1 FROM tombstone WHERE item_id = ?')
    .pluck();
  return items.filter((id) => gone.get(id) === undefined);
}
