import { z } from 'zod';

/** From the finest to the coarsest. */
export const timeUnits = [
  'minute',
  'ten-minutes',
  'hour',
  'day',
  'month',
  'year',
  'decade',
  'century',
] as const;
export type TimeUnit = (typeof timeUnits)[number];

/** Milliseconds of wall clocks since 1970 as if they were UTC. */
const time = z.number();

/** The most bins that a timeline can be asked for. */
export const mostBins = 400;

export const timelineLane = z.object({
  /** Make and model; null where it is not known, and of several that share a lane. */
  camera: z.string().nullable(),
  /** How many share this lane; 0: no camera is known. */
  cameras: z.int(),
  /** How many items may be of the time that is shown. */
  items: z.int(),
  /** Of each bin how many items can be of no other. */
  sure: z.array(z.int()).readonly(),
  /**
   * Items that may be of more than one bin: from the first bin to the end of the last one, alike ones together. Null: of a time
   * that is not shown as well. The longest first.
   */
  doubtful: z.array(z.object({ from: time.nullable(), to: time.nullable(), items: z.int() })).readonly(),
});
export type TimelineLane = z.infer<typeof timelineLane>;

export const timeline = z.object({
  /** Every dated item, whatever is shown; null where none is dated. */
  extent: z.object({ from: time, to: time }).nullable(),
  unit: z.enum(timeUnits),
  /** Where the bins begin, and where the last one ends. Empty where no item is dated and no time was asked for. */
  edges: z.array(time).readonly(),
  /** By their items of any time, the most first, so that they stay where they are when another time is shown. */
  lanes: z.array(timelineLane).readonly(),
  undated: z.int(),
  /** With what is undated, and of any time. */
  total: z.int(),
});
export type Timeline = z.infer<typeof timeline>;

/** Incidents and assessments in the bins of such a timeline. */
export const recordTimeline = z.object({
  /** Of every dated one, whatever is shown; null where none is dated. */
  extent: z.object({ from: time, to: time }).nullable(),
  lanes: z
    .array(
      timelineLane.pick({ items: true, sure: true, doubtful: true }).extend({
        kind: z.enum(['incident', 'assessment']),
        /** Of any time. */
        total: z.int(),
      }),
    )
    .readonly(),
});
export type RecordTimeline = z.infer<typeof recordTimeline>;
