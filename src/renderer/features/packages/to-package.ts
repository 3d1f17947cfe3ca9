import type { Selection } from '../../components/item-grid/selection.ts';
import { useKept } from '../../session/use-kept.ts';

/** What was chosen in a list to go into a package: places in the list as it was then. */
export interface ToPackage {
  readonly snapshot: string;
  readonly ranges: Selection;
  readonly count: number;
}

export const useToPackage = () => useKept<ToPackage | null>('to-package', null);
