import type { ItemRow } from '../../../shared/records/item-row.ts';
import type { Selection } from '../../components/item-grid/selection.ts';
import type { CoreClient } from '../../host/host-shell.ts';

const rowsAtOnce = 500;

/** The items that are selected in a list, as they are now. */
export async function chosenRows(
  client: CoreClient,
  archive: string,
  snapshot: string,
  selection: Selection,
): Promise<readonly ItemRow[]> {
  const found: ItemRow[] = [];
  for (const [first, last] of selection) {
    for (let from = first; from <= last; from += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, last + 1 - from);
      found.push(...(await client.items.rows({ archive, snapshot, from, count })).rows);
    }
  }
  return found;
}
