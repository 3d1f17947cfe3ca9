import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FindingKind } from '../../../shared/records/finding.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import { useRecordsChanged } from '../records/use-records.ts';

const pageSize = 20;
/** Milliseconds between two looks at work that goes on. */
const often = 500;

/** How much there is to look into, told at once as it was, and anew while the archive is looked through. */
export function useCounts(translation: string) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { language } = useTranslation().i18n;
  return useQuery({
    queryKey: ['gaps', archive, 'counts', language, translation],
    queryFn: () => host.client.gaps.count({ archive, language, translation, wait: false }),
    refetchInterval: ({ state }) => (state.data?.isWorking === true ? often : false),
    placeholderData: keepPreviousData,
  });
}

/** Those of a kind, a part at a time; `asOf` is when what is shown was found. */
export function useFindings(kind: FindingKind, isAside: boolean, translation: string, asOf: string | null) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const { language } = useTranslation().i18n;
  return useInfiniteQuery({
    queryKey: ['gaps', archive, 'list', kind, isAside, translation, language, asOf],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      host.client.gaps.list({
        archive,
        kind,
        isAside,
        offset: pageParam,
        limit: pageSize,
        language,
        translation,
        wait: false,
      }),
    getNextPageParam: ({ total }, pages) => {
      const known = pages.reduce((sum, { findings }) => sum + findings.length, 0);
      return known < total ? known : null;
    },
    enabled: asOf !== null,
    placeholderData: keepPreviousData,
  });
}

/** After something was put aside, opened again or made one. */
export function useGapsChanged(): () => Promise<void> {
  const { handle: archive } = useArchive();
  const queries = useQueryClient();
  const changed = useRecordsChanged();
  return async () => {
    await changed();
    await queries.invalidateQueries({ queryKey: ['gaps', archive] });
  };
}
