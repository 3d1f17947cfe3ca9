import { z } from 'zod';
import { cameraCount } from './item-row.ts';

/** How many items of a list have a value, the most frequent first. */
const counts = z.array(z.object({ value: z.string(), items: z.int() })).readonly();

/**
 * What a list can be narrowed by, with how many items would be left. A facet that the list is narrowed by already is counted as if
 * it were not, so that another of its values can be chosen.
 */
export const itemFacets = z.object({
  total: z.int(),
  /**
   * Of the years; where the list is narrowed to no more than a year, the months; than a month, the days. In the order of time, as
   * EDTF. An item whose date may mean several counts in each.
   */
  date: z.object({ counts, undated: z.int() }),
  camera: z.array(cameraCount).readonly(),
  kind: counts,
  /** `yes`, `no`. */
  position: counts,
  /** Codes of readings' warnings. */
  warning: counts,
  tag: counts,
  confidentiality: counts,
  review: counts,
  /** Numbers of accessions, with when they began. */
  accession: z.array(z.object({ value: z.string(), items: z.int(), startedAt: z.string() })).readonly(),
  /** Whether somebody gave a title: `yes`, `no`. */
  titled: counts,
});
export type ItemFacets = z.infer<typeof itemFacets>;
