import { useInfiniteQuery } from '@tanstack/react-query';
import type { CustodyEvent, SubjectName } from '../../../shared/records/item.ts';
import { useArchive, useSession } from '../../session/session.tsx';

export interface LogEvent extends CustodyEvent {
  readonly subjectName?: SubjectName | null | undefined;
}

/** Events shown at first, and added each time. */
const pageSize = 200;

/** The log from its end on, a page at a time. */
export function useLog() {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  return useInfiniteQuery({
    queryKey: ['custody', 'log', archive],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }: { pageParam: number | null; signal: AbortSignal }) =>
      host.client.custody.page({ archive, before: pageParam, count: pageSize }, { signal }),
    getNextPageParam: ({ events }) => {
      const oldest = events.at(-1)?.sequence ?? 0;
      return oldest > 0 ? oldest : null;
    },
  });
}

const kinds = [
  'file',
  'item',
  'accession',
  'identity',
  'package',
  'archive',
  'backup',
  'replica',
  'place',
  'object',
  'assessment',
  'incident',
  'actor',
  'source',
  'claim',
  'text',
  'collection',
  'dismissal',
  'term',
  'link',
  'clock-check',
  'sealed',
  'map',
  'report',
] as const;

export const kindKey = (kind: string) => kinds.find((known) => known === kind) ?? null;

const stages = [
  'started',
  'finished',
  'failed',
  'received',
  'acknowledged',
  'restored',
  'abandoned',
] as const;

/** How far what the event tells of had come, where it was told in more than one event. */
export function stageKey(detail: unknown) {
  if (typeof detail !== 'object' || detail === null) return null;
  // An accession that nobody went on with ended otherwise than others do.
  if ('phase' in detail && detail.phase === 'abandoned') return detail.phase;
  return 'stage' in detail ? (stages.find((known) => known === detail.stage) ?? null) : null;
}
