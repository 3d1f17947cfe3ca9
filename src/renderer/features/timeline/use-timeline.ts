import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ItemFilter } from '../../../shared/records/item-row.ts';
import { mostBins, type Timeline } from '../../../shared/records/timeline.ts';
import { useArchive, useSession } from '../../session/session.tsx';
import type { Span } from './view.ts';

/** As it is once it has not changed for a moment: whoever turns a wheel does not wait for each notch. */
function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), 90);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

/** Pixels of the narrowest column. */
const narrowest = 5;

/** What is shown, and a part more on both sides, which is there already when it comes in by panning. */
export function useTimeline(filter: ItemFilter, view: Span | null, width: number) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  const rested = useRested(view);
  const room = rested === null ? 0 : Math.round((rested.to - rested.from) / 8);
  const from = rested && rested.from - room;
  const to = rested && rested.to + room;
  const bins = Math.max(20, Math.min(mostBins, Math.floor(width / narrowest / 20) * 20));
  return useQuery<Timeline>({
    queryKey: ['list', archive, 'timeline', filter, from, to, bins],
    queryFn: ({ signal }) => host.client.items.timeline({ archive, filter, from, to, bins }, { signal }),
    enabled: width > 0,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 30_000,
  });
}

/** Incidents and assessments in the same bins; without any, only when they were at all. */
export function useRecordTimes(edges: readonly number[]) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  return useQuery({
    queryKey: ['records', archive, 'timeline', edges],
    queryFn: ({ signal }) => host.client.records.timeline({ archive, edges: [...edges] }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 30_000,
  });
}

/** Exactly of these bins. */
export function useChosen(filter: ItemFilter, span: Span | null) {
  const { host } = useSession();
  const { handle: archive } = useArchive();
  return useQuery({
    queryKey: ['list', archive, 'timeline', filter, 'chosen', span],
    queryFn: async ({ signal }) => {
      const asked = { archive, filter, from: span?.from ?? 0, to: span?.to ?? 0, bins: mostBins };
      const { lanes } = await host.client.items.timeline(asked, { signal });
      const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);
      const beyond = lanes.flatMap(({ doubtful }) =>
        doubtful.filter(({ from, to }) => from === null || to === null).map(({ items }) => items),
      );
      return { items: sum(lanes.map(({ items }) => items)), beyond: sum(beyond) };
    },
    enabled: span !== null,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 30_000,
  });
}
