import { useQuery, useQueryClient } from '@tanstack/react-query';
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

/** After something sealed was unlocked or locked: what is shown of it is read anew, or forgotten. */
export function useSealedChanged(): () => Promise<void> {
  const { handle: archive } = useArchive();
  const queries = useQueryClient();
  return async () => {
    for (const name of ['sealed', 'person']) queries.removeQueries({ queryKey: [name, archive] });
    await Promise.all(
      ['sealed-state', 'record', 'records', 'links-of-item', 'reminders'].map((name) =>
        queries.resetQueries({ queryKey: [name, archive] }),
      ),
    );
  };
}
