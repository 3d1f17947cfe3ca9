import type { ItemFilter } from '../../shared/records/item-row.ts';
import type { Timeline, TimelineLane } from '../../shared/records/timeline.ts';
import { hiddenItems } from '../disposition/states.ts';
import { columnsOf, type Columns } from './columns.ts';
import { failures } from './facets.ts';
import type { Sources } from './item-facts.ts';
import { narrow } from './narrow.ts';
import { binsOf, type Bins } from './time-units.ts';

/** More cameras than can be told apart one below the other share a lane. */
const mostLanes = 12;
/** More spans of doubt than can be told apart in a lane are drawn together. */
const mostDoubts = 200;

interface Asked {
  readonly filter: ItemFilter;
  /** Null: from the first item, or to the last. */
  readonly from: number | null;
  readonly to: number | null;
  readonly bins: number;
}

/**
 * Counts items by time and camera. Whoever can only be of one bin is sure; the doubt about the others is as wide as their dates
 * are. An item of several cameras counts for the first of them by name. Throws AppError `search-not-understood`.
 */
export function* timelineOf(sources: Sources, asked: Asked): Generator<undefined, Timeline> {
  const columns = yield* columnsOf(sources);
  const narrowed = yield* narrow(sources, asked.filter);
  const hidden = asked.filter.state === null ? hiddenItems(sources) : new Set<number>();
  const failed = failures(columns, narrowed, hidden);
  const { extent, undated, total, bySet } = survey(columns, failed);
  yield undefined;
  const [from, to] = [asked.from ?? extent?.from, asked.to ?? extent?.to];
  if (from === undefined || to === undefined)
    return { extent, unit: 'year', edges: [], lanes: [], undated, total };
  const bins = binsOf(from, Math.max(to, from + 1), asked.bins);
  const { names, laneOf } = lanesOf(columns, bySet);
  const counts = names.map(() => new Counts(bins));
  count(columns, failed, bins, laneOf, counts);
  const { unit, edges } = bins;
  const lanes = names.map((name, at) => ({ ...name, ...(counts[at] ?? new Counts(bins)).told() }));
  return { extent, unit, edges, lanes, undated, total };
}

/** What there is of any time. */
function survey({ captured, before, taken, said, sets, size }: Columns, failed: Uint8Array) {
  const bySet = new Uint32Array(sets.size);
  let [from, to, undated, total] = [Infinity, -Infinity, 0, 0];
  for (let id = 1; id < size; id += 1) {
    if (failed[id] !== 0 || said[id] === 0) continue;
    total += 1;
    const first = captured[id] ?? NaN;
    if (Number.isNaN(first)) {
      undated += 1;
      continue;
    }
    const set = taken[id] ?? 0;
    bySet[set] = (bySet[set] ?? 0) + 1;
    from = Math.min(from, first);
    to = Math.max(to, before[id] ?? first + 1);
  }
  return { extent: total === undated ? null : { from, to }, undated, total, bySet };
}

type Name = Pick<TimelineLane, 'camera' | 'cameras'>;

/** Lanes, and the one of each set of facts. */
function lanesOf({ sets }: Columns, bySet: Uint32Array) {
  const items = new Map<string | null, number>();
  const cameraOf = new Map<number, string | null>();
  bySet.forEach((count, set) => {
    if (count === 0) return;
    const camera = sets.contents(set).camera?.[0] ?? null;
    cameraOf.set(set, camera);
    items.set(camera, (items.get(camera) ?? 0) + count);
  });
  const ranked = [...items.keys()]
    .filter((camera) => camera !== null)
    .sort((one, other) => (items.get(other) ?? 0) - (items.get(one) ?? 0) || (one < other ? -1 : 1));
  const own = ranked.length > mostLanes ? ranked.slice(0, mostLanes - 1) : ranked;
  const names: Name[] = own.map((camera) => ({ camera, cameras: 1 }));
  const place = new Map<string | null, number>(own.map((camera, at) => [camera, at]));
  const others = ranked.length - own.length;
  if (others > 0) {
    for (const camera of ranked.slice(own.length)) place.set(camera, names.length);
    names.push({ camera: null, cameras: others });
  }
  if (items.has(null)) {
    place.set(null, names.length);
    names.push({ camera: null, cameras: 0 });
  }
  const laneOf = new Uint8Array(sets.size);
  for (const [set, camera] of cameraOf) laneOf[set] = place.get(camera) ?? 0;
  return { names, laneOf };
}

