import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useArchive } from '../../session/session.tsx';

/** Work on the key slots; nothing of what was typed for it is kept. */
export function useKeyChange(work: () => Promise<unknown>, onClose: () => void) {
  const { handle } = useArchive();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: work,
    gcTime: 0,
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ['keys', handle] }),
  });
}
