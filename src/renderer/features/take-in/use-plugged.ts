import { useEffect, useState } from 'react';
import type { AnyPath } from '../../../shared/contract/common.ts';
import { readablePath } from '../../host/any-path.ts';
import { useArchive, useSession } from '../../session/session.tsx';

export interface Plugged {
  readonly name: string;
  readonly path: AnyPath;
  readonly isCard: boolean;
}

/** Where an archive lies is no card that it is filled from. */
const holds = (volume: AnyPath, archive: string): boolean => {
  const path = readablePath(volume).replace(/[/\\]+$/, '');
  return archive.startsWith(`${path}/`) || archive.startsWith(`${path}\\`);
};

/** Cards that are there, and whatever else was plugged in since the screen stands. Looks only while it stands. */
export function usePlugged(): readonly Plugged[] {
  const { host } = useSession();
  const { path: archive } = useArchive();
  const [volumes, setVolumes] = useState<readonly Plugged[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    const watch = async (): Promise<void> => {
      let before: ReadonlySet<string> | null = null;
      try {
        const told = await host.client.ingest.plugged(undefined, { signal: controller.signal });
        for await (const { volumes: found } of told) {
          const known: ReadonlySet<string> = before ?? new Set(found.map(({ path }) => JSON.stringify(path)));
          before = known;
          setVolumes(
            found.filter(
              ({ path, isCard }) => (isCard || !known.has(JSON.stringify(path))) && !holds(path, archive),
            ),
          );
        }
      } catch {
        // Left, or not told: the button finds the card too.
      }
    };
    void watch();
    return () => controller.abort();
  }, [host, archive]);
  return volumes;
}
