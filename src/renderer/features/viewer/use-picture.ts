import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { DrawnPicture } from '../../../shared/records/picture.ts';
import { useArchive, useSession } from '../../session/session.tsx';

/** Milliseconds that somebody rests at a picture before it is drawn: what is passed by is not. */
const rest = 90;

/** A page of a file, drawn large. Left, its drawing is stopped. */
export function usePicture(file: string | null, page: number) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  return useQuery({
    queryKey: ['picture', archive, file, page],
    queryFn: async ({ signal }) => {
      await rested(signal);
      return host.client.media.picture({ archive, file: file ?? '', page }, { signal });
    },
    enabled: file !== null,
    staleTime: 60_000,
    gcTime: 0,
    // Another page of the same file: how many there are is known.
    placeholderData: (before, query) => (query?.queryKey[2] === file ? before : undefined),
  });
}

function rested(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, rest);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error('left'));
    });
  });
}

/**
 * Asks anew for addresses that run out: when somebody moves, not by the clock, so that a picture that is left open does not
 * keep the archive from locking itself.
 */
export function useFreshAddresses(drawn: DrawnPicture | null, moved: unknown, refetch: () => void): void {
  const asked = useRef<string | null>(null);
  useEffect(() => {
    if (!drawn || asked.current === drawn.validUntil) return;
    if (Date.parse(drawn.validUntil) - Date.now() > 60_000) return;
    asked.current = drawn.validUntil;
    refetch();
  }, [drawn, moved, refetch]);
}

/** Thumbnails of files, by id: what is seen until more is drawn. */
export function useThumbnails(files: readonly string[]) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  return useQuery({
    queryKey: ['thumbnails', archive, files],
    queryFn: async () => {
      const of = { by: 'files', ids: files.slice(0, 500) } as const;
      const { addresses } = await host.client.media.addresses({
        archive,
        of: { by: of.by, ids: [...of.ids] },
      });
      return new Map(addresses.map((one) => [one.id, one]));
    },
    enabled: files.length > 0,
    staleTime: 60_000,
    gcTime: 0,
  });
}
