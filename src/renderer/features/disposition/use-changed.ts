import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/**
 * Everything is asked anew after an act. Lists only where items leave them or are called otherwise: a list that is made anew
 * forgets what was chosen in it.
 */
export function useChanged(): (leavesLists: boolean) => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    (leavesLists) =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => leavesLists || queryKey[0] !== 'list' }),
    [queries],
  );
}
