import { countFacets } from '../catalogue/facets.ts';
import type { Sources } from '../catalogue/item-facts.ts';
import { findInSteps } from '../catalogue/narrow.ts';
import { timelineOf } from '../catalogue/timeline.ts';
import { orderItems } from '../catalogue/order-items.ts';
import { suggest } from '../search/suggest.ts';
import { clustersOf } from '../map/clusters.ts';
import { placesNamed } from '../map/places.ts';
import type { AnswerTo, SearchTask } from './messages.ts';

type Steps = { readonly [Kind in SearchTask['kind']]: Answering<Extract<SearchTask, { kind: Kind }>> };
type Answering<Task extends SearchTask> = (
  sources: Sources,
  task: Task,
) => Generator<undefined, AnswerTo<Task>>;

const steps: Steps = {
  order: (sources, { filter, sort, changes }) => orderItems(sources, filter, sort, changes),
  *match(sources, { query }) {
    return Uint32Array.from(yield* findInSteps(sources, query));
  },
  facets: (sources, { filter }) => countFacets(sources, filter),
  timeline: timelineOf,
  suggest: (sources, { text }) => suggest(sources, text),
  clusters: (sources, { filter, area, zoom }) => clustersOf(sources, filter, area, zoom),
  places: (sources, { text, limit }) => placesNamed(sources, text, limit),
};

/** What is asked, in steps of milliseconds to tenths of a second, wherever it is answered. */
export function stepsOf<Task extends SearchTask>(
  sources: Sources,
  task: Task,
): Generator<undefined, AnswerTo<Task>> {
  return (steps[task.kind] as unknown as Answering<Task>)(sources, task);
}
