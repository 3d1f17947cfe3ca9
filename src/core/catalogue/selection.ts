import type { ItemSelection } from '../../shared/records/selection.ts';
import type { Archive } from '../archive/archive.ts';
import { resolveItem } from './resolve.ts';
import { snapshotIds } from './snapshots.ts';

/** Row ids of the items that are meant, each once, in the order given. Throws `snapshot-gone`, and as `resolveItem` does. */
export function resolveSelection(archive: Archive, selection: ItemSelection): number[] {
  switch (selection.by) {
    case 'items':
      return [...new Set(selection.items.map((reference) => resolveItem(archive, reference)))];
    case 'snapshot':
      return [...new Set(snapshotIds(archive, selection.snapshot, selection.ranges))];
  }
}
