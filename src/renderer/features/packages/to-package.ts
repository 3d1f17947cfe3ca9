import type { Selection } from '../../components/item-grid/selection.ts';
import { useKept } from '../../session/use-kept.ts';

/** What was chosen to go into a package: places in a list as it was then, or the exhibits of a document in their order. */
export type ToPackage = {
  readonly count: number;
  /** Ids of terms: for what and for whom they were chosen, where that is known. */
  readonly giving?: { readonly purpose: string; readonly recipient: string };
} & (
  | { readonly by: 'snapshot'; readonly snapshot: string; readonly ranges: Selection }
  | { readonly by: 'items'; readonly items: readonly string[] }
);

export const useToPackage = () => useKept<ToPackage | null>('to-package', null);
