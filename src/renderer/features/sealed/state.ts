import { useQuery } from '@tanstack/react-query';
import { useArchive, useSession } from '../../session/session.tsx';

/** Undefined until it is known. */
export function useSealedState(): 'none' | 'locked' | 'unlocked' | undefined {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  return useQuery({
    queryKey: ['sealed-state', archive],
    queryFn: () => host.client.sealed.state({ archive }),
    staleTime: 0,
  }).data;
}
