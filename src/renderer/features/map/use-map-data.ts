import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { ItemFilter } from '../../../shared/records/item-row.ts';
import type { ListedMapFile } from '../../../shared/records/map.ts';
import { plainText } from '../../components/safe-text.tsx';
import type { HostShell } from '../../host/host-shell.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { forgetOwnTiles, holdOwnTiles } from './own-tiles.ts';
import { areaOf, extentOf, type Extent, type Size, type View } from './view.ts';

/** Where the map rests: a part more than is in view, so that what comes in by panning is there already. */
export interface Rest {
  readonly view: View;
  readonly size: Size;
}

/** A quarter of what is in view on each side. */
function around({ west, south, east, north }: Extent): Extent {
  const [across, down] = [(east - west) / 4, (north - south) / 4];
  return areaOf({ west: west - across, south: south - down, east: east + across, north: north + down });
}

export function useClusters(filter: ItemFilter, rest: Rest | null) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const zoom = rest === null ? 0 : Math.floor(rest.view.zoom);
  const bounds = useMemo(() => rest && around(extentOf(rest.view, rest.size)), [rest]);
  return useQuery({
    queryKey: ['list', archive, 'clusters', filter, bounds, zoom],
    queryFn: async ({ signal }) => {
      const asked = { archive, filter, bounds: bounds ?? world, zoom };
      return { ...(await host.client.map.clusters(asked, { signal })), zoom };
    },
    enabled: bounds !== null,
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
}

const world = { west: -180, south: -90, east: 180, north: 90 };
const mostLabels = 240;

export function useLabels(rest: Rest | null, hasGazetteer: boolean, language: string) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const bounds = useMemo(() => rest && around(extentOf(rest.view, rest.size)), [rest]);
  const zoom = rest?.view.zoom ?? 0;
  return useQuery({
    queryKey: ['map', archive, 'labels', bounds, zoom, language],
    queryFn: async ({ signal }) => {
      const asked = { archive, bounds: bounds ?? world, zoom, language, limit: mostLabels };
      const labels = await host.client.map.labels(asked, { signal });
      // What could hide in a name shows on a canvas too.
      return labels.map((label) => ({ ...label, name: plainText(label.name) }));
    },
    enabled: bounds !== null && hasGazetteer,
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
}

/**
 * Maps and gazetteers of a person's own. An address that ran out is asked for anew when a range of it is wanted, not by the clock:
 * what a page asks by itself would keep an archive unlocked.
 */
export function useOwnMaps(): readonly ListedMapFile[] {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { data } = useQuery({
    queryKey: ['map', archive, 'files'],
    queryFn: () => host.client.map.files({ archive }),
  });
  const files = data?.files ?? none;
  useEffect(() => forgetOwnTiles, [archive]);
  useEffect(() => {
    for (const { id, detail } of files)
      if (detail.kind === 'tiles') holdOwnTiles(id, readerOf(host, archive, id));
  }, [files, host, archive]);
  return files;
}

const none: readonly ListedMapFile[] = [];

/** Ranges of a map's bytes; an address that ran out is asked for anew. */
function readerOf(host: HostShell, archive: string, id: string) {
  let address: Promise<string> | null = null;
  const ask = async (): Promise<string> => {
    const { files } = await host.client.map.files({ archive });
    const file = files.find((one) => one.id === id);
    if (!file) throw new Error('the map is gone');
    return host.mediaUrl(file.address);
  };
  return async (offset: number, length: number, signal: AbortSignal | undefined): Promise<ArrayBuffer> => {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await fetch(await (address ??= ask()), {
        headers: { range: `bytes=${offset}-${offset + length - 1}` },
        ...(signal ? { signal } : {}),
      });
      if (answer.status === 206) return answer.arrayBuffer();
      address = null;
      await answer.body?.cancel();
      // Shorter than it says it is; or, the second time, gone.
      if (answer.status === 416) return new ArrayBuffer(0);
      if (attempt > 0) throw new Error(`the map answers ${answer.status}`);
    }
  };
}
