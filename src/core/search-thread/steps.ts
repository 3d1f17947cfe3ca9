import type { Sources } from '../catalogue/item-facts.ts';
import { orderItems } from '../catalogue/order-items.ts';
import { findInSteps } from '../catalogue/narrow.ts';
import type { SearchTask } from './messages.ts';

/** What is asked, in steps of milliseconds to tenths of a second, wherever it is answered. */
export function* stepsOf(sources: Sources, task: SearchTask): Generator<undefined, Uint32Array<ArrayBuffer>> {
  if (task.kind === 'order') return yield* orderItems(sources, task.filter, task.sort, task.changes);
  return Uint32Array.from(yield* findInSteps(sources, task.query));
}
