import { useCallback } from 'react';
import type { ItemFilter } from '../../../shared/records/item-row.ts';
import { useSession } from '../../session/session.tsx';
import { useKept } from '../../session/use-kept.ts';
import { everything } from './list.ts';

const name = 'evidence.filter';

/** What lists are narrowed to: the same in the grid and on the map, and still when a person comes back. */
export function useFilter() {
  const { kept } = useSession();
  const [filter] = useKept(name, everything);
  const setFilter = useCallback(
    (change: (now: ItemFilter) => ItemFilter): void =>
      kept.set(name, change((kept.get(name) as ItemFilter | undefined) ?? everything)),
    [kept],
  );
  return [filter, setFilter] as const;
}

/** Whether anything is narrowed at all. */
export const isNarrowed = (filter: ItemFilter): boolean =>
  Object.values(filter).some((value) => value !== null && value !== undefined && value !== false);
