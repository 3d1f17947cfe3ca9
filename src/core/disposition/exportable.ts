import { AppError } from '../../shared/errors/app-error.ts';
import type { Archive } from '../archive/archive.ts';
import { resolveItem } from '../catalogue/resolve.ts';
import { itemRow } from './items.ts';
import { knowsDispositions, stateOf } from './states.ts';

/** The item meant, if it can be given out. Throws `item-hidden`, `item-destroyed`, and as `resolveItem` does. */
export function resolveExportable(archive: Archive, reference: string): number {
  const id = resolveItem(archive, reference);
  const state = stateOf(archive, id);
  if (state === null) return id;
  const { number } = itemRow(archive, id);
  if (state === 'destroyed') throw new AppError('item-destroyed', { items: number });
  throw new AppError('item-hidden', { item: number, state: state === 'handed-over' ? 'handed over' : state });
}

/** What was handed over is still listed and found, but its bytes are not here. */
export function withoutHandedOver(archive: Archive, items: readonly number[]): number[] {
  if (!knowsDispositions(archive)) return [...items];
  const gone = archive.catalogue
    .prepare<[number], number>('SELECT 1 FROM tombstone WHERE item_id = ?')
    .pluck();
  return items.filter((id) => gone.get(id) === undefined);
}
