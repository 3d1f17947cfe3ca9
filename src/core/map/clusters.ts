import type { Area, ItemFilter } from '../../shared/records/item-row.ts';
import { columnsOf } from '../catalogue/columns.ts';
import type { Sources } from '../catalogue/item-facts.ts';
import { wantedItems } from '../catalogue/narrow.ts';
import { hiddenItems } from '../disposition/states.ts';

/** Where items are, by their row ids. NaN: nowhere. */
export interface Positions {
  readonly size: number;
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
}

/** As the contract has it, but for the row id where it is one item. */
export interface FoundCluster {
  readonly latitude: number;
  readonly longitude: number;
  readonly count: number;
  readonly item: number | null;
  readonly bounds: Area;
}

export interface FoundClusters {
  readonly clusters: FoundCluster[];
  readonly total: number;
  readonly without: number;
  readonly extent: Area | null;
}

/** Pixels of a cell: what lies in one is one cluster. */
const cellPixels = 64;
/** Cells looked at: more would be a picture of dots, and a long answer. */
const mostCells = 2000;
/** Items gone through before other work gets its turn. */
const itemsAtOnce = 50_000;
const mostLatitude = 85.0511287798066;

const mercatorX = (longitude: number): number => (longitude + 180) / 360;
function mercatorY(latitude: number): number {
  const sine = Math.sin((Math.max(-mostLatitude, Math.min(mostLatitude, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
const latitudeOf = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** The latitude of the north edge of a row; the first and the last row reach to the poles. */
function edgeOf(row: number, across: number): number {
  if (row <= 0) return 91;
  return row >= across ? -91 : latitudeOf(row / across);
}

/** A part of the grid of cells: `columns` may begin before the antimeridian and end after it. */
interface Grid {
  /** Cells from one end of the world to the other. */
  readonly across: number;
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
}

function gridOf({ west, south, east, north }: Area, zoom: number): Grid {
  for (let level = Math.floor(zoom); ; level -= 1) {
    const across = Math.max(1, Math.round((512 * 2 ** level) / cellPixels));
    const at = (part: number): number => Math.floor(Math.min(part, 1 - 1e-12) * across);
    const left = at(mercatorX(west));
    const isRound = west <= -180 && east >= 180;
    const right = at(mercatorX(east)) + (east < west ? across : 0);
    const columns = isRound ? across : Math.min(across, right - left + 1);
    const [top, bottom] = [at(mercatorY(north)), at(mercatorY(south))];
    const rows = bottom - top + 1;
    if (columns * rows <= mostCells || level <= 0) return { across, left, top, columns, rows };
  }
}

/**
 * Items of which `isWanted`, gathered by the cells of a grid that hangs on the world's corner: the same at every view of a zoom. The
 * zoom is the whole one below; where the area has too many cells, a lower one.
 */
export function* clustersIn(
  positions: Positions,
  isWanted: (id: number) => boolean,
  area: Area,
  zoom: number,
): Generator<undefined, FoundClusters> {
  const cells = new Cells(gridOf(area, zoom));
  for (let from = 0; from < positions.size; from += itemsAtOnce) {
    if (from > 0) yield undefined;
    cells.gather(positions, isWanted, from, Math.min(positions.size, from + itemsAtOnce));
  }
  return cells.told();
}

/** What is counted of the items gone through so far, and of each cell what lies in it. */
class Cells {
  private readonly grid: Grid;
  private readonly counts: Uint32Array;
  private readonly first: Uint32Array;
  private readonly sumX: Float64Array;
  /** Of latitudes. */
  private readonly sums: Float64Array;
  /** Latitudes between rows, from the north edge of the first to the south edge of the last. */
  private readonly edges: Float64Array;
  private readonly west: Float64Array;
  private readonly east: Float64Array;
  private readonly south: Float64Array;
  private readonly north: Float64Array;
  private total = 0;
  private without = 0;
  private readonly all = { south: 91, north: -91 };
  /** By whole degrees, because it may be the other way round the world that is short. */
  private readonly degrees = {
    west: new Float64Array(360).fill(181),
    east: new Float64Array(360).fill(-181),
  };

  constructor(grid: Grid) {
    const cells = grid.columns * grid.rows;
    this.grid = grid;
    [this.counts, this.first] = [new Uint32Array(cells), new Uint32Array(cells)];
    [this.sumX, this.sums] = [new Float64Array(cells), new Float64Array(cells)];
    const { across, top, rows } = grid;
    this.edges = Float64Array.from({ length: rows + 1 }, (_, row) => edgeOf(top + row, across));
    [this.west, this.east] = [new Float64Array(cells).fill(181), new Float64Array(cells).fill(-181)];
    [this.south, this.north] = [new Float64Array(cells).fill(91), new Float64Array(cells).fill(-91)];
  }

  /** Items of `from` to before `to`. Apart from the generator that draws it: a loop in one is run several times as slowly. */
  gather(
    { latitude, longitude }: Positions,
    isWanted: (id: number) => boolean,
    from: number,
    to: number,
  ): void {
    const { all, degrees } = this;
    for (let id = from; id < to; id += 1) {
      if (!isWanted(id)) continue;
      const lat = latitude[id] ?? NaN;
      const lon = longitude[id] ?? NaN;
      if (Number.isNaN(lat) || Number.isNaN(lon)) {
        this.without += 1;
        continue;
      }
      this.total += 1;
      const degree = Math.min(359, Math.floor(lon + 180));
      if (lon < (degrees.west[degree] ?? 0)) degrees.west[degree] = lon;
      if (lon > (degrees.east[degree] ?? 0)) degrees.east[degree] = lon;
      if (lat < all.south) all.south = lat;
      if (lat > all.north) all.north = lat;
      this.put(id, lat, lon);
    }
  }

  private put(id: number, lat: number, lon: number): void {
    const { across, left, columns } = this.grid;
    const x = Math.min(mercatorX(lon), 1 - 1e-12);
    const column = (((Math.floor(x * across) - left) % across) + across) % across;
    if (column >= columns) return;
    const row = this.rowOf(lat);
    if (row < 0) return;
    const { counts, first, sumX, sums, west, east, south, north } = this;
    const cell = row * columns + column;
    if (counts[cell] === 0) first[cell] = id;
    counts[cell] = (counts[cell] ?? 0) + 1;
    sumX[cell] = (sumX[cell] ?? 0) + x;
    sums[cell] = (sums[cell] ?? 0) + lat;
    if (lon < (west[cell] ?? 0)) west[cell] = lon;
    if (lon > (east[cell] ?? 0)) east[cell] = lon;
    if (lat < (south[cell] ?? 0)) south[cell] = lat;
    if (lat > (north[cell] ?? 0)) north[cell] = lat;
  }

  /** Found among the edges: to project a million points takes a tenth of a second. -1: in none. */
  private rowOf(latitude: number): number {
    const { edges } = this;
    let [low, high] = [0, edges.length - 1];
    if (latitude > (edges[0] ?? 0) || latitude <= (edges[high] ?? 0)) return -1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (latitude > (edges[middle] ?? 0)) high = middle;
      else low = middle;
    }
    return low;
  }

  told(): FoundClusters {
    const { counts, first, sumX, sums, west, east, south, north, total, without } = this;
    const clusters: FoundCluster[] = [];
    for (let cell = 0; cell < counts.length; cell += 1) {
      const count = counts[cell] ?? 0;
      if (count === 0) continue;
      const bounds = {
        ...{ west: west[cell] ?? 0, south: south[cell] ?? 0 },
        ...{ east: east[cell] ?? 0, north: north[cell] ?? 0 },
      };
      clusters.push({
        ...{ count, bounds },
        item: count === 1 ? (first[cell] ?? null) : null,
        ...middleOf(bounds, (sumX[cell] ?? 0) / count, (sums[cell] ?? 0) / count),
      });
    }
    const extent = total === 0 ? null : { ...this.all, ...occupied(this.degrees) };
    return { clusters, total, without, extent };
  }
}

/** The shortest way round the world that has everything, of the westernmost and easternmost of every whole degree. */
function occupied({ west, east }: Readonly<Record<'west' | 'east', Float64Array>>): {
  readonly west: number;
  readonly east: number;
} {
  let [widest, after] = [-1, 0];
  for (let at = 0, empty = 0; at < 720; at += 1) {
    empty = (east[at % 360] ?? -181) >= -180 ? 0 : Math.min(359, empty + 1);
    if (empty > widest) [widest, after] = [empty, (at + 1) % 360];
  }
  if (widest === 0) return { west: -180, east: 180 };
  const last = (after - widest - 1 + 720) % 360;
  return { west: west[after] ?? -180, east: east[last] ?? 180 };
}

/** What lies in one place is there; of the rest the middle of all. */
function middleOf(
  { west, south, east, north }: Area,
  x: number,
  latitude: number,
): { readonly latitude: number; readonly longitude: number } {
  if (west === east && south === north) return { latitude: south, longitude: west };
  return { latitude, longitude: x * 360 - 180 };
}

/** Of the items that a filter leaves, hidden ones left out. Throws AppError `search-not-understood`. */
export function* clustersOf(
  sources: Sources,
  filter: ItemFilter,
  area: Area,
  zoom: number,
): Generator<undefined, FoundClusters> {
  const columns = yield* columnsOf(sources);
  const marks = yield* wantedItems(sources, filter);
  const hidden = filter.state === null ? hiddenItems(sources) : new Set<number>();
  const { taken } = columns;
  // Of an id without a place among the facts there is no item.
  const isWanted = (id: number): boolean =>
    taken[id] !== 0 && (marks === null || marks.has(id)) && !hidden.has(id);
  return yield* clustersIn(columns, isWanted, area, zoom);
}
