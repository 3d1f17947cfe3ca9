import type { RecordTimeline, TimelineLane } from '../../../shared/records/timeline.ts';

/** A lane of the chart: of a camera, or of a kind of record. */
export type ChartLane = TimelineLane & { readonly records?: RecordTimeline['lanes'][number]['kind'] };

/** Lanes of what is recorded, as those of cameras are drawn; none where there is nothing of a kind, or not of these bins yet. */
export function recordLanes(lanes: RecordTimeline['lanes'], edges: readonly number[]): readonly ChartLane[] {
  return lanes
    .filter(({ total, sure }) => total > 0 && sure.length === edges.length - 1)
    .map(({ kind, items, sure, doubtful }) => ({
      camera: null,
      cameras: 0,
      items,
      sure,
      doubtful,
      records: kind,
    }));
}