function count(
  { captured, before, taken, said, size }: Columns,
  failed: Uint8Array,
  { partOf, first, edges }: Bins,
  laneOf: Uint8Array,
  counts: readonly Counts[],
): void {
  const [from, to] = [edges[0] ?? 0, edges.at(-1) ?? 0];
  for (let id = 1; id < size; id += 1) {
    if (failed[id] !== 0 || said[id] === 0) continue;
    const begins = captured[id] ?? NaN;
    const ends = before[id] ?? NaN;
    // Undated is NaN, of which neither is true.
    if (!(begins < to && ends > from)) continue;
    const one = begins < from ? -1 : partOf(begins) - first;
    // Most are of one bin, and need no reckoning a second time.
    const isOne = one >= 0 && ends <= (edges[one + 1] ?? to);
    const last = isOne ? one : ends > to ? edges.length - 1 : partOf(ends - 1) - first;
    counts[laneOf[taken[id] ?? 0] ?? 0]?.add(one, last);
  }
}

/** Of one lane. */
class Counts {
  private readonly edges: readonly number[];
  private readonly sure: Uint32Array;
  /** By first and last bin, each one higher, so that 0 is what is not shown any more; made where there is any doubt. */
  private pairs: Uint32Array | null = null;
  private items = 0;

  constructor({ edges }: Bins) {
    this.edges = edges;
    this.sure = new Uint32Array(edges.length - 1);
  }

  add(first: number, last: number): void {
    this.items += 1;
    if (first === last) {
      this.sure[first] = (this.sure[first] ?? 0) + 1;
      return;
    }
    const width = this.edges.length + 1;
    this.pairs ??= new Uint32Array(width * width);
    const at = (first + 1) * width + last + 1;
    this.pairs[at] = (this.pairs[at] ?? 0) + 1;
  }

  told(): Pick<TimelineLane, 'items' | 'sure' | 'doubtful'> {
    return { items: this.items, sure: [...this.sure], doubtful: this.doubtful() };
  }

  private doubtful(): TimelineLane['doubtful'] {
    const width = this.edges.length + 1;
    let spans = new Map<number, number>();
    this.pairs?.forEach((items, at) => {
      if (items > 0) spans.set(at, items);
    });
    // Wider never says more than is known.
    for (let step = 2; spans.size > mostDoubts; step *= 2) {
      const wider = new Map<number, number>();
      for (const [at, items] of spans) {
        const key = this.widened(Math.floor(at / width), at % width, step);
        wider.set(key, (wider.get(key) ?? 0) + items);
      }
      spans = wider;
    }
    return [...spans]
      .map(([at, items]) => ({ first: Math.floor(at / width) - 1, last: (at % width) - 1, items }))
      .sort((one, other) => other.last - other.first - (one.last - one.first) || one.first - other.first)
      .map(({ first, last, items }) => ({
        from: first < 0 ? null : (this.edges[first] ?? null),
        to: this.edges[last + 1] ?? null,
        items,
      }));
  }

  /** What is shown stays what is shown: only bins within are taken together. */
  private widened(first: number, last: number, step: number): number {
    const bins = this.edges.length - 1;
    const from = first === 0 ? 0 : Math.floor((first - 1) / step) * step + 1;
    const to = last > bins ? last : Math.min(bins, Math.ceil(last / step) * step);
    return from * (bins + 2) + to;
  }
}
