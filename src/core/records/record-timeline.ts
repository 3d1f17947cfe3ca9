import type { RecordTimeline, TimelineLane } from '../../shared/records/timeline.ts';
import type { Archive } from '../archive/archive.ts';
import type { RecordFacts } from './record-facts.ts';
import { factsOfKind } from './list-records.ts';
import { recordIndex } from './record-index.ts';

const day = 86_400_000;
const kinds = ['incident', 'assessment'] as const;

/**
 * When incidents were and assessments were made, in the bins of a timeline (`edges`: milliseconds as if of UTC, rising). What may
 * be of more than one bin is told apart, alike ones together, as items are.
 */
export async function recordTimeline(archive: Archive, edges: readonly number[]): Promise<RecordTimeline> {
  const index = await recordIndex(archive);
  let [first, last] = [Infinity, -Infinity];
  const lanes = kinds.map((kind) => {
    const sure = new Array<number>(Math.max(0, edges.length - 1)).fill(0);
    const doubtful = new Map<string, TimelineLane['doubtful'][number]>();
    let [items, total] = [0, 0];
    for (const facts of factsOfKind(archive, index, kind)) {
      const span = spanOf(facts);
      if (span === null) continue;
      total += 1;
      first = Math.min(first, span.from ?? span.to ?? Infinity);
      last = Math.max(last, span.to ?? span.from ?? -Infinity);
      const bins = binsOf(edges, span);
      if (bins === null) continue;
      items += 1;
      const [from, to] = bins;
      if (from !== null && to === from + 1) sure[from] = (sure[from] ?? 0) + 1;
      else {
        const key = `${String(from)} ${String(to)}`;
        const known = doubtful.get(key);
        doubtful.set(key, {
          from: from === null ? null : (edges[from] ?? null),
          to: to === null ? null : (edges[to] ?? null),
          items: (known?.items ?? 0) + 1,
        });
      }
    }
    const length = ({ from, to }: TimelineLane['doubtful'][number]): number =>
      (to ?? Infinity) - (from ?? -Infinity);
    const sorted = [...doubtful.values()].sort((one, other) => length(other) - length(one) || 0);
    return { kind, total, items, sure, doubtful: sorted };
  });
  return { extent: first <= last ? { from: first, to: last } : null, lanes };
}

interface Span {
  /** Null: open. */
  readonly from: number | null;
  readonly to: number | null;
}

function spanOf({ isRemoved, date, from, to }: RecordFacts): Span | null {
  if (isRemoved || date === null || (from === null && to === null)) return null;
  return {
    from: from === null ? null : Date.parse(`${from}T00:00:00Z`),
    to: to === null ? null : Date.parse(`${to}T00:00:00Z`) + day,
  };
}

/** First bin and the one after the last; null at an end that lies beyond what is shown. Null altogether: none of it is shown. */
function binsOf(
  edges: readonly number[],
  { from, to }: Span,
): readonly [number | null, number | null] | null {
  const [begin, end] = [edges[0], edges.at(-1)];
  if (begin === undefined || end === undefined) return null;
  if ((from !== null && from >= end) || (to !== null && to <= begin)) return null;
  return [
    from === null || from < begin ? null : countUpTo(edges, from) - 1,
    to === null || to > end ? null : countBefore(edges, to),
  ];
}

/** How many edges are not after a time. */
function countUpTo(edges: readonly number[], time: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

const countBefore = (edges: readonly number[], time: number): number => countUpTo(edges, time - 1);
