import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { clockCheck, clockDraft, clockPicture, clockPlan, clockSummary } from '../records/clock-check.ts';
import { progress } from '../records/progress.ts';
import { archive } from './common.ts';

const item = z.string().min(1);
const check = z.string().min(1);
/** Items, named one by one, of which what a person typed gives way to the check. */
const replace = z.array(item).max(1000);

/** How far cameras' clocks were off, read off pictures that show a reference time. */
export const clock = {
  /** What there is to know before a person reads the clock that a picture shows. */
  look: oc.input(z.object({ archive, item })).output(clockPicture),
  /** What a check would come to, or one that was made; nothing is written. */
  preview: oc
    .input(
      z.object({ archive, of: z.union([z.object({ draft: clockDraft }), z.object({ check })]), replace }),
    )
    .output(clockPlan),
  /** Records a check. `sure`: it is right though it can hardly be. Changes no item: `apply` does. */
  check: oc.input(z.object({ archive, draft: clockDraft, sure: z.boolean() })).output(clockCheck),
  /** All, the newest first; of one item those that were read off it, and the one by which its time is known. */
  list: oc.input(z.object({ archive, item: item.nullable() })).output(z.array(clockCheck).readonly()),
  /** Asserts times by a check: one act, undone by `items.undo`. */
  apply: oc
    .input(z.object({ archive, check, replace, act: z.uuid().optional() }))
    .output(eventIterator(progress, clockSummary)),
  /** Takes a check back, and what it asserted with it. */
  retract: oc
    .input(z.object({ archive, check }))
    .output(eventIterator(progress, clockSummary.extend({ check: clockCheck.nullable() }))),
};
