import type { ItemFacets } from '../../shared/records/facets.ts';
import type { Suggestion } from '../../shared/records/saved-search.ts';
import type { Area, ItemFilter, ItemOrder } from '../../shared/records/item-row.ts';
import type { NamedPlace } from '../../shared/records/map.ts';
import type { FoundClusters } from '../map/clusters.ts';
import type { Timeline } from '../../shared/records/timeline.ts';

/** Shared with the thread. At `stopAt`: 1 asks it to leave what it does. At `lifeAt`: one of `life`. */
export type Signals = Int32Array<SharedArrayBuffer>;

/** What it reads. */
export interface Place {
  /** Of the archive's folder. */
  readonly path: string;
  /** In shared memory: one wipe reaches both threads. Null in an archive that is not encrypted. */
  readonly keys: { readonly catalogue: Uint8Array; readonly derived: Uint8Array } | null;
  /** Whether there is a derived.db to search in. */
  readonly hasDerived: boolean;
}

export const stopAt = 0;
export const lifeAt = 1;
export const life = {
  /** Nothing is open yet. */
  starting: 0,
  /** The databases may be open. */
  running: 1,
  /** They are not, and will not be. */
  over: 2,
} as const;

export type SearchTask =
  | {
      readonly kind: 'order';
      readonly filter: ItemFilter;
      readonly sort: ItemOrder;
      /** `factChanges` of the connection that writes, which alone counts them; null where none here does. */
      readonly changes: number | null;
    }
  | { readonly kind: 'match'; readonly query: string }
  | { readonly kind: 'facets'; readonly filter: ItemFilter }
  | { readonly kind: 'suggest'; readonly text: string }
  | { readonly kind: 'clusters'; readonly filter: ItemFilter; readonly area: Area; readonly zoom: number }
  | { readonly kind: 'places'; readonly text: string; readonly limit: number }
  | {
      readonly kind: 'timeline';
      readonly filter: ItemFilter;
      readonly from: number | null;
      readonly to: number | null;
      readonly bins: number;
    };

/** What each question is answered with. Row ids are handed over without being copied. */
interface Answers {
  readonly order: Uint32Array<ArrayBuffer>;
  readonly match: Uint32Array<ArrayBuffer>;
  readonly facets: ItemFacets;
  readonly timeline: Timeline;
  readonly suggest: readonly Suggestion[];
  readonly clusters: FoundClusters;
  readonly places: readonly NamedPlace[];
}
export type AnswerTo<Task extends SearchTask> = Answers[Task['kind']];

/** `place` comes first, and once; nothing is opened before the first task. `end`: lets go of the databases. */
export type ToSearch =
  { readonly kind: 'place'; readonly place: Place } | SearchTask | { readonly kind: 'end' };

export type FromSearch =
  { readonly answer: unknown } | { readonly stopped: true } | { readonly fault: string };
