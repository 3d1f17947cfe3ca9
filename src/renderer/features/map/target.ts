import type { ItemRecord } from '../../../shared/records/item.ts';
import type { ItemSelection } from '../../../shared/records/selection.ts';

/** What is to be put somewhere on the map. */
export interface Target {
  readonly selection: ItemSelection;
  readonly count: number;
  /** Where it is one item. */
  readonly record: ItemRecord | null;
}

/** By which another screen asks for it. */
export const askedPlace = 'map.place';
