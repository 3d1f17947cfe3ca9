import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { isAppError } from '../../../shared/errors/app-error.ts';
import type { ItemFilter, ItemOrder, ItemRow, ListedRow } from '../../../shared/records/item-row.ts';
import { useIsRunning } from '../../jobs/jobs.ts';
import { useArchive, useSession } from '../../session/session.tsx';

/** What was edited since a list was made: its rows go on standing where they stood. */
export type Edited = Readonly<Record<string, Pick<ItemRow, 'title' | 'captured' | 'isGraphic'>>>;

export const everything: ItemFilter = { query: null, camera: null, accession: null, state: null };

/** Fewer than can be seen at once: what comes to them moves nothing out of sight. */
const few = 12;

/** A list in the order it had when it was asked for; made anew when the filter changes, when an import ended, or by `renew`. */
export function useList(filter: ItemFilter, sort: ItemOrder, isTouched = true) {
  const { host, jobs } = useSession();
  const { handle: archive } = useArchive();
  const isGrowing = useIsRunning(jobs, 'import');
  const queries = useQueryClient();
  const { client } = host;
  const [failure, setFailure] = useState<unknown>(null);
  /** Rows are fetched anew, at the places they have. */
  const [turn, setTurn] = useState(0);
  const { data, error, refetch } = useQuery({
    queryKey: ['list', archive, filter, sort],
    // What is typed on is not looked for any more.
    queryFn: ({ signal }) => client.items.snapshot({ archive, filter, sort }, { signal }),
    staleTime: 0,
    gcTime: 0,
    placeholderData: keepPreviousData,
    // The first pictures of an import show at once, and the first few as they come, until somebody takes hold of one.
    refetchInterval: ({ state }) => {
      const total = state.data?.total ?? 0;
      if (!isGrowing) return false;
      return total === 0 ? 200 : isTouched || total >= few ? false : 1000;
    },
  });
  const snapshot = data?.snapshot ?? null;
  const renew = useCallback(() => {
    setFailure(null);
    queries.removeQueries({ queryKey: ['edited', archive] });
    void refetch();
  }, [queries, archive, refetch]);

  const loadRows = useMemo(
    () =>
      async (from: number, count: number, signal: AbortSignal): Promise<readonly ListedRow[]> => {
        // A later turn is another function.
        if (snapshot === null || turn < 0) return [];
        return (await client.items.rows({ archive, snapshot, from, count }, { signal })).rows;
      },
    [client, archive, snapshot, turn],
  );
  const onFailure = useCallback(
    (thrown: unknown) => {
      if (isAppError(thrown) && thrown.code === 'snapshot-gone') renew();
      else setFailure(thrown);
    },
    [renew],
  );
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  const missing = useCatchingUp(reload);
  return {
    snapshot,
    total: data?.total ?? 0,
    error: failure ?? error,
    loadRows,
    onFailure,
    renew,
    reload,
    missing,
  };
}

/** Files whose picture is still being made, after it was lost; `onMore` is called as there are more. */
function useCatchingUp(onMore: () => void): number {
  const { host, jobs } = useSession();
  const { handle: archive } = useArchive();
  const [missing, setMissing] = useState(0);
  // An import does it first of all, and leaves off where it is stopped.
  const isTakingIn = useIsRunning(jobs, 'import');
  useEffect(() => {
    const stop = new AbortController();
    const listen = async (): Promise<void> => {
      let before = 0;
      const told = await host.client.items.catchingUp({ archive }, { signal: stop.signal });
      for await (const { missing } of told) {
        setMissing(missing);
        if (missing < before) onMore();
        before = missing;
      }
      if (before > 0) onMore();
    };
    void listen()
      // Locked or gone: the window is told of it elsewhere.
      .catch(() => undefined)
      .finally(() => {
        if (!stop.signal.aborted) setMissing(0);
      });
    return () => stop.abort();
  }, [host, archive, isTakingIn, onMore]);
  return missing;
}

/** A list as it was made, or items that are named. */
export type Listed = string | readonly string[];

/** The item at a place of a list; `keep`: the one before it until it is there. */
export function useRowAt(snapshot: Listed | null, position: number | null, keep = false) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  return useQuery({
    queryKey: ['row', archive, snapshot, position],
    queryFn: async () => {
      const list = snapshot ?? '';
      if (typeof list === 'string') {
        const asked = { archive, snapshot: list, from: position ?? 0, count: 1 };
        return (await host.client.items.rows(asked)).rows[0] ?? null;
      }
      const item = list[position ?? 0];
      return item === undefined
        ? null
        : ((await host.client.items.some({ archive, items: [item] })).rows[0] ?? null);
    },
    enabled: snapshot !== null && position !== null,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}

export function useItem(id: string | null) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  return useQuery({
    queryKey: ['item', archive, id],
    queryFn: () => host.client.items.show({ archive, item: id ?? '' }),
    enabled: id !== null,
  });
}
