import { useState } from 'react';
import { useArchive, useSession } from '../../session/session.tsx';
import { useRecordsChanged } from './use-records.ts';

export interface NewLink {
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly certainty?: string;
  readonly note?: string;
}

/** What was done last, and can be undone. */
interface Done {
  readonly links: readonly string[];
  readonly isRemoved: boolean;
}

/** Links and unlinks, and takes the last of it back. */
export function useLinking() {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const changed = useRecordsChanged();
  const [done, setDone] = useState<Done | null>(null);
  const [error, setError] = useState<unknown>(null);
  const run = async (work: () => Promise<Done | null>): Promise<boolean> => {
    try {
      setError(null);
      setDone(await work());
      await changed();
      return true;
    } catch (thrown) {
      setError(thrown);
      return false;
    }
  };
  const setRemoved = async (links: readonly string[], isRemoved: boolean): Promise<void> =>
    host.client.links.setRemoved({ archive, links: [...links], isRemoved });
  return {
    done,
    error,
    link: (links: readonly NewLink[]): Promise<boolean> =>
      run(async () => ({
        links: await host.client.links.add({ archive, links: [...links] }),
        isRemoved: false,
      })),
    unlink: (links: readonly string[]): Promise<boolean> =>
      run(async () => {
        await setRemoved(links, true);
        return { links, isRemoved: true };
      }),
    undo: (): Promise<boolean> =>
      run(async () => {
        if (done && done.links.length > 0) await setRemoved(done.links, !done.isRemoved);
        return null;
      }),
  };
}

export type Linking = ReturnType<typeof useLinking>;
